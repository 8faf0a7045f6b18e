"""How is one of several drawn by weight, for many chains at once?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def shares(log_weight: Floats) -> Floats:
    """Log weights as shares of one."""
    weight = np.exp(log_weight - log_weight.max())
    return np.asarray(weight / weight.sum())


def pick(weight: Floats, rng: np.random.Generator) -> Ints:
    """One column for each row, drawn by weight."""
    return pick_by(np.cumsum(weight, axis=1), rng)


def pick_by(running: Floats, rng: np.random.Generator) -> Ints:
    """The same from running sums of weights."""
    chance = rng.random(len(running)) * running[:, -1]
    return np.asarray(np.minimum((running < chance[:, None]).sum(axis=1), running.shape[1] - 1))
