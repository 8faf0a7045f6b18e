"""Which factors run so alike on the days that redrawing them one by one would never let them change places?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from supple.insight.whitening import Products

Ints = NDArray[np.int64]

# Pairs of factors this alike may change places; at most so many pairs.
ALIKE, MOST_PAIRS = 0.4, 24


def look_alikes(products: Products, starts: Ints) -> list[tuple[int, int]]:
    """Pairs of factors of which some shapes run alike on the days, the likest first."""
    middle = len(products.yy) // 2
    norm = np.sqrt(np.maximum(np.einsum("ii->i", products.xx[middle]), 1e-12))
    alike = np.abs(products.xx[middle] / norm[:, None] / norm)
    by_factor = np.maximum.reduceat(np.maximum.reduceat(alike, starts[:-1], axis=0), starts[:-1], axis=1)
    ones, others = np.triu_indices(len(starts) - 1, 1)
    likeness = by_factor[ones, others]
    best = np.argsort(-likeness, kind="stable")[:MOST_PAIRS]
    return [(int(ones[i]), int(others[i])) for i in best if likeness[i] > ALIKE]
