"""What do one person's days say of each factor, whatever is believed of it? The evidence that others may learn from.

The posterior of `find_triggers` holds a belief (how many factors matter, how large effects are) and the days. Here
the belief is taken out again: the odds of mattering become a Bayes factor, the posterior of the size becomes the
likelihood's normal approximation. So the same days can be weighed anew under any other belief, without the diary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from supple.insight.beliefs import log_model
from supple.insight.sampler import Draws
from supple.insight.trying import try_factors
from supple.model import DailyTable, DatedChange, FactorEvidence, Timing

Floats = NDArray[np.float64]

# Beyond this a Bayes factor says "certain" and nothing more: e^20 to one.
MOST_LOG = 20.0
# Days that narrow the slab's precision by less than this share say nothing that the draws' own noise does not.
LEAST_GAIN = 0.02


def weigh_factors(
    table: DailyTable,
    outcome: str,
    *,
    factors: Sequence[str] | None = None,
    timing: Mapping[str, Timing] | None = None,
    max_lag_days: int = 3,
    changes: Sequence[DatedChange] = (),
    rng: np.random.Generator,
) -> tuple[FactorEvidence, ...]:
    """One piece of evidence for every factor that could be tried; none for a diary that is too short.

    Args: as for `find_triggers`. There is no prior: it would come back as evidence.
    """
    tried = try_factors(
        table,
        outcome,
        factors=factors,
        timing=timing,
        max_lag_days=max_lag_days,
        changes=changes,
        prior=None,
        rng=rng,
    )
    if tried.beliefs is None or tried.draws is None:
        return ()
    log_odds = log_bayes_factors(tried.draws)
    found = []
    for place, one in enumerate(tried.exposures):
        slab_mean, slab_sd = float(tried.beliefs.mean[0, place]), float(tried.beliefs.spread[0, place])
        size, size_sd = without_slab(tried.draws.size[:, place], tried.draws.weight[:, place], slab_mean, slab_sd)
        lags = tried.shapes.of_factor[place] @ tried.draws.shape_probability[place]
        found.append(
            FactorEvidence(
                factor=one.factor,
                log_bayes_factor=float(log_odds[place]),
                size=size,
                size_sd=size_sd,
                is_number=one.is_number,
                days_with=max(one.days_by_lag, key=min)[0],
                lags=tuple(float(share) for share in lags),
                slab_mean=slab_mean,
                slab_sd=slab_sd,
            )
        )
    return tuple(found)


def log_bayes_factors(draws: Draws) -> Floats:
    """Posterior odds over the odds beforehand, factor by factor.

    The share of factors that matter is itself learnt from the person's other factors, so the odds beforehand are
    not one number: they depend on how many of the others are on. They are averaged over the
    draws in which the factor is off (Bayes' rule for a sum over the other factors' states gives exactly these).
    """
    draws_count, factors = draws.is_on.shape
    others = draws.is_on.sum(axis=1, keepdims=True) - draws.is_on
    odds = np.exp(np.diff(log_model(factors)))[others]
    is_off = ~draws.is_on
    few = is_off.sum(axis=0) < max(20, 0.01 * draws_count)
    weight = np.where(few, 1.0, is_off.astype(np.float64))
    before = (odds * weight).sum(axis=0) / weight.sum(axis=0)
    posterior = np.clip(draws.probability, 1e-12, 1 - 1e-12)
    log_odds: Floats = np.log(posterior) - np.log1p(-posterior) - np.log(before)
    return log_odds.clip(-MOST_LOG, MOST_LOG)


def without_slab(sizes: Floats, weights: Floats, slab_mean: float, slab_sd: float) -> tuple[float, float]:
    """Middle and sd of what the days alone say of a size, from draws that a normal slab went into."""
    slab = slab_sd**-2
    mean = float(np.average(sizes, weights=weights))
    posterior = 1.0 / max(float(np.average((sizes - mean) ** 2, weights=weights)), 1e-12)
    gain = max(posterior - slab, LEAST_GAIN * slab)
    size = (max(posterior, slab + gain) * mean - slab * slab_mean) / gain
    return size, float(gain**-0.5)
