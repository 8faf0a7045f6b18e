"""What would other people's truths say of each factor? A prior made from them, and a wrong one to be misled by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from supple.model import FactorPrior
from supple.simulate.truth import Truth

# A spread needs a few people; with fewer it stays unsaid and the engine keeps its own.
MIN_PEOPLE_FOR_SPREAD = 3
FLIPPED_SHARE = 0.25


def prior_from_truths(truths: Iterable[Truth]) -> FactorPrior:
    """The share of people in whom each factor is true, and the mean and spread of its effect there."""
    people = 0
    effects: defaultdict[str, list[float]] = defaultdict(list)
    for truth in truths:
        people += 1
        for factor, tier in truth.tiers.items():
            if tier != "C":
                effects[factor] += []
        for effect in truth.effects:
            effects[effect.factor].append(effect.effect)
    return FactorPrior(
        share={factor: len(found) / people for factor, found in effects.items()},
        mean={factor: float(np.mean(found)) for factor, found in effects.items() if found},
        spread={
            factor: float(np.std(found)) for factor, found in effects.items() if len(found) >= MIN_PEOPLE_FOR_SPREAD
        },
        people=people,
    )


def wrong_prior(prior: FactorPrior, rng: np.random.Generator) -> FactorPrior:
    """The same numbers dealt out to other factors, with every fourth direction turned round."""
    factors = sorted(prior.share)
    dealt = [factors[int(i)] for i in rng.permutation(len(factors))]
    sign = np.where(rng.permutation(len(factors)) < round(FLIPPED_SHARE * len(factors)), -1.0, 1.0)

    def moved(values: Mapping[str, float], by_sign: bool = False) -> dict[str, float]:
        return {
            to: values[come_from] * (float(turn) if by_sign else 1.0)
            for to, come_from, turn in zip(factors, dealt, sign, strict=True)
            if come_from in values
        }

    return FactorPrior(moved(prior.share), moved(prior.mean, by_sign=True), moved(prior.spread), prior.people)
