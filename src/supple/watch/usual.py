"""How much of a day's rating goes with the day itself? Weekday and the person's own triggers, learnt as days pass.

Every answer uses earlier ratings only: what a trigger did on later days never reaches back. What a trigger *usually*
does is allowed for and no more, each effect pulled towards none until the days show it. Infections, illness, doses
and injections are never allowed for: a worsening with a known reason is still one to be told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.model import Cell, DailyTable

Floats = NDArray[np.float64]

# Never allowed for, though they move the days: they are worsenings themselves, or their beginning.
NEVER_ALLOWED_FOR = frozenset({"bladder_infection", "other_infection", "illness", "relapse", "toxin_wearing_off"})
LEVEL_ENDING = ".level"
# Lags looked at, and how far an effect at each of them usually goes: a yes/no factor, a number's standard deviation.
MAX_LAG_DAYS = 2
EFFECT_YES_NO, EFFECT_NUMBER, LATER_SHARE = 0.5, 0.3, (1.0, 0.8, 0.6)
WEEKDAY_EFFECT = 0.12
# A running mean starts from so many days of a guess; a number's spread is trusted after so many.
MEAN_WEIGHT, USUAL_SHARE, SPREAD_AFTER = 5.0, 0.2, 10
FARTHEST = 3.0
# Ups and downs of the days, as for the shift itself (watch/shift.py), with a level that may drift.
RHO, DAY_SD, NOTE_VARIANCE, DRIFT_SD, START_SD = 0.6, 0.8, 0.3, 0.04, 3.0
WILD_SHARE, WILD_SD = 0.02, 3.0
MIDDLE_OF_SCALE = 4.0


@dataclass(frozen=True, slots=True)
class Usual:
    """For each day of the table: what goes with the day, in points, and the variance of not knowing it better."""

    points: Floats
    variance: Floats


def usual_of_days(table: DailyTable, column: str, ratings: Floats, notes: Floats | None = None) -> Usual:
    """What goes with each day, from the days before it.

    Args:
        table: all days up to the one looked at.
        column: the rating looked at; its own kin are never its triggers.
        ratings: the rating of each day, NaN where there is none.
        notes: how many notes each day's rating is the mean of; one each when left out.
    """
    columns, spread = _columns(table, column)
    days = len(ratings)
    points, variance = np.zeros(days), np.zeros(days)
    factors = len(spread)
    level, wobble = factors, factors + 1
    mean = np.zeros(factors + 2)
    mean[level] = MIDDLE_OF_SCALE
    covariance = np.diag(np.concatenate([spread**2, [START_SD**2, DAY_SD**2]]))
    seen = np.ones(factors + 2)
    last = 0
    for row in range(days):
        x = columns[row]
        seen[:factors] = x
        points[row] = x @ mean[:factors]
        variance[row] = x @ (covariance[:factors, :factors] @ x)
        if np.isnan(ratings[row]):
            continue
        elapsed, last = row - last, row
        faded = RHO**elapsed
        mean[wobble] *= faded
        covariance[wobble] *= faded
        covariance[:, wobble] *= faded
        covariance[wobble, wobble] += DAY_SD**2 * (1 - faded**2)
        covariance[level, level] += DRIFT_SD**2 * elapsed
        along = covariance @ seen
        note = NOTE_VARIANCE / (1.0 if notes is None else max(notes[row], 1.0))
        expected = float(seen @ along) + note
        error = float(ratings[row] - seen @ mean)
        expected += note * (1 / share_tame(error, expected) - 1)
        mean += along * (error / expected)
        covariance -= np.outer(along / expected, along)
    return Usual(points, variance)


def share_tame(error: float, variance: float) -> float:
    """How likely a note is no slip: an error far beyond its spread is rather a wild entry, and teaches little."""
    wild = variance + WILD_SD**2
    tame = (1 - WILD_SHARE) * math.exp(-0.5 * error**2 / variance) / math.sqrt(variance)
    slip = WILD_SHARE * math.exp(-0.5 * error**2 / wild) / math.sqrt(wild)
    return max(tame / (tame + slip), 1e-3)


def _columns(table: DailyTable, outcome: str) -> tuple[Floats, Floats]:
    """(days, columns) of what may go with a day, centred on what was usual until then, and each one's spread."""
    library = knowledge.load()
    days = len(table.days)
    noted = _noted_by_hand(table)
    columns, spread = [], []
    for name, cells in table.columns.items():
        base = name.removesuffix(LEVEL_ENDING)
        if base in NEVER_ALLOWED_FOR or "@" in name or knowledge.is_part_of_day(name, table.columns):
            continue
        if base == name and f"{name}{LEVEL_ENDING}" in table.columns:
            continue
        timing = library.timing(base, outcome)
        if timing.is_consequence or name == outcome:
            continue
        values, is_number = _values(cells, noted)
        if values is None:
            continue
        lags = range(timing.min_lag_days, min(timing.max_lag_days, MAX_LAG_DAYS) + 1)
        for lag in lags:
            columns.append(np.concatenate([np.zeros(lag), values[: max(days - lag, 0)]])[:days])
            size = EFFECT_NUMBER if is_number else EFFECT_YES_NO
            spread.append(size * LATER_SHARE[lag] / np.sqrt(len(lags)))
    weekday = np.array([day.weekday() for day in table.days])
    for which in range(7):
        columns.append((weekday == which) - 1 / 7)
        spread.append(WEEKDAY_EFFECT)
    return np.column_stack(columns), np.array(spread)


def _values(cells: Sequence[Cell], noted: NDArray[np.bool_]) -> tuple[Floats | None, bool]:
    """A factor's days against its own running mean; a blank stands at that mean, so it says nothing."""
    answers = [cell for cell in cells if cell is not None]
    if not answers:
        return None, False
    is_number = not all(isinstance(cell, bool) for cell in answers)
    raw = np.array([np.nan if cell is None else float(cell) for cell in cells])
    if not is_number:
        yes = sum(cell is True for cell in answers)
        if len(answers) - yes <= max(2, 0.1 * yes):  # only ever noted when there: else noted days count as without
            raw = np.where(np.isnan(raw) & noted, 0.0, raw)
    known = ~np.isnan(raw)
    count, filled = np.cumsum(known), np.where(known, raw, 0.0)
    guess = raw[known][0] if is_number else USUAL_SHARE
    mean = (np.cumsum(filled) + MEAN_WEIGHT * guess) / (count + MEAN_WEIGHT)
    if not is_number:
        return np.where(known, raw - mean, 0.0), False
    square = np.cumsum(filled**2) - 2 * mean * np.cumsum(filled) + count * mean**2
    sd = np.sqrt(np.maximum(square / np.maximum(count, 1), 1e-12))
    away = np.where(known & (count >= SPREAD_AFTER) & (sd > 1e-6), (raw - mean) / np.maximum(sd, 1e-6), 0.0)
    return np.clip(away, -FARTHEST, FARTHEST), True


def _noted_by_hand(table: DailyTable) -> NDArray[np.bool_]:
    noted = np.array([day in table.also_noted for day in table.days], dtype=bool)
    may_run_by_itself = knowledge.load().may_run_by_itself
    for name, cells in table.columns.items():
        if any(isinstance(cell, bool) for cell in cells) or not may_run_by_itself(name.removesuffix(LEVEL_ENDING)):
            noted |= np.array([cell is not None for cell in cells], dtype=bool)
    return noted
