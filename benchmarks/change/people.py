"""Who is scored? Invented people, in whom a change of known effect begins on a random day or in a bad patch.

The lives are those of `supple.simulate`; the change is laid over the latent, which is then rated anew. What else
changes in the life (a dose, injections) is told to every method that can use it. A change may also be one injection
of a cycle, or one step of a ladder whose other steps have effects of their own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from supple.model import DailyTable, DatedChange
from supple.simulate import Settings, people_from_seed

Floats = NDArray[np.float64]

# The reporting seed is for the page only; nothing was ever tuned on it. (20271 is used by `benchmarks.cohort`.)
REPORTING_SEED = 20282
TUNING_SEED = 601
DAYS = 150
BETWEEN = (50, 100)
ONSET_DAYS = (2.0, 6.0)
# A bad patch: the mean of the last days stands so many spreads above the days before them.
PATCH_DAYS, PATCH_SPREADS = 7, 0.8
# A toxin cycle: sets in, is half gone, fades; the injection before came so many days earlier.
TOXIN_ONSET_DAYS, TOXIN_HALF_GONE_DAYS, TOXIN_FADE_DAYS, CYCLE_DAYS = (3.0, 7.0), (60.0, 80.0), 9.0, (84, 98)
# A ladder: so many steps, so many days apart, each of the other steps of such an effect.
LADDER_STEPS, LADDER_APART, LADDER_EFFECT = (3, 5), (7, 21), (-1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One kind of case. `effect` in points, once settled; `kind` of the change; `is_ladder`: it is one of several
    steps; `has_other_dose`: people with another dose change are let in (half of all have one)."""

    name: str
    effect: float
    in_bad_patch: bool = False
    kind: str = "dose"
    has_other_dose: bool = False
    is_ladder: bool = False
    relapses_per_year: float = 0.4

    @property
    def is_null(self) -> bool:
        return self.effect == 0


RANDOM = Scenario("nothing helped, random day", 0.0)
BAD_PATCH = Scenario("nothing helped, begun in a bad patch", 0.0, in_bad_patch=True)
ONE_POINT = Scenario("truly 1 point better", -1.0)
MORE = Scenario("truly 1.5 points better", -1.5)
MAIN = (RANDOM, BAD_PATCH, ONE_POINT, MORE)
FURTHER = (
    Scenario("truly 1 point better, begun in a bad patch", -1.0, in_bad_patch=True),
    Scenario("nothing helped, another dose change in half of the people", 0.0, has_other_dose=True),
    Scenario("toxin cycle, nothing helped", 0.0, kind="injection"),
    Scenario("toxin cycle, truly 1.5 points better", -1.5, kind="injection"),
    Scenario("ladder, this step did nothing", 0.0, is_ladder=True),
    Scenario("nothing helped, two relapses a year that nobody noted", 0.0, relapses_per_year=2.0),
    Scenario("ladder, this step truly 1.5 points better", -1.5, is_ladder=True),
)
SCENARIOS = (*MAIN, *FURTHER)


@dataclass(frozen=True)
class Case:
    """One person and one change of true size `effect`, settled."""

    table: DailyTable
    change: DatedChange
    others: tuple[DatedChange, ...]
    effect: float

    @property
    def ratings(self) -> Floats:
        return np.array([np.nan if y is None else float(y) for y in self.table.column("stiffness")])

    @property
    def row(self) -> int:
        return (self.change.day - self.table.days[0]).days


def of_scenario(one: Scenario, people: int, seed: int) -> list[Case]:
    return cases(
        people,
        seed,
        effect=one.effect,
        in_bad_patch=one.in_bad_patch,
        kind=one.kind,
        has_other_dose=one.has_other_dose,
        is_ladder=one.is_ladder,
        relapses_per_year=one.relapses_per_year,
    )


