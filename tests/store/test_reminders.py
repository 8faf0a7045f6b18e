"""Do reminders ring at the right wall-clock minute, none twice, none after done? On SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from tests.store.conftest import Database

from supple import actions
from supple.actions import persons, reminding
from supple.actions.access import EVERYTHING
from supple.actions.reminding import planning
from supple.model import (
    Account,
    Channel,
    Day,
    Instant,
    Pause,
    Person,
    PlanItem,
    PlanStatus,
    ReminderState,
    ReminderStep,
    Role,
    Session,
    UserError,
)
from supple.store import claims, people, reminders
from supple.worker.loop import Loop

LONDON = ZoneInfo("Europe/London")


@dataclass
class Bell:
    """A clock that is put where a test wants it, and a channel that writes down what it was given."""

    at: datetime
    rang: list[tuple[datetime, reminding.Batch]] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def ring(self, batch: reminding.Batch) -> bool:
        self.rang.append((self.at, batch))
        return True

    @property
    def loop(self) -> Loop:
        return Loop(self.now, {Channel.PUSH: self.ring, Channel.MAIL: self.ring})

    def pass_time(self, until: datetime, step: timedelta = timedelta(minutes=5)) -> None:
        loop = self.loop
        while self.at < until:
            self.at += step
            loop.once()

    def told(self) -> list[tuple[str, str, int]]:
        """(wall-clock time of ringing, kind and name, call)."""
        return [
            (f"{at.astimezone(LONDON):%d %H:%M}", each.planned.key.rsplit("|", 1)[0], each.planned.call)
            for at, batch in self.rang
            for each in batch.reminders
        ]


def london(day: int, clock: str, month: int = 11) -> datetime:
    return datetime.combine(date(2026, month, day), time.fromisoformat(clock), LONDON).astimezone(UTC)


def item(kind: str, name: str, on: date = date(2026, 1, 1), **detail: str) -> PlanItem:
    return PlanItem(kind, name, PlanStatus.AGREED, on, detail=detail)


TEN = {"each_time": "1 tablet", "strength": "10", "strength_unit": "mg"}
TABLETS = item("medicine", "cetirizine", times="08:00; 22:00", **TEN)
BACLOFEN = item("medicine", "baclofen", times="08:00", **TEN)
STRETCH = item("routine", "calves", what="stretching", times="21:30", group="stretch")


def agree(account: Account, person: Person, *items: PlanItem, now: datetime) -> None:
    facts = [(each, Day(each.valid_from, person.zone)) for each in items]
    actions.save_facts(account, person.id, facts, now=now, source="plan")


def states(person: Person, bell: Bell) -> dict[tuple[str, Channel], ReminderState]:
    """What the ledger says of the last day, by kind and channel."""
    rows, _ = reminders.ledger(person.id, since=bell.at - timedelta(days=1), until=bell.at + timedelta(days=1))
    return {(each.planned.kind.value, each.planned.channel): each.state for each in rows}


def choose(account: Account, person: Person, **chosen: object) -> None:
    from dataclasses import replace

    persons.save_settings(account, person.id, replace(persons.settings_of(person.id), **chosen))  # type: ignore[arg-type]


def test_each_dose_rings_once_at_its_minute_across_the_clock_change(alice: Account, person: Person) -> None:
    bell = Bell(london(24, "12:00", month=10))  # the clock goes back in the night to 25 October
    agree(alice, person, TABLETS, now=bell.at)
    bell.pass_time(london(26, "12:00", month=10), timedelta(minutes=5))
    assert bell.told() == [
        (f"{day} {clock}", "dose|cetirizine", 1)
        for day, clock in ((24, "22:00"), (25, "08:00"), (25, "22:00"), (26, "08:00"))
    ]


def test_what_is_done_does_not_ring(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "20:00"))
    agree(alice, person, STRETCH, now=bell.at)
    bell.loop.once()
    done = Session("stretching", routine="calves", due_time="21:30")
    actions.save_facts(alice, person.id, [(done, Instant(bell.at, person.zone))], now=bell.at, source="check-in")
    bell.pass_time(london(20, "23:00"))
    assert bell.rang == []
    assert set(states(person, bell).values()) == {ReminderState.NOT_NEEDED}


def test_what_is_noted_in_the_last_second_does_not_ring(alice: Account, person: Person) -> None:
    """The plan is older than the diary when it rings: it is asked once more before anything is sent."""
    bell = Bell(london(20, "20:00"))
    agree(alice, person, STRETCH, now=bell.at)
    bell.loop.once()
    bell.at = london(20, "21:30")
    done = Session("stretching", routine="calves", due_time="21:30")
    actions.save_facts(alice, person.id, [(done, Instant(bell.at, person.zone))], now=bell.at, source="check-in")
    for _ in range(3):
        reminding.deliver(bell.now, {Channel.PUSH: bell.ring})
    assert bell.rang == []


def test_all_that_is_due_at_one_time_is_one_message(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, item("routine", "hips", times="08:00"), now=bell.at)
    bell.pass_time(london(20, "08:05"))
    ((_, batch),) = bell.rang
    assert len(batch.reminders) == 2


def test_a_critical_dose_is_told_again_more_firmly_and_not_once_it_is_noted(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, BACLOFEN, now=bell.at)
    bell.pass_time(london(20, "09:00"))
    assert bell.told() == [("20 08:00", "dose|baclofen", 1), ("20 08:30", "dose|baclofen", 2)]
    assert [batch.is_firm for _, batch in bell.rang] == [False, True]
    bell.pass_time(london(21, "08:10"))
    (key,) = [due.key for due in reminding.reminders(alice, person.id, now=bell.at).due_now]
    reminding.act_on_reminders(alice, person.id, [key], ReminderStep.DONE, now=bell.at, by_way="page")
    bell.pass_time(london(21, "12:00"))
    assert bell.told()[2:] == [("21 08:00", "dose|baclofen", 1)]


def test_quiet_hours_hold_back_a_routine_and_let_a_dose_ring(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "20:00"))
    agree(
        alice,
        person,
        TABLETS,
        item("routine", "hips", times="22:00"),
        item("routine", "early", times="06:30"),
        now=bell.at,
    )
    choose(alice, person, quiet_from="21:45", quiet_to="07:00")
    bell.pass_time(london(21, "07:30"))
    assert bell.told() == [("20 22:00", "dose|cetirizine", 1), ("21 07:00", "routine|early", 1)]


def test_after_a_sleep_of_the_machine_what_still_helps_comes_once_and_says_that_it_is_late(
    alice: Account, person: Person
) -> None:
    bell = Bell(london(20, "07:00"))
    hours = item("break", "breaks", every_minutes="60", from_time="08:00", to_time="18:00")
    agree(alice, person, TABLETS, hours, now=bell.at)
    bell.loop.once()
    bell.at = london(20, "12:30")
    bell.loop.once()
    ((_, batch),) = bell.rang
    assert [each.planned.key.split("|")[0] for each in batch.reminders] == ["dose"]
    assert batch.late == 1
    assert states(person, bell)["break", Channel.PUSH] is ReminderState.TOO_LATE
    bell.pass_time(london(20, "12:40"))
    assert len(bell.rang) == 1


def test_off_for_a_week_brings_no_storm(alice: Account, person: Person) -> None:
    bell = Bell(london(1, "07:00"))
    agree(alice, person, TABLETS, STRETCH, now=bell.at)
    bell.loop.once()
    bell.at = london(8, "10:00")
    bell.loop.once()
    assert len(bell.rang) <= 1
    assert all(each.planned.until > bell.at for _, batch in bell.rang for each in batch.reminders)


def test_what_is_written_down_today_does_not_ring_for_this_morning(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "12:00"))
    bell.loop.once()
    agree(alice, person, TABLETS, now=bell.at)
    bell.pass_time(london(20, "12:30"))
    assert bell.rang == []


def test_later_rings_once_more_and_the_firmer_call_comes_after_it(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, BACLOFEN, now=bell.at)
    bell.pass_time(london(20, "08:05"))
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    reminding.put_reminders_off(alice, person.id, [due.key], now=bell.at, by_way="push", minutes=30)
    bell.pass_time(london(20, "10:00"))
    assert bell.told() == [
        ("20 08:00", "dose|baclofen", 1),
        ("20 08:35", "dose|baclofen", 3),
        ("20 09:05", "dose|baclofen", 2),
    ]


def test_a_rest_from_being_asked_is_quiet_and_keeps_the_medicines(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, STRETCH, now=bell.at)
    actions.save_facts(
        alice, person.id, [(Pause(), Day(date(2026, 11, 20), person.zone))], now=bell.at, source="pause"
    )
    bell.pass_time(london(20, "23:00"), timedelta(minutes=10))
    assert {key for _, key, _ in bell.told()} == {"dose|cetirizine"}


def test_a_journey_rings_nothing_twice(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, now=bell.at)
    bell.pass_time(london(20, "13:00"), timedelta(minutes=10))
    people.change_person(person.id, zone="America/New_York")  # there it is 08:00 again
    bell.pass_time(london(21, "12:00"), timedelta(minutes=10))
    keys = [each.planned.key for _, batch in bell.rang for each in batch.reminders]
    assert len(keys) == len(set(keys))
    assert [f"{at.astimezone(ZoneInfo('America/New_York')):%H:%M}" for at, _ in bell.rang[1:]] == ["22:00"]


def test_done_sent_twice_is_noted_once(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "21:00"))
    agree(alice, person, STRETCH, now=bell.at)
    bell.pass_time(london(20, "21:31"))
    (due,) = reminding.reminders(alice, person.id, now=bell.at).due_now
    first = reminding.act_on_reminders(alice, person.id, [due.key], ReminderStep.DONE, now=bell.at, by_way="push")
    again = reminding.act_on_reminders(alice, person.id, [due.key], ReminderStep.DONE, now=bell.at, by_way="page")
    assert len(first.events) == 1
    assert again.events == ()
    (line,) = reminding.reminders(alice, person.id, now=bell.at).ledger
    assert [step.step for step in line.steps] == [ReminderStep.DONE]


def test_what_is_over_or_unknown_cannot_be_answered(alice: Account, person: Person) -> None:
    with pytest.raises(UserError, match="not due any more"):
        reminding.act_on_reminders(
            alice, person.id, ["dose|x|1"], ReminderStep.DONE, now=london(20, "08:00"), by_way="page"
        )
    with pytest.raises(UserError, match="by then"):
        reminding.put_reminders_off(alice, person.id, ["dose|x|1"], now=london(20, "08:00"), by_way="page")


def test_a_claim_that_was_lost_is_unknown_and_never_rings_again(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, now=bell.at)
    bell.loop.once()
    bell.at = london(20, "08:00")
    claims.claim(uuid4(), bell.at, people=10)  # and then this worker dies
    bell.pass_time(london(20, "08:10"))
    assert bell.rang == []
    assert states(person, bell)["dose", Channel.PUSH] is ReminderState.UNKNOWN


def test_a_channel_that_fails_keeps_no_other_from_ringing(alice: Account, person: Person) -> None:
    bell = Bell(london(20, "07:00"))
    agree(alice, person, TABLETS, now=bell.at)
    choose(alice, person, mail_to="me@example.org", remind={"dose": "page,push,mail"})

    def breaks(_: reminding.Batch) -> bool:
        raise OSError("no network")

    loop = Loop(bell.now, {Channel.PUSH: breaks, Channel.MAIL: bell.ring})
    loop.once()
    bell.at = london(20, "08:00")
    loop.once()
    assert len(bell.rang) == 1
    found = states(person, bell)
    assert found["dose", Channel.PUSH] is ReminderState.FAILED
    assert found["dose", Channel.MAIL] is found["dose", Channel.PAGE] is ReminderState.SENT


def test_one_diary_that_cannot_be_planned_keeps_no_other_from_ringing(
    alice: Account, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell = Bell(london(20, "07:00"))
    broken = people.add_person(alice.id, "Broken", zone="Europe/London", role=Role.SELF, scopes=EVERYTHING)
    for each in (person, broken):
        agree(alice, each, TABLETS, now=bell.at)
    bell.loop.once()
    right = planning.plan_person

    def plan(person_id: UUID, *, now: datetime) -> None:
        if person_id == broken.id:
            raise ValueError("a diary's own words")
        right(person_id, now=now)

    monkeypatch.setattr(planning, "plan_person", plan)
    for each in (person, broken):
        agree(alice, each, STRETCH, now=bell.at)  # both plans are old now
    bell.pass_time(london(20, "08:05"))
    assert {batch.person_id for _, batch in bell.rang} == {person.id}


def test_two_workers_at_once_never_send_the_same(alice: Account, person: Person, database: Database) -> None:
    start = london(20, "07:00")
    everybody = [person]
    for number in range(12):
        account = people.add_account(f"P{number}")
        name = f"P{number}"
        everybody.append(people.add_person(account.id, name, zone="Europe/London", role=Role.SELF, scopes=EVERYTHING))
        agree(account, everybody[-1], TABLETS, now=start)
    agree(alice, person, TABLETS, now=start)
    reminding.plan_all(start)
    sent: list[int] = []
    lock = threading.Lock()

    def ring(batch: reminding.Batch) -> bool:
        with lock:
            sent.extend(each.id for each in batch.reminders)
        return True

    def work() -> None:
        from supple.store import own_connection

        with own_connection():
            for _ in range(20):
                reminding.deliver(lambda: london(20, "08:00"), {Channel.PUSH: ring})

    _together(work for _ in range(3))
    assert len(sent) == len(set(sent)) == len(everybody)


def _together(jobs: Iterable[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
