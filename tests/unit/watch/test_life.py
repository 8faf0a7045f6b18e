"""What became of an alert: nothing urgent is ever hidden, one alert an episode, and every order gives one answer."""

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
from supple.knowledge.red_flags import _cool_down, load_red_flags
from supple.model import (
    ACTS,
    BY_SUPPLE,
    Again,
    Alert,
    AlertLife,
    AlertStep,
    Author,
    Event,
    Instant,
    LifeState,
    Step,
    Tier,
)

PERSON = UUID(int=7)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RULES = ("R16", "R20", "R26", "X99")  # X99: of a Supple to come, known to nobody here
SAID = sorted(set(Step) - BY_SUPPLE)
COOL = load_red_flags().cool_down_days


def alert(tier: Tier, *held: str, rule_id: str = "R16", since: datetime | None = NOW, now: datetime = NOW) -> Alert:
    return Alert(
        rule=rule_id,
        version=1,
        tier=tier,
        title="Fever",
        words="",
        call="",
        inputs=dict.fromkeys(held, "yes"),
        source="",
        date_checked=date(2026, 3, 1),
        reviewed_by="nobody yet",
        raised_at=now,
        since=since,
        held=held,
    )


def step(about: Alert, what: Step, at: datetime, *, role: str = "self") -> Event:
    fact = AlertStep(about.rule, 1, about.tier, what, about.title, about.since, about.held)
    return Event(uuid4(), PERSON, fact, Instant(at, "UTC"), at, Author(role), "test")


def life(about: Alert, steps: list[Event], now: datetime) -> AlertLife:
    [only] = watch.lives([about], steps, now)
    return only


def test_an_urgent_alert_stays_in_sight_whatever_was_done() -> None:
    for tier in (Tier.T0, Tier.T1):
        fired = alert(tier, "fever")
        for what, state in (
            (Step.SEEN, LifeState.SEEN),
            (Step.CALLED, LifeState.ACTED),
            (Step.NOT_NEEDED, LifeState.ACTED),
            (Step.CLOSED, LifeState.CLOSED),
        ):
            found = life(fired, [step(fired, what, NOW + HOUR)], NOW + 2 * DAY)
            assert (found.state, found.is_resting) == (state, False)


@pytest.mark.parametrize(("tier", "days"), [(Tier.T2, 3), (Tier.T3, 14)])
def test_a_rest_has_a_stated_end(tier: Tier, days: int) -> None:
    fired = alert(tier, "falls")
    done = [step(fired, Step.CALLED, NOW)]
    just_before = life(fired, done, NOW + days * DAY - timedelta(seconds=1))
    assert just_before.back_at == NOW + days * DAY
    back = life(fired, done, NOW + days * DAY)
    assert (back.state, back.again, back.is_resting) == (LifeState.NEW, Again.REST_OVER, False)
    seen = [*done, step(fired, Step.SEEN, NOW + days * DAY + HOUR)]
    assert life(fired, seen, NOW + days * DAY + 2 * HOUR).state is LifeState.SEEN


def test_looking_is_not_doing() -> None:
    fired = alert(Tier.T2, "falls")
    found = life(fired, [step(fired, Step.SEEN, NOW)], NOW + HOUR)
    assert (found.state, found.is_resting) == (LifeState.SEEN, False)


def test_new_evidence_and_a_higher_tier_raise_it_again() -> None:
    first = alert(Tier.T2, "falls")
    done = [step(first, Step.CLOSED, NOW)]
    more = life(alert(Tier.T2, "falls", "fever"), done, NOW + HOUR)
    assert (more.state, more.again, more.new_inputs) == (LifeState.NEW, Again.NEW_EVIDENCE, ("fever",))
    higher = life(alert(Tier.T1, "falls"), done, NOW + HOUR)
    assert (higher.state, higher.again) == (LifeState.NEW, Again.MORE_URGENT)
    assert higher.steps == tuple(done), "what was done before still stands on the card"


def test_what_was_done_before_new_evidence_does_not_answer_it() -> None:
    """Called about one sign; of the next only "seen" was said."""
    first, second = alert(Tier.T2, "falls"), alert(Tier.T2, "falls", "fever")
    done = [step(first, Step.CALLED, NOW), step(second, Step.SEEN, NOW + HOUR)]
    found = life(second, done, NOW + 2 * HOUR)
    assert (found.state, found.is_resting) == (LifeState.SEEN, False)


