"""Measures how late reminders come, and writes the page.

make bench-worker                     # everything; hours
make bench-worker ARGS="--short"      # some minutes
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import OpenerDirector

from benchmarks.worker import tables
from benchmarks.worker.clock import CLOCKS, Clock, resident_mb

START = datetime(2026, 11, 2, 5, 30, tzinfo=UTC)
ENDPOINT = "https://push.example.org"


@dataclass(frozen=True)
class Asked:
    """One measurement. `planned`: the plans are there already. `hours`: so long from half past five on."""

    database: str
    people: int
    hours: int
    planned: bool = False
    at_once: bool = False


@dataclass(frozen=True)
class Found:
    """What came of it; lateness in seconds."""

    asked: Asked
    rang: int
    missing: int
    p50: float
    p99: float
    worst: float
    busiest_minute: int
    a_second: float
    memory_mb: tuple[float, ...]
    took_s: float
    clock: str
    load: float


WHOLE = (
    Asked("sqlite", 1_000, 30 * 24),
    Asked("postgresql", 10_000, 30 * 24),
    Asked("sqlite", 1_000, 3, planned=True, at_once=True),
    Asked("postgresql", 10_000, 3, planned=True, at_once=True),
)
SHORT = (
    Asked("sqlite", 50, 5 * 24),
    Asked("sqlite", 1_000, 4, planned=True),
    Asked("postgresql", 2_000, 2, planned=True),
)


class Network(OpenerDirector):
    """A push service that answers after so many seconds. All before it (signing, encrypting) is done as ever."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def open(self, *_: Any, **__: Any) -> Any:
        time.sleep(self._seconds)
        return contextlib.nullcontext()


