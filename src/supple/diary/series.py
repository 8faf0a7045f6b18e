"""Which series does an entry feed? Every fact that has a column becomes readings: a series, a value, an author.

The columns' names and rules are in `docs/reference/daily-table.md`; this module decides what belongs together,
`supple.diary.reduce` makes one cell of what stands on one day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, cast

from supple.diary.days import NIGHT_COUNTS, NIGHT_RATINGS
from supple.model import (
    CHECK_SOURCE,
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

# How several readings of one day become one cell. Plain words and no Enum: they are hashed for every event.
RATING: Final = "rating"
YES_NO: Final = "yes_no"
COUNT: Final = "count"
SUM: Final = "sum"
HIGHEST: Final = "highest"
MEAN: Final = "mean"

# Self first: on a day with one's own entries for a column, a number comes from those alone (see `reduce`).
_RANK = {"self": 0, "carer": 1, "clinician": 2, "device": 3}
_COUNTED_ALL_DAY = frozenset({"falls"})  # one column whatever the period: a fall is a fall
# A check-in and a table's row ask for the number of a whole night or day; anything else tells single events.
_TOTALS = frozenset({"check-in", "import:supple-table"})
_HIGHEST = frozenset({"steps", "temperature"})
# Value in the column's unit = (value - offset) / divisor.
_CONVERSIONS = {
    ("temperature", "[degF]"): ("Cel", 32.0, 1.8),
    ("sleep_hours", "min"): ("h", 0.0, 60.0),
}

Who = tuple[int, str]


class Series(NamedTuple):
    """Readings that may be put together. `recall`, `scale_max` and `unit` are kept apart: never one series."""

    shape: str
    code: str
    recall: str = ""
    scale_max: float = 10.0
    unit: str = ""


class Reading(NamedTuple):
    """One value of a series. `moment` ties what was noted together; `place` is the part of the body ("" for overall),
    `day_part` the part of the day of a rating of a moment ("" for none)."""

    value: float | bool | None
    author: Who
    moment: object
    place: str = ""
    is_total: bool = False
    day_part: str = ""


Readings = tuple[tuple[Series, Reading], ...]


def readings(event: Event, origin: Event) -> Readings:
    """What the entry says in numbers and yeses; nothing for words, signs, plan items and comparisons.

    Args:
        event: the version that holds.
        origin: its first version: a carer who mends a slip does not become its author, and a mended check-in is
            still a check-in.
    """
    reader = _READERS.get(type(event.fact))
    return reader(event, origin) if reader is not None else ()


def _rating(event: Event, origin: Event) -> Readings:
    fact = cast(Rating, event.fact)
    recall = "" if fact.code in NIGHT_RATINGS else fact.recall._value_
    place = place_of(fact.part, fact.side)
    series = Series(RATING, fact.code, recall, fact.scale_max)
    return ((series, Reading(fact.value, author_key(origin.noted_by), _moment(event), place)),)


def _count(event: Event, origin: Event) -> Readings:
    fact = cast(Count, event.fact)
    is_total = origin.source in _TOTALS
    asked_at = event.group or origin.recorded_at
    reading = Reading(fact.count, author_key(origin.noted_by), asked_at, is_total=is_total)
    return ((Series(COUNT, count_column(event)), reading),)


def _answer(event: Event, origin: Event) -> Readings:
    fact = cast(Answer, event.fact)
    return ((Series(YES_NO, fact.code), Reading(fact.answer, author_key(origin.noted_by), None)),)


def _factor(event: Event, origin: Event) -> Readings:
    if origin.source.startswith(CHECK_SOURCE):
        return ()  # looked for on bad days only, so it must not be counted beside days on which nobody looked
    fact = cast(Factor, event.fact)
    who = author_key(origin.noted_by)
    out = [(Series(YES_NO, fact.code), Reading(fact.present, who, None))]
    if fact.level is not None:
        out.append((Series(HIGHEST, f"{fact.code}.level"), Reading(fact.level, who, None)))
    if fact.amount is not None:
        series = Series(SUM, f"{fact.code}.amount", unit=fact.unit or "")
        out.append((series, Reading(fact.amount, who, None)))
    return tuple(out)


def _session(event: Event, origin: Event) -> Readings:
    fact = cast(Session, event.fact)
    who = author_key(origin.noted_by)
    out = [(Series(YES_NO, fact.code), Reading(fact.done, who, None))]
    if fact.minutes is not None:
        out.append((Series(SUM, f"{fact.code}.minutes"), Reading(fact.minutes, who, None)))
    if fact.count is not None:
        out.append((Series(SUM, f"{fact.code}.count"), Reading(fact.count, who, None)))
    return tuple(out)


def _measurement(event: Event, origin: Event) -> Readings:
    fact = cast(Measurement, event.fact)
    value, unit = fact.value, fact.unit
    if (fact.code, unit) in _CONVERSIONS:
        unit, offset, divisor = _CONVERSIONS[fact.code, unit]
        value = (value - offset) / divisor
    # Steps of several devices are the same steps; of temperatures the highest is what matters.
    shape = HIGHEST if fact.code in _HIGHEST else MEAN
    return ((Series(shape, fact.code, unit=unit), Reading(value, author_key(origin.noted_by), None)),)


def _dose(event: Event, origin: Event) -> Readings:
    fact = cast(Dose, event.fact)
    if fact.status not in {DoseStatus.MISSED, DoseStatus.SKIPPED}:
        return ()
    return ((Series(YES_NO, "missed_dose"), Reading(True, author_key(origin.noted_by), None)),)


_READERS: Mapping[type, Callable[[Event, Event], Readings]] = {
    Rating: _rating,
    Count: _count,
    Answer: _answer,
    Factor: _factor,
    Session: _session,
    Measurement: _measurement,
    Dose: _dose,
}


def count_column(event: Event) -> str:
    """ "night_spasms", "day_spasms", or "spasms" when neither period nor slot says which."""
    fact = cast(Count, event.fact)
    if fact.code in _COUNTED_ALL_DAY or fact.code in NIGHT_COUNTS:
        return fact.code
    in_night_slot = isinstance(event.when, DaySlot) and event.when.slot is Slot.NIGHT
    period = fact.period or (Period.NIGHT if in_night_slot else None)
    return f"{period._value_}_{fact.code}" if period else fact.code


@lru_cache(maxsize=1024)
def place_of(part: str | None, side: Side | None) -> str:
    """The ending of a part's column: "calf_left", "left", or "" for the whole body."""
    if part == "whole_body":
        part = None
    return "_".join(word for word in (part, side.value if side else None) if word)


@lru_cache(maxsize=1024)
def author_key(author: Author) -> Who:
    """Who counts first. All entries of the person are one author's, whatever name they went by."""
    return _RANK[author.role], "" if author.role == "self" else author.name


def _moment(event: Event) -> object:
    return event.group or event.when
