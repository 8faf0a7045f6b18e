"""How do days hang together? Cross-products of all columns under AR(1)-plus-noise covariance, over a grid.

A diary's good and bad spells run on from day to day, so neighbouring days are not independent witnesses. The
covariance of the outcome is (1-nu) rho^|distance in calendar days| + nu (same day), which handles gaps without
filling them; a day's own noise may come on top. AR(1) has a tridiagonal precision whatever the gaps,
so every product costs O(days).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# rho: how much of a spell is left after a day; nu: share of the spread that is gone by the next rating.
GRID: tuple[tuple[float, float], ...] = (
    (0.1, 0.0),
    *((rho, nu) for rho in (0.35, 0.55, 0.75, 0.92) for nu in (0.0, 0.3)),
    (0.75, 0.6),
    (0.92, 0.6),
)

# A day is never taken to be known to a hair (keeps the algebra well conditioned).
LEAST_NOISE = 1e-3


@dataclass(frozen=True)
class Products:
    """Nuisance-free cross-products at each grid point: `yy` (grid), `xy` (grid, columns), `xx` (grid, c, c).

    `log_weight` is the part of each grid point's log likelihood that depends on no coefficient.
    """

    yy: Floats
    xy: Floats
    xx: Floats
    log_weight: Floats

    def at(self, points: Ints) -> Products:
        """The same at these grid points only."""
        return Products(self.yy[points], self.xy[points], self.xx[points], self.log_weight[points])

    @staticmethod
    def joined(several: Sequence[Products], weights: Sequence[float]) -> Products:
        """Several models of the same days as one longer grid, each with its weight beforehand."""
        return Products(
            np.concatenate([one.yy for one in several]),
            np.concatenate([one.xy for one in several]),
            np.concatenate([one.xx for one in several]),
            np.concatenate([one.log_weight + np.log(weight) for one, weight in zip(several, weights, strict=True)]),
        )

    def combined(self, blocks: Sequence[Floats]) -> Products:
        """The products of combinations within blocks of columns: each block is (its columns, its combinations)."""
        at = np.concatenate([[0], np.cumsum([len(block) for block in blocks])])
        spans = [slice(at[i], at[i + 1]) for i in range(len(blocks))]
        half = np.concatenate(
            [self.xx[:, :, span] @ block for span, block in zip(spans, blocks, strict=True)], axis=2
        )
        xx = np.concatenate([block.T @ half[:, span] for span, block in zip(spans, blocks, strict=True)], axis=1)
        xy = np.concatenate([self.xy[:, span] @ block for span, block in zip(spans, blocks, strict=True)], axis=1)
        return Products(self.yy, xy, xx, self.log_weight)


def products(
    days: Ints,
    outcome: Floats,
    *,
    nuisance: Floats,
    nuisance_precision: Floats,
    columns: Floats,
    noise: Floats | None = None,
    points: Sequence[tuple[float, float]] = GRID,
) -> Products:
    """Whiten at every grid point and take the nuisance out (with its ridge).

    Args:
        days: ordinals of the days with an outcome, ascending.
        outcome: the outcome on those days.
        nuisance: (days, q) columns that are allowed for.
        nuisance_precision: (q,) prior precision of their coefficients in units of the residual variance.
        columns: (days, c) candidate columns.
        noise: (days,) what each day's value is unsure by itself, as a variance in units of the residual variance.
        points: (rho, nu) of the grid.
    """
    q = nuisance.shape[1]
    together = np.column_stack([nuisance, outcome[:, None], columns])
    covariance = Covariance.of(days, points, noise)
    gram = together.T @ covariance.solve(together)
    gram = (gram + gram.transpose(0, 2, 1)) / 2
    factor = np.linalg.cholesky(gram[:, :q, :q] + np.diag(nuisance_precision))
    half = np.linalg.solve(factor, gram[:, :q, q:])
    rest = gram[:, q:, q:] - half.transpose(0, 2, 1) @ half
    log_det = np.log(np.einsum("gii->gi", factor)).sum(axis=1)
    return Products(rest[:, 0, 0], rest[:, 0, 1:], rest[:, 1:, 1:], -0.5 * covariance.log_det - log_det)


@dataclass(frozen=True)
class Covariance:
    """V = (1-nu) R + D at several points at once, with R AR(1) over calendar days and D a diagonal (nu and each day's
    own noise). With A = R^-1 (tridiagonal), V = R M and V^-1 = M^-1 A, where M = (1-nu) I + A D is tridiagonal too.

    Arrays run over (days, points).
    """

    diagonal: Floats  # of A
    off: Floats
    own: Floats  # D
    share: Floats  # 1 - nu
    pivots: Floats  # of M
    log_det: Floats

    @classmethod
    def of(cls, days: Ints, points: Sequence[tuple[float, float]], noise: Floats | None = None) -> Covariance:
        """At these (rho, nu).

        Args:
            days: ordinals, ascending.
            points: (rho, nu) each.
            noise: (days,) each day's own, in units of the variance.
        """
        rho, nu = np.array(points).T
        carry = rho ** np.diff(days).astype(float)[:, None]
        shock = 1.0 - carry**2
        diagonal = np.ones((len(days), len(points)))
        diagonal[1:] = 1.0 / shock
        diagonal[:-1] += carry**2 / shock
        off = -carry / shock
        own = np.tile(nu, (len(days), 1)) if noise is None else np.maximum(nu + noise[:, None], LEAST_NOISE)
        pivots = _pivots((1.0 - nu) + diagonal * own, off**2 * own[1:] * own[:-1])
        log_det = np.log(shock).sum(axis=0) + np.log(pivots).sum(axis=0)
        return cls(diagonal, off, own, 1.0 - nu, pivots, log_det)

    def solve(self, columns: Floats) -> Floats:
        """V^-1 columns: (points, days, columns)."""
        solved = self.diagonal[:, :, None] * columns[:, None]
        solved[1:] += self.off[:, :, None] * columns[:-1, None]
        solved[:-1] += self.off[:, :, None] * columns[1:, None]
        # M is not symmetric, but as good as (D^-1 makes it so), so that elimination needs no pivoting. Written out
        # because importing a linear algebra package for it costs more than a whole look at a diary.
        if self.own.any():
            down = (self.off * self.own[:-1] / self.pivots[:-1])[:, :, None]
            up = (self.off * self.own[1:])[:, :, None]
            for t in range(1, len(solved)):
                solved[t] -= down[t - 1] * solved[t - 1]
            pivots = self.pivots[:, :, None]
            solved[-1] /= pivots[-1]
            for t in range(len(solved) - 2, -1, -1):
                solved[t] -= up[t] * solved[t + 1]
                solved[t] /= pivots[t]
        return np.ascontiguousarray(solved.transpose(1, 0, 2))

    def precision(self) -> Floats:
        """The diagonal of V^-1 (days, points), 1 / the variance of each day given all others; days with own noise."""
        m_diagonal = self.share + self.diagonal * self.own
        squares = self.off**2 * self.own[1:] * self.own[:-1]
        backward = _pivots(m_diagonal[::-1], squares[::-1])[::-1]
        return (1.0 - self.share / (self.pivots + backward - m_diagonal)) / self.own


def _pivots(diagonal: Floats, products_beside: Floats) -> Floats:
    """Of a tridiagonal matrix: `products_beside` are those of the two entries beside each step of the diagonal."""
    pivots = diagonal.copy()
    for t in range(1, len(pivots)):
        pivots[t] -= products_beside[t - 1] / pivots[t - 1]
    return pivots
