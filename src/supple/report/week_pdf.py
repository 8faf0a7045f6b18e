"""How is the week printed? On one landscape page, with squares large enough to write in by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from supple.charts.words import day_words, span_words
from supple.model import WeekDay, WeekSheet, WeekSquare
from supple.report import typeset
from supple.report.print_text import UNPRINTABLE, UNPRINTABLE_NOTE, printable

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MORE_NOTE = "“+2 more” stands for notes that a square has no room for; they are all in the diary."


@dataclass(frozen=True)
class _Room:
    """Points of the letters, how many lines of words a square may hold, and how high a row is at least."""

    size_pt: float
    lines: int
    row_mm: float


# From roomy to the tightest that tired eyes can still read; the first that fits on one page is used.
ROOMS = (
    _Room(10.5, 6, 17),
    _Room(10.5, 6, 13),
    _Room(10, 6, 10),
    _Room(9.5, 5, 8),
    _Room(9, 4, 7),
    _Room(8.8, 3, 6),
    _Room(8.6, 2, 6),
    _Room(8.6, 1, 6),
    _Room(8.6, 0, 6),
)


def week_to_pdf(sheet: WeekSheet) -> bytes:
    """A tagged PDF/UA-1; the same sheet gives the same bytes on every machine."""
    room = next((room for room in ROOMS if pages(sheet, room) == 1), ROOMS[-1])
    return typeset.to_pdf("week.typ", _inputs(sheet, room), sheet.now)


def pages(sheet: WeekSheet, room: _Room) -> int:
    """How many pages it takes in such a room."""
    return typeset.pages("week.typ", _inputs(sheet, room), "end-of-week")


def _inputs(sheet: WeekSheet, room: _Room) -> dict[str, Any]:
    span = span_words(sheet.first, sheet.last)
    name = "" if sheet.is_empty else sheet.person_name
    data: dict[str, Any] = {
        "title": printable(sheet.title),
        "document_title": printable(": ".join(filter(None, (sheet.title, name))), may_break=False),
        "person": printable(name),
        "span": printable(span),
        "lead": printable(sheet.lead),
        "sentence": printable(sheet.sentence),
        "paper": sheet.paper,
        "size": room.size_pt,
        "row_mm": room.row_mm,
        "rows": [printable(words) for _, words in sheet.rows],
        "days": [_day(each, room, is_empty=sheet.is_empty) for each in sheet.days],
        "notices": [printable(notice) for notice in sheet.notices],
        "is_empty": sheet.is_empty,
    }
    if any(square["more"] for each in data["days"] for square in each["squares"]):
        data["notices"].append(_MORE_NOTE)
    if UNPRINTABLE in str(data):
        data["notices"].append(UNPRINTABLE_NOTE)
    return {"week": data}


def _day(each: WeekDay, room: _Room, *, is_empty: bool) -> dict[str, Any]:
    return {
        "name": _WEEKDAYS[each.day.weekday()],
        "date": "" if is_empty else day_words(each.day),
        "squares": [_square(square, room) for square in each.squares],
    }


def _square(square: WeekSquare, room: _Room) -> dict[str, Any]:
    shown = square.words[: room.lines]
    more = len(square.words) - len(shown)
    return {
        "numbers": printable(" · ".join(square.numbers)),
        "words": [printable(words) for words in shown],
        "more": f"+{more} more" if more else "",
    }
