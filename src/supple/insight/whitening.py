"""How do days hang together? Cross-products of all columns under AR(1)-plus-noise covariance, over a grid.

A diary's good and bad spells run on from day to day, so neighbouring days are not independent witnesses. The
covariance of the outcome is (1-nu) rho^|distance in calendar days| + nu (same day), which handles gaps without
filling them; a day's own noise may come on top. AR(1) has a tridiagonal precision whatever the gaps, so every product costs O(days).
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
) -> Products:
    """Whiten at every grid point and take the nuisance out (with its ridge).

    Args:
        days: ordinals of the days with an outcome, ascending.
        outcome: the outcome on those days.
        nuisance: (days, q) columns that are allowed for.
        nuisance_precision: (q,) prior precision of their coefficients in units of the residual variance.
        columns: (days, c) candidate columns.
        noise: (days,) what each day's value is unsure by itself, as a variance in units of the residual variance.
    """
    q = nuisance.shape[1]
    together = np.column_stack([nuisance, outcome[:, None], columns])
    rests, log_weight = [], []
    for rho, nu in GRID:
        covariance = Covariance.of(days, rho, nu, noise)
        gram = together.T @ covariance.solve(together)
        gram = (gram + gram.T) / 2
        factor = np.linalg.cholesky(gram[:q, :q] + np.diag(nuisance_precision))
        half = np.linalg.solve(factor, gram[:q, q:])
        rests.append(gram[q:, q:] - half.T @ half)
        log_weight.append(-0.5 * covariance.log_det - float(np.log(np.diag(factor)).sum()))
    rest = np.array(rests)
    return Products(rest[:, 0, 0], rest[:, 0, 1:], rest[:, 1:, 1:], np.array(log_weight))


@dataclass(frozen=True)
class Covariance:
    """V = (1-nu) R + D, with R AR(1) over calendar days and D a diagonal (nu and each day's own noise).

    With A = R^-1 (tridiagonal) and T = (1-nu) D^-1 + A, V^-1 = D^-1 T^-1 A, and V^-1 = A where there is no D.
    """

    diagonal: Floats  # of A
    off: Floats
    own: Floats | None  # D
    t_diagonal: Floats | None  # of T
    share: float  # 1 - nu
    log_det: float

    @classmethod
    def of(cls, days: Ints, rho: float, nu: float, noise: Floats | None = None) -> Covariance:
        carry = rho ** np.diff(days).astype(float)
        shock = 1.0 - carry**2
        diagonal = np.ones(len(days))
        diagonal[1:] = 1.0 / shock
        diagonal[:-1] += carry**2 / shock
        off = -carry / shock
        log_det = float(np.log(shock).sum())
        if noise is None and nu == 0.0:
            return cls(diagonal, off, None, None, 1.0, log_det)
        own = np.full(len(days), nu) if noise is None else np.maximum(nu + noise, LEAST_NOISE)
        t_diagonal = (1.0 - nu) / own + diagonal
        log_det += float(np.log(_pivots(t_diagonal, off)).sum() + np.log(own).sum())
        return cls(diagonal, off, own, t_diagonal, 1.0 - nu, log_det)

    def solve(self, columns: Floats) -> Floats:
        """V^-1 columns."""
        applied = self.diagonal[:, None] * columns
        applied[1:] += self.off[:, None] * columns[:-1]
        applied[:-1] += self.off[:, None] * columns[1:]
        if self.own is None or self.t_diagonal is None:
            return applied
        return _solve_tridiagonal(self.t_diagonal, self.off, applied) / self.own[:, None]

    def precision(self) -> Floats:
        """The diagonal of V^-1: 1 / the variance of each day given all others."""
        if self.own is None or self.t_diagonal is None:
            return self.diagonal
        forward = _pivots(self.t_diagonal, self.off)
        backward = _pivots(self.t_diagonal[::-1], self.off[::-1])[::-1]
        inverse = 1.0 / (forward + backward - self.t_diagonal)
        return 1.0 / self.own - self.share * inverse / self.own**2


def _pivots(diagonal: Floats, off: Floats) -> Floats:
    pivots = [float(diagonal[0])]
    for here, beside in zip(diagonal[1:].tolist(), off.tolist(), strict=True):
        pivots.append(here - beside * beside / pivots[-1])
    return np.array(pivots)


def _solve_tridiagonal(diagonal: Floats, off: Floats, right: Floats) -> Floats:
    """M^-1 right for a symmetric positive definite tridiagonal M (LDL', so no pivoting is needed).

    Written out because importing a linear algebra package for it costs more than a whole look at a diary.
    """
    pivots = _pivots(diagonal, off)
    ratios = (off / pivots[:-1]).tolist()
    solved = right.copy()
    for t, ratio in enumerate(ratios, start=1):
        solved[t] -= ratio * solved[t - 1]
    solved /= pivots[:, None]
    for t in range(len(solved) - 2, -1, -1):
        solved[t] -= ratios[t] * solved[t + 1]
    return solved
