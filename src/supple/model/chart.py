"""What does a picture say, to the eye, to a screen reader and as a table?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PICTURE_SCHEMA = "supple.picture/1"


@dataclass(frozen=True)
class Chart:
    """One picture with everything that must stand beside it.

    `svg` is drawn for a narrow screen (a viewBox 360 units wide), `svg_wide` for a wide one and for paper (720);
    both are complete `<svg>` elements with `role="img"`, a title and a description, and hold escaped text only.
    `sentence` says in words what the numbers show. `table_head` and `table_rows` are the same facts as text.
    `key` explains the letters on the picture, in order; `note` says what the picture alone would not tell.
    """

    svg: str
    title: str
    sentence: str
    table_head: tuple[str, ...]
    table_rows: tuple[tuple[str, ...], ...]
    desc: str
    svg_wide: str = ""
    key: tuple[tuple[str, str], ...] = ()
    table_title: str = ""
    note: str = ""


def chart_to_json(chart: Chart) -> dict[str, Any]:
    """The documented schema `supple.picture/1`: what a picture shows, as words and numbers."""
    return {
        "schema": PICTURE_SCHEMA,
        "title": chart.title,
        "sentence": chart.sentence,
        "head": list(chart.table_head),
        "rows": [list(row) for row in chart.table_rows],
        "letters": [{"letter": letter, "words": words} for letter, words in chart.key],
        "note": chart.note,
    }
