"""What stands in one cell? The readings of one series on one day become one value, by the rule of its shape.

Several authors: a **number** comes from the person's own readings of that day when there are any, otherwise from
the carers', the clinicians', the devices' – in that order, never added up, so that a spasm noted by both is one
spasm. Two carers' counts: the larger. A **yes** holds whoever said it: a no takes nobody's yes away. **Falls**
are the largest number anybody noted.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from supple.diary.series import Reading, Series, Shape
from supple.model import Cell

_SAID_BY_ANYBODY = frozenset({"falls"})


def cell_of(series: Series, readings: list[Reading]) -> Cell:
    """One day's cell of a column (for ratings: of its column without parts)."""
    match series.shape:
        case Shape.YES_NO:
            return any(reading.value for reading in readings)
        case Shape.RATING:
            return overall(first_authors(readings))
        case Shape.COUNT:
            return _count(readings, by_anybody=series.code in _SAID_BY_ANYBODY)
        case Shape.SUM:
            return max(sum(_numbers(own)) for own in _by_author(first_authors(readings)))
        case Shape.HIGHEST:
            return max(_numbers(first_authors(readings)))
        case Shape.MEAN:
            return _mean(_numbers(first_authors(readings)))


def first_authors(readings: list[Reading]) -> list[Reading]:
    """The readings of whoever counts first: the person, else carers, clinicians, devices."""
    if len(readings) == 1:
        return readings
    best = min(reading.author[0] for reading in readings)
    return [reading for reading in readings if reading.author[0] == best]


def overall(readings: list[Reading]) -> float:
    """The mean of the ratings given without a part; of a day with parts only, the mean of each moment's highest."""
    whole = [reading for reading in readings if not reading.place]
    if whole:
        return _mean(_numbers(whole))
    moments: dict[object, float] = {}
    for reading in readings:
        value = float(reading.value or 0)
        moments[reading.moment] = max(value, moments.get(reading.moment, value))
    return _mean(moments.values())


def happened(readings: Iterable[Reading]) -> bool:
    """Was there any, counted or not? The `.any` column of a count."""
    return any(reading.value is None or reading.value > 0 for reading in readings)


def _count(readings: list[Reading], *, by_anybody: bool) -> float | None:
    """The largest author's total; None when the only ones there were not counted."""
    heard = readings if by_anybody else first_authors(readings)
    totals = [_total(own) for own in _by_author(heard)]
    known = [total for total in totals if total is not None]
    if not known or (len(known) < len(totals) and max(known) == 0):
        return None
    return max(known)


def _total(readings: list[Reading]) -> float | None:
    """One author's number: entries add up, check-ins tell the total so far, and the larger of both holds."""
    single = [reading.value for reading in readings if not reading.is_total]
    asked: dict[object, float | None] = {}
    for reading in (reading for reading in readings if reading.is_total):
        before = asked.get(reading.moment, 0)
        asked[reading.moment] = None if reading.value is None or before is None else before + reading.value
    told = [total for total in asked.values() if total is not None]
    counted = sum(value for value in single if value is not None)
    if told:
        return max(*told, counted)
    return None if None in single or asked else counted


def _by_author(readings: list[Reading]) -> list[list[Reading]]:
    ordered = sorted(readings, key=lambda reading: reading.author)
    return [list(own) for _, own in groupby(ordered, key=lambda reading: reading.author)]


def _numbers(readings: Iterable[Reading]) -> list[float]:
    return [float(reading.value) for reading in readings if reading.value is not None]


def _mean(numbers: Iterable[float]) -> float:
    # Sorted, since adding in another order may change the last bit: same entries, same cell.
    ordered = sorted(numbers)
    return sum(ordered) / len(ordered)
