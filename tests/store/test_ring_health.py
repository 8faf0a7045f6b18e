"""Does `supple doctor` tell whether it would ring? On SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.store.test_reminders import STRETCH, Bell, agree, london

from supple import actions
from supple.actions import ring_health
from supple.actions.pulse import beating
from supple.actions.ringing import KEY_FILE, push_keys
from supple.model import Account, Channel, Person, PushTarget, ReminderState
from supple.store import pushes
from supple.worker.loop import Loop

TARGET = PushTarget("https://push.example.org/1", "k", "a", "Firefox")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    class Here:
        data_folder = tmp_path
        mail_url = None

    monkeypatch.setattr(ring_health, "read_config", Here)
    monkeypatch.setattr("supple.actions.ringing.read_config", Here)
    return tmp_path


def found(now: datetime) -> dict[str, tuple[str, bool]]:
    return {each.what: (each.found, each.ok) for each in ring_health.ring_checks(now=now)}


def test_with_nobody_to_ring_nothing_is_wrong_and_what_is_missing_is_told(folder: Path, person: Person) -> None:
    told = found(datetime.now(UTC))
    assert all(ok for _, ok in told.values())
    assert told["reminders run"][0].startswith("no (never on this computer)")
    assert "not made yet" in told["keys to ring phones"][0]
    assert told["last notice"][0] == "none yet"


def test_a_phone_that_agreed_and_nothing_that_rings_is_a_problem(
    folder: Path, alice: Account, person: Person
) -> None:
    now = datetime.now(UTC)
    pushes.put_push(alice.id, person.id, TARGET, now=now)
    assert found(now)["reminders run"][1] is False
    beating(folder, lambda: now)()
    assert found(now)["reminders run"] == ("yes", True)
    later = now + timedelta(minutes=3)
    text, ok = found(later)["reminders run"]
    assert not ok
    assert f"{now:%H:%M} UTC" in text


def test_the_worker_itself_leaves_the_mark(folder: Path, person: Person) -> None:
    now = datetime.now(UTC)
    Loop(beating(folder, lambda: now), {}).once()
    assert found(now)["reminders run"] == ("yes", True)


def test_what_became_of_the_last_notice_and_what_did_not_ring_is_told(
    folder: Path, alice: Account, person: Person
) -> None:
    bell = Bell(london(20, "20:00"))
    pushes.put_push(alice.id, person.id, TARGET, now=bell.at)
    agree(alice, person, STRETCH, now=bell.at)
    bell.loop.once()
    asleep = london(20, "21:40")
    text, ok = found(asleep)["overdue reminders"]
    assert (text, ok) == ("1 should have rung and did not", False)
    bell.at = asleep
    bell.loop.once()
    told = found(asleep)
    assert "overdue reminders" not in told
    assert told["last notice"] == (
        "20 November 2026 21:40 UTC to phones and browsers: handed over; whether it was shown nobody can know",
        True,
    )


def test_damaged_keys_and_keys_that_others_read_are_problems(folder: Path, person: Person) -> None:
    now = datetime.now(UTC)
    push_keys(folder)
    assert found(now)["keys to ring phones"] == ("there", True)
    (folder / KEY_FILE).chmod(0o644)
    assert found(now)["keys to ring phones"][1] is False
    (folder / KEY_FILE).write_text("not a key")
    assert "damaged" in found(now)["keys to ring phones"][0]


def test_a_try_is_followed_to_its_end(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "12:00"))
    asked = bell.at
    actions.ring_for_trying(alice, person.id, now=asked)
    (tried,) = actions.tries_rung(alice, person.id, since=asked, now=asked)
    assert (tried.channel, tried.state) == (Channel.PUSH, ReminderState.PLANNED)
    bell.at += timedelta(seconds=5)
    bell.loop.once()
    (tried,) = actions.tries_rung(alice, person.id, since=asked, now=bell.at)
    assert tried.state is ReminderState.SENT
