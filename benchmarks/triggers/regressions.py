"""What does regression that minds autocorrelation find? Robust errors, errors with a memory, and told the true lags.

Each factor enters by the lags that fit it best, all factors together; the search over lags paid for by Bonferroni and
the factors by Benjamini-Hochberg. Weekday, bending drift and dated changes are
covariates.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.correlations import BH_LEVEL, discoveries, surety
from benchmarks.triggers.design import Design
from benchmarks.triggers.whiten import white

Floats = NDArray[np.float64]
Shape = tuple[int, ...]


def robust_errors(design: Design) -> list[Claim]:
    """Ordinary least squares with Newey-West (HAC) errors, 1.3 sqrt(n) lags; blank days count as such in the lags."""
    import statsmodels.api as sm

    n = len(design.y)
    allowed = np.column_stack([np.ones(n), design.nuisance[design.at]])
    root, _ = np.linalg.qr(allowed)

    def clear(columns: Floats) -> Floats:
        return columns - root @ (root.T @ columns)

    shapes = _best_shapes(design, clear, clear(design.y))
    columns = clear(np.column_stack([design.shaped(f, shape) for f, shape in enumerate(shapes)]))
    # A row of nothing on each day without an outcome keeps the distances in days and adds nothing else.
    row = design.at - design.at[0]
    y, x = np.zeros(row[-1] + 1), np.zeros((row[-1] + 1, columns.shape[1]))
    y[row], x[row] = clear(design.y), columns
    found = sm.OLS(y, x).fit(
        cov_type="HAC", cov_kwds={"maxlags": round(1.3 * np.sqrt(len(y))), "use_correction": False}
    )
    free = n - allowed.shape[1] - columns.shape[1]
    error = np.asarray(found.bse) * np.sqrt(n / max(free, 1))
    return _claims(design, shapes, np.asarray(found.params), error, max(free, 1), tries=_tries(design))


def errors_with_memory(design: Design) -> list[Claim]:
    """Generalised least squares under AR(1) plus noise, best lags, all factors together."""
    whitening = white(design)
    y = whitening.apply(design.y)
    shapes = _best_shapes(design, whitening.apply, y)
    return _joint(design, shapes, y, whitening.apply(_columns(design, shapes)), tries=_tries(design))


def told_the_lags(design: Design, true_lags: dict[str, Shape]) -> list[Claim]:
    """The same, told the true lags of what is true; of everything else the commonest lag."""
    whitening = white(design)
    shapes = [true_lags.get(factor, (design.lags[place][0],)) for place, factor in enumerate(design.factors)]
    x = whitening.apply(_columns(design, shapes))
    return _joint(design, shapes, whitening.apply(design.y), x, tries=np.ones(len(shapes)))


def _tries(design: Design) -> Floats:
    """How many lags and pairs of lags each factor was offered."""
    return np.array([len(design.shapes(f, pairs=True)) for f in range(len(design.factors))], dtype=float)


def _columns(design: Design, shapes: Sequence[Shape]) -> Floats:
    return np.column_stack([design.shaped(f, shape) for f, shape in enumerate(shapes)])


def _best_shapes(design: Design, clear: Callable[[Floats], Floats], y: Floats, rounds: int = 3) -> list[Shape]:
    """The lags of each factor that leave least unexplained, given the others at theirs; a few rounds of it."""
    tries = [design.shapes(f, pairs=True) for f in range(len(design.factors))]
    columns = [clear(np.column_stack([design.shaped(f, s) for s in shapes])) for f, shapes in enumerate(tries)]
    power = [np.maximum(np.einsum("ns,ns->s", c, c), 1e-12) for c in columns]
    chosen = [int(np.argmax((c.T @ y) ** 2 / p)) for c, p in zip(columns, power, strict=True)]
    for _ in range(rounds):
        for f, candidates in enumerate(columns):
            others = np.column_stack([c[:, chosen[o]] for o, c in enumerate(columns) if o != f] or [np.zeros(len(y))])
            # A light ridge keeps short diaries from explaining themselves away.
            gram = others.T @ others + np.eye(others.shape[1]) * 0.05 * len(y)
            both = np.column_stack([y, candidates])
            left = both - others @ np.linalg.solve(gram, others.T @ both)
            gain = (left[:, 1:].T @ left[:, 0]) ** 2 / np.maximum(
                np.einsum("ns,ns->s", left[:, 1:], left[:, 1:]), 1e-12
            )
            chosen[f] = int(np.argmax(gain))
    return [shapes[pick] for shapes, pick in zip(tries, chosen, strict=True)]


def _joint(design: Design, shapes: Sequence[Shape], y: Floats, x: Floats, *, tries: Floats) -> list[Claim]:
    n, k = x.shape
    free = n - k - 1
    if free < 3:
        return []
    gram = np.linalg.pinv(x.T @ x)
    effects = gram @ (x.T @ y)
    variance = float(np.sum((y - x @ effects) ** 2)) / free
    return _claims(design, shapes, effects, np.sqrt(np.maximum(np.diag(gram), 1e-12) * variance), free, tries=tries)


def _claims(
    design: Design, shapes: Sequence[Shape], effects: Floats, error: Floats, free: int, *, tries: Floats
) -> list[Claim]:
    p = np.minimum(2 * stats.t.sf(np.abs(effects) / error, free) * tries, 1.0)
    told = discoveries(list(p), BH_LEVEL)
    reach = stats.t.ppf(0.95, free) * error
    return [
        Claim(
            factor,
            surety(float(p[f])),
            bool(told[f]),
            shapes[f][0],
            *design.in_outcome(f, float(effects[f]), float(effects[f] - reach[f]), float(effects[f] + reach[f])),
        )
        for f, factor in enumerate(design.factors)
    ]
