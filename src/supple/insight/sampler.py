"""Which factors matter, at which lags and how much? Spike and slab over factor × lag shape, by Gibbs sampling.

Many short chains run side by side, one numpy row each. Every step redraws one factor whole: off, or on with a lag
shape and a size. The spread of the errors, the world of beliefs and the point of the covariance grid are drawn too,
so that their uncertainty is in the answer. How many factors matter is summed over, never drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.alike import Terms, draw_pair, look_alikes
from supple.insight.beliefs import NONE_MATTERS_TO_OTHERS, Beliefs
from supple.insight.options import Options
from supple.insight.picking import pick, pick_by, shares
from supple.insight.whitening import Products

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Factors that are hardly ever on after the first sweeps are visited in every so-manieth sweep only.
TRIAL_FROM, TRIAL_UNTIL, RARELY_ON, RARE_EVERY = 2, 5, 0.15, 5
# The covariance grid is drawn, and look-alikes change places, in every so-manieth sweep only.
GRID_EVERY, SWAP_EVERY = 3, 3
# Points of the covariance grid that the first sweeps hardly ever reach are left out from then on.
GRID_KEEP = 0.004


@dataclass(frozen=True)
class Draws:
    """What the chains saw.

    `probability` (factors) of mattering, averaged over conditional probabilities (less noisy than counting).
    `size` (draws, factors): the size, grown, if the factor matters, each draw with how likely that was then in
    `weight` (draws, factors): together they are the size given that it matters. `is_on` (draws, factors).
    `shape_probability`: per factor, over its shapes, given that it matters. `square`: every column's squared size,
    on average over all models. `grid_share` over the grid.
    `world_share`: how far the beliefs of each world were followed.
    """

    probability: Floats
    size: Floats
    weight: Floats
    is_on: NDArray[np.bool_]
    shape_probability: tuple[Floats, ...]
    square: Floats
    grid_share: Floats
    world_share: Floats
    error_sd: float


def sample(
    products: Products,
    beliefs: Beliefs,
    *,
    days: float,
    rng: np.random.Generator,
    growth: Floats | None = None,
    chains: int = 48,
    burn_in: int = 8,
    sweeps: int = 20,
) -> Draws:
    """Run the chains.

    Args:
        products: columns ordered by factor, then by its shapes.
        beliefs: in the same order.
        days: how many days have an outcome (or what they are worth, where they know less).
        rng: the only source of chance.
        growth: (grid, columns) by how much a size grows until it is told (what is handed on to later days).
        chains: how many run side by side.
        burn_in: sweeps thrown away.
        sweeps: sweeps kept.
    """
    run = _Chains(products, beliefs, days=days, rng=rng, chains=chains, growth=growth)
    for sweep in range(burn_in + sweeps):
        if sweep in {TRIAL_FROM, burn_in}:
            run.start_counting(keeps=sweep == burn_in)
        run.prepare()
        for factor in run.due(sweep, everything=sweep == burn_in):
            run.redraw_factor(factor)
        if sweep % SWAP_EVERY == 1:
            for one, other in run.look_alikes:
                run.redraw_pair(one, other)
        run.redraw_world()
        run.redraw_errors(moves_on_grid=sweep % GRID_EVERY == 0)
        if sweep == TRIAL_UNTIL:
            run.end_trial()
        if run.keeps:
            run.remember()
    return run.draws()


@dataclass(frozen=True)
class _Case:
    """The case for one factor, chain by chain: how likely it is on, the running weight of its options, the centre
    of the size under each."""

    p_on: Floats
    running: Floats
    centre: Floats


class _Chains:
    """The state of all chains: which shape each factor has (`column`), its size (0: off), and the leftovers."""

    def __init__(
        self,
        products: Products,
        beliefs: Beliefs,
        *,
        days: float,
        rng: np.random.Generator,
        chains: int,
        growth: Floats | None,
    ) -> None:
        self.products, self.beliefs, self.days, self.rng, self.chains = products, beliefs, days, rng, chains
        self.options = Options(beliefs)
        self.starts = self.options.first_column
        self.growth = growth
        self.factors = len(beliefs.shape_weights)
        self.components = beliefs.component_weight.shape[1]
        self.log_component = np.log(beliefs.component_weight)
        self.points = np.arange(len(products.yy))
        self.row = np.arange(chains)
        self.column: Ints = np.tile(self.starts[:-1], (chains, 1))
        self.size = np.zeros((chains, self.factors))
        self.how_many_on = np.zeros(chains, dtype=np.int64)
        self.world = rng.choice(len(beliefs.world_weight), size=chains, p=beliefs.world_weight)
        self.log_add = np.diff(beliefs.log_model)
        # In every world it may be that none of the factors matters; the first one on has that against it.
        log_all_off = -np.log1p(np.exp(beliefs.log_odds)).sum(axis=1)
        self.log_pattern = log_all_off + np.log1p(-NONE_MATTERS_TO_OTHERS)
        self.log_none = np.logaddexp(self.log_pattern, np.log(NONE_MATTERS_TO_OTHERS))
        self.log_first = np.append(0.0, self.log_none - self.log_pattern)
        self.variance = np.full(chains, beliefs.scale**2)
        # Where nothing is on yet, so that no chain has to find its way out of a point it was put in by chance.
        log_start = products.log_weight - 0.5 * products.yy / beliefs.scale**2
        self.grid = rng.choice(len(log_start), size=chains, p=shares(log_start))
        self.left = products.xy[self.grid]  # every column's product with what is not yet explained
        self._buffer = np.empty_like(self.left)
        self.look_alikes = look_alikes(products, self.starts)
        self.often = np.arange(self.factors)
        self.rare = np.arange(0)
        self.keeps = False
        self.if_on = np.zeros((chains, self.factors))
        self.p_on = np.zeros((chains, self.factors))
        self._visits = np.zeros(self.factors)
        self._probability = np.zeros(self.factors)
        self._running = [np.zeros(self.components * len(weights)) for weights in beliefs.shape_weights]
        self._sizes: list[Floats] = []
        self._weights: list[Floats] = []
        self._is_on: list[NDArray[np.bool_]] = []
        self._square = np.zeros(int(self.starts[-1]))
        self._grid_count = np.zeros(len(products.yy))
        self._world_count = np.zeros(len(beliefs.world_weight))
        self._variance_sum = 0.0

    def start_counting(self, *, keeps: bool) -> None:
        self.keeps = keeps
        self._visits[:] = 0
        self._probability[:] = 0

    def prepare(self) -> None:
        """What every factor's case needs and only the errors change: once a sweep for all columns together."""
        options, columns = self.options, self.left.shape[1]
        self.flat_xx, self.first_row = self.products.xx.reshape(-1, columns), self.grid * columns
        self.inverse = 1.0 / self.variance
        power = np.einsum("gii->gi", self.products.xx)[self.grid]
        precision = power[:, options.column] * self.inverse[:, None] + options.precision
        self.width = 1.0 / precision
        self.before = np.tile(options.offset, (self.chains, 1))
        if self.components > 1:
            self.before += self.log_component[self.world][:, options.component]

    def due(self, sweep: int, *, everything: bool) -> Ints:
        """The factors visited in this sweep; everything once before the first draws are kept."""
        if everything:
            return np.arange(self.factors)
        return np.concatenate([self.often, self.rare[sweep % RARE_EVERY :: RARE_EVERY]])

    def end_trial(self) -> None:
        """Leave out what the first sweeps hardly ever reached: grid points, and most visits to factors."""
        share = self._probability / (self._visits * self.chains)
        self.often, self.rare = np.nonzero(share >= RARELY_ON)[0], np.nonzero(share < RARELY_ON)[0]
        on = set(self.often.tolist())
        self.look_alikes = [(one, other) for one, other in self.look_alikes if one in on or other in on]
        likely = np.nonzero((self._grid_weight() >= GRID_KEEP) | np.isin(self.points, self.points[self.grid]))[0]
        renamed = np.full(len(self.points), -1)
        renamed[likely] = np.arange(len(likely))
        self.grid = renamed[self.grid]
        self.points = self.points[likely]
        self.products = self.products.at(likely)

    def redraw_factor(self, factor: int) -> None:
        """Off, or on with a shape and a size, given everything else."""
        start, end = int(self.starts[factor]), int(self.starts[factor + 1])
        size, column = self.size[:, factor], self.column[:, factor]
        if size.any():
            # Whatever was on is taken out of the fit whole, so that what is left does not know of it.
            self.left += self._fitted(column, size)
            self.how_many_on -= size != 0
        log_odds = self._log_odds(factor, self.row, self.how_many_on)
        case = self._weigh(factor, self.left[:, start:end], log_odds)
        is_on = self.rng.random(self.chains) < case.p_on
        if self.keeps or is_on.any():
            column[:], if_on = self._draw(factor, case)
            size[:] = np.where(is_on, if_on, 0.0)
            self.left -= self._fitted(column, size)
            self.how_many_on += is_on
        else:
            size[:] = 0.0
        if self.keeps:
            told = if_on if self.growth is None else if_on * self.growth[self.points[self.grid], column]
            self.if_on[:, factor], self.p_on[:, factor] = told, case.p_on
            self._running[factor] += (case.p_on / case.running[:, -1]) @ case.running
        self._visits[factor] += 1
        self._probability[factor] += case.p_on.sum()

    def _fitted(self, column: Ints, size: Floats) -> Floats:
        """(chains, columns): what these columns at these sizes take from every column's product, in one buffer."""
        np.take(self.flat_xx, self.first_row + column, axis=0, out=self._buffer, mode="clip")
        np.multiply(self._buffer, size[:, None], out=self._buffer)
        return self._buffer

    def redraw_pair(self, one: int, other: int) -> None:
        """Where either of two look-alikes is on, draw afresh which, or both: one by one they would hardly ever leave
        a share of the effect that they took at the start."""
        rows = np.nonzero((self.size[:, one] != 0) | (self.size[:, other] != 0))[0]
        if not len(rows):
            return
        xx, grid = self.products.xx, self.grid[rows]
        without, others_on = self.left[rows], self.how_many_on[rows]
        for factor in (one, other):
            was_on = np.nonzero(self.size[rows, factor])[0]
            taken = xx[grid[was_on], self.column[rows[was_on], factor]] * self.size[rows[was_on], factor, None]
            without[was_on] += taken
            others_on[was_on] -= 1
        blocks = [slice(int(self.starts[factor]), int(self.starts[factor + 1])) for factor in (one, other)]
        cases = (
            self._terms(one, rows, without[:, blocks[0]]),
            self._terms(other, rows, without[:, blocks[1]]),
        )
        cross = xx[grid, blocks[0], blocks[1]] * self.inverse[rows, None, None]
        if self.components > 1:
            cross = np.tile(cross, (1, self.components, self.components))
        drawn = draw_pair(
            cases,
            cross,
            (
                self._log_odds(one, rows, others_on),
                self._log_odds(other, rows, others_on),
                self._log_odds(other, rows, others_on + 1),
            ),
            self.rng,
        )
        for factor, (option, size, is_on) in zip((one, other), drawn, strict=True):
            column = self.options.column[int(self.options.first[factor]) + option]
            on = np.nonzero(is_on)[0]
            without[on] -= xx[grid[on], column[on]] * size[on, None]
            self.column[rows[on], factor] = column[on]
            self.size[rows, factor] = size
            others_on += is_on
        self.left[rows] = without
        self.how_many_on[rows] = others_on

    def redraw_world(self) -> None:
        """Whose beliefs fit what is on?"""
        beliefs = self.beliefs
        if len(beliefs.world_weight) == 1:
            return
        on = self.size != 0
        apart = on @ beliefs.log_odds.T + self.log_pattern
        apart = np.where((self.how_many_on == 0)[:, None], self.log_none, apart)
        log_weight = np.column_stack([beliefs.log_model[self.how_many_on], apart])
        log_weight += np.log(beliefs.world_weight)
        # How well the sizes fit each world's: (chains, factors, components), then summed over what is on.
        fit = np.exp(-0.5 * ((self.size[:, :, None] - beliefs.mean.T) / beliefs.spread.T) ** 2) / beliefs.spread.T
        by_world = np.log(np.maximum(fit @ beliefs.component_weight.T, 1e-300))
        log_weight += (by_world * on[:, :, None]).sum(axis=1)
        self.world = pick(np.exp(log_weight - log_weight.max(axis=1, keepdims=True)), self.rng)

    def redraw_errors(self, *, moves_on_grid: bool) -> None:
        """The errors' spread and (when asked) the grid point."""
        products = self.products
        if moves_on_grid:
            column, size, misfit = self._misfit()
            log_weight = products.log_weight[:, None] - 0.5 * misfit / self.variance
            self.grid = pick(np.exp(log_weight - log_weight.max(axis=0)).T, self.rng)
            self.left = products.xy[self.grid]
            for place in range(column.shape[1]):
                self.left -= products.xx[self.grid, column[:, place]] * size[:, place, None]
            left_over = misfit[self.grid, self.row]
        else:
            own_xy = np.take_along_axis(products.xy[self.grid], self.column, 1)
            own_left = np.take_along_axis(self.left, self.column, 1)
            left_over = products.yy[self.grid] - (self.size * (own_xy + own_left)).sum(axis=1)
        rate = 0.5 * self.beliefs.scale**2 + 0.5 * np.maximum(left_over, 1e-9)
        self.variance = rate / self.rng.standard_gamma(1.0 + 0.5 * self.days, self.chains)

    def remember(self) -> None:
        self._sizes.append(self.if_on.copy())
        self._weights.append(self.p_on.copy())
        self._is_on.append(self.size != 0)
        self._square += np.bincount(self.column.ravel(), self.size.ravel() ** 2, len(self._square))
        self._grid_count += np.bincount(self.points[self.grid], minlength=len(self._grid_count))
        self._world_count += np.bincount(self.world, minlength=len(self._world_count))
        self._variance_sum += float(self.variance.mean())

    def draws(self) -> Draws:
        by_option = [np.diff(running, prepend=0.0).reshape(self.components, -1) for running in self._running]
        shapes = tuple(share.sum(axis=0) / max(float(share.sum()), 1e-300) for share in by_option)
        return Draws(
            probability=self._probability / np.maximum(self._visits * self.chains, 1),
            size=np.concatenate(self._sizes),
            weight=np.concatenate(self._weights),
            is_on=np.concatenate(self._is_on),
            shape_probability=shapes,
            square=self._square / (len(self._sizes) * self.chains),
            grid_share=self._grid_count / self._grid_count.sum(),
            world_share=self._world_count / self._world_count.sum(),
            error_sd=float(np.sqrt(self._variance_sum / len(self._sizes))),
        )

    def _log_odds(self, factor: int, rows: Ints, others_on: Ints) -> Floats:
        """Of mattering, beforehand, in each chain's world."""
        odds = self.log_add[others_on]
        if len(self.beliefs.world_weight) == 1:
            return odds
        world = self.world[rows]
        apart = self.beliefs.log_odds[world - 1, factor] - np.where(others_on == 0, self.log_first[world], 0.0)
        return np.where(world == 0, odds, apart)

    def _weigh(self, factor: int, without: Floats, log_odds: Floats) -> _Case:
        """The case for a factor; `without`: its columns' products with what the others leave."""
        terms = self._terms(factor, self.row, without)
        centre = terms.pull * terms.width
        log_weight = terms.before + 0.5 * np.log(terms.width) + 0.5 * terms.pull * centre + log_odds[:, None]
        top = np.maximum(log_weight.max(axis=1), 0.0)
        running = np.cumsum(np.exp(log_weight - top[:, None]), axis=1)
        total = running[:, -1]
        return _Case(total / (total + np.exp(-top)), running, centre)

    def _terms(self, factor: int, rows: Ints, without: Floats) -> Terms:
        here = slice(int(self.options.first[factor]), int(self.options.first[factor + 1]))
        every = rows is self.row
        width = self.width[:, here] if every else self.width[rows, here]
        before = self.before[:, here] if every else self.before[rows, here]
        pull = without * (self.inverse if every else self.inverse[rows])[:, None]
        if self.components > 1:
            pull = np.tile(pull, self.components)
        return Terms(pull + self.options.pull[here], width, before)

    def _draw(self, factor: int, case: _Case) -> tuple[Ints, Floats]:
        """A column and a size, if the factor is on."""
        pick = pick_by(case.running, self.rng)
        option = int(self.options.first[factor]) + pick
        noise = self.rng.standard_normal(self.chains) * np.sqrt(self.width[self.row, option])
        return self.options.column[option], case.centre[self.row, pick] + noise

    def _misfit(self) -> tuple[Ints, Floats, Floats]:
        """The columns and sizes of what is on (packed to the left), and the squares left over at each grid point."""
        products = self.products
        on = self.size != 0
        most = max(int(self.how_many_on.max()), 1)
        order = np.argsort(~on, axis=1, kind="stable")[:, :most]
        column = np.take_along_axis(self.column, order, 1)
        size = np.take_along_axis(self.size, order, 1)
        misfit = np.empty((len(products.yy), self.chains))
        for point in range(len(products.yy)):
            explained = (products.xy[point][column] * size).sum(axis=1)
            pairs = products.xx[point][column[:, :, None], column[:, None, :]]
            misfit[point] = (
                products.yy[point] - 2 * explained + np.einsum("cij,ci,cj->c", pairs, size, size, optimize=False)
            )
        return column, size, misfit

    def _grid_weight(self) -> Floats:
        """How likely each grid point is, on average over the chains."""
        _, _, misfit = self._misfit()
        log_weight = self.products.log_weight[:, None] - 0.5 * misfit / self.variance
        weight = np.exp(log_weight - log_weight.max(axis=0))
        return np.asarray((weight / weight.sum(axis=0)).mean(axis=1))
