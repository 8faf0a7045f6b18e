"""What may leave a site? Sums over people that identify nobody, and how the sums of several sites add."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from supple import knowledge
from supple.cohort.weighing import information, weigh
from supple.model import CohortPrior, CohortSums, FactorEvidence, FactorPrior, FactorSums, UserError

# Fewer people than this are never summed up for others: a sum over a handful can be guessed apart.
MIN_PEOPLE = 10
NOTHING_LEARNT = FactorPrior({})


def sums_of(
    people: Iterable[Sequence[FactorEvidence]],
    outcome: str,
    *,
    scale_max: float | None = None,
    prior: CohortPrior | None = None,
) -> CohortSums:
    """One round's sums at one site.

    Args:
        people: each person's evidence; who has none does not count.
        outcome: the column that the evidence is about.
        scale_max: the top of its scale, where that is not the usual one.
        prior: what was believed so far; None in the first round.
    """
    believed = prior.prior if prior is not None else NOTHING_LEARNT
    found: dict[tuple[str, bool], FactorSums] = {}
    count = 0
    for person in people:
        count += bool(person)
        for evidence in person:
            if may_leave(evidence.factor):
                key = evidence.factor, evidence.is_number
                one = _sums_of_one(evidence, believed)
                found[key] = _plus(found[key], one) if key in found else one
    return CohortSums(outcome, scale_max, count, name_of(prior), tuple(found[key] for key in sorted(found)))


def add(parts: Sequence[CohortSums]) -> CohortSums:
    """The sums of several sites, as if all their people were at one. Raises UserError where they do not belong."""
    if not parts:
        raise UserError("there are no sums to add.")
    first = parts[0]
    for part in parts[1:]:
        if (part.outcome, part.scale_max) != (first.outcome, first.scale_max):
            raise UserError("these sums are about different things, or on different scales.", field="outcome")
        if part.under != first.under:
            raise UserError("these sums were made under different priors.", field="under")
    found: dict[tuple[str, bool], FactorSums] = {}
    for part in parts:
        for one in part.factors:
            key = one.factor, one.is_number
            found[key] = _plus(found[key], one) if key in found else one
    people = sum(part.people for part in parts)
    return replace(first, people=people, factors=tuple(found[key] for key in sorted(found)))


def publishable(sums: CohortSums) -> CohortSums:
    """The sums that may leave: small ones are left out, factor by factor, and their names with them.

    Raises:
        UserError: there are too few people for any sum at all.
    """
    if sums.people < MIN_PEOPLE:
        raise UserError(
            f"sums need at least {MIN_PEOPLE} people, and here are {sums.people}.",
            hint="With fewer, somebody could be told apart.",
        )
    kept = tuple(one for one in sums.factors if one.people >= MIN_PEOPLE)
    return replace(sums, factors=kept)


def may_leave(factor: str) -> bool:
    """Only what knowledge has a name for; what somebody called in their own words never leaves."""
    library = knowledge.load()
    return library.observable(library.column(factor).code) is not None


def name_of(prior: CohortPrior | None) -> str:
    """A short name for what a prior holds: the same numbers have the same name; "" for none."""
    if prior is None:
        return ""
    held = prior.prior
    parts = [prior.outcome, prior.scale_max, dict(held.share), dict(held.mean), dict(held.spread)]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def _sums_of_one(evidence: FactorEvidence, prior: FactorPrior) -> FactorSums:
    weighed, told = weigh(evidence, prior), information(evidence)
    mattering = told * weighed.mattering
    return FactorSums(
        factor=evidence.factor,
        is_number=evidence.is_number,
        people=1,
        information=told,
        mattering=mattering,
        size=mattering * weighed.size,
        magnitude=mattering * weighed.magnitude,
        size_squared=mattering * weighed.size_squared,
        slab_mean=evidence.slab_mean,
        slab_squared=evidence.slab_mean**2 + evidence.slab_sd**2,
        lags=tuple(mattering * share for share in evidence.lags),
    )


def _plus(one: FactorSums, other: FactorSums) -> FactorSums:
    longest = max(len(one.lags), len(other.lags))
    lags = [sums.lags + (0.0,) * (longest - len(sums.lags)) for sums in (one, other)]
    return FactorSums(
        factor=one.factor,
        is_number=one.is_number,
        people=one.people + other.people,
        information=one.information + other.information,
        mattering=one.mattering + other.mattering,
        size=one.size + other.size,
        magnitude=one.magnitude + other.magnitude,
        size_squared=one.size_squared + other.size_squared,
        slab_mean=one.slab_mean + other.slab_mean,
        slab_squared=one.slab_squared + other.slab_squared,
        lags=tuple(a + b for a, b in zip(*lags, strict=True)),
    )