def test_the_last_answer_is_the_one_given_last_whatever_onset_it_knew() -> None:
    early_onset, late_onset = alert(Tier.T2, "falls", since=NOW), alert(Tier.T1, "falls", since=NOW + 2 * HOUR)
    done = [step(late_onset, Step.CALLED, NOW + 3 * HOUR), step(early_onset, Step.CALLED, NOW + 4 * HOUR)]
    found = life(replace(late_onset, since=NOW), done, NOW + 5 * HOUR)
    assert found.again is Again.MORE_URGENT


def test_an_onset_that_moves_a_little_is_one_episode() -> None:
    fired = alert(Tier.T1, "fever", since=NOW)
    done = [step(fired, Step.CALLED, NOW + HOUR)]
    for since in (NOW - 3 * HOUR, NOW + timedelta(minutes=20), NOW + 20 * HOUR):
        assert life(replace(fired, since=since), done, NOW + 21 * HOUR).state is LifeState.ACTED


def test_a_rule_that_was_silent_for_longer_than_it_looks_back_begins_a_new_episode() -> None:
    window = timedelta(hours=load_red_flags().rule("R16").window_hours)  # type: ignore[union-attr]
    fired = alert(Tier.T1, "fever", since=NOW)
    done = [step(fired, Step.CALLED, NOW + HOUR)]
    later = NOW + HOUR + max(window, DAY) + HOUR
    again = life(replace(fired, since=later), done, later)
    assert (again.state, again.steps) == (LifeState.NEW, ())


def test_a_long_episode_holds_together_as_its_first_evidence_grows_old() -> None:
    """A sign noted each day for two weeks; the window slides, and each look links the days."""
    ledger: list[Event] = []
    for day in range(14):
        now = NOW + day * DAY
        fired = alert(Tier.T1, "fever", since=max(NOW, now - DAY + HOUR), now=now)
        ledger += watch.to_raise([fired], ledger, person_id=PERSON, zone="UTC", now=now)
        if day == 0:
            ledger.append(step(fired, Step.CALLED, now))
    assert life(fired, ledger, now).state is LifeState.ACTED
    assert len(watch.history(ledger, [fired], now)) == 1


def test_without_a_known_onset_it_still_is_one_episode() -> None:
    fired = alert(Tier.T3, "low_reservoir", rule_id="R05", since=None)
    done = [step(fired, Step.CALLED, NOW)]
    assert life(fired, done, NOW + 10 * DAY).is_resting


def test_a_step_that_was_taken_back_counts_no_more() -> None:
    fired = alert(Tier.T2, "falls")
    done = step(fired, Step.CALLED, NOW)
    gone = replace(done, id=uuid4(), replaces=done.id, withdrawn=True, recorded_at=NOW + HOUR)
    shown = diary.fold([done, gone]).events
    assert life(fired, list(shown), NOW + 2 * HOUR).state is LifeState.NEW


def test_only_t2_and_t3_may_be_given_a_rest() -> None:
    assert set(COOL) == {Tier.T2, Tier.T3}
    for tier in ("T0", "T1"):
        with pytest.raises(ConditionError, match="never muted"):
            _cool_down([{"tier": tier, "days": 1}])
    with pytest.raises(ConditionError, match="no number of days"):
        _cool_down([{"tier": "T2", "days": 0}])


def test_what_was_shown_to_a_helper_answers_nothing_and_is_written_once() -> None:
    fired = alert(Tier.T1, "fever")
    lived = watch.lives([fired], [], NOW)
    told = {"account_id": uuid4(), "name": "Bob", "person_id": PERSON, "zone": "UTC"}
    [shown] = watch.shown_to(lived, now=NOW, **told)  # type: ignore[arg-type]
    [again] = watch.shown_to(lived, now=NOW + HOUR, **told)  # type: ignore[arg-type]
    assert shown.id == again.id
    assert life(fired, [shown], NOW + HOUR).state is LifeState.NEW
    assert shown.noted_by == Author("device", "Supple")


