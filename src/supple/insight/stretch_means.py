"""How sure is a mean, a rate or a share over days that hang together? One interval for every stretch of days.

Good and bad spells run on, so twenty days are not twenty witnesses. How much they hang together is learnt from all
stretches at once, each about its own mean (AR(1) plus noise over calendar days, on the grid of `whitening`; gaps are
never filled), and averaged over. There is no chance in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.whitening import GRID, Covariance

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Interval = tuple[float, float]

INTERVAL = 0.9
# Ratings are whole numbers: less spread than that of rounding is not known, however even somebody rates.
LEAST_VARIANCE = 1 / 12
# Days that never differ say nothing of how they hang together; then this point of the grid stands for all.
_WHEN_EVEN = (0.55, 0.0)


@dataclass(frozen=True)
class Hanging:
    """How the days hang together. By grid point: `weight`, the errors' `variance`, and of each stretch the variance
    of its mean in units of the errors' variance, `shrink` (points, stretches)."""

    weight: Floats
    variance: Floats
    shrink: Floats
    freedom: int

    @property
    def effective_days(self) -> Floats:
        """For each stretch, so many days on their own would say as much."""
        return np.asarray(1.0 / (self.weight @ self.shrink), dtype=np.float64)


def how_days_hang(days: Ints, values: Floats, stretch: Ints) -> Hanging:
    """What all noted days say of their errors.

    Args:
        days: ordinals of the noted days, ascending.
        values: what was noted on them.
        stretch: which stretch (0, 1, 2 …, none left empty) each day belongs to.
    """
    many, k = len(days), int(stretch.max()) + 1
    inside = np.equal.outer(stretch, np.arange(k)).astype(float)
    spread = values - inside @ ((inside.T @ values) / inside.sum(axis=0))
    is_even = float(np.abs(spread).max()) < 1e-9
    points = (_WHEN_EVEN,) if is_even else GRID
    covariance = Covariance.of(days, points)
    solved = covariance.solve(np.column_stack([inside, values]))
    gram = np.column_stack([inside, values]).T @ solved
    xx, xy, yy = gram[:, :k, :k], gram[:, :k, k], gram[:, k, k]
    middle = np.linalg.solve(xx, xy[:, :, None])[:, :, 0]
    freedom = max(many - k, 1)
    left = np.maximum(yy - np.einsum("gk,gk->g", xy, middle), freedom * LEAST_VARIANCE * 1e-3)
    log_weight = -0.5 * covariance.log_det - 0.5 * np.linalg.slogdet(xx)[1] - 0.5 * freedom * np.log(left)
    weight = np.exp(log_weight - log_weight.max())
    # By how far days lie apart, not day by day: years of days would be millions of pairs for each point of the grid.
    inside_days = [days[stretch == s] for s in range(k)]
    apart = [(_pairs_by_lag(each), len(each)) for each in inside_days]
    shrink = np.array([[_shrink(pairs, count, *point) for pairs, count in apart] for point in points])
    return Hanging(weight / weight.sum(), left / freedom, shrink, freedom)


def mean_interval(hanging: Hanging, at: int, mean: float, *, lowest: float, highest: float) -> Interval:
    """Of a rating's mean: a Student-t for each grid point, mixed, within the ends of the scale."""
    variance = np.maximum(hanging.variance, LEAST_VARIANCE)
    width = np.sqrt(variance * hanging.shrink[:, at])
    away = np.linspace(-12.0, 12.0, 4001) * float(width.max())
    scaled = away[:, None] / width
    density = np.exp(-0.5 * (hanging.freedom + 1) * np.log1p(scaled**2 / hanging.freedom)) @ (hanging.weight / width)
    low, high = _ends(away, density)
    return max(lowest, mean + low), min(highest, mean + high)


def rate_interval(effective_days: float, dispersion: float, mean: float) -> Interval:
    """Of a count's mean: a Gamma, so never below none.

    Args:
        effective_days: so many days on their own.
        dispersion: variance over mean of the counts, at least 1.
        mean: counts a day.
    """
    days = effective_days / dispersion
    shape = mean * days + 0.5
    log_rate = np.linspace(np.log(shape / days) - 30, np.log(shape / days) + 6, 8001)
    log_density = shape * log_rate - days * np.exp(log_rate)
    low, high = _ends(log_rate, np.exp(log_density - log_density.max()))
    return (0.0 if mean == 0 else min(mean, float(np.exp(low)))), max(mean, float(np.exp(high)))


def share_interval(effective_days: float, share: float) -> Interval:
    """Of a share of days: a Beta (Jeffreys'), within 0 and 1."""
    yes, no = share * effective_days + 0.5, (1 - share) * effective_days + 0.5
    logit = np.linspace(-30, 30, 8001)
    log_density = -yes * np.logaddexp(0, -logit) - no * np.logaddexp(0, logit)
    low, high = _ends(logit, np.exp(log_density - log_density.max()))
    low, high = 1 / (1 + np.exp(-low)), 1 / (1 + np.exp(-high))
    return (0.0 if share == 0 else min(share, float(low))), (1.0 if share == 1 else max(share, float(high)))


def dispersion_of(values: Floats, stretch: Ints, means: Sequence[float]) -> float:
    """Variance over mean of counts about each stretch's own mean, at least 1 (fewer would claim to know too much)."""
    expected = np.asarray(means)[stretch]
    total = float(expected.sum())
    if total <= 0:
        return 1.0
    freedom = max(len(values) - len(means), 1)
    return max(1.0, float(((values - expected) ** 2).sum()) / total * len(values) / freedom)


def _pairs_by_lag(days: Ints) -> Floats:
    """(lags,) how many pairs of these days lie so far apart, each counted once; of lag 0, a day with itself."""
    noted = np.bincount(days - days[0]).astype(float)
    room = 2 * len(noted)
    return np.asarray(np.rint(np.fft.irfft(np.abs(np.fft.rfft(noted, room)) ** 2, room)[: len(noted)]))


def _shrink(pairs: Floats, many: int, rho: float, nu: float) -> float:
    """Variance of the plain mean of so many days, in units of the variance of one."""
    hangs = 2 * float(pairs[1:] @ rho ** np.arange(1, len(pairs))) + float(pairs[0]) - many
    return ((1 - nu) * hangs + many) / many**2


def _ends(points: Floats, density: Floats) -> Interval:
    share = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(points))])
    share /= share[-1]
    low, high = np.interp([(1 - INTERVAL) / 2, (1 + INTERVAL) / 2], share, points)
    return float(low), float(high)
