"""How is a figure made? Shares and errors over people, with bootstrap intervals, and bars for equal error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.change.said import Said

Floats = NDArray[np.float64]

DRAWS = 2000
_SEED = 7


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over people with its 90 % bootstrap interval; nan where nobody counts."""

    value: float
    low: float
    high: float


def mean_of(values: Sequence[float], of: Callable[[Floats], Floats] | None = None) -> Figure:
    """The mean of the values that are not nan; `of` is applied to it and to each bootstrap mean (a root, say)."""
    kept = np.array([value for value in values if not np.isnan(value)])
    if not len(kept):
        return Figure(float("nan"), float("nan"), float("nan"))
    rng = np.random.default_rng(_SEED)
    means = np.array([kept[rng.integers(len(kept), size=len(kept))].mean() for _ in range(DRAWS)])
    middle = np.array([kept.mean()])
    if of is not None:
        means, middle = of(means), of(middle)
    low, high = np.quantile(means, [0.05, 0.95])
    return Figure(float(middle[0]), float(low), float(high))


def helped(said: Sequence[Said], threshold: float | None = None) -> list[float]:
    """1 for each told that it helped: by the method's own verdict, or where its score is above the threshold."""
    return [float(one.helped if threshold is None else one.score > threshold) for one in said]


def holds(said: Sequence[Said], effect: float) -> list[float]:
    """1 where the interval holds the truth, nan where there is none."""
    return [
        float("nan") if one.low is None or one.high is None else float(one.low <= effect <= one.high) for one in said
    ]


def threshold_for(nulls: Sequence[tuple[Sequence[Said], int]]) -> float:
    """The lowest bar for which no more of each group of unchanged people are told "helped" than given.

    Args:
        nulls: what is said of a group, and how many of it may be told.
    """
    bars = []
    for said, most in nulls:
        scores = sorted((one.score for one in said), reverse=True)
        bars.append(scores[most] if most < len(scores) else float("-inf"))
    return max(bars)
