"""An emergency that nobody answered does not pass in silence: it stays until somebody says what was done."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from supple import diary, watch
from supple.knowledge.condition_reading import ConditionError
from supple.knowledge.red_flags import _unanswered, load_red_flags
from supple.model import (
    ACTS,
    AlertLife,
    AlertStep,
    Author,
    Day,
    Diary,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Instant,
    LifeState,
    Measurement,
    Plan,
    PlanItem,
    PlanStatus,
    Sign,
    Step,
    Tier,
    When,
)
from supple.plan import plan_at

PERSON = UUID(int=7)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
DAYS = load_red_flags().unanswered_days


def noted(fact: Fact, at: datetime, when: When | None = None) -> Event:
    return Event(uuid4(), PERSON, fact, when or Instant(at, "UTC"), at, Author("self"), "test")


def there(*signs: str, at: datetime = NOW) -> list[Event]:
    return [noted(Sign(code, new=True), at) for code in signs]


def folded(events: list[Event]) -> Diary:
    return diary.fold(events)


def firing(events: list[Event], now: datetime) -> tuple[AlertLife, ...]:
    shown = folded(events)
    fired = watch.check(shown, plan_of(events)(now.date()), now)
    return watch.lives(fired, [e for e in shown.events if isinstance(e.fact, AlertStep)], now)


def plan_of(events: list[Event]):
    def plan_on(day: date) -> Plan:
        return plan_at(events, day)

    return plan_on


def waiting(events: list[Event], now: datetime) -> tuple[AlertLife, ...]:
    return watch.unanswered(folded(events), plan_of(events), now, lived=firing(events, now))


def rules(lives: tuple[AlertLife, ...]) -> list[str]:
    return [life.alert.rule for life in lives]


def answer(life: AlertLife, what: Step, at: datetime) -> Event:
    alert = life.alert
    fact = AlertStep(alert.rule, alert.version, alert.tier, what, alert.title, alert.since, alert.held)
    return noted(fact, at, Instant(life.raised_at, "UTC"))


def test_it_stays_when_its_window_is_over_and_says_when_it_was_raised() -> None:
    events = there("cannot_pass_urine", "saddle_numbness")
    assert waiting(events, NOW + HOUR) == ()
    assert "R13" in rules(firing(events, NOW + 25 * HOUR))
    assert "R13" not in rules(waiting(events, NOW + 25 * HOUR)), "it is in sight already"
    later = NOW + 49 * HOUR
    assert not firing(events, later)
    first = waiting(events, later)[0]
    assert (first.alert.rule, first.alert.tier, first.state) == ("R13", Tier.T0, LifeState.UNANSWERED)
    assert (first.raised_at, first.back_at, first.is_resting) == (NOW, None, False)
    assert set(first.alert.held) == {"cannot_pass_urine", "saddle_numbness"}


def test_a_measured_fever_stays_too_also_as_a_note_of_a_day() -> None:
    fever = Measurement("temperature", 38.6, "Cel")
    for event in (noted(fever, NOW), noted(fever, NOW, Day(NOW.date(), "UTC"))):
        assert "R16" in rules(waiting([event], NOW + 3 * DAY))
    assert not waiting([noted(Measurement("temperature", 36.8, "Cel"), NOW)], NOW + 3 * DAY)


@pytest.mark.parametrize("what", sorted(ACTS | {Step.CLOSED}))
def test_an_answer_ends_it(what: Step) -> None:
    events = there("saddle_numbness")
    [life] = waiting(events, NOW + 3 * DAY)
    assert not waiting([*events, answer(life, what, NOW + 3 * DAY)], NOW + 3 * DAY)


def test_having_seen_it_is_no_answer_and_neither_is_a_later_note() -> None:
    events = there("saddle_numbness")
    [life] = waiting(events, NOW + 3 * DAY)
    seen = [*events, answer(life, Step.SEEN, NOW + 3 * DAY), noted(Sign("itching_rash"), NOW + 2 * DAY)]
    [still] = waiting(seen, NOW + 4 * DAY)
    assert [event.fact.step for event in still.steps] == [Step.SEEN]  # type: ignore[union-attr]


def test_a_later_answer_to_something_milder_does_not_cover_it() -> None:
    events = there("bowel_loss", "saddle_numbness")
    [life] = [one for one in waiting(events, NOW + 3 * DAY) if one.alert.rule == "R13"]
    milder = replace(life, alert=replace(life.alert, tier=Tier.T1))
    assert "R13" in rules(waiting([*events, answer(milder, Step.CALLED, NOW + 3 * DAY)], NOW + 3 * DAY))


def test_another_sign_of_the_same_rule_never_takes_it_out_of_sight() -> None:
    events = [*there("saddle_numbness"), *there("bowel_loss", at=NOW + 4 * DAY)]
    at = NOW + 4 * DAY + HOUR
    [life] = [one for one in firing(events, at) if one.alert.rule == "R13"]
    assert (life.alert.held, life.state) == (("bowel_loss",), LifeState.NEW)
    for noted_by_now in (events, [*events, answer(life, Step.CALLED, at)]):
        [still] = [one for one in waiting(noted_by_now, at + HOUR) if one.alert.rule == "R13"]
        assert still.alert.held == ("saddle_numbness",)


def test_what_was_answered_while_it_fired_never_comes_back() -> None:
    events = there("saddle_numbness")
    [life] = firing(events, NOW + HOUR)
    done = answer(life, Step.CALLED, NOW + HOUR)
    assert not waiting([*events, done], NOW + 3 * DAY)
    gone = replace(done, id=uuid4(), replaces=done.id, withdrawn=True, recorded_at=NOW + 2 * HOUR)
    assert rules(waiting([*events, done, gone], NOW + 3 * DAY)) == ["R13"], "the answer was taken back"


def test_a_note_taken_back_or_put_right_was_never_there() -> None:
    [event] = there("saddle_numbness")
    gone = replace(event, id=uuid4(), replaces=event.id, withdrawn=True, recorded_at=NOW + 2 * DAY)
    right = replace(
        event, id=uuid4(), replaces=event.id, fact=Sign("saddle_numbness", present=False), recorded_at=NOW + 2 * DAY
    )
    for mend in (gone, right):
        assert not waiting([event, mend], NOW + 3 * DAY)


def test_a_count_and_a_sign_that_set_off_something_together_are_both_told() -> None:
    events = [*there("head_injury"), *there("fever", at=NOW + 5 * DAY)]
    found = waiting(events, NOW + 8 * DAY)
    assert {life.alert.rule for life in found} >= {"R22", "R16"}
    assert [life.alert.tier.rank for life in found] == sorted(life.alert.tier.rank for life in found)


def test_signs_days_apart_are_never_taken_together() -> None:
    """Fever and a stiff neck are an emergency together; a week apart they were none."""
    apart = [*there("fever"), *there("stiff_neck", at=NOW + 7 * DAY)]
    assert all(life.alert.tier is not Tier.T0 for life in waiting(apart, NOW + 12 * DAY))


def test_what_the_plan_and_the_doses_raised_alone_is_settled_by_them() -> None:
    medicine = noted(PlanItem("medicine", "baclofen", PlanStatus.AGREED, date(2026, 1, 1)), NOW - 300 * DAY)
    missed = [noted(Dose("baclofen", DoseStatus.MISSED), NOW + hours * HOUR) for hours in (0, 8, 16, 24, 32)]
    usual = [noted(Dose("baclofen", DoseStatus.TAKEN), NOW - hours * HOUR) for hours in range(8, 24 * 40, 24)]
    before = [medicine, *usual, *missed]
    assert "R06" in rules(firing(before, NOW + 33 * HOUR))
    taken = [noted(Dose("baclofen", DoseStatus.TAKEN), NOW + 34 * HOUR)]
    assert "R06" not in rules(waiting([*before, *taken, *there("itching_rash")], NOW + 6 * DAY))


def test_one_episode_is_told_once_and_two_are_told_twice() -> None:
    near = [*there("seizure"), *there("seizure", at=NOW + 6 * HOUR)]
    assert rules(waiting(near, NOW + 3 * DAY)).count("R34") == 1
    apart = [*there("seizure"), *there("seizure", at=NOW + 5 * DAY)]
    assert rules(waiting(apart, NOW + 8 * DAY)).count("R34") == 2


def test_it_is_asked_about_for_the_days_that_the_file_says() -> None:
    events = there("seizure")
    window = timedelta(hours=load_red_flags().rule("R34").window_hours)  # type: ignore[union-attr]
    until = NOW + window + DAYS[Tier.T0] * DAY
    assert rules(waiting(events, until)) == ["R34"]
    assert not waiting(events, until + HOUR)


def test_the_file_gives_both_urgent_tiers_their_days_and_no_other() -> None:
    assert set(DAYS) == {Tier.T0, Tier.T1}
    with pytest.raises(ConditionError, match="only T0 and T1"):
        _unanswered([{"tier": "T2", "days": 3}])


def test_it_is_written_down_late_at_its_own_moment_and_once() -> None:
    events = there("seizure")
    later = NOW + 3 * DAY
    given = {"person_id": PERSON, "zone": "UTC", "now": later}
    [raised] = watch.to_raise_late(waiting(events, later), [], **given)  # type: ignore[arg-type]
    assert (raised.when, raised.recorded_at) == (Instant(NOW, "UTC"), later)
    assert raised.noted_by == Author("device", "Supple")
    assert not watch.to_raise_late(waiting(events, later), [raised], **given)  # type: ignore[arg-type]
    [episode] = watch.history([raised], [], later)
    assert (episode.rule, episode.first_at, episode.is_firing) == ("R34", NOW, False)


SIGNS = {"seizure": "R34", "saddle_numbness": "R13", "in_danger": "R24", "fever": "R16"}


class Waiting(RuleBasedStateMachine):
    """Signs are noted and taken back, people answer or not, time passes: no emergency goes without an answer."""

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.signs: list[Event] = []
        self.said: list[Event] = []
        self.due: dict[UUID, str] = {}  # signs that nobody has answered: their rules

    def events(self) -> list[Event]:
        return [*self.signs, *self.said]

    def every(self) -> tuple[tuple[AlertLife, ...], tuple[AlertLife, ...]]:
        return firing(self.events(), self.now), waiting(self.events(), self.now)

    @rule(code=st.sampled_from(sorted(SIGNS)))
    def a_sign(self, code: str) -> None:
        event = noted(Sign(code, new=True), self.now)
        self.signs.append(event)
        lived, _ = self.every()
        life = next(one for one in lived if one.alert.rule == SIGNS[code])
        if life.state in {LifeState.NEW, LifeState.SEEN}:  # otherwise the answer of this episode covers it
            self.due[event.id] = SIGNS[code]

    @rule(code=st.sampled_from(["tingling", "itching_rash"]))
    def an_ordinary_note(self, code: str) -> None:
        self.signs.append(noted(Sign(code), self.now))

    @rule(number=st.integers(0, 20))
    def taken_back(self, number: int) -> None:
        if self.signs:
            gone = self.signs.pop(number % len(self.signs))
            self.due.pop(gone.id, None)

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(what=st.sampled_from(sorted({*ACTS, Step.CLOSED, Step.SEEN})), number=st.integers(0, 5))
    def somebody_says(self, what: Step, number: int) -> None:
        _, passed = self.every()
        if not passed:
            return
        life = passed[number % len(passed)]
        self.said.append(answer(life, what, self.now))
        if what is not Step.SEEN:
            # A rule's answer holds for its episode, and for no other.
            self.due = {key: name for key, name in self.due.items() if not self.is_of(key, life)}

    def is_of(self, key: UUID, life: AlertLife) -> bool:
        event = next(each for each in self.signs if each.id == key)
        since = life.alert.since or life.raised_at
        lull = max(DAY, timedelta(hours=load_red_flags().rule(life.alert.rule).window_hours))  # type: ignore[union-attr]
        at = event.when.at_utc  # type: ignore[union-attr]
        return SIGNS[event.fact.code] == life.alert.rule and since - lull <= at <= life.raised_at + lull  # type: ignore[union-attr]

    @invariant()
    def nothing_urgent_goes_in_silence(self) -> None:
        lived, passed = self.every()
        in_sight = {one.alert.rule for one in (*lived, *passed)}
        for key, name in self.due.items():
            [event] = [each for each in self.signs if each.id == key]
            if self.now - event.when.at_utc <= min(DAYS.values()) * DAY:  # type: ignore[union-attr]
                assert name in in_sight

    @invariant()
    def only_what_was_noted_and_urgent_waits(self) -> None:
        _, passed = self.every()
        codes = {SIGNS.get(each.fact.code) for each in self.signs}  # type: ignore[union-attr]
        for one in passed:
            assert one.state is LifeState.UNANSWERED
            assert one.alert.tier in DAYS
            assert one.alert.rule in codes
            assert not one.is_resting
            assert one.raised_at <= self.now

    @invariant()
    def the_order_of_arrival_does_not_matter(self) -> None:
        mixed = self.events()
        random.Random(len(mixed)).shuffle(mixed)
        assert waiting(mixed, self.now) == waiting(self.events(), self.now)


TestWaiting = Waiting.TestCase
TestWaiting.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
