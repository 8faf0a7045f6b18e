"""What is believed of the factors before the days are looked at? How many matter, which, how much, at which lags.

Nothing here is learnt from the diary. Beliefs come in *worlds*: one that knows no factor from another, and, where a
prior learnt from other people is given, worlds in which these people are to be trusted half or wholly. The chains
draw the world together with everything else, so that a person unlike the others soon leaves theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from supple.insight.exposures import Exposure
from supple.insight.outcome import Outcome
from supple.model import FactorPrior

Floats = NDArray[np.float64]

# Nobody's triggers may be among what was noted: so much of the belief goes to "none of these".
NONE_MATTERS = 0.6
# Where others taught how often each factor matters, that already says how many do: less goes to none then.
NONE_MATTERS_TO_OTHERS = 0.25
# Else the share of factors that matter is Beta(1, b): about one in nine of a long list; of a short list, which
# somebody picked with reason, up to one in four.
SHARE_A = 1.0
SHARE_B_LEAST, SHARE_B_MOST, SHARE_B_PER_FACTOR = 4.0, 8.0, 0.4
# Usual size of an effect that matters, in errors' spreads: for one exposed day, and for one standard deviation.
SLAB_DAY, SLAB_NUMBER = 1.0, 0.45
# Where people and clinicians report a direction, sizes that way are a little more expected, in slabs.
EXPECTED_MEAN, EXPECTED_SPREAD = 0.5, 0.85
# What others taught is weakened: how far it is trusted as to who matters, how far as to how much, and how likely
# that is, world by world. And the least spread of sizes between people (outcome points).
WORLDS: tuple[tuple[float, float, float], ...] = ((0.0, 0.05, 0.25), (0.5, 0.5, 0.25), (1.0, 0.9, 0.5))
MIN_PRIOR_SPREAD = 0.25
# A person whose days leave the others' worlds this often is not helped by them at all.
NOT_LIKE_OTHERS = 0.25
SHARE_LEAST, SHARE_MOST = 0.02, 0.9


@dataclass(frozen=True)
class Beliefs:
    """Beforehand. F factors, C components of the size, W worlds.

    `shape_weights`: one array per factor, over its lag shapes. `component_weight` (W, C), `mean` and `spread` (C, F):
    the size if the factor matters is a mixture of normals, with weights by world. `world_weight` (W); in world 0 a
    model depends on the number of its factors alone, with probability exp(`log_model`[number]); in the others none
    matters (`NONE_MATTERS_TO_OTHERS`), or each by itself with log odds `log_odds` (W - 1, F). `scale`: the usual
    size of the errors.
    """

    shape_weights: tuple[Floats, ...]
    component_weight: Floats
    mean: Floats
    spread: Floats
    world_weight: Floats
    log_model: Floats
    log_odds: Floats
    scale: float


def beliefs(
    seen: Outcome, exposures: Sequence[Exposure], shape_weights: Sequence[Floats], prior: FactorPrior | None
) -> Beliefs:
    """What is believed of these factors for this outcome; a prior from other people enters with doubt."""
    factors = len(exposures)
    spread = np.array([SLAB_NUMBER if one.is_number else SLAB_DAY for one in exposures]) * seen.scale
    worse = -1.0 if seen.higher_is_better else 1.0
    expected = worse * np.array([one.known.expected for one in exposures])
    mean = EXPECTED_MEAN * expected * spread
    spread = np.where(expected == 0, spread, EXPECTED_SPREAD * spread)
    own = Beliefs(
        shape_weights=tuple(shape_weights),
        component_weight=np.ones((1, 1)),
        mean=mean[None],
        spread=spread[None],
        world_weight=np.ones(1),
        log_model=log_model(factors),
        log_odds=np.zeros((0, factors)),
        scale=seen.scale,
    )
    if prior is None or not any(speaks_of(prior, one) for one in exposures):
        return own
    return _with_others(own, exposures, prior)


def log_model(factors: int) -> Floats:
    """Log probability of each single model with k of the factors on, for k = 0 … factors."""
    b = share_b(factors)
    start = lgamma(SHARE_A) + lgamma(b) - lgamma(SHARE_A + b)
    log_beta = [
        lgamma(SHARE_A + k) + lgamma(b + factors - k) - lgamma(SHARE_A + b + factors) - start
        for k in range(factors + 1)
    ]
    weight = (1 - NONE_MATTERS) * np.exp(np.array(log_beta))
    weight[0] += NONE_MATTERS
    return np.asarray(np.log(weight))


def share_b(factors: int) -> float:
    return float(np.clip(SHARE_B_PER_FACTOR * factors, SHARE_B_LEAST, SHARE_B_MOST))


def speaks_of(prior: FactorPrior, one: Exposure) -> bool:
    """Does the prior say anything of this factor, as it was noted here? (Yes or no, or a number: sizes differ.)"""
    is_same_kind = prior.numbers is None or one.is_number == (one.factor in prior.numbers)
    return one.factor in prior.share and is_same_kind


def trust_in_others(world_share: Floats) -> float:
    """How far a person's days follow what others taught: 1 wholly, 0 not at all.

    Args:
        world_share: how often the chains were in each world; the first knows nothing of others.
    """
    if len(world_share) == 1:
        return 0.0
    return float(np.clip(1 - world_share[0] / NOT_LIKE_OTHERS, 0.0, 1.0))


def _with_others(own: Beliefs, exposures: Sequence[Exposure], prior: FactorPrior) -> Beliefs:
    """The same with what others taught as further worlds and as a further component of the size."""
    default = SHARE_A / (SHARE_A + share_b(len(exposures)))
    mean, spread, share = own.mean[0].copy(), own.spread[0].copy(), np.full(len(exposures), default)
    for place, one in enumerate(exposures):
        if not speaks_of(prior, one):
            continue
        share[place] = np.clip(prior.share[one.factor], SHARE_LEAST, SHARE_MOST)
        if one.factor in prior.mean:
            mean[place] = prior.mean[one.factor]
            spread[place] = max(prior.spread.get(one.factor, spread[place]), MIN_PRIOR_SPREAD)
    log_odds, base = np.log(share / (1 - share)), np.log(default / (1 - default))
    return Beliefs(
        shape_weights=own.shape_weights,
        component_weight=np.array([(1 - sizes, sizes) for _, sizes, _ in WORLDS]),
        mean=np.vstack([own.mean[0], mean]),
        spread=np.vstack([own.spread[0], spread]),
        world_weight=np.array([weight for _, _, weight in WORLDS]),
        log_model=own.log_model,
        log_odds=np.array([trust * log_odds + (1 - trust) * base for trust, _, _ in WORLDS[1:]]),
        scale=own.scale,
    )
