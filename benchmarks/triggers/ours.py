"""What does Supple say of one person? Findings as claims: alone, with a cohort's prior, and with a wrong one."""

from __future__ import annotations

from functools import cache

import numpy as np

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.people import BASE, PRIOR_SEED, VARIANTS, Variant, person
from supple.insight import find_triggers
from supple.model import DailyTable, FactorPrior, Verdict
from supple.simulate import Truth, prior_from_truths, wrong_prior

PEOPLE_FOR_PRIOR = 200
_LEVEL = {Verdict.CLEAR: 2, Verdict.LEANING: 1, Verdict.CANNOT_TELL: 0, Verdict.UNRELATED: -1}


@cache
def cohort_prior(variant_name: str) -> FactorPrior | None:
    """What other people's diaries say of each factor: here from the truths of 200 others of the base case, not yet
    learnt from their diaries (so this is kind to the prior). None where nothing is known of a factor but a number."""
    variant = VARIANTS[variant_name]
    if variant.settings.anonymous:
        return None
    others = variant if variant.settings.outcome != "stiffness" else BASE
    return prior_from_truths(person(others, PRIOR_SEED, number)[1] for number in range(PEOPLE_FOR_PRIOR))


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