def cases(
    people: int,
    seed: int,
    *,
    effect: float,
    in_bad_patch: bool,
    kind: str = "dose",
    has_other_dose: bool = False,
    is_ladder: bool = False,
    relapses_per_year: float = 0.4,
) -> list[Case]:
    """One case a person; who has no bad patch begins in the worst one there is. People with another dose change are
    passed over unless `has_other_dose` lets them in (half of all then have one), and so are people with injections of
    their own where the change is an injection."""
    made: list[Case] = []
    lives = people_from_seed(6 * people + 10, DAYS, seed, settings=Settings(relapses_per_year=relapses_per_year))
    for number, (_, table, truth) in enumerate(lives):
        kinds = {one.kind for one in truth.changes}
        if ("dose" in kinds and not has_other_dose) or ("injection" in kinds and kind == "injection"):
            continue
        if len(made) == people:
            break
        rng = np.random.default_rng([seed, number, 7])
        reading = rng.normal(0, truth.noise_sd, DAYS)
        latent = np.array(truth.latent)
        row = _start(_rated(latent + reading), rng, in_bad_patch=in_bad_patch)
        course = _course(row, kind, rng)
        others = list(truth.changes)
        if kind == "injection":
            before = row - int(rng.integers(*CYCLE_DAYS))
            latent = latent + effect * _course(before, kind, rng)
            others.append(DatedChange(table.days[0] + timedelta(days=before), kind, "the injection before"))
        if is_ladder:
            for number_of_step, at in enumerate(_other_steps(row, rng), start=1):
                latent = latent + rng.uniform(*LADDER_EFFECT) * _course(at, kind, rng)
                others.append(DatedChange(table.days[at], kind, f"another step {number_of_step}"))
        ratings = _rated(latent + effect * course + reading)
        made.append(_case(table, tuple(others), ratings, row, kind, effect))
    return made


@cache
def generator_version() -> str:
    """Changes when other people are made: answers kept about the old ones are void."""
    made = [case for one in SCENARIOS for case in of_scenario(one, 1, 503)]
    what = [(case.change, case.others, case.table.days, sorted(case.table.columns.items())) for case in made]
    return hashlib.sha256(repr(what).encode()).hexdigest()[:12]


def _course(row: int, kind: str, rng: np.random.Generator) -> Floats:
    """How a change from a row on comes, and goes: the share of its settled size on each day."""
    since = np.arange(DAYS) - row
    elapsed, begun = np.clip(since, 0, None), since >= 0
    onset = rng.uniform(*(TOXIN_ONSET_DAYS if kind == "injection" else ONSET_DAYS))
    if kind == "other":
        return begun.astype(float)
    rise = begun * (1 - np.exp(-elapsed / onset))
    if kind == "dose":
        return np.asarray(rise)
    half_gone = rng.uniform(*TOXIN_HALF_GONE_DAYS)
    return np.asarray(rise / (1 + np.exp((elapsed - half_gone) / TOXIN_FADE_DAYS)))


def _other_steps(row: int, rng: np.random.Generator) -> list[int]:
    """The rows of a ladder's other steps; the one at `row` may be any of them."""
    steps = int(rng.integers(LADDER_STEPS[0], LADDER_STEPS[1] + 1))
    before = int(rng.integers(steps))
    gaps = rng.integers(LADDER_APART[0], LADDER_APART[1] + 1, size=steps - 1)
    at = [row - int(gaps[:before][::-1][: i + 1].sum()) for i in range(before)]
    at += [row + int(gaps[before : i + 1].sum()) for i in range(before, steps - 1)]
    return sorted(one for one in at if 0 < one < DAYS)


def _start(ratings: Floats, rng: np.random.Generator, *, in_bad_patch: bool) -> int:
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


def _rated(latent: Floats) -> Floats:
    return np.clip(np.round(latent), 0, 10)


def _case(
    table: DailyTable, others: tuple[DatedChange, ...], ratings: Floats, row: int, kind: str, effect: float
) -> Case:
    noted = [None if old is None else float(y) for old, y in zip(table.column("stiffness"), ratings, strict=True)]
    whole = DailyTable(table.days, {**table.columns, "stiffness": tuple(noted)}, zone=table.zone)
    return Case(whole, DatedChange(table.days[row], kind, "the change"), others, effect)
