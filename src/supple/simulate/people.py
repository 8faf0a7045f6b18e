"""Who are the sample people? Four invented lives of five months, each with the truth that made it.

They follow the three lives of the guide (night cramps, desk work, severe with a team) and a fourth in whom nothing
that is noted has any influence. All are made up; the same `last_day` gives the same events to the byte.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from supple.model import Event
from supple.simulate.diarist import Diarist
from supple.simulate.lives import desk_worker, night_cramps, no_trigger, pump_and_team

DAYS = 152
_NAMESPACE = uuid.UUID("0b8f9e52-62b5-5f1f-9c33-2f0a7c7a5d10")


@dataclass(frozen=True)
class TrueEffect:
    """What was planted: `factor` on `outcome`, `effect` summed over `lags` (points, or a ratio for counts)."""

    factor: str
    outcome: str
    lags: tuple[int, ...]
    effect: float
    is_ratio: bool = False


@dataclass(frozen=True)
class SamplePerson:
    """An invented person, their events and the truth behind them."""

    id: uuid.UUID
    name: str
    about: str
    zone: str
    events: tuple[Event, ...]
    truth: tuple[TrueEffect, ...]
    kept_hindrances: tuple[str, ...]
    carer: str | None = None
    outcome: str | None = None  # what this person has chosen to look at; None: the stated rule


@dataclass(frozen=True)
class _Life:
    name: str
    about: str
    zone: str
    seed: int
    live: Callable[[Diarist, date, int], None]
    truth: tuple[TrueEffect, ...]
    kept_hindrances: tuple[str, ...]
    carer: str | None = None
    outcome: str | None = None


LIVES: Mapping[str, _Life] = {
    "nora": _Life(
        "Nora (sample)",
        "Night cramps: calf spasms around 3 a.m., relapsing-remitting MS, in her forties.",
        "Europe/London",
        11,
        night_cramps,
        (
            TrueEffect("dehydration", "night_spasms", (1,), 2.2, is_ratio=True),
            TrueEffect("late_screen_time", "night_spasms", (1,), 2.0, is_ratio=True),
            TrueEffect("bedtime_stretch", "night_spasms", (1,), 0.5, is_ratio=True),
        ),
        ("walking", "sleep"),
        outcome="night_spasms",
    ),
    "daniel": _Life(
        "Daniel (sample)",
        "Desk work: sitting feeds the stiffness; breaks and a lunch walk help over weeks.",
        "Europe/Berlin",
        12,
        desk_worker,
        (
            TrueEffect("sitting_long", "stiffness_now", (1,), 1.1),
            TrueEffect("lunch_walk", "stiffness_now", (1,), -0.9),
        ),
        ("walking", "sitting", "driving"),
    ),
    "maria": _Life(
        "Maria (sample)",
        "Severe, with a team: toxin into chosen muscles, then a pump; her carer Jo notes beside her.",
        "Europe/London",
        13,
        pump_and_team,
        (
            TrueEffect("constipation", "stiffness_now", (0, 1), 1.5),
            TrueEffect("bladder_infection", "stiffness_now", (0,), 2.5),
        ),
        ("transfers", "dressing", "sitting", "sleep"),
        carer="Jo",
    ),
    "sam": _Life(
        "Sam (sample)",
        "Nothing that Sam notes has any influence. Supple must say so.",
        "America/New_York",
        14,
        no_trigger,
        (),
        ("walking",),
    ),
}


def sample_person(key: str, last_day: date, days: int = DAYS) -> SamplePerson:
    """One of `LIVES`, living the `days` days up to and including `last_day`."""
    life = LIVES[key]
    person_id = uuid.uuid5(_NAMESPACE, key)
    diarist = Diarist(
        person_id=person_id,
        zone=life.zone,
        rng=np.random.default_rng([life.seed, days]),
        ids=random.Random(life.seed),
    )
    life.live(diarist, last_day - timedelta(days=days - 1), days)
    events = tuple(sorted(diarist.events, key=lambda event: (event.recorded_at, event.id)))
    return SamplePerson(
        id=person_id,
        name=life.name,
        about=life.about,
        zone=life.zone,
        events=events,
        truth=life.truth,
        kept_hindrances=life.kept_hindrances,
        carer=life.carer,
        outcome=life.outcome,
    )


def sample_people(last_day: date, days: int = DAYS) -> tuple[SamplePerson, ...]:
    """All four, in the order of the guide."""
    return tuple(sample_person(key, last_day, days) for key in LIVES)
