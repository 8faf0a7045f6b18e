"""Is what somebody answers kept as they meant it: no ring beside the next dose, all or none, nothing said untrue?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.store.test_reminders import STRETCH, Bell, agree, item, london, states

from supple import actions
from supple.actions import reminding
from supple.actions.reminding import acting
from supple.model import Account, Day, Dose, DoseStatus, DueState, Person, ReminderState, ReminderStep, UserError
from supple.store import queries, reminders

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


def kept(person: Person) -> int:
    return queries.head(person.id)


def test_of_several_answers_all_are_kept_or_none(
    alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell(london(20, "21:35"))
    agree(alice, person, STRETCH, item("routine", "hips", times="21:00"), now=bell.at)
    keys = [each.key for each in reminding.reminders(alice, person.id, now=bell.at).due_now]
    before = kept(person)
    right, calls = acting.save_facts, list[object]()

    def breaks_at_the_second(*given: object, **how: object) -> object:
        calls.append(given)
        if len(calls) == 2:
            raise OSError("the disk is full")
        return right(*given, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(acting, "save_facts", breaks_at_the_second)
    with pytest.raises(OSError, match="full"):
        reminding.act_on_reminders(alice, person.id, keys, ReminderStep.DONE, now=bell.at, by_way="page")
    assert len(calls) == 2
    assert kept(person) == before
    assert reminders.ledger(person.id, since=bell.at - timedelta(days=1), until=bell.at)[1] == []


def test_one_answer_of_several_that_cannot_be_leaves_none(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "21:35"))
    agree(alice, person, STRETCH, now=bell.at)
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    done, gone = reminding.Answer(due.key, ReminderStep.DONE), reminding.Answer("dose|x|1", ReminderStep.SKIPPED)
    before = kept(person)
    for answers in ([done, gone], [done, reminding.Answer(due.key, ReminderStep.LATER)]):
        with pytest.raises(UserError):
            reminding.answer_reminders(alice, person.id, answers, now=bell.at, by_way="cli")
    assert kept(person) == before
    (acted,) = reminding.answer_reminders(alice, person.id, [done], now=bell.at, by_way="cli")
    assert len(acted.events) == 1


def test_what_is_of_tomorrow_is_not_noted_as_done_today(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "21:35"))
    agree(alice, person, STRETCH, now=bell.at)
    tomorrow = next(each for each in reminding.reminders(alice, person.id, now=bell.at).coming)
    with pytest.raises(UserError, match="not come"):
        reminding.act_on_reminders(alice, person.id, [tomorrow.key], ReminderStep.DONE, now=bell.at, by_way="page")


def test_an_old_notice_does_not_say_done_of_a_dose_that_was_said_to_be_skipped(
    alice: Account, person: Person
) -> None:
    bell = Bell(london(20, "08:05"))
    agree(alice, person, THREE_TIMES, now=bell.at)
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    reminding.act_on_reminders(alice, person.id, [due.key], ReminderStep.SKIPPED, now=bell.at, by_way="page")
    later = bell.at + timedelta(minutes=5)
    with pytest.raises(UserError, match="otherwise since"):
        reminding.act_on_reminders(alice, person.id, [due.key], ReminderStep.DONE, now=later, by_way="push")
    steps = reminders.ledger(person.id, since=bell.at - timedelta(days=1), until=later)[1]
    assert [each.step for each in steps] == [ReminderStep.SKIPPED]


def test_a_visit_is_seen_and_never_done(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "10:00"))
    agree(alice, person, item("visit", "nurse", bell.at.date()), now=bell.at)
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    acted = reminding.act_on_reminders(alice, person.id, [due.key], ReminderStep.DONE, now=bell.at, by_way="cli")
    assert (acted.events, acted.not_noted) == ((), (due,))
    steps = reminders.ledger(person.id, since=bell.at - timedelta(days=1), until=bell.at + timedelta(days=1))[1]
    assert [each.step for each in steps] == [ReminderStep.SEEN]


def test_what_has_not_come_yet_is_not_put_off(alice: Account, person: Person) -> None:
    """The ring of its own time would be taken back, and come before it."""
    bell = Bell(london(20, "21:00"))
    agree(alice, person, STRETCH, now=bell.at)
    bell.loop.once()
    (coming,) = (e for e in reminding.reminders(alice, person.id, now=bell.at).coming if e.at < london(20, "23:00"))
    with pytest.raises(UserError, match="not come"):
        reminding.put_reminders_off(alice, person.id, [coming.key], now=bell.at, by_way="push")
    bell.pass_time(london(20, "21:35"))
    assert bell.told() == [("20 21:30", "routine|calves", 1)]


def test_a_pumps_mark_rings_on_a_later_day_if_the_machine_was_off_and_once(alice: Account, person: Person) -> None:
    bell = Bell(london(10, "12:00"))
    pump = item("pump", "pump", clinic_alarm_date="2026-11-27")
    agree(alice, person, pump, now=bell.at)
    bell.loop.once()
    bell.at = london(22, "10:00")  # off since before the mark of seven days, on the 20th
    bell.pass_time(london(23, "12:00"), timedelta(minutes=20))
    assert [(at[:2], call) for at, _, call in bell.told()] == [("22", 1), ("22", 2)]
    bell.pass_time(london(24, "12:00"), timedelta(minutes=20))
    assert [at[:2] for at, _, call in bell.told() if call == 1] == ["22", "24"], "and then at the next mark"


def test_a_pumps_mark_that_was_seen_stays_on_the_page(alice: Account, person: Person) -> None:
    bell = Bell(london(22, "10:00"))
    agree(alice, person, item("pump", "pump", clinic_alarm_date="2026-11-27"), now=london(10, "12:00"))
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    reminding.act_on_reminders(alice, person.id, [due.key], ReminderStep.SEEN, now=bell.at, by_way="page")
    shown = reminding.reminders(alice, person.id, now=bell.at)
    assert (shown.due_now, shown.seen) == ((due,), (due,))


def test_a_dose_of_which_nobody_knows_whether_it_was_had_does_not_ring(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, THREE_TIMES, now=bell.at)
    bell.loop.once()
    one = (Dose("cetirizine", DoseStatus.TAKEN), Day(bell.at.date(), person.zone))
    actions.save_facts(alice, person.id, [one], now=bell.at, source="check-in")
    bell.pass_time(london(20, "17:00"), timedelta(minutes=20))
    assert bell.rang == []
    assert [each.key[-5:] for each in reminding.reminders(alice, person.id, now=bell.at).unclear] == ["16:00"]


def test_what_was_due_before_the_day_began_is_noted_for_the_day_before(alice: Account, person: Person) -> None:
    """The diary's day begins at four: half past three is the end of the day before, ten past four a new day."""
    bell = Bell(london(21, "04:10"))
    agree(alice, person, item("routine", "calves", what="stretching", times="03:30", group="stretch"), now=bell.at)
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    (event,) = reminding.act_on_reminders(
        alice, person.id, [due.key], ReminderStep.DONE, now=bell.at, by_way="page"
    ).events
    assert event.when == Day(due.on, person.zone)
    after = reminding.reminders(alice, person.id, now=bell.at)
    assert [each.key for each in after.answered if each.state is DueState.DONE] == [due.key]
    assert [each.local.day for each in after.coming] == [22], "the next night's is open"
