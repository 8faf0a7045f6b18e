"""Over which days does an effect spread? A small dictionary of lag shapes; each adds up to one.

Sizes are therefore effects summed over the lags, whatever the shape.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supple.model import Timing

Floats = NDArray[np.float64]

# (lags, weight beforehand). Short lags first: that is what clinicians report and what a body plausibly does.
_BLOCKS: tuple[tuple[tuple[int, ...], float], ...] = (
    ((0,), 0.22),
    ((1,), 0.20),
    ((2,), 0.10),
    ((3,), 0.04),
    ((0, 1), 0.14),
    ((1, 2), 0.10),
    ((2, 3), 0.03),
    ((0, 1, 2), 0.06),
)
# (first lag, weight): half of what is left goes on to the next day, for effects that fade slowly.
_FADING: tuple[tuple[int, float], ...] = ((0, 0.07), (1, 0.05))
_OTHER_LAG_WEIGHT = 0.02


def kernels(timing: Timing, max_lag_days: int) -> tuple[Floats, Floats]:
    """The shapes that the timing allows: (lags 0..max, shapes) and their weights beforehand, adding up to one.

    Args:
        timing: what may come before what.
        max_lag_days: the longest lag looked at; the timing may allow less.
    """
    low, high = timing.min_lag_days, min(timing.max_lag_days, max_lag_days)
    shapes: list[Floats] = []
    weights: list[float] = []
    blocks = [*_BLOCKS, *(((lag,), _OTHER_LAG_WEIGHT) for lag in range(4, high + 1))]
    for lags, weight in blocks:
        if low <= min(lags) and max(lags) <= high:
            shape = np.zeros(max_lag_days + 1)
            shape[list(lags)] = 1.0 / len(lags)
            shapes.append(shape)
            weights.append(weight)
    for first, weight in _FADING:
        if low <= first and first + 1 < high:
            shape = np.zeros(max_lag_days + 1)
            shape[first : high + 1] = 0.5 ** np.arange(high + 1 - first)
            shapes.append(shape / shape.sum())
            weights.append(weight)
    if not shapes:
        return np.zeros((max_lag_days + 1, 0)), np.zeros(0)
    return np.column_stack(shapes), np.array(weights) / sum(weights)


def totals(shapes: Floats, carry_over: float) -> Floats:
    """How much of each shape has come by the longest lag, where each day hands a share of the effect on to the next.

    Args:
        shapes: (lags, shapes).
        carry_over: the share of an effect that is still there a day later.
    """
    later = np.arange(len(shapes))[::-1]
    handed_on = (1 - carry_over ** (later + 1)) / (1 - carry_over)
    return np.asarray(handed_on @ shapes)
