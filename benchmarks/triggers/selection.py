"""What does sparse selection find on days freed of their memory? Lasso with the one-standard-error rule, and
stability selection over halves of the diary."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.design import Design
from benchmarks.triggers.whiten import white

Floats = NDArray[np.float64]
FOLDS = 10
# Stability selection: halves drawn in weeks; of each half the first so many columns of the path count.
HALVES, BLOCK_DAYS, FIRST_COLUMNS, STABLE = 100, 7, 12, 0.8


def lasso(design: Design) -> list[Claim]:
    """Whitened lasso, strength by cross-validation over blocks of days and the one-standard-error rule.

    The score is the strength at which a factor enters, in parts of the chosen one; 1 and more is told.
    """
    from sklearn.linear_model import LassoCV, lasso_path
    from sklearn.model_selection import KFold

    x, y, owner, lag, scale = whitened(design)
    if x.shape[1] == 0:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = LassoCV(alphas=60, eps=0.01, cv=KFold(min(FOLDS, len(y) // 3)), fit_intercept=False).fit(x, y)
        alphas, paths, _ = lasso_path(x, y, alphas=fitted.alphas_)
    errors = fitted.mse_path_.mean(axis=1)
    doubt = fitted.mse_path_.std(axis=1, ddof=1) / np.sqrt(fitted.mse_path_.shape[1])
    best = int(np.argmin(errors))
    chosen = float(fitted.alphas_[np.nonzero(errors <= errors[best] + doubt[best])[0][0]])
    at = int(np.argmin(np.abs(alphas - chosen)))
    found = []
    for f, factor in enumerate(design.factors):
        mine = np.nonzero(owner == f)[0]
        enters = np.nonzero(np.any(paths[mine] != 0, axis=0))[0]
        score = float(alphas[enters[0]] / chosen) if len(enters) else 0.0
        sizes = paths[mine, at] / scale[mine]
        weights = np.abs(paths[mine, at if sizes.any() else -1])
        (effect,) = design.in_outcome(f, float(sizes.sum()))
        found.append(Claim(factor, score, score >= 1, int(lag[mine][np.argmax(weights)]), effect))
    return found


def stability(design: Design) -> list[Claim]:
    """How often is a factor among the first columns of the lasso path, over complementary halves of the diary?"""
    from sklearn.linear_model import lars_path

    x, y, owner, lag, _ = whitened(design)
    if x.shape[1] == 0:
        return []
    rng = np.random.default_rng(0)
    block = (design.at - design.at[0]) // BLOCK_DAYS
    blocks = np.unique(block)
    chosen = np.zeros(x.shape[1])
    any_lag = np.zeros(len(design.factors))
    for _ in range(HALVES // 2):
        half = np.isin(block, rng.permutation(blocks)[: len(blocks) // 2])
        for rows in (half, ~half):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _, active, _ = lars_path(x[rows], y[rows], method="lasso", max_iter=FIRST_COLUMNS)
            chosen[active] += 1
            any_lag[np.unique(owner[active])] += 1
    share = any_lag / HALVES
    return [
        Claim(factor, float(share[f]), bool(share[f] >= STABLE), int(lag[owner == f][np.argmax(chosen[owner == f])]))
        for f, factor in enumerate(design.factors)
    ]


def whitened(design: Design) -> tuple[Floats, Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """Columns of unit spread and the outcome, both whitened; whose column, which lag, and the spread it had."""
    pairs = [(f, lag) for f in range(len(design.factors)) for lag in design.lags[f]]
    whitening = white(design)
    x = whitening.apply(
        np.column_stack([design.lagged(f, lag) for f, lag in pairs] or [np.zeros((len(design.y), 0))])
    )
    scale = np.sqrt(np.mean(x**2, axis=0))
    scale[scale < 1e-9] = np.inf
    owner = np.array([f for f, _ in pairs], dtype=np.int64)
    return x / scale, whitening.apply(design.y), owner, np.array([lag for _, lag in pairs], dtype=np.int64), scale
