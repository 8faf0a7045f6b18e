"""kill -9 of reminder workers at random moments, two at once: nothing is ever sent twice, and the others go on."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.conftest import Database

from supple import actions
from supple.actions.access import EVERYTHING
from supple.model import Day, PlanItem, PlanStatus, ReminderState, Role
from supple.store import claims, people, reminders

PEOPLE = 12
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
WORKER = """
import os, sys, time, random
from datetime import datetime, UTC
from pathlib import Path
from supple import actions
actions.open_data()
from supple.model import Channel
from supple.worker.loop import Loop
out = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
start, real = datetime.fromisoformat(sys.argv[2]), time.monotonic()
def now():
    return start
def ring(batch):
    for each in batch.reminders:
        os.write(out, f"{each.id}\\n".encode())  # rung: from here on it must never ring again
    time.sleep(random.random() / 50)
    return True
loop = Loop(now, {Channel.PUSH: ring}, poll=0.01)
while True:
    loop.once()
"""


def test_nothing_rings_twice_whenever_a_worker_dies(database: Database, tmp_path: Path) -> None:
    at = [f"07:{minutes}" for minutes in (10, 20, 30, 40, 50, 59)]
    for number in range(PEOPLE):
        account = people.add_account(f"P{number}")
        person = people.add_person(account.id, f"P{number}", zone="UTC", role=Role.SELF, scopes=EVERYTHING)
        items = [
            PlanItem("routine", f"r{n}", PlanStatus.AGREED, NOW.date(), detail={"times": when})
            for n, when in enumerate(at)
        ]
        facts = [(item, Day(NOW.date(), "UTC")) for item in items]
        actions.save_facts(account, person.id, facts, now=NOW - timedelta(hours=3), source="plan")
    from supple.actions import reminding

    reminding.plan_all(NOW - timedelta(hours=2))
    log = tmp_path / "rang"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    if database.url is not None:
        env |= {"SUPPLE_DATABASE_URL": database.url, "SUPPLE_DATA": str(tmp_path / "data")}
    else:
        assert database.path is not None
        env |= {"SUPPLE_DATA": str(database.path.parent)}

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", WORKER, str(log), NOW.isoformat()], env=env)

    workers = [start(), start()]
    try:
        deadline = time.monotonic() + 90
        while not log.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        for _ in range(4):
            time.sleep(random.random() * 0.6)
            victim = random.randrange(2)
            workers[victim].send_signal(signal.SIGKILL)
            workers[victim].wait()
            workers[victim] = start()
        while time.monotonic() < deadline and _left():
            time.sleep(0.1)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    rang = log.read_text().split()
    assert len(rang) == len(set(rang)), "something rang twice"
    # What a dead worker held is unknown: rung or not, it is not rung again. Everything else rang once.
    claims.end_lost_claims(NOW + timedelta(hours=1))
    unknown = sum(_count(state) for state in (ReminderState.UNKNOWN, ReminderState.CLAIMED))
    assert PEOPLE * len(at) - unknown <= len(rang) <= PEOPLE * len(at)
    assert _left() == 0


def _left() -> int:
    return _count(ReminderState.PLANNED)


def _count(state: ReminderState) -> int:
    return sum(
        each.state is state and each.planned.channel.value == "push" and each.planned.ring_at <= NOW
        for person in people.persons()
        for each in reminders.ledger(person.id, since=NOW - timedelta(days=2), until=NOW + timedelta(days=2))[0]
    )


@pytest.fixture(autouse=True)
def _folder(database: Database, tmp_path: Path) -> None:
    """A data folder that another process may open."""
    (tmp_path / "data").mkdir(exist_ok=True)
