"""What does a horseshoe posterior find? Makalic and Schmidt's Gibbs sampler on whitened days, several chains.

Every factor at every lag has a coefficient of its own; a factor's effect is their sum. The score is how many
posterior spreads the sum, or the sum over some of the lags, lies from zero; at 1.96 and more it is told.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.design import Design
from benchmarks.triggers.selection import whitened

Floats = NDArray[np.float64]
CHAINS, BURN_IN, SWEEPS = 4, 200, 600
TOLD_AT = 1.96


def horseshoe(design: Design) -> list[Claim]:
    x, y, owner, lag, scale = whitened(design)
    if x.shape[1] == 0:
        return []
    gram, xy, yy = x.T @ x, x.T @ y, float(y @ y)
    draws = np.concatenate([_chain(gram, xy, yy, len(y) - 1, chain, BURN_IN, SWEEPS) for chain in range(CHAINS)])
    draws = draws / scale
    found = []
    for f, factor in enumerate(design.factors):
        mine = np.nonzero(owner == f)[0]
        if not np.isfinite(scale[mine]).all():
            continue
        sums = draws[:, mine].sum(axis=1)
        score = 0.0
        for start in range(len(mine)):
            for end in range(start + 1, len(mine) + 1):
                part = draws[:, mine[start:end]].sum(axis=1)
                score = max(score, float(abs(part.mean()) / max(part.std(), 1e-12)))
        at = int(lag[mine][np.argmax(np.abs(draws[:, mine].mean(axis=0)))])
        low, high = np.quantile(sums, [0.05, 0.95])
        bounds = design.in_outcome(f, float(np.mean(sums)), float(low), float(high))
        found.append(Claim(factor, score, score >= TOLD_AT, at, *bounds))
    return found


@njit(cache=True)
def _chain(gram: Floats, xy: Floats, yy: float, free: int, seed: int, burn_in: int, sweeps: int) -> Floats:
    np.random.seed(seed)
    p = len(xy)
    beta, local, mix = np.zeros(p), np.ones(p), np.ones(p)
    whole, whole_mix, variance = 0.1, 1.0, yy / free
    out = np.empty((sweeps, p))
    for sweep in range(burn_in + sweeps):
        precision = gram.copy()
        for j in range(p):
            precision[j, j] += 1.0 / (whole * local[j])
        root = np.linalg.cholesky(precision)
        half = np.empty(p)
        for i in range(p):
            s = xy[i]
            for k in range(i):
                s -= root[i, k] * half[k]
            half[i] = s / root[i, i]
        for i in range(p):
            half[i] += np.sqrt(variance) * np.random.normal()
        for i in range(p - 1, -1, -1):
            s = half[i]
            for k in range(i + 1, p):
                s -= root[k, i] * beta[k]
            beta[i] = s / root[i, i]
        fitted = gram @ beta
        left = yy - 2 * (beta @ xy) + beta @ fitted
        penalty = np.sum(beta**2 / local) / whole
        variance = (left + penalty) / 2 / np.random.gamma((free + p) / 2, 1.0)
        for j in range(p):
            local[j] = (1 / mix[j] + beta[j] ** 2 / (2 * whole * variance)) / np.random.gamma(1.0, 1.0)
            local[j] = min(max(local[j], 1e-10), 1e10)
            mix[j] = (1 + 1 / local[j]) / np.random.gamma(1.0, 1.0)
        spent = np.sum(beta**2 / local) / (2 * variance)
        whole = min(max((1 / whole_mix + spent) / np.random.gamma((p + 1) / 2, 1.0), 1e-10), 1e10)
        whole_mix = (1 + 1 / whole) / np.random.gamma(1.0, 1.0)
        if sweep >= burn_in:
            out[sweep - burn_in] = beta
    return out
