"""What would textbook tests and regressions say? From the ratings, the change's day and the other dated changes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.change.people import Case
from benchmarks.change.said import NOTHING, Said
from supple.insight.exposures import fill
from supple.insight.known import is_left_to_the_change, known, offered
from supple.insight.nuisance import change_course

Floats = NDArray[np.float64]

T_WINDOW_DAYS = 14
# Two-sided 90 % of a normal; of a t with about 25 degrees of freedom.
Z90, T90 = 1.645, 1.71
RHOS, NUS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9), (0.0, 0.2, 0.4, 0.6)


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
    """The same, with the course of every other dated change that is told."""
    return _hac(case, others=True)


def with_factors(case: Case) -> Said:
    """Regression with AR(1)-plus-noise errors (restricted likelihood) on level, trend, the change, the others, and
    everything else noted that Supple may hold fixed, on the day and the day before: no selection, no shrinking."""
    noted = ~np.isnan(case.ratings)
    x = np.column_stack([design(case), _factors(case)])[noted]
    y, at = case.ratings[noted], np.flatnonzero(noted)
    best: tuple[float, float, float] | None = None
    for rho in RHOS:
        for nu in NUS:
            fitted = _gls(x, y, (1 - nu) * rho ** np.abs(at[:, None] - at) + nu * np.eye(len(at)))
            best = fitted if best is None or fitted[0] > best[0] else best
    assert best is not None
    return Said.of(best[1], best[2], Z90)


def design(case: Case, *, others: bool = True, constant: bool = True, trend: bool = True) -> Floats:
    """(days, columns): the change's course first, then what else is allowed for."""
    t = np.arange(len(case.table.days), dtype=float)
    columns = [change_course(case.table.days, one) for one in (case.change, *(case.others if others else ()))]
    shown = [column for column in columns if column is not None and column.std() > 0]
    return np.column_stack(
        [*shown, *([np.ones(len(t))] if constant else []), *([(t - t.mean()) / 90] if trend else [])]
    )


def _factors(case: Case) -> Floats:
    """What else was noted, blanks filled as Supple fills them, on the day and the day before."""
    columns = []
    for name in offered(case.table.columns, "stiffness"):
        if is_left_to_the_change(name) or known(name, "stiffness", None).timing.is_consequence:
            continue
        raw = np.array([np.nan if cell is None else float(cell) for cell in case.table.column(name)])
        if np.isnan(raw).all() or np.nanstd(raw) < 1e-9 or len(raw) - np.isnan(raw).sum() < 20:
            continue
        filled = fill(raw) / np.nanstd(raw)
        first = known(name, "stiffness", None).timing.min_lag_days
        for lag in range(first, 2):
            columns.append(np.concatenate([np.zeros(lag), filled[: len(filled) - lag]]))
    return np.column_stack(columns) if columns else np.zeros((len(case.table.days), 0))


def _gls(x: Floats, y: Floats, covariance: Floats) -> tuple[float, float, float]:
    """Restricted log likelihood (but for a constant), the first coefficient and its standard error."""
    half = np.linalg.cholesky(covariance + 1e-6 * np.eye(len(y)))
    x, y = np.linalg.solve(half, x), np.linalg.solve(half, y)
    inner = x.T @ x + 1e-8 * np.eye(x.shape[1])
    inverse = np.linalg.inv(inner)
    size = inverse @ x.T @ y
    rest = y - x @ size
    free = max(len(y) - x.shape[1], 1)
    variance = float(rest @ rest) / free
    fit = -0.5 * free * np.log(variance) - np.log(np.diag(half)).sum() - 0.5 * np.linalg.slogdet(inner)[1]
    return float(fit), float(size[0]), float(np.sqrt(variance * inverse[0, 0]))


def _t_test(before: Floats, after: Floats) -> Said:
    one, other = before[~np.isnan(before)], after[~np.isnan(after)]
    if len(one) < 3 or len(other) < 3:
        return NOTHING
    error = np.sqrt(one.var(ddof=1) / len(one) + other.var(ddof=1) / len(other))
    return Said.of(float(other.mean() - one.mean()), float(error), T90)


def _hac(case: Case, *, others: bool) -> Said:
    noted = ~np.isnan(case.ratings)
    x, y = design(case, others=others)[noted], case.ratings[noted]
    inverse = np.linalg.pinv(x.T @ x)
    size = inverse @ x.T @ y
    moved = x * (y - x @ size)[:, None]
    lags = int(1.3 * np.sqrt(len(y)))
    meat = moved.T @ moved
    for lag in range(1, lags + 1):
        cross = moved[lag:].T @ moved[:-lag]
        meat += (1 - lag / (lags + 1)) * (cross + cross.T)
    error = np.sqrt(max(float((inverse @ meat @ inverse)[0, 0]), 0.0))
    return Said.of(float(size[0]), float(error), Z90)
