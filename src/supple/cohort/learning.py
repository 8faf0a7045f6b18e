"""How often does each factor matter among people, and how much? Empirical Bayes: from sums to the next prior.

One round of EM on a spike and slab for each factor. Taken alone, a factor's share and slab can hardly be told apart:
a slab that creeps towards zero makes everything matter a little, and a factor met on few days is over-estimated. So
factors lean on one another: shares on the share of all factors, slabs on the size that effects have over all
factors, each as if so many further people had said so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from supple.cohort.sums import add, sums_of
from supple.cohort.weighing import DEFAULT_SHARE, STARTING_MIDDLE
from supple.model import CohortPrior, CohortSums, FactorEvidence, FactorPrior, FactorSums, UserError

# A factor that fewer people met is left to the engine's cautious default: its share would be little but noise, and a
# few people's at that.
MIN_EXPOSED = 30
ROUNDS = 40
SETTLED = 0.0003
# How many people's worth of belief: in the default share and the generic size of all factors, in the common share,
# and (counted in people in whom it matters) in the common size.
ALL_PEOPLE, SHARE_PEOPLE, SLAB_PEOPLE = 10.0, 20.0, 30.0
# No slab narrower than this share of the usual size: people differ more than a few hundred diaries show.
LEAST_SPREAD = 0.25
LEAST_SHARE, MOST_SHARE = 0.01, 0.9
# Effects of one factor go the same way among people when sign for sign they still add up to this share of what they
# are without signs. A factor that helps some and harms others (so many at least) is left to the default: others say
# little about you there.
SAME_WAY, EITHER_WAY_PEOPLE = 0.5, 10.0


@dataclass(frozen=True, slots=True)
class _Common:
    """Over all factors: the share that matters; middle and variance of the size of what does, in usual sizes."""

    share: float
    size: float
    variance: float


def learn(
    people: Iterable[Sequence[FactorEvidence]],
    outcome: str,
    *,
    name: str,
    made_on: date,
    scale_max: float | None = None,
    rounds: int = ROUNDS,
) -> CohortPrior:
    """All rounds, where the evidence of every person is at hand.

    Raises:
        UserError: no factor was met by enough people.
    """
    known = [tuple(person) for person in people]
    prior: CohortPrior | None = None
    for _ in range(rounds):
        before, sums = prior, sums_of(known, outcome, scale_max=scale_max, prior=prior)
        prior = next_prior([sums], name=name, made_on=made_on)
        if before is not None and _distance(before.prior, prior.prior) < SETTLED:
            break
    assert prior is not None
    return prior


def next_prior(parts: Sequence[CohortSums], *, name: str, made_on: date) -> CohortPrior:
    """One round: what the sums of all sites together say.

    Raises:
        UserError: they do not belong together, or no factor was met by enough people.
    """
    sums = add(parts)
    met = [one for one in sums.factors if one.people >= MIN_EXPOSED]
    kinds = _one_kind_each(met)
    factors = [one for one in kinds if _goes_one_way(one) or one.mattering < EITHER_WAY_PEOPLE]
    if not met:
        raise UserError(
            f"no factor was noted by {MIN_EXPOSED} people, and fewer are never learnt from.",
            hint="Add the sums or the diaries of more people.",
        )
    common = _common(factors)
    share: dict[str, float] = {}
    mean: dict[str, float] = {}
    spread: dict[str, float] = {}
    shapes: dict[str, tuple[float, ...]] = {}
    for one in factors:
        believed = SHARE_PEOPLE * common.share
        learnt = (believed + one.mattering) / (SHARE_PEOPLE + one.information)
        share[one.factor] = round(min(max(learnt, LEAST_SHARE), MOST_SHARE), 4)
        middle, sd = _slab(one, common)
        mean[one.factor], spread[one.factor] = round(middle, 4), round(sd, 4)
        if sum(one.lags) > 0:
            shapes[one.factor] = tuple(round(part / sum(one.lags), 4) for part in one.lags)
    numbers = frozenset(one.factor for one in factors if one.is_number)
    held = FactorPrior(share, mean, spread, people=sums.people, shapes=shapes, numbers=numbers)
    return CohortPrior(name, made_on, sums.outcome, sums.scale_max, held)


def _one_kind_each(factors: Iterable[FactorSums]) -> list[FactorSums]:
    """A factor noted as yes or no by some and as a number by others: the kind that more people used."""
    kept: dict[str, FactorSums] = {}
    for one in factors:
        if one.factor not in kept or one.people > kept[one.factor].people:
            kept[one.factor] = one
    return list(kept.values())


def _goes_one_way(one: FactorSums) -> bool:
    return abs(one.size) >= SAME_WAY * one.magnitude


def _common(factors: Sequence[FactorSums]) -> _Common:
    mattering = sum(one.mattering for one in factors)
    told = sum(one.information for one in factors)
    size = sum(one.magnitude / _usual(one) for one in factors)
    variance = sum((one.size_squared - one.magnitude**2 / one.mattering) / _usual(one) ** 2 for one in factors)
    middle = STARTING_MIDDLE
    return _Common(
        share=(ALL_PEOPLE * DEFAULT_SHARE + mattering) / (ALL_PEOPLE + told),
        size=(ALL_PEOPLE * middle + size) / (ALL_PEOPLE + mattering),
        variance=(ALL_PEOPLE * (1 - middle**2) + variance) / (ALL_PEOPLE + mattering),
    )


def _slab(one: FactorSums, common: _Common) -> tuple[float, float]:
    """Middle and spread of a factor's size: its own, leaning on the common one in the direction it has."""
    usual = _usual(one)
    people = SLAB_PEOPLE + one.mattering
    middle = (SLAB_PEOPLE * common.size * usual + one.magnitude) / people
    own = one.size_squared - 2 * middle * one.magnitude + middle**2 * one.mattering
    variance = (SLAB_PEOPLE * common.variance * usual**2 + own) / people
    way = one.size if _goes_one_way(one) else one.slab_mean
    return math.copysign(middle, way), math.sqrt(max(variance, (LEAST_SPREAD * usual) ** 2))


def _usual(one: FactorSums) -> float:
    """The usual size of an effect that matters (root mean square), by the engine's generic slab."""
    return math.sqrt(one.slab_squared / one.people)


def _distance(one: FactorPrior, other: FactorPrior) -> float:
    if one.share.keys() != other.share.keys():
        return math.inf
    return max(abs(one.share[factor] - other.share[factor]) for factor in one.share)
