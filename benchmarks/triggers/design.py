"""What is every peer given? The same noted diary, timing, calendar, drift and dated changes; gaps as they are.

Nothing here uses Supple's engine, so that what peers say does not change when the engine does. A factor's blanks are
filled by their expectation given the noted days around them; the outcome is never filled, except where a method
cannot bear gaps (said there). Counts are taken by their square root, and effects turned back into counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supple.model import DailyTable, DatedChange, Timing
from supple.simulate import Truth

Floats = NDArray[np.float64]
MAX_LAG_DAYS = 3
MIN_DAYS_WITH, MIN_DAYS_WITHOUT, MIN_NUMBERS = 5, 8, 20
OUTCOMES = ("stiffness", "stiffness_now", "night_spasms")


@dataclass(frozen=True)
class Design:
    """One diary as numbers. T days of the table, n of them with an outcome, F factors that can be tried.

    `at` (n): rows with an outcome. `y` (n): the outcome, counts by their square root. `filled` (T, F): numbers in
    standard deviations, yes/no as 1 and 0, both centred. `observed` (T, F): the same with NaN where blank.
    `lags`: those that the timing allows, factor by factor. `nuisance` (T, q) without the intercept: weekday, drift
    and dated changes; `nuisance_sd` (q): what their coefficients usually are, in errors' spreads.
    """

    days: tuple[date, ...]
    at: NDArray[np.int64]
    y: Floats
    is_count: bool
    factors: tuple[str, ...]
    is_number: NDArray[np.bool_]
    filled: Floats
    observed: Floats
    lags: tuple[tuple[int, ...], ...]
    nuisance: Floats
    nuisance_sd: Floats

    def lagged(self, factor: int, lag: int) -> Floats:
        """The factor so many days before each noted outcome; before the diary began it counts as usual (0)."""
        return np.where(self.at >= lag, self.filled[np.maximum(self.at - lag, 0), factor], 0.0)

    def shapes(self, factor: int, *, pairs: bool) -> list[tuple[int, ...]]:
        """Lags to try: each alone, and neighbours together (their average)."""
        single = [(lag,) for lag in self.lags[factor]]
        return single + [(a, b) for a, b in zip(self.lags[factor], self.lags[factor][1:], strict=False) if pairs]

    def shaped(self, factor: int, shape: Sequence[int]) -> Floats:
        return np.mean([self.lagged(factor, lag) for lag in shape], axis=0)

    def in_outcome(self, factor: int, *effects: float) -> tuple[float, ...]:
        """Effects on the working scale in outcome points; of counts, from the level of the days without it."""
        if not self.is_count:
            return effects
        share = 0.0 if self.is_number[factor] else float(np.nanmean(self.observed[:, factor] > 0))
        usual = max(float(self.y.mean()) - effects[0] * share, 0.0)
        return tuple(max(usual + effect, 0.0) ** 2 - usual**2 for effect in effects)


def factor_columns(table: DailyTable) -> dict[str, str]:
    """Factor → its column; where there is a level, the level."""
    names = [name for name in table.columns if name not in OUTCOMES]
    return {name.removesuffix(".level"): name for name in names if f"{name}.level" not in table.columns}


def read(table: DailyTable, truth: Truth) -> Design:
    """The diary as peers get it. Of the truth only timing, dated changes and which column is the outcome are used."""
    column = truth.settings.column
    y = _numbers(table.columns[column])
    at = np.nonzero(~np.isnan(y))[0]
    is_count = column == "night_spasms"
    noted = ~np.isnan(y)
    for cells in table.columns.values():
        if any(isinstance(cell, bool) for cell in cells):
            noted |= np.array([cell is not None for cell in cells])
    names, is_number, observed, filled, lags = [], [], [], [], []
    for factor, name in factor_columns(table).items():
        timing = truth.timing[factor]
        raw, number = _values(table.columns[name], noted)
        if timing.is_consequence or not _enough(raw, at, number):
            continue
        step = float(np.nanstd(raw)) if number else 1.0
        names.append(factor)
        is_number.append(number)
        observed.append(raw if not number else (raw - np.nanmean(raw)) / step)
        filled.append(fill(raw) / step)
        lags.append(_allowed(timing))
    nuisance, sd = _nuisance(table.days, truth.changes)
    shape = (len(table.days), len(names))
    return Design(
        days=table.days,
        at=at,
        y=np.sqrt(y[at]) if is_count else y[at],
        is_count=is_count,
        factors=tuple(names),
        is_number=np.array(is_number, dtype=bool),
        filled=np.array(filled).T.reshape(shape),
        observed=np.array(observed).T.reshape(shape),
        lags=tuple(lags),
        nuisance=nuisance,
        nuisance_sd=sd,
    )


def _allowed(timing: Timing) -> tuple[int, ...]:
    return tuple(range(timing.min_lag_days, min(timing.max_lag_days, MAX_LAG_DAYS) + 1))


def _numbers(cells: Sequence[object]) -> Floats:
    return np.array([np.nan if cell is None else float(cell) for cell in cells])


def _values(cells: Sequence[object], noted: NDArray[np.bool_]) -> tuple[Floats, bool]:
    """Numbers, and is it a number? A factor that is hardly ever answered no was not there where a day was noted."""
    raw = _numbers(cells)
    answers = [cell for cell in cells if cell is not None]
    if not all(isinstance(cell, bool) for cell in answers):
        return raw, True
    yes, no = sum(cell is True for cell in answers), sum(cell is False for cell in answers)
    if yes and no <= max(2, 0.1 * yes) and np.sum(np.isnan(raw) & noted) > no:
        raw = np.where(np.isnan(raw) & noted, 0.0, raw)
    return raw, False


def _enough(raw: Floats, at: NDArray[np.int64], is_number: bool) -> bool:
    known = raw[at][~np.isnan(raw[at])]
    if is_number:
        return len(known) >= MIN_NUMBERS and float(known.std()) > 0
    return bool(np.sum(known > 0) >= MIN_DAYS_WITH and np.sum(known == 0) >= MIN_DAYS_WITHOUT)


def _nuisance(days: Sequence[date], changes: Sequence[DatedChange]) -> tuple[Floats, Floats]:
    """Weekday, a trend that may bend every 45 days, and the course of each dated change; with usual sizes."""
    t = np.arange(len(days), dtype=float)
    weekday = np.array([day.weekday() for day in days])
    columns = [(weekday == which).astype(float) - (weekday == 6) for which in range(6)]
    sd = [0.3] * 6
    columns.append((t - t.mean()) / 90)
    sd.append(0.7)
    for knot in range(45, len(days) - 22, 45):
        columns.append(np.clip(t - knot, 0, None) / 45)
        sd.append(0.5)
    for change in changes:
        since = np.array([(day - change.day).days for day in days], dtype=float)
        course = (1 - np.exp(-np.clip(since, 0, None) / (5 if change.kind == "injection" else 4))) * (since >= 0)
        if change.kind == "injection":
            course = course / (1 + np.exp(np.clip((since - 70) / 9, -50, 50)))
        if course.std() > 0:
            columns.append(course)
            sd.append(1.5)
    return np.column_stack(columns), np.array(sd)


def fill(raw: Floats) -> Floats:
    """Centred, with blanks at their expectation under AR(1) given the nearest noted days before and after."""
    known = ~np.isnan(raw)
    centred = np.where(known, raw - np.nanmean(raw), 0.0)
    both = known[1:] & known[:-1]
    variance = float(np.mean(centred[known] ** 2))
    rho = 0.0
    if both.sum() > 10 and variance > 0:
        rho = float(np.clip(np.mean((centred[1:] * centred[:-1])[both]) / variance, 0.0, 0.97))
    rows = np.nonzero(known)[0]
    out = centred.copy()
    for t in np.nonzero(~known)[0]:
        before, after = rows[rows < t], rows[rows > t]
        b = rho ** float(t - before[-1]) if len(before) else 0.0
        a = rho ** float(after[0] - t) if len(after) else 0.0
        left = centred[before[-1]] if len(before) else 0.0
        right = centred[after[0]] if len(after) else 0.0
        out[t] = (left * b * (1 - a * a) + right * a * (1 - b * b)) / max(1 - (a * b) ** 2, 1e-12)
    return out
