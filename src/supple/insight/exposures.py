"""What was there on which days? Each factor as numbers, with its blanks understood and its days counted.

A blank is not a no. Where a factor is answered yes and no, a blank day is missing, and its expected value given
the days around it stands in (the outcome is never filled in). Where it is only ever noted when present, a day on
which something else was noted counts as "not noted", and the finding says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.known import AMOUNT_ENDINGS, Known, may_run_by_itself
from supple.model import Cell, DailyTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MIN_DAYS_WITH = 5
MIN_DAYS_WITHOUT = 8
MIN_LEVEL_DAYS = 20
MIN_TO_KNOW_EAGERNESS = 4
MIN_LEVEL_VALUES = 3
MIN_LEVEL_SPREAD = 0.3
NEVER_NOTED = "it has not been noted"


@dataclass(frozen=True)
class Exposure:
    """One factor fit for the model. `raw` (days of the table; NaN missing); `by_day`: the same with blanks filled.

    In `by_day` yes/no factors are 0 and 1, numbers in standard deviations; both centred. `spells`: separate
    runs of days with it. `usual_step` is a number's standard deviation in its own unit. `same_day`: how much higher
    the outcome simply stood on the same day, for factors whose same day may not be read (else 0); used to hold back,
    never to claim.
    """

    factor: str
    column: str
    known: Known
    raw: Floats
    by_day: Floats
    is_number: bool
    is_presence_only: bool
    usual_step: float
    mean: float
    spells: int
    days_by_lag: tuple[tuple[int, int], ...]
    same_day: float = 0.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A factor that cannot be tried yet, and why."""

    factor: str
    known: Known
    reason: str
    days_with: int = 0
    days_without: int = 0
    is_number: bool = False


def noted_days(table: DailyTable) -> NDArray[np.bool_]:
    """On which days did a hand note something? Weather and step counters need none."""
    noted = np.array([day in table.also_noted for day in table.days], dtype=bool)
    for name, column in table.columns.items():
        is_yes_no = any(isinstance(cell, bool) for cell in column)
        if is_yes_no or not may_run_by_itself(name):
            noted |= np.array([cell is not None for cell in column], dtype=bool)
    return noted


def read_exposure(
    table: DailyTable,
    factor: str,
    known: Known,
    *,
    at: Ints,
    noted: NDArray[np.bool_],
    outcome: Floats,
    max_lag_days: int,
) -> Exposure | Skipped:
    """One factor of the table.

    Args:
        table: the diary by days.
        factor: its code; its level is used where enough levels were noted.
        known: what is known of it.
        at: rows with an outcome.
        noted: rows on which something was noted by hand.
        outcome: the outcome on those rows, centred.
        max_lag_days: the longest lag looked at.
    """
    column, raw, is_number, is_presence_only = _values(table, factor, noted)
    if np.all(np.isnan(raw)):
        return Skipped(factor, known, NEVER_NOTED)
    lags = range(max_lag_days + 1)
    mean = float(np.nanmean(raw))
    counts = tuple(_count(raw, at - lag, cut=mean if is_number else 0.5) for lag in lags)
    most = max(counts, key=min)
    reason = _too_little(raw, most, is_number)
    if reason:
        return Skipped(factor, known, reason, *most, is_number)
    filled = fill(raw)
    step = float(np.nanstd(raw)) if is_number else 1.0
    filled = filled / step
    same_day = 0.0
    if known.timing.min_lag_days > 0:
        same_day = _slope(outcome, filled[at])
    return Exposure(
        factor=factor,
        column=column,
        known=known,
        raw=raw,
        by_day=filled,
        is_number=is_number,
        is_presence_only=is_presence_only,
        usual_step=step,
        mean=mean,
        spells=_spells(raw) if not is_number else len(raw),
        days_by_lag=counts,
        same_day=same_day,
    )


def lagged(by_day: Floats, at: Ints, lags: int, carry_over: float) -> Floats:
    """(outcome days, lags): the factor that many days before, with what each day hands on to the next.

    Args:
        by_day: the factor on each day.
        at: rows with an outcome.
        lags: how many, from 0.
        carry_over: the share of an effect that is still there a day later.
    """
    carried = by_day
    if carry_over > 0:
        carried, before = np.empty(len(by_day)), 0.0
        for t, value in enumerate(by_day.tolist()):
            carried[t] = before = carry_over * before + value
    return np.column_stack([np.where(at >= lag, carried[np.maximum(at - lag, 0)], 0.0) for lag in range(lags)])


def noting_eagerness(exposures: Sequence[Exposure]) -> Floats | None:
    """How many things were noted on each day, of those that are only noted when present; None if too few are.

    People note more on bad days. Days are then compared with days on which as much else was noted, so that having
    noted anything at all does not look like a trigger.
    """
    only_present = [one for one in exposures if one.is_presence_only]
    if len(only_present) < MIN_TO_KNOW_EAGERNESS:
        return None
    there = [np.nan_to_num(one.raw) > 0 for one in only_present]
    return np.asarray(np.sum(there, axis=0), dtype=np.float64)


def correlation(one: Floats, other: Floats) -> float:
    """0 where either never changes."""
    if one.std() < 1e-12 or other.std() < 1e-12:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])


