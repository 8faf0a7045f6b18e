"""Which factors go together so closely that the notes cannot say which of them it is?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# One of the two is nearly sure to matter, and the chains hardly ever needed both.
EITHER_AT_LEAST = 0.9
ALONE_AT_MOST = 0.8
SHARE_AT_LEAST = 0.2
LIKENESS_AT_LEAST = 0.3


def partners(
    is_on: NDArray[np.bool_], probability: NDArray[np.float64], likeness: NDArray[np.float64]
) -> dict[int, tuple[int, ...]]:
    """For each factor that shares its case with others: which ones, strongest first.

    Args:
        is_on: (draws, factors), was the factor on?
        probability: (factors,) of mattering.
        likeness: (factors, factors) absolute correlation of the two on the outcome's days, best lags.
    """
    found: dict[int, list[int]] = {}
    in_question = [int(f) for f in np.nonzero((probability >= SHARE_AT_LEAST) & (probability < ALONE_AT_MOST))[0]]
    for place, one in enumerate(in_question):
        for other in in_question[place + 1 :]:
            either = float(np.mean(is_on[:, one] | is_on[:, other]))
            both = float(np.mean(is_on[:, one] & is_on[:, other]))
            by_chance = float(probability[one] * probability[other])
            if either >= EITHER_AT_LEAST and both < by_chance and likeness[one, other] >= LIKENESS_AT_LEAST:
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
    return {one: tuple(sorted(others, key=lambda other: -float(probability[other]))) for one, others in found.items()}
