"""What stands in one cell? The readings of one series on one day become one value, by the rule of its shape.

Several authors: a **number** comes from the person's own readings of that day when there are any, otherwise from
the carers', the clinicians', the devices' – in that order, never added up, so that a spasm noted by both is one
spasm. Two carers' counts: the larger. A **yes** holds whoever said it: a no takes nobody's yes away. **Falls**
are the largest number anybody noted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from supple.diary import series as shapes
from supple.diary.series import Reading, Series
from supple.model import Cell

_SAID_BY_ANYBODY = frozenset({"falls"})


def cell_of(series: Series, readings: Sequence[Reading]) -> Cell:
    """One day's cell of a column (for ratings: of its column without parts)."""
    if series.shape == shapes.YES_NO:
        return any(reading.value for reading in readings)
    if len(readings) == 1:
        value = readings[0].value
        return None if value is None else value if series.shape == shapes.COUNT else float(value)
    if series.shape == shapes.COUNT:
        return _count(_heard(series, readings))
    first = first_authors(readings)
    if series.shape == shapes.RATING:
        return _overall(first)
    if series.shape == shapes.SUM:
        return max(_sum(own) for own in _by_author(first))
    return max(_numbers(first)) if series.shape == shapes.HIGHEST else mean_of(first)


def first_authors(readings: Sequence[Reading]) -> Sequence[Reading]:
    """The readings of whoever counts first: the person, else carers, clinicians, devices."""
    if len(readings) == 1:
        return readings
    best = min(reading.author[0] for reading in readings)
    return [reading for reading in readings if reading.author[0] == best]


def happened(series: Series, readings: Sequence[Reading]) -> bool:
    """Was there any, counted or not? The `.any` column of a count."""
    return any(reading.value is None or reading.value > 0 for reading in _heard(series, readings))


def mean_of(readings: Iterable[Reading]) -> float:
    """The mean of what was noted."""
    return _mean(_numbers(readings))


def _overall(readings: Sequence[Reading]) -> float:
    """The mean of the ratings given without a part; of a day with parts only, the mean of each moment's highest."""
    whole = [reading for reading in readings if not reading.place]
    if whole:
        return mean_of(whole)
    moments: dict[object, float] = {}
    for reading in readings:
        value = float(reading.value or 0)
        moments[reading.moment] = max(value, moments.get(reading.moment, value))
    return _mean(moments.values())


def _heard(series: Series, readings: Sequence[Reading]) -> Sequence[Reading]:
    return readings if series.code in _SAID_BY_ANYBODY else first_authors(readings)


def _count(readings: Sequence[Reading]) -> float | None:
    """The largest author's total; None when somebody noted some without counting, and nobody counted any."""
    totals = [_total(own) for own in _by_author(readings)]
    known = [total for total in totals if total is not None]
    if not known or (len(known) < len(totals) and max(known) == 0):
        return None
    return max(known)


def _total(readings: Sequence[Reading]) -> float | None:
    """One author's number: entries add up, a check-in tells the total so far, and the larger of both holds."""
    asked: dict[object, float | None] = {}
    for reading in readings:
        if reading.is_total:
            before = asked.get(reading.moment, 0)
            asked[reading.moment] = None if reading.value is None or before is None else before + reading.value
    told = [total for total in asked.values() if total is not None]
    single = [reading.value for reading in readings if not reading.is_total]
    counted = sum(value for value in single if value is not None)
    if told and (max(told) > 0 or None not in single):
        return max(*told, counted)
    return None if None in single or None in asked.values() else counted


def _by_author(readings: Sequence[Reading]) -> list[list[Reading]]:
    ordered = sorted(readings, key=lambda reading: reading.author)
    return [list(own) for _, own in groupby(ordered, key=lambda reading: reading.author)]


def _numbers(readings: Iterable[Reading]) -> list[float]:
    return [float(reading.value) for reading in readings if reading.value is not None]


def _sum(readings: Iterable[Reading]) -> float:
    return sum(sorted(_numbers(readings)))  # sorted: see `_mean`


def _mean(numbers: Iterable[float]) -> float:
    # Sorted, since adding in another order may change the last bit: same entries, same cell.
    ordered = sorted(numbers)
    return sum(ordered) / len(ordered)