def _values(table: DailyTable, factor: str, noted: NDArray[np.bool_]) -> tuple[str, Floats, bool, bool]:
    """The column to use, its values, is it a number, is it only noted when present?"""
    cells = table.column(factor)
    answers = [cell for cell in cells if cell is not None]
    is_yes_no = all(isinstance(cell, bool) for cell in answers)
    presence_only = is_yes_no and _is_presence_only(cells, noted)
    for ending in AMOUNT_ENDINGS:
        level = _level(table.columns, factor, ending, cells, noted if presence_only else None)
        if level is not None:
            return f"{factor}{ending}", level, True, presence_only
    raw = np.array([np.nan if cell is None else float(cell) for cell in cells])
    distinct = set(answers)
    if is_yes_no or distinct <= {0.0, 1.0}:
        if presence_only:
            raw = np.where(np.isnan(raw) & noted, 0.0, raw)
        return factor, raw, False, presence_only
    return factor, raw, True, False


def _is_presence_only(cells: Sequence[Cell], noted: NDArray[np.bool_]) -> bool:
    """Yes where it was there, hardly ever a no, and blank on many days that were otherwise noted."""
    yes = sum(cell is True for cell in cells)
    no = sum(cell is False for cell in cells)
    blank = sum(cell is None and bool(was) for cell, was in zip(cells, noted, strict=True))
    return yes > 0 and no <= max(2, 0.1 * yes) and blank > no


def _level(
    columns: Mapping[str, Sequence[Cell]],
    factor: str,
    ending: str,
    cells: Sequence[Cell],
    noted: NDArray[np.bool_] | None,
) -> Floats | None:
    """How much of it there was, where that was noted often and finely enough; a plain no counts as none of it."""
    levels = columns.get(f"{factor}{ending}")
    if levels is None:
        return None
    known = [float(cell) for cell in levels if cell is not None]
    there = sum(cell is True for cell in cells)
    if_there = [
        float(level) for level, cell in zip(levels, cells, strict=True) if level is not None and cell is not False
    ]
    if len(known) < MIN_LEVEL_DAYS or len(set(known)) < MIN_LEVEL_VALUES or len(if_there) < 0.7 * there:
        return None
    if len(if_there) == len(known) and np.std(if_there) < MIN_LEVEL_SPREAD * abs(np.mean(if_there)):
        return None  # always about the same amount when it was there: yes and no say it all
    raw = np.array([np.nan if cell is None else float(cell) for cell in levels])
    is_no = np.array([cell is False for cell in cells])
    if noted is not None:
        is_no |= noted & np.array([cell is None for cell in cells])
    return np.where(np.isnan(raw) & is_no, 0.0, raw)


def _count(raw: Floats, at: Ints, cut: float) -> tuple[int, int]:
    """Outcome days with and without it at one lag (a number: above and not above its mean)."""
    values = raw[at[at >= 0]]
    return int(np.sum(values > cut)), int(np.sum(values <= cut))


def _too_little(raw: Floats, counts: tuple[int, int], is_number: bool) -> str:
    with_it, without = counts
    if is_number:
        if np.nanstd(raw) < 1e-9:
            return "it was the same every day"
        return f"too few days with it noted: {with_it + without}" if with_it + without < 20 else ""
    if with_it < MIN_DAYS_WITH:
        return f"too few days with it: {with_it}"
    if without < MIN_DAYS_WITHOUT:
        return f"too few days without it: {without}"
    return ""


def _spells(raw: Floats) -> int:
    """Separate runs of days with it; a gap in the notes does not end a run."""
    there = raw[~np.isnan(raw)] > 0.5
    return int(np.sum(there[1:] & ~there[:-1])) + bool(there[:1].any())


def _slope(of: Floats, on: Floats) -> float:
    """How much `of` moves with one unit of `on` (both centred)."""
    power = float(on @ on)
    return float(of @ on) / power if power > 0 else 0.0


def fill(raw: Floats) -> Floats:
    """Centred values, blanks by their expectation under AR(1) given the nearest noted days on either side."""
    is_noted = ~np.isnan(raw)
    centred = np.where(is_noted, raw - np.nanmean(raw), 0.0)
    both = is_noted[1:] & is_noted[:-1]
    variance = float(np.mean(centred[is_noted] ** 2))
    r = 0.0
    if both.sum() > 10 and variance > 0:
        r = float(np.mean((centred[1:] * centred[:-1])[both]) / variance)
    r = float(np.clip(r, 0.0, 0.97))
    t, n = np.arange(len(raw)), len(raw)
    before = np.maximum.accumulate(np.where(is_noted, t, -1))
    after = np.minimum.accumulate(np.where(is_noted, t, n)[::-1])[::-1]
    carry_before = np.where(before >= 0, r ** (t - before).astype(float), 0.0)
    carry_after = np.where(after < n, r ** (after - t).astype(float), 0.0)
    value_before = centred[np.maximum(before, 0)] * carry_before * (1 - carry_after**2)
    value_after = centred[np.minimum(after, n - 1)] * carry_after * (1 - carry_before**2)
    spread = np.maximum(1 - (carry_before * carry_after) ** 2, 1e-12)
    return np.where(is_noted, centred, (value_before + value_after) / spread)
