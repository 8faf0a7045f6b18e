"""Who is scored? Invented people with two to four injections whose course is known, laid over lives without any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from supple.model import DailyTable, DatedChange
from supple.simulate import Settings, people_from_seed

# The reporting seed is for the page only; nothing was ever tuned on it.
REPORTING_SEED = 20283  # first drawn when cycles/2 was frozen; 20272 was reported for cycles/1
TUNING_SEED = 611
DAYS = 400
FIRST_BETWEEN, APART_BETWEEN = (25, 70), (84, 119)
# The course differs from person to person, and a little from cycle to cycle.
HALF_GONE_BETWEEN, HALF_GONE_SD = (49.0, 98.0), 4.0
COMES_BETWEEN, FADES_BETWEEN = (2.0, 8.0), (4.0, 12.0)
SIZE_SD_PART = 0.2
PATCH_DAYS, LOOKED_AT = 10, 14


@dataclass(frozen=True)
class Case:
    """One person. `effect`: the mean difference of the cycles where their mean course is largest, `half_gone_weeks`:
    when half of the course is gone, on the average of the cycles."""

    table: DailyTable
    injections: tuple[DatedChange, ...]
    others: tuple[DatedChange, ...]
    effect: float
    half_gone_weeks: float


def cases(
    people: int, seed: int, *, effect: float, never_gone: bool = False, in_bad_patch: bool = False
) -> list[Case]:
    """One case a person; people whose own life has injections are passed over."""
    made: list[Case] = []
    lives = people_from_seed(6 * people, DAYS, seed, settings=Settings())
    for number, (_, table, truth) in enumerate(lives):
        if any(one.kind == "injection" for one in truth.changes):
            continue
        if len(made) == people:
            break
        rng = np.random.default_rng([seed, number, 11])
        reading = rng.normal(0, truth.noise_sd, DAYS)
        latent = np.array(truth.latent)
        rows = _rows(rng, _rated(latent + reading), in_bad_patch=in_bad_patch)
        usual = rng.uniform(*HALF_GONE_BETWEEN)
        half = np.maximum(rng.normal(usual, HALF_GONE_SD, len(rows)), 28.0)
        sizes = effect * np.maximum(rng.normal(1, SIZE_SD_PART, len(rows)), 0.0)
        comes, fades = rng.uniform(*COMES_BETWEEN), rng.uniform(*FADES_BETWEEN)
        total, mean_course = np.zeros(DAYS), np.zeros(DAYS)
        for row, gone, size in zip(rows, half, sizes, strict=True):
            since = np.arange(DAYS) - row
            course = np.where(since >= 0, 1 - np.exp(-np.clip(since, 0, None) / comes), 0.0)
            from_day = np.arange(DAYS)
            mean_course += (
                (1 - np.exp(-from_day / comes)) / (1 + np.exp((from_day - gone) / fades)) * size / len(rows)
            )
            if never_gone:
                total = np.where(since >= 0, size * course, total) if row == rows[0] else total
            else:
                total += size * course / (1 + np.exp((since - gone) / fades))
        ratings = _rated(latent + total + reading)
        noted = [None if old is None else float(y) for old, y in zip(table.column("stiffness"), ratings, strict=True)]
        whole = DailyTable(table.days, {**table.columns, "stiffness": tuple(noted)}, zone=table.zone)
        injections = tuple(DatedChange(table.days[0] + timedelta(days=row), "injection", "toxin") for row in rows)
        largest = float(mean_course.min())
        made.append(Case(whole, injections, truth.changes, largest, float(half.mean()) / 7))
    return made


def _rows(rng: np.random.Generator, ratings: NDArray[np.float64], *, in_bad_patch: bool) -> list[int]:
    """Injection days to the end of the diary, four weeks of days at least after the last."""
    rows = []
    row = int(rng.integers(*FIRST_BETWEEN))
    while row < DAYS - 28:
        if in_bad_patch:  # within two weeks, the day before which the days stood highest
            choice = range(row, min(row + LOOKED_AT, DAYS - 28))
            row = max(choice, key=lambda day: float(ratings[max(day - PATCH_DAYS, 0) : day].mean()), default=row)
        rows.append(row)
        row += int(rng.integers(*APART_BETWEEN))
    return rows


def _rated(latent: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.clip(np.round(latent), 0, 10)
