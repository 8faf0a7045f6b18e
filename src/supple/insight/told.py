"""Which sizes can be told of an outcome? Those that its scale has room for, and that do not round to nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supple.insight.outcome import Outcome, OutcomeKind
from supple.insight.stretch_means import how_days_hang, mean_interval

HARDLY_DIFFERED = "it hardly differed on the days noted"


def rating_level(seen: Outcome, days: NDArray[np.int64], before: NDArray[np.bool_]) -> tuple[float, float]:
    """Between what the mean rating of some days lies.

    Args:
        seen: ratings.
        days: ordinals of all noted days, ascending.
        before: which of them are meant, one at least.
    """
    values = seen.values[before]
    hanging = how_days_hang(days[before], values, np.zeros(len(values), dtype=np.int64))
    lowest, highest = min(0.0, float(values.min())), max(seen.highest, float(values.max()))
    return mean_interval(hanging, 0, float(values.mean()), lowest=lowest, highest=highest)


def is_nothing(seen: Outcome, points: float) -> bool:
    """Would it be told as none?"""
    if seen.kind is OutcomeKind.YES_NO:
        return round(100 * points) == 0
    return round(points, seen.decimals) == 0


def why_nothing(seen: Outcome) -> str:
    """Why no size is told where both ends would be none: told, that would read as "it does nothing"."""
    if seen.kind not in {OutcomeKind.COUNT, OutcomeKind.YES_NO}:
        return HARDLY_DIFFERED
    noted = int((seen.values > 0).sum())
    return f"it was noted as there on only {noted} day{'s' if noted != 1 else ''}"
