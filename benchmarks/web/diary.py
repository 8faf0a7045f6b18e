"""Who is measured? One invented person with five years of dense notes: some thirty entries a day.

Nora's nights and Sam's days of `supple.simulate`, lived for five years and put into one diary; on top, three doses a
day, two more ratings, spasms counted one by one, and a note in words every other day. The same day, the same diary.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np

from supple.model import Count, Dose, DoseStatus, Event, Factor, Period, PlanStatus, Rating, Session, Side
from supple.simulate import sample_person
from supple.simulate.diarist import Diarist, rating

YEARS_DAYS = 5 * 365 + 1
ZONE = "Europe/London"
_SEED = 606
_DOSES_AT = ("08:00", "14:00", "22:00")
_NOTES = (
    "Legs heavy after the shop, better once I had stretched by the sink.",
    "Woke at three with the left calf locked, walked it off.",
    "Long day of sitting, the right thigh pulled all evening.",
    "Good morning, stood at the window while the kettle boiled.",
)


@dataclass(frozen=True)
class Kept:
    """The data folder, whose diary it holds, and how much of it."""

    folder: Path
    person_id: UUID
    events: int
    days: int


def make(folder: Path, *, now: datetime) -> Kept:
    """Make the data folder. Django reads its settings once, so one process makes one diary."""
    os.environ["SUPPLE_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "supple.web.settings"
    from supple import actions, store

    actions.open_data(folder)
    account = actions.first_account(zone=ZONE)
    person = actions.people(account)[0]
    events = tuple(lived(person.id, now.date() - timedelta(days=1)))
    store.append(events, now=now)
    return Kept(folder, person.id, len(events), YEARS_DAYS)


def copied(kept: Kept, folder: Path) -> Kept:
    """The same diary once more, for a measurement that writes into it."""
    shutil.copytree(kept.folder, folder)
    return replace(kept, folder=folder)


def count_kept(folder: Path, forms: list[str]) -> int:
    """How many of these forms are in the database, looked up by hand after the server has ended."""
    with closing(sqlite3.connect(folder / "supple.sqlite3")) as database:
        groups = {row for (row,) in database.execute('SELECT "group" FROM event WHERE "group" IS NOT NULL')}
    return sum(form.replace("-", "") in groups for form in forms)


def lived(person_id: UUID, last_day: date, days: int = YEARS_DAYS) -> Iterator[Event]:
    """Every event, up to the end of `last_day`."""
    for event in sample_person("nora", last_day, days).events:
        if not isinstance(event.fact, Dose):
            yield replace(event, person_id=person_id)
    for event in sample_person("sam", last_day, days).events:
        if isinstance(event.fact, Factor | Session):
            yield replace(event, person_id=person_id, when=replace(event.when, zone=ZONE))
    yield from _layer(person_id, last_day - timedelta(days=days - 1), days)


def _layer(person_id: UUID, first: date, days: int) -> list[Event]:
    """What a phone at hand adds to two evening diaries."""
    d = Diarist(person_id, ZONE, np.random.default_rng(_SEED), random.Random(_SEED))
    words = "10 mg three times a day, as prescribed by Dr Patel"
    detail = {"strength": "10", "strength_unit": "mg", "times": "; ".join(_DOSES_AT), "prescriber": "Dr Patel"}
    changed = first + timedelta(days=120)
    d.plan("medicine", "baclofen", changed, status=PlanStatus.CHANGED, words=words, detail=detail)
    for day in (first + timedelta(days=n) for n in range(days)):
        for at in _DOSES_AT:
            missed = d.chance(0.03)
            dose = Dose(
                "baclofen", DoseStatus.MISSED if missed else DoseStatus.TAKEN, None if missed else 10.0, due_time=at
            )
            hour = int(at[:2]) + 0.3
            d.add([(dose, d.day(day))], recorded_at=d.wall(day, hour), source="doses")
        for hour in (12.4, 17.6):
            level = Rating("stiffness", rating(3.5 + float(d.rng.normal(0, 1.2))))
            d.add([(level, d.at(day, hour))], recorded_at=d.wall(day, hour), source="check-in")
        for hour in sorted(float(h) for h in d.rng.uniform(9, 21, d.spasm_count(4))):
            one = Count("spasms", 1, Period.DAY, part="calf", side=Side.LEFT)
            d.add([(one, d.at(day, hour))], recorded_at=d.wall(day, hour), source="tap")
        if d.chance(0.5):
            d.note(_NOTES[int(d.rng.integers(len(_NOTES)))], day, 19.2)
    return d.events


def main() -> int:
    """`python -m benchmarks.web.diary FOLDER`: the diary in FOLDER/data, and beside it what is in it."""
    inside = Path(sys.argv[1])
    inside.mkdir(parents=True, exist_ok=True)
    kept = make(inside / "data", now=datetime.now(UTC))
    said = {"person_id": str(kept.person_id), "events": kept.events, "days": kept.days}
    (inside / "kept.json").write_text(json.dumps(said), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
