"""Which factors run so alike on the days that redrawing them one by one would never let them change places, and which
of two such is on, or both?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.picking import pick
from supple.insight.whitening import Products

Floats = NDArray[np.float64]
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


@dataclass(frozen=True, slots=True)
class Terms:
    """One factor's options in some chains, arrays over (chains, options): the pull on the size, the size's variance,
    and the log weight before the days."""

    pull: Floats
    width: Floats
    before: Floats

    def alone(self) -> Floats:
        """The log weight with the size integrated out, nothing else of the pair being on."""
        return self.before + 0.5 * np.log(self.width) + 0.5 * self.pull**2 * self.width


def draw_pair(
    pair: tuple[Terms, Terms], cross: Floats, log_odds: tuple[Floats, Floats, Floats], rng: np.random.Generator
) -> tuple[tuple[Ints, Floats, NDArray[np.bool_]], tuple[Ints, Floats, NDArray[np.bool_]]]:
    """One of two factors is on, or both: which, and how large, with the sizes integrated out of "which".

    Args:
        pair: of both factors.
        cross: (chains, options of one, options of the other): the precision that ties their sizes.
        log_odds: of mattering, beforehand: of one alone, of the other alone, of the other beside the one.
        rng: the only source of chance.

    Returns:
        For each of the two its option, its size (0: off) and whether it is on, over chains.
    """
    one, other = pair
    place, ones, others = np.arange(len(cross)), cross.shape[1], cross.shape[2]
    # Both on: the other's size as if it were alone, this one's on what that leaves.
    tied = cross * other.width[:, None, :]
    left_one = one.pull[:, :, None] - tied * other.pull[:, None, :]
    narrow = 1.0 / (1.0 / one.width[:, :, None] - tied * cross)
    alone_one, alone_other = one.alone(), other.alone()
    more = 0.5 * left_one**2 * narrow + 0.5 * np.log(narrow)
    both = one.before[:, :, None] + alone_other[:, None, :] + more
    both += (log_odds[0] + log_odds[2])[:, None, None]
    cases = np.concatenate(
        [alone_one + log_odds[0][:, None], alone_other + log_odds[1][:, None], both.reshape(len(cross), -1)], axis=1
    )
    case = pick(np.exp(cases - cases.max(axis=1, keepdims=True)), rng)
    joint = case - ones - others
    has_one, has_other = (joint >= 0) | (case < ones), case >= ones
    option_one = np.minimum(np.where(joint >= 0, joint // others, case), ones - 1)
    option_other = np.maximum(np.where(joint >= 0, joint % others, case - ones), 0)
    chance = rng.standard_normal((2, len(cross)))
    narrowed = narrow[place, option_one, option_other]
    width = np.where(has_other, narrowed, one.width[place, option_one])
    pull = np.where(has_other, left_one[place, option_one, option_other], one.pull[place, option_one])
    size_one = np.where(has_one, pull * width + chance[0] * np.sqrt(width), 0.0)
    rest = other.pull[place, option_other] - cross[place, option_one, option_other] * size_one
    width = other.width[place, option_other]
    size_other = np.where(has_other, rest * width + chance[1] * np.sqrt(width), 0.0)
    return (option_one, size_one, has_one), (option_other, size_other, has_other)