class Lives(RuleBasedStateMachine):
    """Notes come and go, people say what they did, time passes; the ledger only ever grows."""

    @initialize()
    def begin(self) -> None:
        self.now = NOW
        self.ledger: list[Event] = []
        self.gone: set[UUID] = set()
        self.firing: dict[str, Alert] = {}

    def shown(self) -> list[Event]:
        return [event for event in self.ledger if event.id not in self.gone]

    def alerts(self) -> list[Alert]:
        return [replace(one, raised_at=self.now) for one in self.firing.values()]

    @rule(name=st.sampled_from(RULES), tier=st.sampled_from(Tier), sign=st.sampled_from("abc"))
    def note(self, name: str, tier: Tier, sign: str) -> None:
        there = self.firing.get(name)
        if there is None:
            self.firing[name] = alert(tier, sign, rule_id=name, since=self.now, now=self.now)
        else:
            self.firing[name] = replace(there, tier=tier, held=tuple(sorted({*there.held, sign})))

    @rule(name=st.sampled_from(RULES), hours=st.integers(0, 40))
    def window_slides(self, name: str, hours: int) -> None:
        there = self.firing.get(name)
        if there is not None and there.since is not None:
            self.firing[name] = replace(there, since=min(self.now, there.since + hours * HOUR))

    @rule(name=st.sampled_from(RULES))
    def fires_no_longer(self, name: str) -> None:
        self.firing.pop(name, None)

    @rule()
    def somebody_looks(self) -> None:
        made = watch.to_raise(self.alerts(), self.shown(), person_id=PERSON, zone="UTC", now=self.now)
        known = {event.id for event in self.ledger}
        self.ledger += [event for event in made if event.id not in known]

    @rule(name=st.sampled_from(RULES), what=st.sampled_from(SAID), role=st.sampled_from(["self", "carer"]))
    def somebody_says(self, name: str, what: Step, role: str) -> None:
        if name in self.firing:
            self.ledger.append(step(self.firing[name], what, self.now, role=role))

    @rule(number=st.integers(0, 50))
    def taken_back(self, number: int) -> None:
        said = [event for event in self.ledger if event.fact.step not in BY_SUPPLE]  # type: ignore[union-attr]
        if said:
            self.gone.add(said[number % len(said)].id)

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours: int) -> None:
        self.now += hours * HOUR

    @invariant()
    def every_alert_is_there_and_none_urgent_is_folded(self) -> None:
        fired = self.alerts()
        lived = watch.lives(fired, self.shown(), self.now)
        assert sorted(one.alert.rule for one in lived) == sorted(one.rule for one in fired)
        for one in lived:
            if one.alert.tier in {Tier.T0, Tier.T1}:
                assert not one.is_resting
            if one.is_resting:
                days = COOL[one.alert.tier] * DAY
                assert self.now < one.back_at <= self.now + days  # type: ignore[operator]
                doing = ACTS | {Step.CLOSED}
                assert any(e.fact.step in doing and e.recorded_at + days == one.back_at for e in one.steps)  # type: ignore[union-attr]
        urgent_last = [one.is_resting for one in lived]
        assert urgent_last == sorted(urgent_last), "those that rest stand last"

    @invariant()
    def a_higher_tier_or_a_new_sign_is_new(self) -> None:
        for one in watch.lives(self.alerts(), self.shown(), self.now):
            if not one.steps:
                assert one.state is LifeState.NEW
                continue
            facts = [event.fact for event in one.steps]
            known = {name for fact in facts for name in fact.inputs}  # type: ignore[union-attr]
            if one.alert.tier.rank < facts[-1].tier.rank or set(one.alert.held) - known:  # type: ignore[union-attr]
                assert one.state is LifeState.NEW

    @invariant()
    def the_order_of_arrival_does_not_matter(self) -> None:
        mixed = self.shown()
        random.Random(len(mixed)).shuffle(mixed)
        fired = self.alerts()
        assert watch.lives(fired, mixed, self.now) == watch.lives(fired, self.shown(), self.now)
        assert watch.history(mixed, fired, self.now) == watch.history(self.shown(), fired, self.now)

    @invariant()
    def a_look_after_a_look_writes_nothing_and_each_rule_has_one_open_episode(self) -> None:
        fired, shown = self.alerts(), self.shown()
        made = watch.to_raise(fired, shown, person_id=PERSON, zone="UTC", now=self.now)
        assert not watch.to_raise(fired, [*shown, *made], person_id=PERSON, zone="UTC", now=self.now)
        found = watch.history([*shown, *made], fired, self.now)
        assert sorted(one.rule for one in found if one.is_firing) == sorted(one.rule for one in fired)
        every = [e.id for one in found for e in (*one.steps, *one.shown)]
        assert len(every) == len(set(every)), "no step stands in two episodes"


TestLives = Lives.TestCase
TestLives.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
