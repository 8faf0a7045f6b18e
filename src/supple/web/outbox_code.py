"""Where does the outbox's code come from? Its parts, under an address with one version for all of them."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.urls import reverse

from supple.web.scripts import as_sent

FOLDER = Path(__file__).parent / "static" / "outbox"


@cache
def modules() -> dict[str, bytes]:
    """Each part by its name, as a phone gets it."""
    return {path.stem: as_sent(path.read_text("utf-8")).encode() for path in sorted(FOLDER.glob("*.js"))}


@cache
def version() -> str:
    return hashlib.sha256(b"\x1f".join(modules().values())).hexdigest()[:12]


def url_of(name: str) -> str:
    return reverse("outbox_module", args=[version(), name])
