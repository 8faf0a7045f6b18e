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
# Pairs of factors this alike may change places; at most so many pairs.
ALIKE, MOST_PAIRS = 0.4, 24
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
        if sweep % 2:
            for one, other in run.look_alikes:
                run.swap(one, other)
        run.redraw_errors(moves_on_grid=sweep % 2 == 0)
        if run.keeps:
            run.remember()
    return run.draws(sweeps)


@dataclass(frozen=True)
class _Case:
    """The case for one factor, chain by chain: log Bayes factor over all shapes, the share of each shape, and
    the centre and precision of the size under each."""

    log_weight: Floats
    share_of_shape: Floats
    centre: Floats
    precision: Floats


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
        self.look_alikes = _look_alikes(products, self.starts)
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
        xx, grid = self.products.xx, self.grid
        start, end = int(self.starts[factor]), int(self.starts[factor + 1])
        before, size_before = self.column[:, factor].copy(), self.size[:, factor].copy()
        without = self.left[:, start:end] + xx[grid, before, start:end] * size_before[:, None]
        case = self._weigh(factor, self.row, without)
        log_odds = case.log_weight + np.log(self.share / (1 - self.share))
        p_on = 1.0 / (1.0 + np.exp(-np.clip(log_odds, -500, 500)))
        pick, if_on = self._draw(case)
        size_after = np.where(self.rng.random(self.chains) < p_on, if_on, 0.0)
        moved = np.nonzero((size_after != 0) | (size_before != 0))[0]
        after = start + pick
        self.left[moved] += (
            xx[grid[moved], before[moved]] * size_before[moved, None]
            - xx[grid[moved], after[moved]] * size_after[moved, None]
        )
        self.column[:, factor] = after
        self.size[:, factor] = size_after
        if self.keeps:
            self.if_on[:, factor] = if_on
            self._probability[factor] += p_on.mean()
            self._shapes[factor] += (case.share_of_shape * p_on[:, None]).sum(axis=0)

    def swap(self, one: int, other: int) -> None:
        """Where just one of two look-alikes is on, draw afresh which: redrawn one by one they would never change."""
        rows = np.nonzero((self.size[:, one] != 0) != (self.size[:, other] != 0))[0]
        if not len(rows):
            return
        xx, grid = self.products.xx, self.grid[rows]
        on = np.where(self.size[rows, one] != 0, one, other)
        without = self.left[rows] + xx[grid, self.column[rows, on]] * self.size[rows, on][:, None]
        cases = [self._weigh(f, rows, without[:, self.starts[f] : self.starts[f + 1]]) for f in (one, other)]
        odds = np.clip(cases[0].log_weight - cases[1].log_weight, -500, 500)
        takes_one = self.rng.random(len(rows)) < 1.0 / (1.0 + np.exp(-odds))
        (pick_one, size_one), (pick_other, size_other) = (self._draw(case) for case in cases)
        column = np.where(takes_one, self.starts[one] + pick_one, self.starts[other] + pick_other)
        size = np.where(takes_one, size_one, size_other)
        self.size[rows, one], self.size[rows, other] = np.where(takes_one, size, 0.0), np.where(takes_one, 0.0, size)
        self.column[rows, np.where(takes_one, one, other)] = column
        self.left[rows] = without - xx[grid, column] * size[:, None]

    def _weigh(self, factor: int, rows: Ints, without: Floats) -> _Case:
        """The case for a factor in these chains; `without`: its columns' products with what the others leave."""
        start, end = int(self.starts[factor]), int(self.starts[factor + 1])
        variance = self.variance[rows][:, None]
        slab_precision = 1.0 / self.beliefs.spread[factor] ** 2
        slab_mean = self.beliefs.mean[factor]
        precision = self.diagonal[self.grid[rows], start:end] / variance + slab_precision
        centre = (without / variance + slab_mean * slab_precision) / precision
        log_odds = self.log_shape[factor] + 0.5 * (
            np.log(slab_precision / precision) + centre * centre * precision - slab_mean**2 * slab_precision
        )
        top = log_odds.max(axis=1)
        relative = np.exp(log_odds - top[:, None])
        total = relative.sum(axis=1)
        log_weight = np.log(total) + top + self.beliefs.log_odds_shift[factor]
        return _Case(log_weight, relative / total[:, None], centre, precision)

    def _draw(self, case: _Case) -> tuple[Ints, Floats]:
        """A shape and a size if the factor is on."""
        chains, shapes = case.share_of_shape.shape
        cumulative = np.cumsum(case.share_of_shape, axis=1)
        pick = (cumulative < self.rng.random((chains, 1))).sum(axis=1).clip(max=shapes - 1)
        row = np.arange(chains)
        size = case.centre[row, pick] + self.rng.standard_normal(chains) / np.sqrt(case.precision[row, pick])
        return pick, size

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


def _look_alikes(products: Products, starts: Ints) -> list[tuple[int, int]]:
    """Pairs of factors of which some shapes run alike on the days, the likest first."""
    middle = len(products.yy) // 2
    norm = np.sqrt(np.maximum(np.einsum("ii->i", products.xx[middle]), 1e-12))
    alike = np.abs(products.xx[middle] / norm[:, None] / norm)
    pairs = [
        (float(alike[starts[one] : starts[one + 1], starts[other] : starts[other + 1]].max()), one, other)
        for one in range(len(starts) - 1)
        for other in range(one + 1, len(starts) - 1)
    ]
    return [(one, other) for likeness, one, other in sorted(pairs, reverse=True)[:MOST_PAIRS] if likeness > ALIKE]
