"""Who is watched? Invented people of `supple.simulate`, with triggers at work, over whose lives things happen.

What happens is laid over the latent before anything answers to it, so that gaps, symptoms and behaviour follow. Four
weeks to know the person, then 365 watched days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.watch.happenings import (
    HEAT,
    INFECTION,
    PUMP,
    RELAPSE,
    WEAR_OFF,
    Happening,
    heat_week,
    infection,
    pump_failure,
    relapse,
    wear_off,
)
from supple.model import Cell, DailyTable, DatedChange
from supple.simulate import Settings, generate

Floats = NDArray[np.float64]
Rng = np.random.Generator

# The reporting seed is for the page only; nothing was ever tuned on it.
REPORTING_SEED, TUNING_SEED, TRIAL_SEED = 20291, 701, 702
RUN_IN_DAYS, WATCHED_DAYS = 28, 365
DAYS = RUN_IN_DAYS + WATCHED_DAYS
# Each a year: relapses and infections for everybody, pump failures of those with a pump, and so on.
A_YEAR = {RELAPSE: 0.85, INFECTION: 0.6, PUMP: 0.8, WEAR_OFF: 0.8, HEAT: 1.6}
HAS_PUMP, HAS_TOXIN, HEAT_SENSITIVE, PROGRESSES, HEAVY_TAILS, MANY_GAPS, SLIPS = 0.12, 0.2, 0.5, 0.4, 0.33, 0.5, 0.5
APART_DAYS = 14
INFECTION_NOTED, HEAT_NOTED = 0.6, 0.9
# The evening's look back on the day, and the moments of three notes a day (in parts of a day; a spread either side).
EVENING, MOMENTS, MOMENT_SPREAD = 20 / 24, (8.5 / 24, 13 / 24, 20 / 24), 0.75 / 24
MOMENT_OFFSETS, WITHIN_DAY_SD = (0.4, 0.0, -0.4), 0.4
MOMENT_NOTED = 0.85
# A slip of the finger: so often, so far.
SLIP_SHARE, SLIP_POINTS = 0.008, (3, 6)


@dataclass(frozen=True)
class Watched:
    """One life. `check_ins` are the single notes of a moment (aware, value) where there are several a day."""

    table: DailyTable
    check_ins: tuple[tuple[datetime, float], ...]
    changes: tuple[DatedChange, ...]
    happenings: tuple[Happening, ...]

    @property
    def column(self) -> str:
        return "stiffness_now" if self.check_ins else "stiffness"

    @property
    def ratings(self) -> Floats:
        return np.array([np.nan if y is None else float(y) for y in self.table.column(self.column)])


@dataclass(frozen=True, slots=True)
class Kind:
    """Which people. `notes_a_day` 1 or 3; `scale` of the triggers' sizes."""

    name: str
    notes_a_day: int = 1
    scale: float = 1.0
    missing: float | None = None  # None: half of the people 14 %, half 30 %


ONCE = Kind("one note a day")
THRICE = Kind("three notes a day", notes_a_day=3)
GAPS = Kind("30 % gaps in everybody", missing=0.3)
CALM = Kind("no triggers at work", scale=0.0)


def people(kind: Kind, many: int, seed: int, *, first: int = 0) -> list[Watched]:
    return [person(kind, seed, number) for number in range(first, many)]


def person(kind: Kind, seed: int, number: int) -> Watched:
    """Depends on (seed, number) and the kind only."""
    rng = np.random.default_rng([seed, number, 31])
    happenings = _what_happens(rng)
    midday = np.arange(DAYS) + EVENING
    over = sum((one.course(midday) for one in happenings), np.zeros(DAYS))
    slope = rng.uniform(0.5, 2.0) / 365 * (rng.random() < PROGRESSES)
    few_gaps = rng.random() >= MANY_GAPS
    settings = Settings(
        days=DAYS,
        relapses_per_year=0.0,
        no_trigger=kind.scale == 0,
        effect_scale=kind.scale or 1.0,
        heavy_tails=bool(rng.random() < HEAVY_TAILS),
        missing_share=kind.missing if kind.missing is not None else 0.14 if few_gaps else 0.3,
        drift_sd_per_day=0.02,
        laid_over=tuple(over + slope * np.arange(DAYS)),
    )
    made = generate(np.random.default_rng([seed, number]), settings)
    table = _noted(made.table, happenings, rng)
    check_ins: tuple[tuple[datetime, float], ...] = ()
    if kind.notes_a_day > 1:
        table, check_ins = _moments(table, np.array(made.truth.latent) - over, happenings, made.truth.noise_sd, rng)
    else:
        table = _slipped(table, "stiffness", rng)
    return Watched(table, check_ins, made.truth.changes, happenings)


