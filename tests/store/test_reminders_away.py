"""The database goes away and comes back: nothing that was not sent is lost, nothing that was sent rings again."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection
from tests.store.conftest import Database
from tests.store.test_reminders import STRETCH, TABLETS, Bell, agree, london, states
from tests.store.test_reminders_sent import another

from supple import store
from supple.actions import reminding
from supple.actions.reminding import planning
from supple.model import Account, Channel, Person, ReminderState
from supple.store import claims
from supple.worker.loop import Loop


@pytest.fixture
def bell(alice: Account, person: Person) -> Bell:
    """At eight a dose is due."""
    made = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, now=made.at)
    reminding.plan_all(made.at)
    made.at = london(20, "08:00")
    return made


def away(*_: object, **__: object) -> Any:
    raise OperationalError("server closed the connection unexpectedly")


def answer_lost(right: Callable[..., Any]) -> Callable[..., Any]:
    """What is asked is done, but the answer never comes."""

    def asked(*given: Any, **named: Any) -> Any:
        right(*given, **named)
        away()

    return asked


@pytest.mark.parametrize("step", ["end_lost_claims", "claim", "stale", "end"])
@pytest.mark.parametrize("is_done", [False, True], ids=["away before", "away after"])
def test_wherever_it_breaks_off_it_rings_once_and_is_written_down(
    step: str, is_done: bool, bell: Bell, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = bell.loop
    with monkeypatch.context() as broken:
        broken.setattr(claims, step, answer_lost(getattr(claims, step)) if is_done else away)
        for _ in range(2):
            with pytest.raises(OperationalError):
                loop.once()
    loop.once()
    loop.once()
    assert len(bell.rang) == 1
    assert states(person, bell)["dose", Channel.PUSH] is ReminderState.SENT
    assert states(person, bell)["dose", Channel.PAGE] is ReminderState.SENT


def test_a_plan_that_could_not_be_read_in_time_is_asked_again_and_never_given_up(
    bell: Bell, alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something was noted, so the plan is asked once more when it rings; just then the database is away."""
    loop = bell.loop
    agree(alice, person, STRETCH, now=bell.at)
    with monkeypatch.context() as broken:
        broken.setattr(planning, "plan_person", away)
        with pytest.raises(OperationalError):
            loop.once()
    assert bell.rang == []
    bell.pass_time(london(20, "08:02"))
    assert [batch.person_id for _, batch in bell.rang] == [person.id]


def test_one_diary_that_the_database_will_not_give_keeps_no_other_from_ringing(
    bell: Bell, alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, other = another("Second")
    agree(account, other, TABLETS, now=london(20, "07:00"))
    reminding.plan_all(london(20, "07:00"))
    right = planning.plan_person

    def plan(person_id: UUID, *, now: datetime) -> None:
        if person_id == person.id:
            away()
        right(person_id, now=now)

    monkeypatch.setattr(planning, "plan_person", plan)
    agree(alice, person, STRETCH, now=bell.at)
    with pytest.raises(OperationalError):
        bell.loop.once()
    assert [batch.person_id for _, batch in bell.rang] == [other.id]


def test_a_connection_that_was_cut_is_made_anew(bell: Bell, person: Person, database: Database) -> None:
    loop = bell.loop
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    _cut(database)
    loop.once()
    assert [batch.person_id for _, batch in bell.rang] == [person.id]


def test_the_loop_goes_on_once_the_database_is_back(
    bell: Bell, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    right = claims.claim

    def claim(*given: Any, **named: Any) -> Any:
        asked.append(1)
        return away() if len(asked) <= 2 else right(*given, **named)

    stop = threading.Event()

    def ring(batch: reminding.Batch) -> bool:
        stop.set()
        return bell.ring(batch)

    monkeypatch.setattr(claims, "claim", claim)
    Loop(bell.now, {Channel.PUSH: ring}, poll=0.01).run(stop)
    assert [batch.person_id for _, batch in bell.rang] == [person.id]
    assert states(person, bell)["dose", Channel.PUSH] is ReminderState.SENT  # what was on its way was finished


def _cut(database: Database) -> None:
    """As when the server is started again."""
    if database.url is None:
        store.drop_connections()
        return
    import psycopg

    name = database.url.rsplit("/", 1)[1].split("?")[0]
    with psycopg.connect(database.url.replace(f"/{name}?", "/postgres?"), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
