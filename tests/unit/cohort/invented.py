"""People whose evidence is drawn from the model that the cohort room assumes, so that the truth is known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from supple.model import FactorEvidence

SLAB = (0.5, 0.85)
# Codes that knowledge has a name for.
CODES = ("heat", "cold", "stress", "poor_sleep", "dehydration", "constipation", "alcohol", "travel")


@dataclass(frozen=True)
class True_:  # noqa: N801 -- "True" is taken
    """In which share of people a factor matters, and how large its effect is there."""

    share: float
    mean: float = 1.0
    spread: float = 0.3
    size_sd: float = 0.3
    met: float = 1.0


def evidence(
    factor: str,
    size: float,
    size_sd: float,
    *,
    slab: tuple[float, float] = SLAB,
    is_number: bool = False,
    lags: tuple[float, ...] = (0.5, 0.5, 0.0, 0.0),
) -> FactorEvidence:
    """As a person's days would give it, had they shown this size: the Bayes factor follows from it."""

    def log_density(mean: float, variance: float) -> float:
        return -0.5 * (math.log(variance) + (size - mean) ** 2 / variance)

    log_bayes_factor = log_density(slab[0], size_sd**2 + slab[1] ** 2) - log_density(0.0, size_sd**2)
    return FactorEvidence(factor, log_bayes_factor, size, size_sd, is_number, 20, lags, *slab)


def people(count: int, truth: Mapping[str, True_], seed: int) -> list[tuple[FactorEvidence, ...]]:
    """Each factor matters in just its share of the people, whoever they are."""
    rng = np.random.default_rng(seed)
    matters = {factor: rng.permutation(count) < true.share * count for factor, true in truth.items()}
    found = []
    for number in range(count):
        person = []
        for factor, true in truth.items():
            if rng.random() >= true.met:
                continue
            size = rng.normal(true.mean, true.spread) if matters[factor][number] else 0.0
            sd = true.size_sd * rng.uniform(0.7, 1.4)
            person.append(evidence(factor, float(rng.normal(size, sd)), float(sd)))
        found.append(tuple(person))
    return found
