"""Which factors matter, at which lags and how much? Spike and slab over factor × lag shape, by Gibbs sampling.

Many short chains run side by side, one numpy row each. Every step redraws one factor whole: off, or on with a lag
shape and a size. The spread of the errors, the share of factors that matter and the point of the covariance grid
are drawn too, so that their uncertainty is in the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.whitening import Products

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# The share of factors that matter, beforehand: Beta(1, b). About one in nine of a long list; of a short list, which
# somebody picked with reason, up to one in four.
SHARE_A = 1.0
SHARE_B_LEAST, SHARE_B_MOST, SHARE_B_PER_FACTOR = 4.0, 8.0, 0.4


def share_b(factors: int) -> float:
    return float(np.clip(SHARE_B_PER_FACTOR * factors, SHARE_B_LEAST, SHARE_B_MOST))


@dataclass(frozen=True)
class Beliefs:
    """What is believed of each factor beforehand.

    `shape_weights`: one array per factor, over its lag shapes. `mean` and `spread` of its size if it matters;
    `log_odds_shift` adds to its log odds of mattering. `scale`: the usual size of the errors.
    """

    shape_weights: tuple[Floats, ...]
    mean: Floats
    spread: Floats
    log_odds_shift: Floats
    scale: float


@dataclass(frozen=True)
class Draws:
    """What the chains saw.

    `probability` (factors) of mattering, averaged over conditional probabilities (less noisy than counting).
    `size` (draws, factors): the size given that the factor matters. `is_on` (draws, factors).
    `shape_probability`: per factor, over its shapes, given that it matters. `grid_share` over the grid.
    """

    probability: Floats
    size: Floats
    is_on: NDArray[np.bool_]
    shape_probability: tuple[Floats, ...]
    grid_share: Floats
    error_sd: float


def sample(
    products: Products,
    beliefs: Beliefs,
    *,
    days: int,
    rng: np.random.Generator,
    chains: int = 64,
    burn_in: int = 30,
    sweeps: int = 60,
) -> Draws:
    """Run the chains.

    Args:
        products: columns ordered by factor, then by its shapes.
        beliefs: in the same order.
        days: how many days have an outcome.
        rng: the only source of chance.
        chains: how many run side by side.
        burn_in: sweeps thrown away.
        sweeps: sweeps kept.
    """
    run = _Chains(products, beliefs, days=days, rng=rng, chains=chains)
    for sweep in range(burn_in + sweeps):
        run.keeps = sweep >= burn_in
        for factor in range(run.factors):
            run.redraw_factor(factor)
        run.redraw_errors(moves_on_grid=sweep % 2 == 0)
        if run.keeps:
            run.remember()
    return run.draws(sweeps)


class _Chains:
    """The state of all chains: which shape each factor has (`column`), its size (0: off), and the leftovers."""

    def __init__(
        self, products: Products, beliefs: Beliefs, *, days: int, rng: np.random.Generator, chains: int
    ) -> None:
        self.products, self.beliefs, self.days, self.rng, self.chains = products, beliefs, days, rng, chains
        counts = [len(weights) for weights in beliefs.shape_weights]
        self.factors = len(counts)
        self.starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self.log_shape = [np.log(weights) for weights in beliefs.shape_weights]
        self.diagonal = np.einsum("gii->gi", products.xx)
        self.row = np.arange(chains)
        self.grid = rng.integers(0, len(products.yy), chains)
        self.column: Ints = np.tile(self.starts[:-1], (chains, 1))
        self.size = np.zeros((chains, self.factors))
        self.variance = np.full(chains, beliefs.scale**2)
        self.share_b = share_b(self.factors)
        self.share = np.full(chains, SHARE_A / (SHARE_A + self.share_b))
        self.left = products.xy[self.grid]  # every column's product with what is not yet explained
        self.keeps = False
        self.if_on = np.zeros((chains, self.factors))
        self._probability = np.zeros(self.factors)
        self._shapes = [np.zeros(count) for count in counts]
        self._sizes: list[Floats] = []
        self._is_on: list[NDArray[np.bool_]] = []
        self._grid_count = np.zeros(len(products.yy))
        self._variance_sum = 0.0

    def redraw_factor(self, factor: int) -> None:
        """Off, or on with a shape and a size, given everything else."""
        xx, grid, row = self.products.xx, self.grid, self.row
        start, end = int(self.starts[factor]), int(self.starts[factor + 1])
        before, size_before = self.column[:, factor].copy(), self.size[:, factor].copy()
        own = self.left[:, start:end] + xx[grid, before, start:end] * size_before[:, None]
        slab_precision = 1.0 / self.beliefs.spread[factor] ** 2
        slab_mean = self.beliefs.mean[factor]
        precision = self.diagonal[grid, start:end] / self.variance[:, None] + slab_precision
        centre = (own / self.variance[:, None] + slab_mean * slab_precision) / precision
        log_odds = self.log_shape[factor] + 0.5 * (
            np.log(slab_precision / precision) + centre * centre * precision - slab_mean**2 * slab_precision
        )
        top = log_odds.max(axis=1)
        relative = np.exp(log_odds - top[:, None])
        cumulative = np.cumsum(relative, axis=1)
        total = cumulative[:, -1]
        log_total = np.log(total) + top + np.log(self.share / (1 - self.share)) + self.beliefs.log_odds_shift[factor]
        p_on = 1.0 / (1.0 + np.exp(-np.clip(log_total, -500, 500)))
        chance = self.rng.random((2, self.chains))
        pick = (cumulative < (chance[1] * total)[:, None]).sum(axis=1).clip(max=end - start - 1)
        if_on = centre[row, pick] + self.rng.standard_normal(self.chains) / np.sqrt(precision[row, pick])
        after = start + pick
        size_after = np.where(chance[0] < p_on, if_on, 0.0)
        moved = np.nonzero((size_after != 0) | (size_before != 0))[0]
        at = grid[moved]
        self.left[moved] += (
            xx[at, before[moved]] * size_before[moved, None] - xx[at, after[moved]] * size_after[moved, None]
        )
        self.column[:, factor] = after
        self.size[:, factor] = size_after
        if self.keeps:
            self.if_on[:, factor] = if_on
            self._probability[factor] += p_on.mean()
            self._shapes[factor] += ((relative / total[:, None]) * p_on[:, None]).sum(axis=0)

    def redraw_errors(self, *, moves_on_grid: bool) -> None:
        """The errors' spread, the share of factors that matter and (when asked) the grid point."""
        products, row = self.products, self.row
        on = self.size != 0
        how_many_on = on.sum(axis=1)
        if moves_on_grid:
            # Only the factors that are on, packed to the left, so that the sums stay small.
            most = max(int(how_many_on.max()), 1)
            order = np.argsort(~on, axis=1, kind="stable")[:, :most]
            column = np.take_along_axis(self.column, order, 1)
            size = np.take_along_axis(self.size, order, 1)
            pairs = products.xx[:, column[:, :, None], column[:, None, :]]
            explained = np.einsum("gci,ci->gc", products.xy[:, column], size)
            misfit = products.yy[:, None] - 2 * explained + np.einsum("gcij,ci,cj->gc", pairs, size, size)
            log_weight = products.log_weight[:, None] - 0.5 * misfit / self.variance
            cumulative = np.cumsum(np.exp(log_weight - log_weight.max(axis=0)), axis=0)
            chance = self.rng.random(self.chains) * cumulative[-1]
            self.grid = (cumulative < chance).sum(axis=0).clip(max=len(products.yy) - 1)
            self.left = products.xy[self.grid] - np.einsum(
                "cip,ci->cp", products.xx[self.grid[:, None], column], size
            )
            left_over = misfit[self.grid, row]
        else:
            own_xy = np.take_along_axis(products.xy[self.grid], self.column, 1)
            own_left = np.take_along_axis(self.left, self.column, 1)
            left_over = products.yy[self.grid] - (self.size * (own_xy + own_left)).sum(axis=1)
        rate = 0.5 * self.beliefs.scale**2 + 0.5 * np.maximum(left_over, 1e-9)
        self.variance = rate / self.rng.standard_gamma(1.0 + 0.5 * self.days, self.chains)
        share = self.rng.beta(SHARE_A + how_many_on, self.share_b + self.factors - how_many_on)
        self.share = np.clip(share, 1e-4, 0.6)

    def remember(self) -> None:
        self._sizes.append(self.if_on.copy())
        self._is_on.append(self.size != 0)
        self._grid_count += np.bincount(self.grid, minlength=len(self._grid_count))
        self._variance_sum += float(self.variance.mean())

    def draws(self, sweeps: int) -> Draws:
        shapes = tuple(counts / max(float(counts.sum()), 1e-300) for counts in self._shapes)
        return Draws(
            probability=self._probability / sweeps,
            size=np.concatenate(self._sizes),
            is_on=np.concatenate(self._is_on),
            shape_probability=shapes,
            grid_share=self._grid_count / self._grid_count.sum(),
            error_sd=float(np.sqrt(self._variance_sum / sweeps)),
        )
