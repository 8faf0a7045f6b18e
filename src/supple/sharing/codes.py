"""How does an address get from a screen into a phone? As a code for its camera, on a page or in the terminal."""

from __future__ import annotations

import html
import io

import segno

_QUIET = 4  # modules of white around it, without which cameras miss it
_WHITE_ON_BLACK = "\x1b[97;40m"
_PLAIN = "\x1b[0m"


def svg(address: str, *, title: str) -> str:
    """Inline, with a text for those who do not see it, on a white ground of its own: it works in the dark too."""
    rows = list(segno.make(address, error="m").matrix_iter(border=_QUIET))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return (
        f'<svg class="qr" role="img" aria-label="{html.escape(title)}" viewBox="0 0 {len(rows)} {len(rows)}"'
        ' shape-rendering="crispEdges">'
        f'<rect width="100%" height="100%" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )


def terminal(address: str) -> str:
    """Lines of half blocks, white on black whatever the terminal's colours."""
    out = io.StringIO()
    segno.make(address, error="m").terminal(out=out, compact=True, border=2)
    return "\n".join(f"    {_WHITE_ON_BLACK}{line}{_PLAIN}" for line in out.getvalue().splitlines())