def _what_happens(rng: Rng) -> tuple[Happening, ...]:
    """In the watched days, one at a time: the next begins when the one before is over and two quiet weeks passed."""
    makers = [(relapse, A_YEAR[RELAPSE]), (infection, A_YEAR[INFECTION])]
    if rng.random() < HAS_PUMP:
        makers.append((pump_failure, A_YEAR[PUMP]))
    if rng.random() < HAS_TOXIN:
        makers.append((wear_off, A_YEAR[WEAR_OFF]))
    if rng.random() < HEAT_SENSITIVE:
        makers.append((heat_week, A_YEAR[HEAT]))
    wanted = [make for make, rate in makers for _ in range(rng.poisson(rate))]
    starts = rng.uniform(RUN_IN_DAYS, DAYS - 11, len(wanted))
    taken: list[Happening] = []
    for which in rng.permutation(len(wanted)):
        one = wanted[which](rng, float(starts[which]))
        if all(_is_apart(one, other) for other in taken):
            taken.append(one)
    return tuple(sorted(taken, key=lambda one: one.start))


def _is_apart(one: Happening, other: Happening) -> bool:
    return one.start > other.last_day + APART_DAYS or other.start > one.last_day + APART_DAYS


def _noted(table: DailyTable, happenings: Sequence[Happening], rng: Rng) -> DailyTable:
    """Infections are noted by some, a day or two late; heat weeks by nearly all. On blank days nothing is."""
    columns = {name: list(cells) for name, cells in table.columns.items()}
    for one in happenings:
        last = int(one.start + one.lasts)
        if one.kind == INFECTION and rng.random() < INFECTION_NOTED:
            _write(columns["bladder_infection"], one.first_day + int(rng.integers(0, 3)), last)
        if one.kind == HEAT and rng.random() < HEAT_NOTED:
            _write(columns["heat"], one.first_day, last)
    return replace(table, columns={name: tuple(cells) for name, cells in columns.items()})


def _write(cells: list[Cell], first: int, last: int) -> None:
    for day in range(first, min(last + 1, len(cells))):
        if cells[day] is not None:
            cells[day] = True


def _slipped(table: DailyTable, column: str, rng: Rng) -> DailyTable:
    """Slips of the finger, in half of the people."""
    if rng.random() >= SLIPS:
        return table
    cells = [_slip(cell, rng) for cell in table.column(column)]
    return replace(table, columns={**table.columns, column: tuple(cells)})


def _slip(cell: Cell, rng: Rng) -> Cell:
    if cell is None or rng.random() >= SLIP_SHARE:
        return cell
    away = int(rng.integers(*SLIP_POINTS)) * (1 if rng.random() < 0.5 else -1)
    return float(min(10, max(0, float(cell) + away)))


def _moments(
    table: DailyTable, quiet: Floats, happenings: Sequence[Happening], noise_sd: float, rng: Rng
) -> tuple[DailyTable, tuple[tuple[datetime, float], ...]]:
    """Single notes of morning, midday and evening, and the day's mean beside them."""
    is_blank = np.array([cell is None for cell in table.column("stiffness")])
    slips = rng.random() < SLIPS
    spread = partial(rng.normal, 0, MOMENT_SPREAD)
    check_ins: list[tuple[datetime, float]] = []
    means: list[Cell] = []
    for day in range(DAYS):
        said = []
        for moment, offset in zip(MOMENTS, MOMENT_OFFSETS, strict=True):
            at = day + moment + float(np.clip(spread(), -0.08, 0.08))
            felt = quiet[day] + offset + rng.normal(0, WITHIN_DAY_SD) + rng.normal(0, noise_sd)
            felt += sum(float(one.course(np.array([at]))[0]) for one in happenings)
            is_noted = rng.random() < MOMENT_NOTED and not is_blank[day]
            value = float(min(10, max(0, round(felt))))
            value = float(_slip(value, rng) or 0.0) if slips else value
            if is_noted:
                midnight = datetime.combine(table.days[0], time(0), UTC)
                check_ins.append((midnight + timedelta(days=at), value))
                said.append(value)
        means.append(float(np.mean(said)) if said else None)
    columns = {name: cells for name, cells in table.columns.items() if name != "stiffness"}
    return replace(table, columns={"stiffness_now": tuple(means), **columns}), tuple(check_ins)
