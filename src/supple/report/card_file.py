"""How is the emergency card set? For a wallet (PDF to cut and fold, or a picture) and for a phone's locked screen.

What does not fit at the smallest letters is cut from the lists, and the card says how many more there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta, timezone
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

import typst

from supple.charts.words import day_words
from supple.model import CardPart, EmergencyCard
from supple.report.print_text import UNPRINTABLE, UNPRINTABLE_NOTE, printable, shorten

TITLE = "EMERGENCY CARD"
HOW = "Print at 100 %, not “fit to page”. Cut along the outer line and fold in the middle: 85.6 × 54 mm."
NOTICE = "No clinician has reviewed this card. It shows what somebody wrote down, and may be incomplete."
MORE = "and {} more: see the plan"
ALL = "{}: see the plan"
# Points, from roomy to the smallest; then lists are cut. A phone is read at arm's length, often without glasses.
SIZES: Mapping[str, tuple[float, ...]] = {
    "wallet": (9.6, 9.0, 8.4, 7.8, 7.2, 6.8, 6.5),
    "phone": (19, 17.5, 16, 14.5, 13),
}
# What may be cut, in this order; never a warning, never MS, never the pump.
# Beside each: how many of it stay until the next is cut.
_CUT = (("people", 3), ("medicines", 0), ("people", 0), ("allergies", 0))
_LONGEST_NAME, _LONGEST_ENTRY = 60, 110
_PHONE_DOTS = 216  # a point is a 72nd of an inch: 390 × 844 points become 1170 × 2532 dots
_STRIP_DOTS = 300


Sizes = tuple[float, float]  # points, of the front and of the back


class Shape(StrEnum):
    """`SHEET`: a page to cut the card out of. `STRIP`: both faces alone. `PHONE`: for the locked screen."""

    SHEET = "sheet"
    STRIP = "strip"
    PHONE = "phone"


def card_to_pdf(card: EmergencyCard) -> bytes:
    """The wallet card on one sheet: a tagged PDF/UA-1; the same card gives the same bytes on every machine."""
    return _made(card, Shape.SHEET, format="pdf", pdf_standards=["ua-1"], timestamp=_moment(card))


def card_to_png(card: EmergencyCard, shape: Shape = Shape.STRIP) -> bytes:
    """Both faces side by side, or the phone's picture of 1170 × 2532 dots with its text in the middle."""
    return _made(card, shape, format="png", ppi=_PHONE_DOTS if shape is Shape.PHONE else _STRIP_DOTS)


def _made(card: EmergencyCard, shape: Shape, **how: Any) -> bytes:
    fitted, sizes = fit(card, shape)
    made = typst.compile(
        _template(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=_inputs(fitted, shape, sizes), **how
    )
    assert isinstance(made, bytes)
    return made


def fit(card: EmergencyCard, shape: Shape) -> tuple[EmergencyCard, Sizes]:
    """The card with its lists cut as far as its words need, and the size of its letters in points, of each face.

    A phone has one face: both sizes are the same.
    """
    like = Shape.PHONE if shape is Shape.PHONE else Shape.STRIP
    steps = SIZES["phone" if like is Shape.PHONE else "wallet"]
    smallest = (steps[-1], steps[-1])
    most: dict[str, int] = {}
    for part, at_least in _CUT:
        if all(left >= 0 for left in _room(cut(card, most), like, smallest)):
            break
        most[part] = _most_of(card, part, most, at_least=at_least, shape=like, sizes=smallest)
    fitted = cut(card, most)
    rooms = {size: _room(fitted, like, (size, size)) for size in steps}
    front, back = (
        next((size for size in steps if rooms[size][face] >= 0), steps[-1]) for face in (0, len(rooms[steps[0]]) - 1)
    )
    return fitted, (front, back)


def cut(card: EmergencyCard, most: Mapping[str, int]) -> EmergencyCard:
    """The card with at most so many entries of each part named, and words for how many more there are."""

    def of(parts: tuple[CardPart, ...]) -> Iterator[CardPart]:
        for each in parts:
            kept = most.get(each.id, len(each.entries))
            more = len(each.entries) - kept
            words = (MORE if kept else ALL).format(more)
            yield replace(each, entries=(*each.entries[:kept], words)) if more > 0 else each

    return replace(card, front=tuple(of(card.front)), back=tuple(of(card.back)))


def _most_of(
    card: EmergencyCard,
    part: str,
    most: Mapping[str, int],
    *,
    at_least: int,
    shape: Shape,
    sizes: Sizes,
) -> int:
    """How many entries of a part there is room for, found by halving; `at_least` of them, room or not."""
    high = max((len(each.entries) for each in (*card.front, *card.back) if each.id == part), default=0)
    low = min(at_least, high)
    while low < high:
        middle = (low + high + 1) // 2
        if all(left >= 0 for left in _room(cut(card, {**most, part: middle}), shape, sizes)):
            low = middle
        else:
            high = middle - 1
    return low


def _room(card: EmergencyCard, shape: Shape, sizes: Sizes) -> list[float]:
    """Points left below the words, of the front and the back, or of the phone's one face; below 0: too much."""
    found = typst.query(
        _template(),
        "<room>",
        field="value",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(card, shape, sizes),
    )
    return [float(left) for left in json.loads(found)]


def _inputs(card: EmergencyCard, shape: Shape, sizes: Sizes) -> dict[str, str]:
    data: dict[str, Any] = {
        "shape": shape.value,
        "front_size": sizes[0],
        "back_size": sizes[1],
        "paper": card.paper,
        "title": TITLE,
        "document_title": "Emergency card",
        "name": printable(shorten(card.name, _LONGEST_NAME)),
        "front": [_part(each) for each in card.front],
        "back": [_part(each) for each in card.back],
        "dates": _dates(card),
        "how": HOW,
        "notices": [NOTICE],
    }
    if UNPRINTABLE in str(data):
        data["notices"].append(UNPRINTABLE_NOTE)
    return {"card": json.dumps(data, ensure_ascii=False, sort_keys=True)}


def _dates(card: EmergencyCard) -> str:
    made, check = (day_words(day, year=True) for day in (card.made_on, card.check_after))
    return f"Made on {made}. Check after {check}."


def _part(part: CardPart) -> dict[str, Any]:
    return {
        "title": part.title,
        "entries": [printable(shorten(" ".join(words.split()), _LONGEST_ENTRY)) for words in part.entries],
        "is_list": part.is_list,
    }


def _moment(card: EmergencyCard) -> Any:
    return card.now.replace(tzinfo=timezone(card.now.utcoffset() or timedelta(0)), microsecond=0)


@cache
def _template() -> bytes:
    return resources.files("supple.report").joinpath("card.typ").read_bytes()


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
