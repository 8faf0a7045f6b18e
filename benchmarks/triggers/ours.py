"""What does Supple say of one person? Findings as claims: alone, with a cohort's prior, and with a wrong one."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from benchmarks.triggers import methods
from benchmarks.triggers.claims import Claim
from benchmarks.triggers.people import BASE, PRIOR_SEED, VARIANTS, Variant, generator_version, person
from supple import cohort
from supple.insight import find_triggers, weigh_factors
from supple.model import DailyTable, FactorEvidence, FactorPrior, Verdict
from supple.simulate import Truth, wrong_prior

PEOPLE_FOR_PRIOR = 200
_LEVEL = {Verdict.CLEAR: 2, Verdict.LEANING: 1, Verdict.CANNOT_TELL: 0, Verdict.UNRELATED: -1}


@cache
def cohort_prior(variant_name: str) -> FactorPrior | None:
    """What was learnt from the diaries of 200 other people of the base case (of the same kind, where the outcome is
    another), by the cohort room alone. None where nothing is known of a factor but a number."""
    variant = VARIANTS[variant_name]
    if variant.settings.anonymous:
        return None
    others = variant if variant.settings.outcome != "stiffness" else BASE
    return _learnt(others.name)


@cache
def _learnt(variant_name: str) -> FactorPrior:
    """Kept in a file for the other processes: it takes half a minute."""
    version = (
        f"{methods.source_hash(('@insight', '@cohort', '@knowledge', '@model'))}-{generator_version(variant_name)}"
    )
    kept = Path("build/bench/priors") / f"{variant_name.replace(' ', '-')}-{version}.json"
    if not kept.exists():
        evidence = [_weighed(variant_name, number) for number in range(PEOPLE_FOR_PRIOR)]
        outcome = VARIANTS[variant_name].settings.column
        learnt = cohort.learn(evidence, outcome, name="invented people", made_on=date(2026, 1, 1))
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(cohort.prior_to_text(learnt), encoding="utf-8")
    return cohort.prior_from_text(kept.read_text(encoding="utf-8"), file=str(kept)).prior


def _weighed(variant_name: str, number: int) -> tuple[FactorEvidence, ...]:
    table, truth = person(VARIANTS[variant_name], PRIOR_SEED, number)
    return weigh_factors(
        table,
        truth.settings.column,
        factors=list(truth.timing),
        timing=truth.timing,
        changes=truth.changes,
        rng=np.random.default_rng(number),
    )


@cache
def misleading_prior(variant_name: str) -> FactorPrior | None:
    """The same numbers dealt out to other factors, a quarter of the directions turned round."""
    prior = cohort_prior(variant_name)
    return None if prior is None else wrong_prior(prior, np.random.default_rng(PRIOR_SEED))


def alone(table: DailyTable, truth: Truth, _: Variant) -> list[Claim]:
    return _findings(table, truth, None)


def with_prior(table: DailyTable, truth: Truth, variant: Variant) -> list[Claim]:
    return _findings(table, truth, cohort_prior(variant.name))


def misled(table: DailyTable, truth: Truth, variant: Variant) -> list[Claim]:
    return _findings(table, truth, misleading_prior(variant.name))


def _findings(table: DailyTable, truth: Truth, prior: FactorPrior | None) -> list[Claim]:
    """The verdict orders before the probability does."""
    report = find_triggers(
        table,
        truth.settings.column,
        factors=list(truth.timing),
        timing=truth.timing,
        changes=truth.changes,
        prior=prior,
        rng=np.random.default_rng(1),
    )
    return [
        Claim(
            finding.factor,
            _LEVEL[finding.verdict] + (finding.probability or 0.0),
            finding.verdict is Verdict.CLEAR,
            finding.lag_days,
            finding.effect,
            finding.low,
            finding.high,
            finding.verdict is Verdict.UNRELATED,
            finding.verdict is Verdict.LEANING,
        )
        for finding in report.findings
        if finding.probability is not None
    ]
