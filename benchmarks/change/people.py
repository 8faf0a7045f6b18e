"""Who is scored? Invented people, in whom a change of known effect begins on a random day or in a bad patch.

The lives are those of `supple.simulate`; the change is laid over the latent, which is then rated anew. What else
changes in the life (a dose, injections) is told to every method that can use it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.model import DailyTable, DatedChange
from supple.simulate import Settings, Truth, people_from_seed

# The reporting seed is for the page only; nothing was ever tuned on it.
REPORTING_SEED = 20271
TUNING_SEED = 601
DAYS = 150
BETWEEN = (50, 100)
ONSET_DAYS = (2.0, 6.0)
# A bad patch: the mean of the last days stands so many spreads above the days before them.
PATCH_DAYS, PATCH_SPREADS = 7, 0.8


@dataclass(frozen=True)
class Case:
    """One person and one change of true size `effect`, settled."""

    table: DailyTable
    change: DatedChange
    others: tuple[DatedChange, ...]
    effect: float

    @property
    def ratings(self) -> NDArray[np.float64]:
        return np.array([np.nan if y is None else float(y) for y in self.table.column("stiffness")])

    @property
    def row(self) -> int:
        return (self.change.day - self.table.days[0]).days


def cases(
    people: int,
    seed: int,
    *,
    effect: float,
    in_bad_patch: bool,
    kind: str = "dose",
    has_other_dose: bool = False,
) -> list[Case]:
    """One case a person; who has no bad patch begins in the worst one there is. People with another dose change are
    passed over unless `has_other_dose` lets them in (half of all then have one)."""
    made: list[Case] = []
    for number, (_, table, truth) in enumerate(people_from_seed(4 * people, DAYS, seed, settings=Settings())):
        if any(one.kind == "dose" for one in truth.changes) and not has_other_dose:
            continue
        if len(made) == people:
            break
        rng = np.random.default_rng([seed, number, 7])
        reading = rng.normal(0, truth.noise_sd, DAYS)
        row = _start(_rated(np.array(truth.latent) + reading), rng, in_bad_patch=in_bad_patch)
        since = np.arange(DAYS) - row
        onset = rng.uniform(*ONSET_DAYS)
        course = np.where(since >= 0, 1 - np.exp(-np.clip(since, 0, None) / onset), 0.0)
        if kind == "other":
            course = (since >= 0).astype(float)
        made.append(
            _case(table, truth, _rated(np.array(truth.latent) + effect * course + reading), row, kind, effect)
        )
    return made


def _start(ratings: NDArray[np.float64], rng: np.random.Generator, *, in_bad_patch: bool) -> int:
    rows = np.arange(*BETWEEN)
    if not in_bad_patch:
        return int(rng.choice(rows))
    # Told from the past alone: nobody knows how the days will go on.
    last = np.array([ratings[row - PATCH_DAYS : row].mean() for row in rows])
    usual = np.array([ratings[: row - PATCH_DAYS].mean() for row in rows])
    spread = np.array([ratings[: row - PATCH_DAYS].std() for row in rows])
    away = (last - usual) / np.maximum(spread, 0.3)
    bad = rows[away > PATCH_SPREADS]
    return int(rng.choice(bad)) if len(bad) else int(rows[np.argmax(away)])


def _rated(latent: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.clip(np.round(latent), 0, 10)


def _case(table: DailyTable, truth: Truth, ratings: NDArray[np.float64], row: int, kind: str, effect: float) -> Case:
    noted = [None if old is None else float(y) for old, y in zip(table.column("stiffness"), ratings, strict=True)]
    whole = DailyTable(table.days, {**table.columns, "stiffness": tuple(noted)}, zone=table.zone)
    return Case(whole, DatedChange(table.days[row], kind, "the change"), truth.changes, effect)
