"""How quick is it? Prints a table and writes JSON; targets are those of the project, not assertions.

    .venv/bin/python benchmarks/speed.py [--json build/bench/speed.json]

Measured: `supple --help` against the bare interpreter; the Today page's server time with two years of notes (about
15,000 events, real database, whole middleware); `supple look` on two years × 25 factors; a quick note read.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

LAST_DAY = date(2026, 10, 31)
NOW = datetime(2026, 10, 31, 20, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """One measurement, in milliseconds; `target_ms` None where none was set."""

    what: str
    median_ms: float
    worst_ms: float
    runs: int
    target_ms: float | None
    note: str = ""


def main() -> int:
    """Runs all measurements and prints them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("build/bench/speed.json"))
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        rows += start_up()
        rows += look_at_two_years(Path(folder))
        rows += today_page(Path(folder))
        rows += quick_note()
    print(f"{'what':58} {'median':>9} {'worst':>9} {'target':>9}")
    for row in rows:
        target = f"{row.target_ms:.0f} ms" if row.target_ms else "–"
        print(f"{row.what:58} {row.median_ms:6.1f} ms {row.worst_ms:6.1f} ms {target:>9}  {row.note}")
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
    return 0


def timed(what: str, run: Callable[[], object], *, runs: int, target_ms: float | None = None, note: str = "") -> Row:
    """The median and the worst of so many runs, after one that does not count."""
    run()
    took = []
    for _ in range(runs):
        started = time.perf_counter()
        run()
        took.append((time.perf_counter() - started) * 1000)
    return Row(what, statistics.median(took), max(took), runs, target_ms, note)


def start_up() -> list[Row]:
    """The terminal's first breath, beside Python's own."""
    supple = Path(sys.executable).with_name("supple")
    bare = timed("python -c pass", lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs=11)
    helped = timed(
        "supple --help",
        lambda: subprocess.run([supple, "--help"], check=True, stdout=subprocess.DEVNULL),
        runs=11,
        target_ms=300,
        note=f"{bare.median_ms:.0f} ms of it is the interpreter",
    )
    return [bare, helped]


def look_at_two_years(folder: Path) -> list[Row]:
    """One simulated person, 730 days × 25 factors, from a file, in a process of its own."""
    from supple.simulate import write_people

    write_people(folder, people=1, days=730, seed=4242)
    file = next(iter(sorted(folder.glob("*.csv"))))
    supple = Path(sys.executable).with_name("supple")
    return [
        timed(
            "supple look, 730 days × 25 factors (whole process)",
            lambda: subprocess.run(
                [supple, "look", str(file), "--json", "--now", "2026-01-02"],
                check=True,
                stdout=subprocess.DEVNULL,
            ),
            runs=5,
            target_ms=2000,
        )
    ]


def today_page(folder: Path) -> list[Row]:
    """Two years of a sample life, topped up to about 15,000 events, through Django's whole stack."""
    os.environ["SUPPLE_DATA"] = str(folder / "data")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supple.web.settings")
    from supple import actions
    from supple.simulate import sample_person

    actions.open_data()
    account = actions.first_account(zone="Europe/London")
    person = actions.people(account)[0]
    facts = [
        (event.fact, event.when, event.recorded_at)
        for key in ("nora", "sam")
        for event in sample_person(key, LAST_DAY, 730).events
    ]
    by_moment: dict[datetime, list[tuple[object, object]]] = {}
    for fact, when, at in facts:
        by_moment.setdefault(at, []).append((fact, when))
    from supple import store
    from supple.store import queries

    store.append(_events(person.id, facts), now=NOW)
    count = sum(1 for _ in queries.events(person.id))
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    client.get(actions.login_link(account, now=datetime.now(UTC)), follow=True)
    client.post(actions.login_link(account, now=datetime.now(UTC)), follow=True)
    page = client.get("/", follow=True)
    if page.status_code != 200 or b'type="submit"' not in page.content:
        raise SystemExit(f"the Today page did not come up: {page.status_code}")
    url = page.redirect_chain[-1][0] if page.redirect_chain else "/"
    size_kb = len(page.content) / 1024
    return [
        timed(
            f"Today page, {count:,} events",
            lambda: client.get(url),
            runs=30,
            target_ms=50,
            note=f"{size_kb:.0f} kB of HTML, {url}",
        )
    ]


def _events(person_id: object, facts: list[tuple[object, object, datetime]]) -> list[object]:
    import random

    from supple.model import Author, Event, noted_id

    ids = random.Random(1)
    end = max(at for _fact, _when, at in facts)
    shift = datetime.now(UTC) - end - timedelta(hours=1)
    return [
        Event(
            id=noted_id(at, ids),
            person_id=person_id,  # type: ignore[arg-type]
            fact=fact,  # type: ignore[arg-type]
            when=_moved(when, shift),
            recorded_at=at + shift,
            noted_by=Author("self"),
            source="check-in",
        )
        for fact, when, at in facts
    ]


def _moved(when: object, shift: timedelta) -> object:
    """The same when, so many whole days later, so that the diary ends today."""
    from dataclasses import replace

    days = timedelta(days=shift.days)
    if hasattr(when, "local_day"):
        return replace(when, local_day=when.local_day + days)  # type: ignore[type-var]
    return replace(when, at_utc=when.at_utc + days)  # type: ignore[attr-defined, type-var]


def quick_note() -> list[Row]:
    """The issue's own example, read in a warm process."""
    from supple.actions import try_note

    text = "extra stiff after poor sleep, 7/10 left calf, 3 spasms in the night"
    return [timed("a quick note read", lambda: try_note(text, now=NOW, zone="Europe/London"), runs=50)]


if __name__ == "__main__":
    sys.exit(main())
