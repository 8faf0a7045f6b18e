"""How does one person's evidence read under another belief? In closed form, without the diary.

With y the days, BF(slab) = ∫ p(y | size) slab(size) d size / p(y | size 0). The likelihood of the size is taken as
normal around the evidence's own `size`, so the Bayes factor under a new slab is the old one times a ratio of two
normal densities at `size`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from supple.model import FactorEvidence, FactorPrior

# About one in nine of the things that people note matters: the engine's own belief about a long list.
DEFAULT_SHARE = 1 / 9
# A size further from zero than this many spreads beyond what others had counts as just so large: it matters all the
# more, and the normal slab, which would call it impossible, does not get to say otherwise.
FARTHEST = 2.5
# Before anything is learnt, an effect that matters is thought to be about as large in everybody, one way or the
# other as the generic slab has it: this much of the slab's usual size is the middle. The generic slab is wider, since
# it must also do for one person of whom nothing is known; from there many more rounds lead to the same place.
STARTING_MIDDLE = 0.9


@dataclass(frozen=True, slots=True)
class Weighed:
    """`mattering`: the probability that it matters. The others are expected if it does: `size` has a sign,
    `magnitude` has none."""

    mattering: float
    size: float
    magnitude: float
    size_squared: float


def weigh(evidence: FactorEvidence, prior: FactorPrior) -> Weighed:
    """The evidence under the prior; under the default share and the starting slabs where the prior names nothing."""
    share, slabs = DEFAULT_SHARE, _starting_slabs(evidence)
    if prior.numbers is None or evidence.is_number == (evidence.factor in prior.numbers):
        share = prior.share.get(evidence.factor, share)
        if evidence.factor in prior.mean and evidence.factor in prior.spread:
            slabs = [(1.0, prior.mean[evidence.factor], prior.spread[evidence.factor])]
    generic = _log_density(evidence.size, evidence.size_sd, evidence.slab_mean, evidence.slab_sd)
    logs, centres, squares = [], [], []
    for part, middle, sd in slabs:
        size = _not_too_far(evidence, middle, sd)
        precision = evidence.size_sd**-2 + sd**-2
        centre = (size * evidence.size_sd**-2 + middle * sd**-2) / precision
        logs.append(math.log(part) + _log_density(size, evidence.size_sd, middle, sd))
        centres.append(centre)
        squares.append(centre**2 + 1 / precision)
    top = max(logs)
    weights = [math.exp(one - top) for one in logs]
    total = sum(weights)
    ratio = top + math.log(total) - generic
    log_odds = evidence.log_bayes_factor + ratio + math.log(share / (1 - share))
    shares = [weight / total for weight in weights]
    return Weighed(
        mattering=_chance(log_odds),
        size=sum(part * centre for part, centre in zip(shares, centres, strict=True)),
        magnitude=sum(part * abs(centre) for part, centre in zip(shares, centres, strict=True)),
        size_squared=sum(part * square for part, square in zip(shares, squares, strict=True)),
    )


def information(evidence: FactorEvidence) -> float:
    """How much of the generic slab's width these days can resolve: 0 nothing, 1 everything.

    People in whom a thing hardly ever happened repeat what was believed beforehand; counted in full they would keep
    a first guess alive for many rounds and call it learnt.
    """
    usual_squared = evidence.slab_mean**2 + evidence.slab_sd**2
    return usual_squared / (usual_squared + evidence.size_sd**2)


def _starting_slabs(evidence: FactorEvidence) -> list[tuple[float, float, float]]:
    """(weight, middle, sd) for worse and for better, as the generic slab is divided between them."""
    usual = math.hypot(evidence.slab_mean, evidence.slab_sd)
    upwards = min(max(0.5 * (1 + math.erf(evidence.slab_mean / evidence.slab_sd / math.sqrt(2))), 0.01), 0.99)
    middle, sd = STARTING_MIDDLE * usual, usual * math.sqrt(1 - STARTING_MIDDLE**2)
    return [(upwards, middle, sd), (1 - upwards, -middle, sd)]


def _not_too_far(evidence: FactorEvidence, mean: float, sd: float) -> float:
    reach = FARTHEST * math.hypot(sd, evidence.size_sd)
    return min(max(evidence.size, min(mean, 0.0) - reach), max(mean, 0.0) + reach)


def _log_density(size: float, size_sd: float, mean: float, sd: float) -> float:
    """Of an observed size, where true sizes come from the slab: up to a constant."""
    variance = size_sd**2 + sd**2
    return -0.5 * (math.log(variance) + (size - mean) ** 2 / variance)


def _chance(log_odds: float) -> float:
    return 1 / (1 + math.exp(-min(max(log_odds, -700.0), 700.0)))
