"""Which factors go together so closely that the notes cannot say which of them it is?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from supple.model import Cell

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

# One of a group is nearly sure to matter, and each of them may be the one.
ANY_AT_LEAST = 0.9
SHARE_AT_LEAST = 0.2
MOST_IN_A_GROUP = 4
# Two that are this much alike cannot be parted, unless one of them is all but sure and the other all but out.
VERY_ALIKE, ALONE_AT_MOST_IF_VERY_ALIKE = 0.7, 0.95
# Two that are one and the same cannot be parted whatever the chains say (a large effect they may share out).
THE_SAME = 0.98
# Two that are only somewhat alike share one case if the chains take turns: one or the other, seldom both.
ALIKE, ALONE_AT_MOST = 0.3, 0.8
TWO_AT_MOST = 0.75  # of what would be on together by chance
# A factor that was hardly noted and ran along with another one wherever it was.
HARDLY_NOTED = 0.5
RUNS_ALONG, RUNS_ALONG_ERRORS = 0.7, 3.0


def partners(is_on: Bools, probability: Floats, likeness: Floats) -> dict[int, tuple[int, ...]]:
    """For each factor that shares its case with others: which ones, strongest first.

    Args:
        is_on: (draws, factors), was the factor on?
        probability: (factors,) of mattering.
        likeness: (factors, factors) absolute correlation of the two on the outcome's days, best lags.
    """
    in_question = [int(f) for f in np.nonzero(probability >= SHARE_AT_LEAST)[0]]
    in_question.sort(key=lambda factor: (-float(probability[factor]), factor))
    found: dict[int, tuple[int, ...]] = {}
    for start in in_question:
        if start in found:
            continue
        group = _group(start, [f for f in in_question if f not in found], is_on, probability, likeness)
        for one in group:
            found[one] = tuple(other for other in group if other != one)
    return found


def _group(start: int, offered: Sequence[int], is_on: Bools, probability: Floats, likeness: Floats) -> list[int]:
    """The smallest group around `start` of which one is nearly sure to matter, strongest first; [] if there is none.

    Grown by whoever adds most to "one of these"; who is very much like the others belongs to it in any case.
    """

    def fits(one: int, other: int) -> bool:
        if likeness[one, other] >= THE_SAME:
            return True
        surest = max(float(probability[one]), float(probability[other]))
        if likeness[one, other] >= VERY_ALIKE:
            return surest < ALONE_AT_MOST_IF_VERY_ALIKE
        both = float(np.mean(is_on[:, one] & is_on[:, other]))
        by_chance = float(probability[one] * probability[other])
        return likeness[one, other] >= ALIKE and surest < ALONE_AT_MOST and both <= TWO_AT_MOST * by_chance

    group, any_on = [start], is_on[:, start]
    while len(group) < MOST_IN_A_GROUP:
        fit = [f for f in offered if f not in group and all(fits(f, one) for one in group)]
        if float(np.mean(any_on)) >= ANY_AT_LEAST:
            fit = [f for f in fit if all(likeness[f, one] >= VERY_ALIKE for one in group)]
        if not fit:
            break
        best = max(fit, key=lambda f: (float(np.mean(any_on | is_on[:, f])), -f))
        group.append(best)
        any_on = any_on | is_on[:, best]
    if len(group) < 2 or float(np.mean(any_on)) < ANY_AT_LEAST:
        return []
    return sorted(group, key=lambda factor: (-float(probability[factor]), factor))


def runs_along(hardly: Sequence[Cell], with_it: Sequence[Cell]) -> bool:
    """Was `hardly` noted on far fewer of these days than `with_it`, and did the two come together where it was?

    Then `with_it` may take the whole case only because the other could not speak for itself. Yes/no answers of the
    outcome's days; a factor that was never answered with no tells nothing here.
    """
    there = np.array([np.nan if cell is None else float(cell) for cell in hardly])
    other = np.array([np.nan if cell is None else float(cell) for cell in with_it])
    if np.isnan(other).all() or (~np.isnan(there)).sum() >= HARDLY_NOTED * (~np.isnan(other)).sum():
        return False
    both = ~np.isnan(there) & ~np.isnan(other)
    one, two = there[both], other[both]
    if both.sum() < 2 or one.std() == 0 or two.std() == 0:
        return False
    likeness = float(np.corrcoef(one, two)[0, 1])
    return likeness >= max(RUNS_ALONG, RUNS_ALONG_ERRORS / float(np.sqrt(both.sum())))
