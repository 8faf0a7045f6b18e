"""How do days hang together? Cross-products of all columns under AR(1)-plus-noise covariance, over a grid.

A diary's good and bad spells run on from day to day, so neighbouring days are not independent witnesses. The
covariance of the outcome is (1-nu) rho^|distance in calendar days| + nu (same day), which handles gaps without
filling them. AR(1) has a tridiagonal precision whatever the gaps, so every product costs O(days).
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
    (0.0, 0.0),
    *((rho, nu) for rho in (0.3, 0.5, 0.65, 0.8, 0.92) for nu in (0.0, 0.2, 0.45)),
    (0.8, 0.7),
    (0.92, 0.7),
)


@dataclass(frozen=True)
class Products:
    """Nuisance-free cross-products at each grid point: `yy` (grid), `xy` (grid, columns), `xx` (grid, c, c).

    `log_weight` is the part of each grid point's log likelihood that depends on no coefficient.
    """

    yy: Floats
    xy: Floats
    xx: Floats
    log_weight: Floats

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
    days: Ints, outcome: Floats, *, nuisance: Floats, nuisance_precision: Floats, columns: Floats
) -> Products:
    """Whiten at every grid point and take the nuisance out (with its ridge).

    Args:
        days: ordinals of the days with an outcome, ascending.
        outcome: the outcome on those days.
        nuisance: (days, q) columns that are allowed for.
        nuisance_precision: (q,) prior precision of their coefficients in units of the residual variance.
        columns: (days, c) candidate columns.
    """
    q = nuisance.shape[1]
    together = np.column_stack([nuisance, outcome[:, None], columns])
    gaps_days = np.diff(days).astype(float)
    rests, log_weight = [], []
    for rho, nu in GRID:
        whitened, log_det = _apply_inverse(gaps_days, rho, nu, together)
        gram = together.T @ whitened
        gram = (gram + gram.T) / 2
        factor = np.linalg.cholesky(gram[:q, :q] + np.diag(nuisance_precision))
        half = np.linalg.solve(factor, gram[:q, q:])
        rests.append(gram[q:, q:] - half.T @ half)
        log_weight.append(-0.5 * log_det - float(np.log(np.diag(factor)).sum()))
    rest = np.array(rests)
    return Products(rest[:, 0, 0], rest[:, 0, 1:], rest[:, 1:, 1:], np.array(log_weight))


def _apply_inverse(gaps_days: Floats, rho: float, nu: float, columns: Floats) -> tuple[Floats, float]:
    """V^-1 columns and log det V. With A the AR(1) precision, V = A^-1 M and M = (1-nu) I + nu A."""
    carry = rho**gaps_days
    shock = 1.0 - carry**2
    diagonal = np.ones(len(columns))
    diagonal[1:] = 1.0 / shock
    diagonal[:-1] += carry**2 / shock
    off = -carry / shock
    applied = diagonal[:, None] * columns
    applied[1:] += off[:, None] * columns[:-1]
    applied[:-1] += off[:, None] * columns[1:]
    log_det_precision = -float(np.log(shock).sum())
    if nu == 0.0:
        return applied, -log_det_precision
    solved, log_det_m = _solve_tridiagonal((1.0 - nu) + nu * diagonal, nu * off, applied)
    return solved, log_det_m - log_det_precision


def _solve_tridiagonal(diagonal: Floats, off: Floats, right: Floats) -> tuple[Floats, float]:
    """M^-1 right and log det M for a symmetric positive definite tridiagonal M (LDL', so no pivots are needed).

    Written out because importing a linear algebra package for it costs more than a whole look at a diary.
    """
    pivots, ratios = [float(diagonal[0])], [0.0]
    for here, beside in zip(diagonal[1:].tolist(), off.tolist(), strict=True):
        ratios.append(beside / pivots[-1])
        pivots.append(here - ratios[-1] * beside)
    solved = right.copy()
    for t in range(1, len(solved)):
        solved[t] -= ratios[t] * solved[t - 1]
    solved /= np.array(pivots)[:, None]
    for t in range(len(solved) - 2, -1, -1):
        solved[t] -= ratios[t + 1] * solved[t + 1]
    return solved, float(np.log(pivots).sum())
