"""Which series does an entry feed? Every fact that has a column becomes readings: a series, a value, an author.

The columns' names and rules are in `docs/reference/daily-table.md`; this module decides what belongs together,
`supple.diary.reduce` makes one cell of what stands on one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from supple.diary.days import NIGHT_COUNTS, NIGHT_RATINGS
from supple.model import (
    Answer,
    Author,
    Count,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Factor,
    Measurement,
    Period,
    Rating,
    Session,
    Side,
    Slot,
)

# Self first: on a day with one's own entries for a column, a number comes from those alone (see `reduce`).
_RANK = {"self": 0, "carer": 1, "clinician": 2, "device": 3}
_COUNTED_ALL_DAY = frozenset({"falls"})  # one column whatever the period: a fall is a fall
# Value in the column's unit = (value - offset) / divisor.
_CONVERSIONS = {
    ("temperature", "[degF]"): ("Cel", 32.0, 1.8),
    ("sleep_hours", "min"): ("h", 0.0, 60.0),
}


class Shape(Enum):
    """How several readings of one day become one cell."""

    RATING = "rating"
    YES_NO = "yes_no"
    COUNT = "count"
    SUM = "sum"
    HIGHEST = "highest"
    MEAN = "mean"


class Series(NamedTuple):
    """Readings that may be put together. `recall`, `scale_max` and `unit` are kept apart: never one series."""

    shape: Shape
    code: str
    recall: str = ""
    scale_max: float = 10.0
    unit: str = ""


class Reading(NamedTuple):
    """One value of a series. `moment` ties what was noted together; `place` is the part ("" for overall)."""

    value: float | bool | None
    author: tuple[int, str]
    moment: object
    place: str = ""
    is_total: bool = False


def readings(event: Event) -> Iterator[tuple[Series, Reading]]:
    """What the entry says in numbers and yeses; nothing for words, signs, plan items and comparisons."""
    fact = event.fact
    moment = event.group or event.when
    who = author_key(event.noted_by)
    match fact:
        case Rating():
            recall = "" if fact.code in NIGHT_RATINGS else fact.recall.value
            place = place_of(fact.part, fact.side)
            yield Series(Shape.RATING, fact.code, recall, fact.scale_max), Reading(fact.value, who, moment, place)
        case Count():
            is_total = event.source == "check-in"
            yield Series(Shape.COUNT, count_column(event)), Reading(fact.count, who, moment, "", is_total)
        case Answer():
            yield Series(Shape.YES_NO, fact.code), Reading(fact.answer, who, moment)
        case Factor():
            yield Series(Shape.YES_NO, fact.code), Reading(fact.present, who, moment)
            if fact.level is not None:
                yield Series(Shape.HIGHEST, f"{fact.code}.level"), Reading(fact.level, who, moment)
            if fact.amount is not None:
                amounts = Series(Shape.SUM, f"{fact.code}.amount", unit=fact.unit or "")
                yield amounts, Reading(fact.amount, who, moment)
        case Session():
            yield Series(Shape.YES_NO, fact.code), Reading(fact.done, who, moment)
            if fact.minutes is not None:
                yield Series(Shape.SUM, f"{fact.code}.minutes"), Reading(fact.minutes, who, moment)
            if fact.count is not None:
                yield Series(Shape.SUM, f"{fact.code}.count"), Reading(fact.count, who, moment)
        case Measurement():
            yield _measured(fact, who, moment)
        case Dose(status=DoseStatus.MISSED | DoseStatus.SKIPPED):
            yield Series(Shape.YES_NO, "missed_dose"), Reading(True, who, moment)
        case _:
            return


def count_column(event: Event) -> str:
    """ "night_spasms", "day_spasms", or "spasms" when neither period nor slot says which."""
    fact = event.fact
    assert isinstance(fact, Count)
    if fact.code in _COUNTED_ALL_DAY or fact.code in NIGHT_COUNTS:
        return fact.code
    in_night_slot = isinstance(event.when, DaySlot) and event.when.slot is Slot.NIGHT
    period = fact.period or (Period.NIGHT if in_night_slot else None)
    return f"{period.value}_{fact.code}" if period else fact.code


def place_of(part: str | None, side: Side | None) -> str:
    """The ending of a part's column: "calf_left", "left", or "" for the whole body."""
    if part is None or part == "whole_body":
        part = None
    return "_".join(word for word in (part, side.value if side else None) if word)


def author_key(author: Author) -> tuple[int, str]:
    """Who counts first. All entries of the person are one author's, whatever name they went by."""
    return _RANK[author.role], "" if author.role == "self" else author.name


def _measured(fact: Measurement, who: tuple[int, str], moment: object) -> tuple[Series, Reading]:
    value, unit = fact.value, fact.unit
    if (fact.code, unit) in _CONVERSIONS:
        unit, offset, divisor = _CONVERSIONS[fact.code, unit]
        value = (value - offset) / divisor
    # Steps of several devices are the same steps; of temperatures the highest is what matters.
    shape = Shape.HIGHEST if fact.code in {"steps", "temperature"} else Shape.MEAN
    return Series(shape, fact.code, unit=unit), Reading(value, who, moment)
