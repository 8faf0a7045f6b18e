"""What do a column's days add up to? Weeks, seven-day means and runs of days that were not noted."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple.model import Cell, DailyTable, WeekMean

DAYS_IN_WEEK = 7
# Baseline and follow-up weeks count from four recorded days on (clinical.md §1.3, after Farrar).
ENOUGH_DAYS = 4


@dataclass(frozen=True)
class Series:
    """One column over consecutive days; None where nothing was noted."""

    days: tuple[date, ...]
    cells: tuple[float | None, ...]

    @property
    def noted(self) -> tuple[float, ...]:
        return tuple(cell for cell in self.cells if cell is not None)

    def on(self, day: date) -> float | None:
        """That day's number, None outside the series too."""
        if not self.days or not self.days[0] <= day <= self.days[-1]:
            return None
        return self.cells[(day - self.days[0]).days]


def as_number(cell: Cell) -> float | None:
    """A cell as a number: yes is 1, no is 0, nothing stays nothing."""
    return None if cell is None else float(cell)


def series(table: DailyTable, column: str, *, first: date | None = None, last: date | None = None) -> Series:
    """The column from `first` to `last`; days asked for outside the table are there, and blank."""
    if not table.days:
        return Series((), ())
    first, last = first or table.days[0], last or table.days[-1]
    whole = Series(table.days, tuple(as_number(cell) for cell in table.column(column)))
    days = tuple(first + timedelta(days=i) for i in range((last - first).days + 1))
    return Series(days, tuple(whole.on(day) for day in days))


def week_mean(one: Series, first_day: date) -> WeekMean:
    """The seven days from `first_day`: their mean if at least four were noted."""
    cells = [one.on(first_day + timedelta(days=i)) for i in range(DAYS_IN_WEEK)]
    noted = [cell for cell in cells if cell is not None]
    mean = statistics.fmean(noted) if len(noted) >= ENOUGH_DAYS else None
    return WeekMean(first_day, first_day + timedelta(days=DAYS_IN_WEEK - 1), mean, len(noted))


def missing_runs(cells: Sequence[float | None]) -> list[tuple[int, int]]:
    """(first index, last index) of each run of blanks."""
    runs: list[tuple[int, int]] = []
    for i, cell in enumerate(cells):
        if cell is not None:
            continue
        if runs and runs[-1][1] == i - 1:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def trend(cells: Sequence[float | None]) -> list[float | None]:
    """The mean of each day and the six before it, where at least four of the seven were noted.

    Inside a gap of four days or more there is no trend: nothing may look known there.
    """
    means: list[float | None] = []
    for i in range(len(cells)):
        window = [cell for cell in cells[max(0, i - DAYS_IN_WEEK + 1) : i + 1] if cell is not None]
        means.append(statistics.fmean(window) if len(window) >= ENOUGH_DAYS else None)
    for first, last in missing_runs(cells):
        if last - first + 1 >= ENOUGH_DAYS:
            means[first : last + 1] = [None] * (last - first + 1)
    return means


def weeks(one: Series) -> list[tuple[date, tuple[float | None, ...]]]:
    """Blocks of seven days from the first day on; the last may be shorter."""
    return [(one.days[i], one.cells[i : i + DAYS_IN_WEEK]) for i in range(0, len(one.days), DAYS_IN_WEEK)]
