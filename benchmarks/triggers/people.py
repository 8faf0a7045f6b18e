"""Who is scored? Variants of invented people, made again from (seed, number), and the seeds kept apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from supple.model import DailyTable
from supple.simulate import Settings, Truth, people_from_seed

# Figures come from the reporting seed, which is drawn once the engine is frozen; thresholds from tuning people.
# 20263 and 20264 were seen by earlier engines, so they are not used any more.
REPORTING_SEED = 20274
TUNING_SEED = 501
PRIOR_SEED = 502
DEVELOPMENT_SEED = 503
STANDARD_DAYS = 180


@dataclass(frozen=True, slots=True)
class Variant:
    """One kind of people, and how long their diaries are."""

    name: str
    settings: Settings
    days: int = STANDARD_DAYS

    @property
    def has_true_ones(self) -> bool:
        return not self.settings.no_trigger


BASE = Variant("base case", Settings())
NO_TRIGGER = Variant("no trigger", Settings(no_trigger=True))
LENGTHS = tuple(Variant(f"{days} days", Settings(), days) for days in (30, 45, 60, 90, 120, 365, 730))
ASKED_FOR = (
    Variant("no missing day", Settings(missing_share=0.0)),
    Variant("40 % missing", Settings(missing_share=0.4)),
    Variant("carry-over 0.5/day", Settings(carry_over=0.5)),
    Variant("heavy tails", Settings(heavy_tails=True)),
    Variant("reverse causation doubled", Settings(reverse_scale=2.0)),
    Variant("two relapses a year", Settings(relapses_per_year=2.0)),
    Variant("ratings at the floor", Settings(at_floor=True)),
    Variant("half-size effects", Settings(effect_scale=0.5)),
)
# Further ones get by with fewer people.
FURTHER = (
    Variant("ratings at the ceiling", Settings(at_ceiling=True)),
    Variant("noted only when present", Settings(presence_only=True)),
    Variant("noted when present, more on bad days", Settings(presence_only=True, eager_noting=0.8)),
    Variant("round numbers preferred", Settings(heaping=0.5)),
    Variant("strong drift", Settings(drift_sd_per_day=0.12)),
    Variant("infections as episodes", Settings(infections=True)),
    Variant("weekly physiotherapy", Settings(weekly_physio=True)),
    Variant("three ratings a day", Settings(ratings_a_day=3)),
    Variant("night spasms (counts)", Settings(outcome="night_spasms")),
    Variant("factors without names", Settings(anonymous=True)),
)
STRESS = (*ASKED_FOR, *FURTHER)
VARIANTS = {variant.name: variant for variant in (BASE, NO_TRIGGER, *LENGTHS, *STRESS)}


def person(variant: Variant, seed: int, number: int) -> tuple[DailyTable, Truth]:
    """Number `number` of a variant; nothing large travels, and nobody depends on how many there are."""
    _, table, truth = next(people_from_seed(number + 1, variant.days, seed, settings=variant.settings, first=number))
    return table, truth


@cache
def generator_version(variant_name: str) -> str:
    """Changes when the generator makes other people of this variant: answers kept about the old ones are void."""
    made = person(VARIANTS[variant_name], DEVELOPMENT_SEED, 0)
    table, truth = made
    what = (table.days, sorted(table.columns.items()), truth.effects, truth.changes, sorted(truth.timing))
    return hashlib.sha256(repr(what).encode()).hexdigest()[:12]
