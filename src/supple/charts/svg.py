"""How is a picture written down? Small, safe SVG: classes for the site's colours, attributes for paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from html import escape

NARROW = 360.0
WIDE = 720.0
FONT_SIZE = 14.0

# What each class looks like where no style sheet reaches it (paper, a saved file). The site's style sheet wins over
# attributes, so these stay dark on white; shapes and dashes carry the meaning when colour is gone.
_LOOKS: Mapping[str, Mapping[str, str]] = {
    "chart-text": {"fill": "currentColor", "font-size": "14"},
    "chart-strong": {"fill": "currentColor", "font-size": "14", "font-weight": "bold"},
    "chart-axis": {"stroke": "currentColor", "stroke-width": "1.2", "fill": "none"},
    "chart-grid": {"stroke": "#c9ced3", "stroke-width": "1", "fill": "none"},
    "chart-day": {"fill": "#ffffff", "stroke": "#5b6b78", "stroke-width": "1.1"},
    "chart-trend": {
        "fill": "none",
        "stroke": "#0b4f6c",
        "stroke-width": "3",
        "stroke-linejoin": "round",
        "stroke-linecap": "round",
    },
    "chart-bar": {"fill": "#6f8fa6", "stroke": "#2d4a5e", "stroke-width": "0.8"},
    "chart-gap": {"fill": "#eef0f2", "stroke": "none"},
    "chart-hatch": {"stroke": "#7a858e", "stroke-width": "1.3", "fill": "none"},
    "chart-change": {"fill": "none", "stroke": "#4a3f6b", "stroke-width": "1.3", "stroke-dasharray": "5 3"},
    "chart-badge": {"fill": "#ffffff", "stroke": "#4a3f6b", "stroke-width": "1.5"},
    "chart-badge-text": {"fill": "#32294f", "font-size": "13", "font-weight": "bold"},
    "chart-alert": {"fill": "#a3160f", "stroke": "#ffffff", "stroke-width": "1"},
    "chart-with": {"fill": "#8a3b12", "stroke": "none"},
    "chart-without": {"fill": "#ffffff", "stroke": "#33627f", "stroke-width": "1.1"},
    "chart-number": {"fill": "currentColor", "font-size": "18", "font-weight": "bold"},
    "chart-halo": {"stroke": "#ffffff", "stroke-width": "9", "fill": "none"},
    "chart-here": {"stroke": "currentColor", "stroke-width": "5", "fill": "none"},
    "chart-mean": {"stroke": "currentColor", "stroke-width": "2.4", "fill": "none"},
    "chart-range": {"stroke": "#0b4f6c", "stroke-width": "6", "stroke-linecap": "butt", "fill": "none"},
    "chart-range-open": {
        "stroke": "#0b4f6c",
        "stroke-width": "6",
        "stroke-dasharray": "4 3",
        "stroke-linecap": "butt",
        "fill": "none",
    },
    "chart-point": {"fill": "#0b4f6c", "stroke": "#ffffff", "stroke-width": "1.2"},
}

# XML 1.0 forbids these even as references; a diary's words may hold any of them. The direction overrides are taken
# out as well: they would turn the text around them, which an embedding cannot stop inside an attribute.
_FORBIDDEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u007f-\u009f\u202a-\u202e\u2066-\u2069]"
)


def clean(words: str) -> str:
    """The words on one line, without characters that XML forbids or that turn their surroundings around."""
    return " ".join(_FORBIDDEN.sub(" ", words).split())


def safe(words: str) -> str:
    """Cleaned and escaped for XML and HTML, in text and in attributes."""
    return escape(clean(words), quote=True)


def number(value: float) -> str:
    """At most one decimal, never "-0": the same picture everywhere."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def shape(tag: str, cls: str, inner: str = "", **attributes: float | str) -> str:
    """One element of a class, with its look as attributes. `_` in a name stands for `-`."""
    pairs = [
        f'class="{cls}"',
        *(f'{name}="{value}"' for name, value in _LOOKS[cls].items() if name not in attributes),
    ]
    for name, value in attributes.items():
        written = number(value) if isinstance(value, int | float) else safe(value)
        pairs.append(f'{name.replace("_", "-")}="{written}"')
    start = f"<{tag} {' '.join(pairs)}"
    return f"{start}>{inner}</{tag}>" if inner else f"{start}/>"


def text(x: float, y: float, words: str, *, anchor: str = "start", cls: str = "chart-text") -> str:
    """Words at a baseline; anchor start, middle or end."""
    return shape("text", cls, safe(words), x=x, y=y, text_anchor=anchor)


def line(cls: str, x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line."""
    return shape("line", cls, x1=x1, y1=y1, x2=x2, y2=y2)


def circle(cls: str, x: float, y: float, radius: float) -> str:
    """A circle."""
    return shape("circle", cls, cx=x, cy=y, r=radius)


def round_step(x: float, y: float, radius: float) -> str:
    """A circle as a step of a path, for thousands of dots in one element: an arc all round but for a hair."""
    r = number(radius)
    return f"M{number(x)} {number(y - radius)}a{r} {r} 0 1 0 .1 0z"


def diamond(cls: str, x: float, y: float, radius: float) -> str:
    """A square standing on a corner."""
    path = f"M{number(x)} {number(y - radius)}l{number(radius)} {number(radius)}"
    path += f"l{number(-radius)} {number(radius)}l{number(-radius)} {number(-radius)}z"
    return shape("path", cls, d=path)


def triangle(cls: str, x: float, y: float, radius: float) -> str:
    """A triangle pointing up, its base at `y`."""
    path = f"M{number(x)} {number(y - 1.7 * radius)}l{number(radius)} {number(1.7 * radius)}h{number(-2 * radius)}z"
    return shape("path", cls, d=path)


def square(cls: str, x: float, y: float, radius: float) -> str:
    """A square with its centre at (x, y)."""
    return shape("rect", cls, x=x - radius, y=y - radius, width=2 * radius, height=2 * radius)


def hatched(x: float, y: float, width: float, height: float) -> str:
    """A box of slanting strokes: something was not noted. Drawn as strokes, since patterns print unevenly."""
    strokes = []
    at = x - height
    while at < x + width:
        left, right = max(at, x), min(at + height, x + width)
        if right > left:
            rise, fall = y + height - (left - at), y + at + height - right
            strokes.append(f"M{number(left)} {number(rise)}L{number(right)} {number(fall)}")
        at += 5
    box = shape("rect", "chart-gap", x=x, y=y, width=width, height=height)
    return box + shape("path", "chart-hatch", d="".join(strokes))


def width_of(words: str) -> float:
    """About how wide the words are at the font size; a little more rather than less."""
    return 0.55 * FONT_SIZE * len(words)


def picture(parts: list[str], *, width: float, height: float, title: str, desc: str, cls: str) -> str:
    """The complete `<svg>`: role, title, description and a label that points to both, ids made from the content."""
    body = "".join(parts)
    digest = hashlib.sha256(f"{cls}\x1f{title}\x1f{desc}\x1f{body}".encode()).hexdigest()[:12]
    name, about = f"chart-{digest}-t", f"chart-{digest}-d"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg {cls}" role="img" '
        f'viewBox="0 0 {number(width)} {number(height)}" aria-labelledby="{name} {about}">'
        f'<title id="{name}">{safe(title)}</title><desc id="{about}">{safe(desc)}</desc>{body}</svg>'
    )
