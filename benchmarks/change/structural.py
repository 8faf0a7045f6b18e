"""What would time-series models say? statsmodels' UnobservedComponents and ARIMA, and a light CausalImpact.

Each is given the ratings (gaps stay gaps), the change with its usual course, and the other dated changes with theirs.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmarks.change.people import Case
from benchmarks.change.regressions import Z90, design
from benchmarks.change.said import NOTHING, Said
from supple.insight.nuisance import change_course

Floats = NDArray[np.float64]

# CausalImpact's prior of the level's daily steps, in spreads of the series, is worth this many observations.
LEVEL_DAYS = 32.0
RATIOS = np.geomspace(0.002, 1.0, 25)
MAX_ROUNDS = 60


def unobserved_components(case: Case) -> Said:
    """Local level, AR(1) and the courses as regressors, by maximum likelihood."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents

    exog = design(case, constant=False, trend=False)
    model = UnobservedComponents(case.ratings, level="llevel", autoregressive=1, exog=exog)
    return _of_statsmodels(model, "beta.x1")


def arima(case: Case) -> Said:
    """ARIMA(1, 0, 1) errors about level, trend and the courses, by maximum likelihood."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    model = SARIMAX(case.ratings, exog=design(case), order=(1, 0, 1), trend="n", concentrate_scale=True)
    return _of_statsmodels(model, "x1")


def causal_impact(case: Case) -> Said:
    """As CausalImpact with its usual prior (the level's steps are about a hundredth of the spread)."""
    return _counterfactual(case, level_sd=0.01)


def causal_impact_loose(case: Case) -> Said:
    """The same with a level that may wander ten times as much, as its authors advise where it does."""
    return _counterfactual(case, level_sd=0.1)


def _of_statsmodels(model: object, name: str) -> Said:
    try:
        fitted = model.fit(disp=False, maxiter=MAX_ROUNDS)  # type: ignore[attr-defined]
        place = list(fitted.model.param_names).index(name)
        size, error = float(fitted.params[place]), float(fitted.bse[place])
    except (np.linalg.LinAlgError, ValueError):
        return NOTHING
    return Said.of(size, error, Z90) if np.isfinite(error) and error > 0 else NOTHING


def _counterfactual(case: Case, *, level_sd: float) -> Said:
    """A local level (Bayesian, its steps averaged over) fitted to the days before, and what the days since stood
    above its forecast, weighed by the change's course. Known changes are its regressors."""
    noted = ~np.isnan(case.ratings)
    t = np.arange(len(case.ratings))
    before, since = noted & (t < case.row), noted & (t >= case.row)
    course = change_course(case.table.days, case.change)
    if course is None or before.sum() < 5 or not (course[since] > 0).any():
        return NOTHING
    y = case.ratings - case.ratings[before].mean()
    spread = max(float(y[before].std()), 1e-3)
    others = [change_course(case.table.days, one) for one in case.others]
    known = [column for column in others if column is not None]
    wander = np.minimum(t[:, None], t) + 1.0
    fixed = 100.0 * np.ones((len(t), len(t))) + sum((np.outer(c, c) for c in known), np.zeros((len(t), len(t))))
    weight = course[since] / float(course[since] @ course[since])
    sizes, variances, evidence = [], [], []
    for ratio in RATIOS:  # the level's daily steps against the spread of a day
        covariance = spread**2 * (np.eye(len(t)) + ratio**2 * wander + fixed)
        half = np.linalg.cholesky(covariance[np.ix_(before, before)])
        pull = np.linalg.solve(half, y[before])
        across = np.linalg.solve(half, covariance[np.ix_(before, since)])
        scale = float(pull @ pull) / before.sum()
        gap = y[since] - across.T @ pull
        doubt = scale * (covariance[np.ix_(since, since)] - across.T @ across)
        sizes.append(float(weight @ gap))
        variances.append(float(weight @ doubt @ weight))
        # Inverse gamma in the square, on a grid even in the logarithm.
        prior = -LEVEL_DAYS * (np.log(ratio) + level_sd**2 / (2 * ratio**2))
        evidence.append(-np.log(np.diag(half)).sum() - 0.5 * before.sum() * np.log(scale) + prior)
    share = np.exp(np.array(evidence) - max(evidence))
    share /= share.sum()
    size = float(share @ sizes)
    variance = float(share @ (np.array(variances) + (np.array(sizes) - size) ** 2))
    return Said.of(size, float(np.sqrt(variance)), Z90)
