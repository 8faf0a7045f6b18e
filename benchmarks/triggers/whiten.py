"""How do days hang together? Errors as a short memory plus noise, by likelihood, and taken out of the columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import solve_triangular

from benchmarks.triggers.design import Design

Floats = NDArray[np.float64]
GRID = tuple((rho, nu) for rho in (0.0, 0.3, 0.5, 0.65, 0.8, 0.92) for nu in ((0.0, 0.2, 0.45) if rho else (0.0,)))
# While the memory of the errors is measured, every factor at every lag may explain a little (in errors' spreads).
SMALL_EFFECT = 0.12


@dataclass(frozen=True)
class White:
    """`root`: Cholesky root of the errors' correlation with weekday, drift and changes in it. `apply` whitens columns
    and takes the mean out, so that ordinary least squares on them is generalised least squares on the diary."""

    rho: float
    nu: float
    root: Floats
    level: Floats

    def apply(self, columns: Floats) -> Floats:
        white = solve_triangular(self.root, columns, lower=True)
        return white - np.tensordot(self.level, self.level @ white, axes=0)


def white(design: Design) -> White:
    """Memory and noise chosen by restricted likelihood over a grid, weekday, drift and changes as random effects."""
    n = len(design.y)
    lagged = [design.lagged(f, lag) for f in range(len(design.factors)) for lag in design.lags[f]]
    spread = np.array(lagged).T if lagged else np.zeros((n, 0))
    scale = spread.std(axis=0)
    spread = spread[:, scale > 0] / scale[scale > 0] * SMALL_EFFECT
    z = design.nuisance[design.at] * design.nuisance_sd
    allowed = z @ z.T
    small = spread @ spread.T
    ones = np.ones(n)
    best, chosen = -np.inf, GRID[0]
    for rho, nu in GRID:
        likelihood = _restricted(errors(design.at, rho, nu) + allowed + small, design.y, ones)
        if likelihood > best:
            best, chosen = likelihood, (rho, nu)
    root = np.linalg.cholesky(errors(design.at, *chosen) + allowed)
    level = solve_triangular(root, ones, lower=True)
    return White(*chosen, root, level / np.linalg.norm(level))


def errors(at: NDArray[np.int64], rho: float, nu: float) -> Floats:
    """Correlation of the errors on the noted days: (1-nu) rho^distance, and nu of noise that is gone next day."""
    distance = np.abs(at[:, None] - at[None, :]).astype(float)
    memory = rho**distance if rho > 0 else np.eye(len(at))
    return (1 - nu) * memory + nu * np.eye(len(at))


def _restricted(covariance: Floats, y: Floats, ones: Floats) -> float:
    """Log restricted likelihood with the errors' variance profiled out."""
    root = np.linalg.cholesky(covariance)
    both = solve_triangular(root, np.column_stack([ones, y]), lower=True)
    power = float(both[:, 0] @ both[:, 0])
    left = float(both[:, 1] @ both[:, 1] - (both[:, 0] @ both[:, 1]) ** 2 / power)
    return -float(np.log(np.diag(root)).sum()) - 0.5 * np.log(power) - 0.5 * (len(y) - 1) * np.log(left)
