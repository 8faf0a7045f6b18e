"""Two things at the same moment: while somebody plans, a ring is put off, a choice is made, something is noted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.store.conftest import Database
from tests.store.test_reminders import BACLOFEN, STRETCH, TABLETS, Bell, agree, choose, item, london

from supple import actions
from supple.actions import reminding
from supple.actions.reminding import planning
from supple.model import Account, Instant, Person, Session
from supple.store import reminders


def meanwhile(monkeypatch: pytest.MonkeyPatch, what: Callable[[], object], *, where: Any, name: str) -> None:
    """Once, right after the planner read what is due and before it writes, something else happens."""
    right, done = getattr(where, name), []

    def asked(*given: Any, **named: Any) -> Any:
        found = right(*given, **named)
        if not done:
            done.append(1)
            what()
        return found

    monkeypatch.setattr(where, name, asked)


def test_a_ring_put_off_while_somebody_plans_is_kept(
    alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell(london(20, "21:00"))
    agree(alice, person, STRETCH, now=bell.at)
    bell.pass_time(london(20, "21:31"))
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now

    def later() -> None:
        reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="page", minutes=10)

    meanwhile(monkeypatch, later, where=planning, name="dues_of")
    planning.plan_person(person.id, now=bell.at)
    bell.pass_time(london(20, "22:30"))
    assert bell.told() == [("20 21:30", "routine|calves", 1), ("20 21:45", "routine|calves", 3)]


def test_what_is_chosen_while_somebody_plans_holds(
    alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell(london(20, "21:00"))
    agree(alice, person, STRETCH, now=bell.at)
    meanwhile(
        monkeypatch,
        lambda: choose(alice, person, quiet_from="21:00", quiet_to="21:50"),
        where=planning,
        name="dues_of",
    )
    planning.plan_person(person.id, now=bell.at)
    bell.pass_time(london(20, "22:30"))
    assert bell.told() == [("20 21:50", "routine|calves", 1)]


def test_who_planned_from_an_older_diary_changes_nothing(
    alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker read the diary, slept, and writes only after it was noted and planned anew."""
    bell = Bell(london(20, "21:00"))
    agree(alice, person, STRETCH, now=bell.at)
    planning.plan_person(person.id, now=bell.at)

    def note() -> None:
        done = Session("stretching", routine="calves", due_time="21:30")
        actions.save_facts(alice, person.id, [(done, Instant(bell.at, person.zone))], now=bell.at, source="check-in")
        planning.plan_person(person.id, now=bell.at)

    meanwhile(monkeypatch, note, where=planning, name="dues_of")
    planning.plan_person(person.id, now=bell.at)
    rows, _ = reminders.ledger(person.id, since=bell.at, until=bell.at + timedelta(hours=2))
    assert {row.state.value for row in rows} == {"not_needed"}


def test_two_who_ask_for_later_at_once_are_told_once(alice: Account, person: Person, database: Database) -> None:
    bell = Bell(london(20, "21:00"))
    agree(alice, person, STRETCH, now=bell.at)
    bell.pass_time(london(20, "21:31"))
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    errors: list[Exception] = []

    def later() -> None:
        from supple.store import own_connection

        with own_connection():
            try:
                reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="page", minutes=10)
            except Exception as error:  # noqa: BLE001 -- whatever it is, the test tells it
                errors.append(error)

    threads = [threading.Thread(target=later) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    bell.pass_time(london(20, "23:30"))
    assert [(at, key) for at, key, _ in bell.told()] == [
        ("20 21:30", "routine|calves"),
        ("20 21:45", "routine|calves"),
    ]


def test_asked_for_later_before_it_rang_the_firmer_call_still_follows(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:50"))
    agree(alice, person, BACLOFEN, now=bell.at)
    bell.loop.once()
    bell.at = london(20, "08:00")  # its minute has come, and the worker has not looked yet
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="page", minutes=60)
    bell.pass_time(london(20, "12:00"))
    assert bell.told() == [("20 09:00", "dose|baclofen", 3), ("20 09:30", "dose|baclofen", 2)]


@pytest.mark.parametrize(
    ("quiet_doses", "second"), [(False, "20 08:30"), (True, "20 10:00")], ids=["doses ring", "doses are quiet too"]
)
def test_the_firmer_call_keeps_to_the_quiet_hours_that_were_chosen(
    quiet_doses: bool, second: str, alice: Account, person: Person
) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, BACLOFEN, TABLETS, now=bell.at)
    choose(alice, person, quiet_from="08:15", quiet_to="10:00", quiet_doses=quiet_doses)
    bell.pass_time(london(20, "12:00"))
    assert ("20 08:00", "dose|baclofen", 1) in bell.told()
    assert [(at, key) for at, key, call in bell.told() if call == 2] == [(second, "dose|baclofen")]


LONG = "a very long name, typed on and on " * 12


@pytest.mark.parametrize(
    "name", [LONG, "calves\x00hips", "calves \ud83d", "x|" * 200], ids=["long", "NUL", "half", "bars"]
)
def test_whatever_a_routine_is_called_it_rings_and_is_answered(name: str, alice: Account, person: Person) -> None:
    """Imported plans hold names that no page would take."""
    bell = Bell(london(20, "21:00"))
    agree(alice, person, item("routine", name, times="21:30"), now=bell.at)
    bell.pass_time(london(20, "21:31"))
    assert len(bell.rang) == 1
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    ((_, batch),) = bell.rang
    (told,) = batch.reminders
    assert reminding.mark_of(person.id, told.planned.key) == reminding.mark_of(person.id, due.key)
    reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="push", minutes=10)
    bell.pass_time(london(20, "22:00"))
    assert [each.planned.call for _, batch in bell.rang for each in batch.reminders] == [1, 3]
    (line,) = reminding.reminders(alice, person.id, now=bell.at).ledger
    assert line.due is not None
