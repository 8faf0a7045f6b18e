"""What is looked at? The outcome on a scale fit for the model, and the way back to its own points.

Ratings and measurements are taken as they are, counts by their logarithm (effects multiply; `sites` bears the zeros),
yes/no answers as 0 and 1. Days without an outcome are never filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from supple.insight.known import higher_is_better, is_count, is_rating, unit_of
from supple.model import DailyTable

Floats = NDArray[np.float64]

# "Makes no difference that matters": half a point of 0-10, or 0.4 of the day-to-day spread where that is less.
MARGIN_POINTS = 0.5
MARGIN_SPREADS = 0.4
# Of a diary's whole spread, the part that is not slow drift or triggers; sets the scale of beliefs, no more.
ERROR_SHARE = 0.72
# Counts are looked at by their logarithm: errors of about this size, so that what matters about doubles them.
COUNT_SCALE = 0.7


class OutcomeKind(StrEnum):
    RATING = "rating"
    COUNT = "count"
    YES_NO = "yes/no"
    NUMBER = "number"


@dataclass(frozen=True)
class Outcome:
    """`at`: rows of the table with an outcome; `values`: what was noted there; `working`: the same on the model's
    scale (its first guess where a day becomes a site).

    `scale`: the usual size of its errors, `margin`: a difference too small to matter (both on the working scale).
    `edge_share`: share of days at the lowest or the highest value of its scale, where worse or better cannot show;
    `at_edge` says where (-1 lowest, 1 highest, else 0).
    """

    code: str
    kind: OutcomeKind
    at: NDArray[np.int64]
    values: Floats
    working: Floats
    spread: float
    scale: float
    margin: float
    edge_share: float
    at_edge: NDArray[np.int64]
    highest: float
    higher_is_better: bool
    decimals: int = 1
    lowest: float = 0.0
    half_step: float = 0.5

    @property
    def middle(self) -> float:
        """The mean on the working scale (of counts, the logarithm of their mean)."""
        if self.kind is OutcomeKind.COUNT:
            return float(np.log(max(float(self.values.mean()), 0.05)))
        return float(self.working.mean())

    def to_points(self, effect: float, share_exposed: float, lags: int = 1) -> float:
        """An effect on the working scale in the outcome's own units.

        For counts: how many more over all its lags, from the level of the days without it.

        Args:
            effect: summed over the lags.
            share_exposed: share of days with it (a number: 0, its effect is for one step from the mean).
            lags: over how many days it is shared out.
        """
        if self.kind is not OutcomeKind.COUNT:
            return effect
        growth = float(np.expm1(np.clip(effect / lags, -6, 3)))
        level = float(self.values.mean()) / max((1.0 + share_exposed * growth) ** lags, 0.05)
        return level * growth * lags


def read_outcome(table: DailyTable, code: str) -> Outcome:
    """The outcome column, its kind by what is known of it, else by what stands in it."""
    column = table.column(code)
    at = np.array([i for i, cell in enumerate(column) if cell is not None], dtype=np.int64)
    values = np.array([float(column[i] or 0.0) for i in at])
    kind = _kind(code, [column[i] for i in at], values)
    working = np.log(np.maximum(values, 0.0) + 0.5) if kind is OutcomeKind.COUNT else values
    spread = float(working.std()) if len(working) else 0.0
    # Where a scale ends is known of the column or of its code, never guessed from how high somebody happens to rate.
    highest = table.scale_max.get(code, 10.0)
    is_ten = (
        kind is OutcomeKind.RATING and highest >= 10 and (is_rating(code) or (len(values) > 0 and values.max() > 3))
    )
    scale = ERROR_SHARE * spread
    margin = MARGIN_SPREADS * spread
    if is_ten:
        # On 0-10 the size of a point is known, so a very calm or very stormy diary does not set the measure alone.
        scale, margin = float(np.clip(scale, 0.5, 2.0)), min(MARGIN_POINTS, margin)
    if kind is OutcomeKind.COUNT:
        scale = COUNT_SCALE
        mean = max(float(values.mean()), 0.05) if len(values) else 1.0
        margin = float(np.log1p(min(MARGIN_SPREADS * float(values.std()) / mean, 0.5))) if len(values) else 0.0
    at_edge = np.zeros(len(values), dtype=np.int64)
    if kind is OutcomeKind.RATING:
        at_edge = (values >= highest).astype(np.int64) - (values <= 0)
    return Outcome(
        code=code,
        kind=kind,
        at=at,
        values=values,
        working=working,
        spread=spread,
        scale=max(scale, 1e-6),
        margin=margin,
        edge_share=float(np.mean(at_edge != 0)) if len(values) else 0.0,
        at_edge=at_edge,
        highest=highest,
        higher_is_better=higher_is_better(code),
        # On a short scale (0-3) a tenth of a point is a lot.
        decimals=2 if kind is OutcomeKind.RATING and not is_ten else 1,
    )


def _kind(code: str, cells: list[object], values: Floats) -> OutcomeKind:
    if cells and all(isinstance(cell, bool) for cell in cells):
        return OutcomeKind.YES_NO
    if is_count(code):
        return OutcomeKind.COUNT
    if unit_of(code):
        return OutcomeKind.NUMBER
    if not len(values) or (values.min() >= 0 and values.max() <= 10):
        return OutcomeKind.RATING
    is_whole = bool(np.all(values == np.round(values)))
    if is_whole and values.min() >= 0 and np.median(values) < 5:
        return OutcomeKind.COUNT
    return OutcomeKind.NUMBER
