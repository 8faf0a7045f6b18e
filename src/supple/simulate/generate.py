"""What would the diary of a person with known triggers look like? The generator behind tests and benchmarks.

A latent stiffness follows season, slow drift, weekday, a dose change, a toxin cycle, unlabelled relapses and the
planted factors at their lags, plus autocorrelated ups and downs; the person rates it in whole points, leaves days
out (more so on bad days), and lives with factors that cause, follow and accompany one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from supple.model import DailyTable, DatedChange
from supple.simulate.anonymous import anonymise
from supple.simulate.habits import HABITS, KERNELS_A, KERNELS_B, ancestors, factor_of, timing_map
from supple.simulate.living import live
from supple.simulate.noting import keep_diary
from supple.simulate.truth import PlantedEffect, Settings, Truth

Rng = np.random.Generator
FIRST_DAY = date(2024, 1, 1)
MAX_LAG_DAYS = 3
# Sizes are drawn evenly between these, in points: for an exposed day, a usual standard deviation, an infection.
SIZE_DAY, SIZE_NUMBER, SIZE_INFECTION = (0.5, 1.6), (0.25, 0.80), (1.0, 2.5)
# The same sizes as logarithms of the rate of night spasms: 1.0 point becomes 0.65, nearly twice as many.
LOG_RATE_PER_POINT = 0.65

Planted = tuple[tuple[int, ...], float]


@dataclass(frozen=True)
class SimulatedPerson:
    name: str
    table: DailyTable
    truth: Truth


def generate(rng: Rng, settings: Settings | None = None, *, name: str = "person") -> SimulatedPerson:
    """One invented person: a daily table as `insight.find_triggers` takes it, and the truth.

    Args:
        rng: the only source of chance.
        settings: what kind of person; the base case if None.
        name: how to call them.
    """
    settings = settings or Settings()
    # What the base case does not have draws from streams of its own, so that the base case stays the same people.
    of_life, of_notes, of_names, of_plants = rng.spawn(4)
    first = FIRST_DAY + timedelta(days=int(rng.integers(0, 365)))
    planted = {} if settings.no_trigger else _plant(rng, settings) | _plant_always(of_plants, settings)
    life = live(rng, first=first, planted=planted, settings=settings, extra=of_life)
    noted = keep_diary(rng, life, first, settings, extra=of_notes)
    effects = tuple(
        PlantedEffect(
            factor_of(column),
            lags,
            life.effect_in_outcome(column, effect),
            HABITS[column].is_number,
            life.days_exposed(column),
            life.effect_in_outcome(column, effect) * _carried_share(lags, settings.carry_over),
        )
        for column, (lags, effect) in planted.items()
    )
    days = tuple(first + timedelta(days=i) for i in range(settings.days))
    truth = Truth(
        effects=effects,
        tiers={factor_of(column): habit.tier for column, habit in HABITS.items()},
        ancestors=ancestors(frozenset(effect.factor for effect in effects)),
        timing=timing_map(of_nights=settings.outcome == "night_spasms"),
        changes=tuple(DatedChange(days[at], kind) for at, kind in life.changes),
        settings=settings,
        rho=life.rho,
        sd=life.sd,
        relapse_days=tuple(days[at] for at in life.relapse_starts),
        dose_effect=life.dose_effect,
        latent=tuple(float(s) for s in life.latent),
        mean=life.mean,
        noise_sd=life.noise_sd,
        background=tuple(float(s) for s in life.background),
        planted_latent=tuple(float(s) for s in life.planted),
        exposures={factor_of(column): tuple(values) for column, values in life.factors.items()},
        exposures_before={factor_of(column): tuple(values) for column, values in life.factors_before.items()},
        ratings_noted=noted.ratings_noted,
        rating_offset=noted.rating_offset,
    )
    if settings.anonymous:
        return SimulatedPerson(name, *anonymise(noted.table, truth, of_names))
    return SimulatedPerson(name, noted.table, truth)


def people_from_seed(
    people: int, days: int, seed: int, *, settings: Settings | None = None, first: int = 0
) -> Iterator[tuple[str, DailyTable, Truth]]:
    """Invented people number `first` to `people` - 1; each depends only on (seed, number), not on how many."""
    kind = replace(settings or Settings(), days=days)
    for number in range(first, people):
        rng = np.random.default_rng([seed, number])
        person = generate(rng, kind, name=f"person-{number + 1:04d}")
        yield person.name, person.table, person.truth


def _carried_share(lags: tuple[int, ...], carry_over: float) -> float:
    """What an effect comes to over the day itself and the three days after, in parts of itself."""
    return sum(carry_over**after for lag in lags for after in range(MAX_LAG_DAYS - lag + 1)) / len(lags)


def _plant(rng: Rng, settings: Settings) -> dict[str, Planted]:
    """Three to seven true factors, by how often each matters, with lags and a size."""
    columns = [column for column, habit in HABITS.items() if habit.share_true > 0]
    shares = np.array([HABITS[column].share_true for column in columns])
    how_many = int(rng.integers(3, 8))
    chosen = rng.choice(len(columns), size=how_many, replace=False, p=shares / shares.sum())
    of_nights = settings.outcome == "night_spasms"
    scale = settings.effect_scale * (LOG_RATE_PER_POINT if of_nights else 1.0)
    planted = {}
    for index in sorted(int(c) for c in chosen):
        column = columns[index]
        habit = HABITS[column]
        kernels = KERNELS_B if habit.tier == "B" or of_nights else KERNELS_A
        lags = kernels[int(rng.choice(len(kernels), p=[share for _, share in kernels]))][0]
        low, high = SIZE_NUMBER if habit.is_number else SIZE_DAY
        planted[column] = (lags, float(habit.direction * rng.uniform(low, high) * scale))
    return planted


def _plant_always(rng: Rng, settings: Settings) -> dict[str, Planted]:
    """What a variant plants in everybody, whatever else there is."""
    always: dict[str, Planted] = {}
    if settings.infections:
        always["bladder_infection"] = ((0,), float(rng.uniform(*SIZE_INFECTION) * settings.effect_scale))
    if settings.weekly_physio:
        lags = ((0,), (0, 1), (1,))[int(rng.integers(3))]
        always["physiotherapy"] = (lags, float(-rng.uniform(*SIZE_DAY) * settings.effect_scale))
    return always
