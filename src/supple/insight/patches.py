"""Did it begin in a bad patch? What is begun because it was bad looks good by itself, so those days are left out.

A bad patch is followed by better days, whatever was begun in it; a good one (in which something is stopped) by worse
ones. The days just before the change are compared with the person's own usual before that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.known import has_direction
from supple.insight.outcome import Outcome
from supple.model import Patch

Floats = NDArray[np.float64]

# The days that may be left out, and those that say what is usual; some must be noted of both.
PATCH_DAYS = 10
USUAL_DAYS = 70
MIN_NOTED_PATCH, MIN_NOTED_USUAL = 2, 10
# So far from the usual, in spreads of the usual days, is a patch.
PATCH_SPREADS = 0.35


@dataclass(frozen=True, slots=True)
class Before:
    """The days just before a change. `away`: their mean minus the usual, on the working scale."""

    patch: Patch
    away: float = 0.0


def look_before(seen: Outcome, row: int) -> Before:
    """What the days just before the row of a change were like.

    Args:
        seen: the outcome, all days noted.
        row: the change's own row.
    """
    since = seen.at - row
    last = seen.working[(since < 0) & (since >= -PATCH_DAYS)]
    usual = seen.working[(since < -PATCH_DAYS) & (since >= -PATCH_DAYS - USUAL_DAYS)]
    if len(last) < MIN_NOTED_PATCH or len(usual) < MIN_NOTED_USUAL:
        return Before(Patch.UNKNOWN)
    away = float(last.mean() - usual.mean())
    worse = -away if seen.higher_is_better else away
    bar = PATCH_SPREADS * float(usual.std())
    if abs(away) > bar and not has_direction(seen.code):
        return Before(Patch.UNUSUAL, away)
    if worse > bar:
        return Before(Patch.BAD, away)
    return Before(Patch.GOOD if worse < -bar else Patch.USUAL, away)
