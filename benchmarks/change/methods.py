"""What would others say of the same change? A before/after t-test, and a step-and-trend regression with HAC errors.

Each gives a size and a 90 % interval from the ratings alone; "helped" is an interval below none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.change.people import Case
from supple.insight import look_at_change
from supple.model import ChangeVerdict

T_WINDOW_DAYS = 14
# Two-sided 90 % of a normal; of a t with about 25 degrees of freedom.
Z90, T90 = 1.645, 1.71


@dataclass(frozen=True)
class Said:
    """What a method says of one case; None where it says nothing."""

    helped: bool
    made_worse: bool
    size: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, size: float, half: float) -> Said:
        return cls(size + half < 0, size - half > 0, size, size - half, size + half)


def supple(case: Case) -> Said:
    report = look_at_change(case.table, "stiffness", case.change, others=case.others)
    return Said(
        report.verdict is ChangeVerdict.HELPED,
        report.verdict is ChangeVerdict.MADE_WORSE,
        report.effect,
        report.low,
        report.high,
    )


def before_after(case: Case) -> Said:
    """Welch's t-test of the 14 days before and after, each day its own witness."""
    return _t_test(case.ratings[case.row - T_WINDOW_DAYS : case.row], case.ratings[case.row :][:T_WINDOW_DAYS])


def all_before_after(case: Case) -> Said:
    """The same with every day."""
    return _t_test(case.ratings[: case.row], case.ratings[case.row :])


def step_and_trend(case: Case) -> Said:
    """Least squares on level, trend and step, with Newey–West errors of 1.3 √n lags."""
    return _hac(case, others=False)


def step_and_trend_with_others(case: Case) -> Said:
    """The same, with a step for every other dated change that is told."""
    return _hac(case, others=True)


METHODS: dict[str, Callable[[Case], Said]] = {
    "Supple": supple,
    "t-test, 14 days before and after": before_after,
    "t-test, all days": all_before_after,
    "step and trend, HAC": step_and_trend,
    "step, trend and other changes, HAC": step_and_trend_with_others,
}


def _t_test(before: NDArray[np.float64], after: NDArray[np.float64]) -> Said:
    one, other = before[~np.isnan(before)], after[~np.isnan(after)]
    if len(one) < 3 or len(other) < 3:
        return Said(False, False, None, None, None)
    error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return Said.of(float(other.mean() - one.mean()), float(T90 * error))


def _hac(case: Case, *, others: bool) -> Said:
    t = np.arange(len(case.ratings), dtype=float)
    steps = [case.row, *((one.day - case.table.days[0]).days for one in case.others if others)]
    columns = [np.ones(len(t)), (t - t.mean()) / 90, *((t >= row).astype(float) for row in steps)]
    noted = ~np.isnan(case.ratings)
    x, y = np.column_stack(columns)[noted], case.ratings[noted]
    inverse = np.linalg.pinv(x.T @ x)
    size = inverse @ x.T @ y
    moved = x * (y - x @ size)[:, None]
    lags = int(1.3 * np.sqrt(len(y)))
    meat = moved.T @ moved
    for lag in range(1, lags + 1):
        cross = moved[lag:].T @ moved[:-lag]
        meat += (1 - lag / (lags + 1)) * (cross + cross.T)
    error = np.sqrt(max(float((inverse @ meat @ inverse)[2, 2]), 0.0))
    return Said.of(float(size[2]), float(Z90 * error))
