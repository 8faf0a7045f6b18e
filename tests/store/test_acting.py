"""Is what somebody answers kept as they meant it: no ring beside the next dose, all or none, nothing said untrue?"""

from __future__ import annotations

import pytest
from tests.store.test_reminders import Bell, agree, item, london, states

from supple.actions import reminding
from supple.model import Account, Person, ReminderState, UserError

THREE_TIMES = item("medicine", "cetirizine", times="08:00; 12:00; 16:00")


def test_a_late_dose_does_not_ring_minutes_before_the_next_one(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, item("medicine", "cetirizine", times="08:00; 16:00"), now=bell.at)
    bell.loop.once()
    bell.at = london(20, "15:50")  # the machine slept
    bell.loop.once()
    assert bell.rang == []
    assert ReminderState.TOO_LATE in states(person, bell).values()
    shown = reminding.reminders(alice, person.id, now=bell.at)
    assert [each.key[-5:] for each in shown.due_now] == ["08:00"], "nothing is noted of it: the page still shows it"


def test_a_dose_is_not_put_off_towards_the_next_one(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, THREE_TIMES, now=bell.at)
    bell.pass_time(london(20, "09:30"))
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    with pytest.raises(UserError, match="half-way"):
        reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="push", minutes=30)
    reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="push", minutes=10)
    bell.pass_time(london(20, "11:55"))
    assert bell.told() == [("20 08:00", "dose|cetirizine", 1), ("20 09:40", "dose|cetirizine", 3)]
