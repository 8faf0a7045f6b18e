"""What of a simulated life was written down? Whole days missing in streaks, single items missing, ratings heaped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from supple.model import DailyTable
from supple.simulate.habits import HABITS
from supple.simulate.living import Life
from supple.simulate.truth import MOMENT_OFFSETS, WITHIN_DAY_SD, Settings

Rng = np.random.Generator
Floats = NDArray[np.float64]

ITEM_MISSING_SHARE = 0.03
# Of several ratings a day, how many are given on a day that is noted at all.
MOMENT_NOTED_SHARE = 0.75
# What a rating of 0 … 10 becomes where somebody likes round numbers.
HEAPED: tuple[int, ...] = (0, 2, 2, 2, 5, 5, 5, 8, 8, 8, 10)
# Log odds that something present is noted, on a day like any other, where noting depends on the day.
NOTING_LOGIT = 1.0


@dataclass(frozen=True)
class Noted:
    """The diary's table. `ratings_noted` and `rating_offset` a day, where there were several ratings a day."""

    table: DailyTable
    ratings_noted: tuple[int, ...] = ()
    rating_offset: tuple[float, ...] = ()


def keep_diary(rng: Rng, life: Life, first: date, settings: Settings, *, extra: Rng) -> Noted:
    """The table of a life.

    Args:
        rng: the stream of the base case; nothing new may draw from it.
        life: everything that happened.
        first: the first day.
        settings: what kind of person.
        extra: the stream of everything that the base case does not have.
    """
    missing = _missing_days(rng, life, settings.missing_share)
    ratings = _heap(life.ratings, settings.heaping, extra)
    columns: dict[str, list[float | bool | None]] = {
        "stiffness": [None if gone else y for gone, y in zip(missing, ratings, strict=True)],
        "night_spasms": [None if gone else float(y) for gone, y in zip(missing, life.night_spasms, strict=True)],
    }
    deviation = life.stiffness - life.stiffness.mean()
    for column, habit in HABITS.items():
        lost = rng.random(settings.days) < ITEM_MISSING_SHARE
        if settings.eager_noting and not habit.is_number:
            chance = 1 / (1 + np.exp(-(NOTING_LOGIT + settings.eager_noting * deviation)))
            lost |= extra.random(settings.days) > chance
        cells: list[float | bool | None] = []
        for t, value in enumerate(life.factors[column]):
            is_blank = not habit.always_known and (missing[t] or lost[t])
            cell = float(value) if habit.is_number else bool(value)
            cells.append(None if is_blank or (settings.presence_only and cell is False) else cell)
        columns[column] = cells
    columns["sitting_long"] = [None if h is None else bool(h > 8) for h in columns["sitting_long.level"]]
    days = [first + timedelta(days=t) for t in range(settings.days)]
    if settings.ratings_a_day == 1:
        return Noted(DailyTable.from_columns(days, columns))
    means, how_many, offset = _several_ratings(extra, life, missing, settings)
    del columns["stiffness"]
    return Noted(DailyTable.from_columns(days, {"stiffness_now": means, **columns}), how_many, offset)


def _several_ratings(
    rng: Rng, life: Life, missing: list[bool], settings: Settings
) -> tuple[list[float | None], tuple[int, ...], tuple[float, ...]]:
    """The mean of each day's ratings of a moment, how many they were, and how much their moments lift the mean."""
    shape = (len(missing), settings.ratings_a_day)
    offsets = np.array(MOMENT_OFFSETS[: settings.ratings_a_day])
    felt = life.stiffness[:, None] + offsets + rng.normal(0, WITHIN_DAY_SD, shape)
    said = np.clip(np.round(felt + rng.normal(0, life.noise_sd, shape)), 0, 10)
    said = np.array(_heap([float(y) for y in said.ravel()], settings.heaping, rng)).reshape(shape)
    is_noted = (rng.random(shape) < MOMENT_NOTED_SHARE) & ~np.array(missing)[:, None]
    how_many = is_noted.sum(axis=1)
    at_least_one = np.maximum(how_many, 1)
    means = (said * is_noted).sum(axis=1) / at_least_one
    lifted = (offsets * is_noted).sum(axis=1) / at_least_one
    cells = [float(mean) if count else None for mean, count in zip(means, how_many, strict=True)]
    return cells, tuple(int(count) for count in how_many), tuple(float(offset) for offset in lifted)


def _heap(ratings: list[float], share: float, rng: Rng) -> list[float]:
    if not share:
        return ratings
    is_heaped = rng.random(len(ratings)) < share
    return [float(HEAPED[int(y)]) if heaped else y for y, heaped in zip(ratings, is_heaped, strict=True)]


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