def main() -> int:
    """Runs each measurement in a process of its own: Django is set up once a process."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worker", description=__doc__)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--clock", choices=tuple(CLOCKS), default="wall")
    parser.add_argument("--network-ms", type=float, default=50)
    parser.add_argument("--out", type=Path, default=Path("build/bench/worker-benchmark.md"))
    parser.add_argument("--json", type=Path, default=Path("build/bench/worker.json"))
    parser.add_argument("--one", help="database,people,hours,planned,at_once: this alone, told as JSON")
    given = parser.parse_args()
    if given.one:
        database, people, hours, planned, at_once = given.one.split(",")
        asked = Asked(database, int(people), int(hours), planned == "1", at_once == "1")
        print(json.dumps(asdict(measure(asked, given.clock, given.network_ms / 1000))))
        return 0
    found = [_apart(asked, given) for asked in (SHORT if given.short else WHOLE)]
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(tables.page(found, given.network_ms), encoding="utf-8")
    print(given.out.read_text("utf-8"))
    return 0


def _apart(asked: Asked, given: argparse.Namespace) -> dict[str, Any]:
    import subprocess

    one = f"{asked.database},{asked.people},{asked.hours},{asked.planned:d},{asked.at_once:d}"
    command = [sys.executable, "-m", "benchmarks.worker", "--one", one]
    command += ["--clock", given.clock, "--network-ms", str(given.network_ms)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    print(done.stdout.strip(), file=sys.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(asked: Asked, clock: str, network: float) -> Found:
    """One measurement, in this process."""
    with _store(asked.database) as server:
        from supple.actions import reminding
        from supple.model import Channel
        from supple.store.models import ReminderRow
        from supple.worker.channels.push import push_sender
        from supple.worker.loop import Loop

        chance, started = random.Random(7), time.perf_counter()
        everybody = _everybody(asked, chance)
        while reminding.plan_all(START, limit=200) == 200:
            pass
        watch = Clock(START, CLOCKS[clock](server))
        folder = Path(os.environ["SUPPLE_DATA"])
        loop = Loop(watch.now, {Channel.PUSH: push_sender(folder, opener=Network(network))})
        ends = START + timedelta(hours=asked.hours)
        notes = _notes(everybody, chance, asked.hours)
        late: list[float] = []
        busiest, memory, next_day, work = 0, [resident_mb()], START + timedelta(days=1), 0.0
        load = os.getloadavg()[0]
        while watch.now() < ends:
            began = watch.now()
            done = loop.once()
            late += done.lateness
            if done.lateness:
                work += (watch.now() - began).total_seconds()
                busiest = max(busiest, len(done.lateness))
            if watch.now() >= next_day:
                memory.append(resident_mb())
                next_day += timedelta(days=1)
            if not done.claimed:
                at = watch.now()
                watch.leap_to(_next(at, ends, notes) + timedelta(seconds=chance.random()))
                while notes and notes[-1][0] <= watch.now():
                    _note(*notes.pop())
        loop.close()
        memory.append(resident_mb())
        rows = ReminderRow.objects.filter(ring_at__lt=ends, channel="push")
        missing = rows.exclude(state="sent").exclude(state="withdrawn").count()
        late = sorted(late) or [math.nan]
        return Found(
            asked,
            rows.filter(state="sent").count(),
            missing,
            late[len(late) // 2],
            late[min(len(late) - 1, int(len(late) * 0.99))],
            late[-1],
            busiest,
            rows.filter(state="sent").count() / work if work else math.nan,
            tuple(round(each, 1) for each in memory),
            time.perf_counter() - started,
            clock,
            load,
        )


def _everybody(asked: Asked, chance: random.Random) -> list[tuple[Any, Any]]:
    from django.db import connection

    from benchmarks.worker import people

    if asked.planned:
        people.add_planned(asked.people, chance, now=START, endpoint=ENDPOINT, at_once=asked.at_once)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as it happens by itself where so many rows do not come within a minute
        return []
    found = []
    for number in range(asked.people):
        found.append(people.add(number, chance, now=START, endpoint=ENDPOINT, at_once=asked.at_once))
    return found


def _notes(
    everybody: Sequence[tuple[Any, Any]], chance: random.Random, hours: int
) -> list[tuple[datetime, Any, Any]]:
    """Each notes something once a day, so that everything of theirs is planned anew; the last first."""
    days = math.ceil(hours / 24)
    found = [
        (START + timedelta(days=day, seconds=chance.randrange(86400)), account, person)
        for account, person in everybody
        for day in range(days)
    ]
    return sorted(found, key=lambda each: each[0], reverse=True)


def _note(at: datetime, account: Any, person: Any) -> None:
    from supple import actions
    from supple.model import Instant, Rating

    fact = (Rating("stiffness", 4), Instant(at, person.zone))
    actions.save_facts(account, person.id, [fact], now=at, source="check-in")


def _next(at: datetime, ends: datetime, notes: Sequence[tuple[datetime, Any, Any]]) -> datetime:
    """When there is something to do again: a ring, a plan that ends, a note."""
    from supple.actions.reminding.planning import RENEW
    from supple.store import reminders
    from supple.store.models import PlannedRow

    until = PlannedRow.objects.order_by("until").values_list("until", flat=True).first()
    moments = [ends, *([until - RENEW] if until else []), *([notes[-1][0]] if notes else [])]
    ring = reminders.next_ring()
    return max(at, min([*moments, *([ring] if ring else [])]))


@contextlib.contextmanager
def _store(database: str) -> Iterator[int | None]:
    """An empty store of its own; its server's process, if it has one."""
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        os.environ["SUPPLE_DATA"] = folder
        server = None
        if database == "postgresql":
            import psycopg
            from tests.store import postgres

            address = stack.enter_context(postgres.server("fsync=on", "shared_buffers=256MB"))
            with psycopg.connect(address.format("postgres"), autocommit=True) as connected:
                connected.execute("CREATE DATABASE supple")
                where = connected.execute("SHOW data_directory").fetchone()
                assert where is not None
                server = int((Path(where[0]) / "postmaster.pid").read_text().splitlines()[0])
            os.environ["SUPPLE_DATABASE_URL"] = address.format("supple")
        from supple import actions

        actions.open_data()
        yield server
        from django.db import connections

        connections.close_all()
