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
from supple.simulate.habits import HABITS, KERNELS_A, KERNELS_B, ancestors, factor_of, timing_map
from supple.simulate.living import Life, live
from supple.simulate.truth import PlantedEffect, Settings, Truth

Rng = np.random.Generator
FIRST_DAY = date(2024, 1, 1)
MAX_LAG_DAYS = 3


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
    first = FIRST_DAY + timedelta(days=int(rng.integers(0, 365)))
    planted = {} if settings.no_trigger else _plant(rng, settings.effect_scale)
    life = live(rng, first=first, planted=planted, settings=settings)
    table = _keep_diary(rng, life, first, settings)
    effects = tuple(
        PlantedEffect(
            factor_of(column),
            lags,
            effect * life.spread_ratio(column),
            HABITS[column].is_number,
            life.days_exposed(column),
            effect * life.spread_ratio(column) * _carried_share(lags, settings.carry_over),
        )
        for column, (lags, effect) in planted.items()
    )
    days = tuple(first + timedelta(days=i) for i in range(settings.days))
    truth = Truth(
        effects=effects,
        tiers={factor_of(column): habit.tier for column, habit in HABITS.items()},
        ancestors=ancestors(frozenset(effect.factor for effect in effects)),
        timing=timing_map(),
        changes=tuple(DatedChange(days[at], kind) for at, kind in life.changes),
        settings=settings,
        rho=life.rho,
        sd=life.sd,
        relapse_days=tuple(days[at] for at in life.relapse_starts),
        dose_effect=life.dose_effect,
        latent=tuple(float(s) for s in life.stiffness),
        mean=life.mean,
        noise_sd=life.noise_sd,
        background=tuple(float(s) for s in life.background),
        planted_latent=tuple(float(s) for s in life.planted),
        exposures={factor_of(column): tuple(values) for column, values in life.factors.items()},
        exposures_before={factor_of(column): tuple(values) for column, values in life.factors_before.items()},
    )
    return SimulatedPerson(name, table, truth)


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


def _plant(rng: Rng, scale: float) -> dict[str, tuple[tuple[int, ...], float]]:
    """Three to seven true factors, by how often each matters, with lags and a size."""
    columns = [column for column, habit in HABITS.items() if habit.share_true > 0]
    shares = np.array([HABITS[column].share_true for column in columns])
    how_many = int(rng.integers(3, 8))
    chosen = rng.choice(len(columns), size=how_many, replace=False, p=shares / shares.sum())
    planted = {}
    for index in sorted(int(c) for c in chosen):
        column = columns[index]
        habit = HABITS[column]
        kernels = KERNELS_B if habit.tier == "B" else KERNELS_A
        lags = kernels[int(rng.choice(len(kernels), p=[share for _, share in kernels]))][0]
        size = rng.uniform(0.25, 0.80) if habit.is_number else rng.uniform(0.5, 1.6)
        planted[column] = (lags, float(habit.direction * size * scale))
    return planted


def _keep_diary(rng: Rng, life: Life, first: date, settings: Settings) -> DailyTable:
    """What of the life was written down: whole days missing in streaks, single items missing, the rest as it was."""
    missing = _missing_days(rng, life, settings.missing_share)
    columns: dict[str, list[float | bool | None]] = {
        "stiffness": [None if gone else y for gone, y in zip(missing, life.ratings, strict=True)],
        "night_spasms": [None if gone else float(y) for gone, y in zip(missing, life.night_spasms, strict=True)],
    }
    for column, habit in HABITS.items():
        lost = rng.random(settings.days) < 0.03
        cells: list[float | bool | None] = []
        for t, value in enumerate(life.factors[column]):
            is_blank = not habit.always_known and (missing[t] or lost[t])
            cell = float(value) if habit.is_number else bool(value)
            cells.append(None if is_blank or (settings.presence_only and cell is False) else cell)
        columns[column] = cells
    columns["sitting_long"] = [None if h is None else bool(h > 8) for h in columns["sitting_long.level"]]
    return DailyTable.from_columns([first + timedelta(days=t) for t in range(settings.days)], columns)


def _missing_days(rng: Rng, life: Life, share: float | None) -> list[bool]:
    """Days left out: more after a missed day, on bad days and at weekends (so never at random)."""
    draws = rng.random(len(life.ratings))
    pull = 0.3 * (life.stiffness - life.stiffness.mean()) + 0.3 * life.is_weekend

    def missed(intercept: float) -> list[bool]:
        gone: list[bool] = []
        for t, draw in enumerate(draws):
            before = 2.0 if gone and gone[-1] else 0.0
            gone.append(bool(draw < 1 / (1 + np.exp(-(intercept + before + pull[t])))))
        return gone

    if share is None:
        return missed(-2.6)
    if share == 0:
        return [False] * len(draws)
    low, high = -8.0, 4.0
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (low, middle) if np.mean(missed(middle)) > share else (middle, high)
    return missed((low + high) / 2)
