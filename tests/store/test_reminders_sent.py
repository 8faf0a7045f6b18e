"""Is each message asked for once more just before it goes, and does nobody wait for somebody else's slow phone?"""

from __future__ import annotations

import threading
from datetime import timedelta

from tests.store.test_reminders import STRETCH, TABLETS, Bell, agree, item, london, states

from supple import actions
from supple.actions import reminding
from supple.actions.access import EVERYTHING
from supple.model import Account, Channel, Instant, Person, ReminderState, Role, Session
from supple.store import people
from supple.worker.loop import Loop


def another(name: str, zone: str = "Europe/London") -> tuple[Account, Person]:
    account = people.add_account(name)
    return account, people.add_person(account.id, name, zone=zone, role=Role.SELF, scopes=EVERYTHING)


def test_what_is_noted_while_another_person_is_told_does_not_ring(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "21:00"))
    everybody = {person.id: alice}
    for number in range(3):
        account, other = another(f"P{number}")
        everybody[other.id] = account
    for person_id, account in everybody.items():
        agree(account, Person(person_id, "", "Europe/London"), STRETCH, now=bell.at)
    reminding.plan_all(bell.at)
    bell.at = london(20, "21:30")

    def ring(batch: reminding.Batch) -> bool:
        for person_id, account in everybody.items():  # somebody else does theirs, while this one is being told
            if person_id != batch.person_id:
                done = Session("stretching", routine="calves", due_time="21:30")
                facts = [(done, Instant(bell.at, "Europe/London"))]
                actions.save_facts(account, person_id, facts, now=bell.at, source="check-in")
        return bell.ring(batch)

    reminding.deliver(bell.now, {Channel.PUSH: ring})
    assert len(bell.rang) == 1


def test_all_of_one_person_is_one_message_however_many_are_due(alice: Account, person: Person) -> None:
    """Also when more rings at once than one claim looks at."""
    bell = Bell(london(20, "07:00"))
    account, other = another("Second")
    for n in range(30):
        agree(account, other, item("routine", f"r{n}", times="08:00"), now=bell.at)
    agree(alice, person, TABLETS, now=bell.at)
    reminding.plan_all(bell.at)
    bell.at = london(20, "08:00")
    reminding.deliver(bell.now, {Channel.PUSH: bell.ring})
    assert sorted(len(batch.reminders) for _, batch in bell.rang) == [1, 30]


def test_a_slow_phone_keeps_nobody_else_from_ringing(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, now=bell.at)
    account, other = another("Second")
    agree(account, other, TABLETS, now=bell.at)
    answers = threading.Event()

    def ring(batch: reminding.Batch) -> bool:
        if batch.person_id == person.id:
            answers.wait(60)
        return bell.ring(batch)

    loop = Loop(bell.now, {Channel.PUSH: ring})
    loop.once()
    bell.at = london(20, "08:00")
    try:
        loop.once()
        assert [batch.person_id for _, batch in bell.rang] == [other.id]
        assert states(person, bell)["dose", Channel.PUSH] is ReminderState.CLAIMED
        bell.at += timedelta(minutes=1)
        agree(account, other, STRETCH, now=bell.at)
        loop.once()  # and it is not rung a second time while it takes its time
    finally:
        answers.set()
    loop.close()
    assert [batch.person_id for _, batch in bell.rang] == [other.id, person.id]
    assert states(person, bell)["dose", Channel.PUSH] is ReminderState.SENT
