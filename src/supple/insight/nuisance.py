"""What else moves the days? Weekday, slow drift and season, and dated changes: allowed for, never findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from supple.model import DatedChange

Floats = NDArray[np.float64]

DRIFT_PIECE_DAYS = 45
# Prior spreads in units of the errors' spread: what such things usually do, so that few days do not overfit.
WEEKDAY_SPREAD = 0.3
DRIFT_SPREAD_PER_90_DAYS = 0.7
BEND_SPREAD_PER_PIECE = 0.5
CHANGE_SPREAD = 1.5
NOTING_SPREAD = 1.0
INTERCEPT_PRECISION = 1e-6
# A tablet's step is felt within days; toxin sets in over a week and wears off around week ten to fourteen.
DOSE_TAU_DAYS = 4.0
TOXIN_ONSET_DAYS, TOXIN_HALF_GONE_DAYS, TOXIN_FADE_DAYS = 5.0, 70.0, 9.0
TOXIN_GONE_DAYS = 125
DOSE_SETTLED_DAYS = 30


def nuisance(
    days: Sequence[date],
    changes: Sequence[DatedChange],
    noting: Floats | None = None,
    *,
    drift_spread: float = DRIFT_SPREAD_PER_90_DAYS,
    bend_spread: float = BEND_SPREAD_PER_PIECE,
) -> tuple[Floats, Floats]:
    """Columns (days, q) and the prior precision of their coefficients in units of the errors' variance.

    Args:
        days: the table's days.
        changes: dated changes to allow for.
        noting: how many things were noted on each day, where that may go with the outcome.
        drift_spread: what the level usually drifts in 90 days.
        bend_spread: how much the drift usually bends from piece to piece.
    """
    t = np.arange(len(days), dtype=float)
    columns: list[Floats] = [np.ones(len(days))]
    precision = [INTERCEPT_PRECISION]
    weekday = np.array([day.weekday() for day in days])
    for which in range(6):
        columns.append((weekday == which).astype(float) - (weekday == 6))
        precision.append(WEEKDAY_SPREAD**-2)
    columns.append((t - len(days) / 2) / 90)
    precision.append(drift_spread**-2)
    for knot in range(DRIFT_PIECE_DAYS, len(days) - DRIFT_PIECE_DAYS // 2, DRIFT_PIECE_DAYS):
        columns.append(np.clip(t - knot, 0, None) / DRIFT_PIECE_DAYS)
        precision.append(bend_spread**-2)
    for column in (change_course(days, change) for change in changes):
        if column is not None:
            columns.append(column)
            precision.append(CHANGE_SPREAD**-2)
    for how_much in () if noting is None else ((noting > 0).astype(float), np.minimum(noting, 3), noting):
        if how_much.std() > 0:
            columns.append((how_much - how_much.mean()) / how_much.std())
            precision.append(NOTING_SPREAD**-2)
    return np.column_stack(columns), np.array(precision)


def change_course(
    days: Sequence[date], change: DatedChange, *, dose_tau_days: float = DOSE_TAU_DAYS
) -> Floats | None:
    """The course of one change over the days, None where it cannot show (long over, or still to come)."""
    since = np.array([(day - change.day).days for day in days], dtype=float)
    if not len(since) or since[-1] < 0:
        return None
    begun, elapsed = since >= 0, np.clip(since, 0, None)
    if change.kind == "injection":
        if since[0] > TOXIN_GONE_DAYS:
            return None
        fade = 1 / (1 + np.exp(np.clip((elapsed - TOXIN_HALF_GONE_DAYS) / TOXIN_FADE_DAYS, -50, 50)))
        return np.asarray(begun * (1 - np.exp(-elapsed / TOXIN_ONSET_DAYS)) * fade)
    if since[0] > DOSE_SETTLED_DAYS:
        return None
    return np.asarray(
        begun * (1 - np.exp(-elapsed / dose_tau_days)) if change.kind == "dose" else begun.astype(float)
    )
