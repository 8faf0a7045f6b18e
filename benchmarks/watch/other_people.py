"""Who else could they be? A second generator that shares nothing with the first but the shape of its answers.

Built to be unkind: stiffness lives by the hour and is skewed, storms come in spells, triggers multiply, saturate and
fade over days, and are only noted when there; ratings cling to yesterday's and like round numbers; diaries pause for
holidays; levels drift in steps; events swing, overshoot and creep. No figure of the detector was set on these people.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from benchmarks.watch.happenings import INFECTION, PUMP, RELAPSE, Happening
from benchmarks.watch.people import DAYS, RUN_IN_DAYS, Watched
from supple.model import Cell, DailyTable

Floats = NDArray[np.float64]
Rng = np.random.Generator

FIRST_DAY = date(2023, 3, 6)
HOURS = 24
FACTORS = ("poor_sleep", "stress", "heat", "constipation", "dehydration", "overexertion", "tight_clothing", "cold",
           "alcohol", "missed_dose", "own:shopping", "own:visitors")  # fmt: skip
CLINGS, ROUNDS, HOLIDAYS_A_YEAR = (0.0, 0.35), (0.0, 0.3), 2.5
EVENTS_A_YEAR = {RELAPSE: 0.8, INFECTION: 0.7, PUMP: 0.12}
QUIET_BETWEEN_DAYS = 14


def other_person(seed: int, number: int, *, notes_a_day: int = 1) -> Watched:
    """Depends on (seed, number) only."""
    rng = np.random.default_rng([seed, number, 77])
    hours = np.arange(DAYS * HOURS) / HOURS
    exposed = _exposed(rng)
    latent = rng.uniform(2.0, 5.5) + _storms(rng, len(hours)) + _steps(rng, hours)
    latent = latent + np.repeat(_pushed(exposed, rng), HOURS)
    latent += rng.uniform(0, 0.6) * np.sin(2 * np.pi * (hours - rng.uniform(0, 1)))  # a round of the day
    happenings, added = _events(rng, hours)
    latent = latent + added
    table, check_ins = _diary(latent, exposed, rng, notes_a_day)
    return Watched(table, check_ins, (), happenings)


def other_people(many: int, seed: int, *, notes_a_day: int = 1) -> list[Watched]:
    return [other_person(seed, number, notes_a_day=notes_a_day) for number in range(many)]


def _storms(rng: Rng, hours: int) -> Floats:
    """Skewed ups and downs that fade over one to three days, stronger in some weeks than in others."""
    fades = float(np.exp(-1 / (HOURS * rng.uniform(0.8, 3.0))))
    weeks = np.exp(rng.normal(0, 0.35, hours // (HOURS * 7) + 1)).repeat(HOURS * 7)[:hours]
    shocks = (rng.gamma(0.6, 1.0, hours) - 0.6) / np.sqrt(0.6) * weeks * rng.uniform(0.5, 1.0) * np.sqrt(1 - fades**2)
    out, now = np.empty(hours), 0.0
    for at, shock in enumerate(shocks.tolist()):
        out[at] = now = fades * now + shock
    return out


def _steps(rng: Rng, hours: Floats) -> Floats:
    """A level that moves in small steps every few weeks, up a little more than down."""
    out = np.zeros(len(hours))
    for at in rng.uniform(0, hours[-1], rng.poisson(8)):
        out += rng.normal(0.08, 0.3) / (1 + np.exp(-np.clip((hours - at) / 2.0, -50, 50)))
    return out


def _exposed(rng: Rng) -> dict[str, NDArray[np.bool_]]:
    """Spells of days, some of them in certain seasons."""
    out = {}
    for name in FACTORS:
        begin, stay = rng.uniform(0.04, 0.2), rng.uniform(0.1, 0.6)
        season = np.ones(DAYS)
        if name in {"heat", "cold"}:
            warm = np.sin(2 * np.pi * (np.arange(DAYS) / 365 - 0.1))
            season = np.clip(warm if name == "heat" else -warm, 0, 1) * 2
        days, there = np.zeros(DAYS, dtype=bool), False
        for day, draw in enumerate(rng.random(DAYS)):
            there = bool(draw < (stay if there else begin * season[day]))
            days[day] = there
        out[name] = days
    return out


def _pushed(exposed: dict[str, NDArray[np.bool_]], rng: Rng) -> Floats:
    """Two to five of them matter; they fade over days, and together do less than their sum."""
    total = np.zeros(DAYS)
    for name in rng.choice(FACTORS, int(rng.integers(2, 6)), replace=False):
        size, fade, now = rng.uniform(0.5, 1.8), rng.uniform(0.0, 0.6), 0.0
        for day in range(DAYS):
            now = fade * now + size * float(exposed[str(name)][day])
            total[day] += now
    return np.asarray(2.5 * np.tanh(total / 2.5))


def _events(rng: Rng, hours: Floats) -> tuple[tuple[Happening, ...], Floats]:
    wanted = [kind for kind, rate in EVENTS_A_YEAR.items() for _ in range(rng.poisson(rate))]
    added, taken = np.zeros(len(hours)), []
    for kind in rng.permutation(wanted) if wanted else ():
        start = float(rng.uniform(RUN_IN_DAYS, DAYS - 11))
        size = rng.uniform(3, 5) if kind == PUMP else rng.uniform(1.4, 3.2)
        rise = rng.uniform(0.3, 1.0) if kind == PUMP else float(np.exp(rng.uniform(np.log(0.3), np.log(6))))
        lasts = rise + {PUMP: 3, INFECTION: 7, RELAPSE: 28}[str(kind)] * float(np.exp(rng.normal(0, 0.4)))
        one = Happening(str(kind), start, size, rise, lasts, rng.uniform(1, 10) if kind != PUMP else 1.0)
        if all(one.start > other.last_day + QUIET_BETWEEN_DAYS or other.start > one.last_day + QUIET_BETWEEN_DAYS
               for other in taken):  # fmt: skip
            taken.append(one)
            since = hours - start
            s_shape = 1 / (1 + np.exp(-np.clip((since - rise / 2) / (rise / 7), -50, 50))) * (since > 0)
            swing = 1 + 0.25 * np.sin(2 * np.pi * since / rng.uniform(2, 5) + rng.uniform(0, 6)) + 0.3 * np.exp(
                -np.clip(since, 0, None) / 4
            ) * (rng.random() < 0.5)  # fmt: skip
            added += size * s_shape * swing * np.exp(-np.clip(since - lasts, 0, None) / one.fade)
    return tuple(sorted(taken, key=lambda one: one.start)), added


def _diary(
    latent: Floats, exposed: dict[str, NDArray[np.bool_]], rng: Rng, notes_a_day: int
) -> tuple[DailyTable, tuple[tuple[datetime, float], ...]]:
    clings, rounds, noise = rng.uniform(*CLINGS), rng.uniform(*ROUNDS), rng.uniform(0.2, 0.7)
    is_blank = _blank_days(latent, rng)
    days = [FIRST_DAY + timedelta(days=day) for day in range(DAYS)]
    hours = (20,) if notes_a_day == 1 else (9, 14, 21)
    cells: list[Cell] = []
    check_ins: list[tuple[datetime, float]] = []
    before = float(latent[0])
    for day in range(DAYS):
        said = []
        for hour in hours:
            span = latent[day * HOURS + max(hour - 10, 0) : day * HOURS + hour + 1]
            felt = float(span.mean() if notes_a_day == 1 else span[-1]) + rng.normal(0, noise)
            value = float(np.clip(round((1 - clings) * felt + clings * before), 0, 10))
            value = float(2.5 * round(value / 2.5) // 1) if rng.random() < rounds else value
            if not is_blank[day] and (notes_a_day == 1 or rng.random() < 0.8):
                check_ins.append((datetime.combine(days[day], time(hour), UTC), value))
                said.append(value)
                before = value
        cells.append(float(np.mean(said)) if said else None)
    noted: dict[str, list[Cell]] = {
        name: [True if there and not gone and rng.random() < 0.85 else None
               for there, gone in zip(exposed[name], is_blank, strict=True)]
        for name in FACTORS
    }  # fmt: skip
    column = "stiffness" if notes_a_day == 1 else "stiffness_now"
    table = DailyTable.from_columns(days, {column: cells, **noted})
    return table, tuple(check_ins) if notes_a_day > 1 else ()


def _blank_days(latent: Floats, rng: Rng) -> NDArray[np.bool_]:
    """Holidays of one to two weeks, and single days, more of them on bad days."""
    daily = latent.reshape(DAYS, HOURS).mean(axis=1)
    logit = rng.uniform(-2.5, -1.0) + 0.35 * (daily - daily.mean())
    blank = np.asarray(rng.random(DAYS) < 1 / (1 + np.exp(-logit)))
    for start in rng.integers(0, DAYS, rng.poisson(HOLIDAYS_A_YEAR)):
        blank[start : start + int(rng.integers(5, 15))] = True
    return blank
