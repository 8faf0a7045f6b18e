"""How many more or fewer is that, a day? A change of counts in counts, with the doubt of their level as well.

The model tells by what factor counts changed. What that is in counts hangs on the level they changed from, which is
known from these days alone; where one side is all but none, the factor is not known at all, and the level is all.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from supple.insight.stretch_means import dispersion_of, how_days_hang

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A side with fewer counts in all than this says too little of a factor; the two sides' own rates must fit as well.
FEW_COUNTS = 12
# Sizes and levels are looked up at so many even shares each.
SHARES = 61
_MOST = 12.0


def even_shares() -> Floats:
    """The shares at which a posterior of sizes is to be given."""
    return np.asarray((np.arange(SHARES) + 0.5) / SHARES)


def count_range(
    sizes: Sequence[float] | Floats,
    course: Floats,
    days: Ints,
    values: Floats,
    *,
    interval: float = 0.9,
    peak: float = 1.0,
) -> tuple[float, float, float]:
    """(low, middle, high): counts a day more once the change has settled.

    Args:
        sizes: the log of the factor at even shares of its posterior, ascending.
        course: the part of the change that holds on each noted day, 0 to 1.
        days: ordinals of the noted days, ascending.
        values: the counts on them.
        interval: the share between low and high.
        peak: the part that is told.
    """
    is_since = (course > 0.5 * peak).astype(np.int64)
    sides = is_since if 0 < is_since.sum() < len(values) else np.zeros(len(values), dtype=np.int64)
    means = [float(values[sides == side].mean()) for side in range(int(sides.max()) + 1)]
    effective = how_days_hang(days, values, sides).effective_days / dispersion_of(values, sides, means)
    size = np.clip(np.asarray(sizes, dtype=float), -_MOST, _MOST)
    growth = np.expm1(peak * size) / np.exp(np.outer(size, course)).mean(axis=1)
    level = _rates(float(values.mean()), float(effective.sum()))
    shares = [(1 - interval) / 2, 0.5, (1 + interval) / 2]
    low, middle, high = np.quantile(np.outer(growth, level), shares)
    if len(means) == 2 and min(float(values[sides == side].sum()) for side in (0, 1)) < FEW_COUNTS:
        before, since = (_rates(mean, float(own)) for mean, own in zip(means, effective, strict=True))
        own_low, own_middle, own_high = np.quantile(np.subtract.outer(since, before), shares)
        if (own_middle > 0) == (middle > 0):
            middle = own_middle
        low, high = min(low, own_low), max(high, own_high)
    return float(low), float(middle), float(high)


def _rates(mean: float, days: float) -> Floats:
    """A rate at even shares of its Gamma posterior from so many days on their own."""
    shape = mean * days + 0.5
    log_rate = np.linspace(np.log(shape / days) - 14, np.log(shape / days) + 4, 6001)
    log_density = shape * log_rate - days * np.exp(log_rate)
    density = np.exp(log_density - log_density.max())
    share = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.asarray(np.exp(np.interp(even_shares(), share / share[-1], log_rate)))
