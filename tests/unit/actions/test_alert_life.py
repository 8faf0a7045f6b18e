"""What was done about an alert is kept; Supple writes in its own name; helpers are told as the person chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions
from supple.model import (
    Account,
    AlertStep,
    Author,
    Event,
    Instant,
    LifeState,
    NotAllowedError,
    Role,
    Scope,
    Sign,
    Step,
    Tier,
    UserError,
)
from supple.store import people as store_people
from supple.store import queries

HOUR = timedelta(hours=1)


def note(account: Account, person: actions.PersonCard, *signs: str, hours: float = 0) -> None:
    at = NOW + hours * HOUR
    said = [(Sign(code, new=True), Instant(at, ZONE)) for code in signs]
    actions.save_facts(account, person.id, said, now=at, source="test")


def ledger(person: actions.PersonCard) -> list[Event]:
    found = queries.events_of_kind(person.id, AlertStep.KIND)
    return sorted(found, key=lambda event: (event.recorded_at, event.id))


def of(lives: tuple, rule: str = "R16"):
    return next(one for one in lives if one.alert.rule == rule)


@pytest.fixture
def ill(alice: Account, person: actions.PersonCard) -> actions.PersonCard:
    """Alice has a fever since nine."""
    note(alice, person, "fever")
    return person


def test_raised_once_by_supple_whoever_looks(alice: Account, dora: Account, ill: actions.PersonCard) -> None:
    actions.today(dora, ill.id, now=NOW)
    actions.today(alice, ill.id, now=NOW + HOUR)
    actions.alerts(alice, ill.id, now=NOW + 2 * HOUR)
    [raised] = ledger(ill)
    assert isinstance(raised.fact, AlertStep)
    assert (raised.fact.step, raised.fact.tier, raised.fact.inputs) == (Step.RAISED, Tier.T1, ("fever",))
    assert (raised.noted_by, raised.source) == (Author("device", "Supple"), "supple")
    assert actions.today(alice, ill.id, now=NOW + HOUR).days_noted_this_week == 1


def test_a_look_does_not_fail_where_nothing_can_be_written(
    alice: Account, ill: actions.PersonCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    from supple.store import log

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(log, "_append", full)
    view = actions.today(alice, ill.id, now=NOW)
    assert [life.alert.rule for life in view.lives] == ["R16"]
    assert ledger(ill) == []
    with pytest.raises(OperationalError):
        actions.note_alert(alice, ill.id, "R16", Step.CALLED, now=NOW, source="test")


def test_called_is_kept_with_who_and_when_and_can_be_taken_back(alice: Account, bob: Account, ill) -> None:
    event = actions.note_alert(bob, ill.id, "r16", Step.CALLED, now=NOW + HOUR, source="test", words=" nurse  comes ")
    assert event.fact.words == "nurse comes"
    life = of(actions.alerts(alice, ill.id, now=NOW + 2 * HOUR))
    assert (life.state, life.is_resting) == (LifeState.ACTED, False)
    assert life.steps[0].noted_by == Author("carer", "Bob")
    actions.withdraw(alice, ill.id, event.id, now=NOW + 3 * HOUR)
    assert of(actions.alerts(alice, ill.id, now=NOW + 4 * HOUR)).state is LifeState.NEW


def test_the_same_form_twice_is_one_step_and_seen_twice_too(alice: Account, ill: actions.PersonCard) -> None:
    form = uuid4()
    for minute in range(2):
        at = NOW + timedelta(minutes=minute)
        actions.note_alert(alice, ill.id, "R16", Step.SEEN, now=at, source="test", group=form)
    actions.note_alert(alice, ill.id, "R16", Step.SEEN, now=NOW + HOUR, source="test")
    assert sorted(event.fact.step for event in ledger(ill)) == [Step.RAISED, Step.SEEN]


def test_a_sign_that_came_after_the_page_was_shown_is_not_answered(alice: Account, ill: actions.PersonCard) -> None:
    """Bob notes shaking chills while Alice's page is open; her tap answers only the fever."""
    before = of(actions.alerts(alice, ill.id, now=NOW))
    note(alice, ill, "chills", "confusion", hours=1)
    shown = actions.AsShown(before.alert.tier, frozenset(before.alert.held))
    now = of(actions.alerts(alice, ill.id, now=NOW + HOUR))
    assert set(now.alert.held) > set(before.alert.held)
    actions.note_alert(alice, ill.id, "R16", Step.CALLED, now=NOW + HOUR, source="test", shown=shown)
    after = of(actions.alerts(alice, ill.id, now=NOW + 2 * HOUR))
    assert (after.state, bool(after.new_inputs or after.again)) == (LifeState.NEW, True)


def test_a_page_cannot_answer_for_a_tier_that_does_not_hold(alice: Account, ill: actions.PersonCard) -> None:
    shown = actions.AsShown(Tier.T0, frozenset({"fever", "no_such_input"}))
    event = actions.note_alert(alice, ill.id, "R16", Step.CALLED, now=NOW, source="test", shown=shown)
    assert (event.fact.tier, event.fact.inputs) == (Tier.T1, ("fever",))


def test_a_call_is_often_noted_afterwards(alice: Account, ill: actions.PersonCard) -> None:
    """The fever is over: the step stands with the old alert, and does not answer the next one."""
    actions.today(alice, ill.id, now=NOW)
    late = NOW + timedelta(days=6)
    assert actions.alerts(alice, ill.id, now=late) == ()
    actions.note_alert(alice, ill.id, "R16", Step.CALLED, now=late, source="test")
    [past] = actions.raised_alerts(alice, ill.id, now=late)
    assert (past.is_firing, len(past.steps), past.tier) == (False, 1, Tier.T1)
    note(alice, ill, "fever", hours=24 * 6 + 1)
    assert of(actions.alerts(alice, ill.id, now=late + 2 * HOUR)).state is LifeState.NEW
    assert len(actions.raised_alerts(alice, ill.id, now=late + 2 * HOUR)) == 2


@pytest.mark.parametrize(
    ("rule", "step", "words"),
    [("R99", Step.CALLED, ""), ("R16", Step.RAISED, ""), ("R16", Step.SHOWN, ""), ("R16", Step.CALLED, "x" * 501)],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    alice: Account, ill: actions.PersonCard, rule: str, step: Step, words: str
) -> None:
    actions.today(alice, ill.id, now=NOW)
    before = ledger(ill)
    with pytest.raises(UserError):
        actions.note_alert(alice, ill.id, rule, step, now=NOW, source="test", words=words)
    assert ledger(ill) == before


def test_what_supple_wrote_cannot_be_taken_back(alice: Account, ill: actions.PersonCard) -> None:
    actions.today(alice, ill.id, now=NOW)
    [raised] = ledger(ill)
    with pytest.raises(UserError, match="Supple wrote this"):
        actions.withdraw(alice, ill.id, raised.id, now=NOW)
    with pytest.raises(UserError, match="Supple wrote this"):
        actions.correct(alice, ill.id, raised.id, raised.fact, raised.when, now=NOW)


def test_steps_go_along_in_the_export(
    alice: Account, charlie: Account, ill: actions.PersonCard, tmp_path: Path
) -> None:
    actions.note_alert(alice, ill.id, "R16", Step.CALLED, now=NOW, source="test", words="nurse")
    file = actions.export_everything(alice, ill.id, now=NOW).write(tmp_path)
    actions.erase_everything(alice, ill.id, now=NOW)
    new = actions.people(charlie)[0]
    actions.import_file(charlie, new.id, file, now=NOW + HOUR)
    life = of(actions.alerts(charlie, new.id, now=NOW + HOUR))
    assert (life.state, life.steps[0].fact.words) == (LifeState.ACTED, "nurse")


def test_the_rules_do_not_read_their_own_ledger(alice: Account, ill: actions.PersonCard) -> None:
    before = actions.today(alice, ill.id, now=NOW).alerts
    actions.note_alert(alice, ill.id, "R16", Step.NOT_NEEDED, now=NOW, source="test", words="fever 40, fell twice")
    assert actions.today(alice, ill.id, now=NOW).alerts == before


# --- who is told ------------------------------------------------------------------------------------------------


Choose = Callable[[str], None]


@pytest.fixture
def choose(alice: Account, bob: Account, ill: actions.PersonCard) -> Choose:
    return lambda choice: actions.save_telling(alice, ill.id, bob.id, choice)


def shown_in(person: actions.PersonCard) -> list[str | None]:
    return [event.fact.shown_to for event in ledger(person) if event.fact.step is Step.SHOWN]


def test_nobody_is_told_until_the_person_chose(alice: Account, bob: Account, ill: actions.PersonCard) -> None:
    assert actions.helpers_told(alice, ill.id) == {bob.id: "nothing"}
    assert actions.all_told(bob, now=NOW) == ()
    assert actions.today(bob, ill.id, now=NOW).told == ()
    assert shown_in(ill) == []


def test_told_as_chosen_and_the_person_can_read_it(
    alice: Account, bob: Account, ill: actions.PersonCard, choose: Choose
) -> None:
    choose("emergencies")
    assert actions.all_told(bob, now=NOW) == (), "a same-day alert is no emergency"
    choose("same_day")
    [told] = actions.all_told(bob, now=NOW)
    assert [life.alert.rule for life in told.lives] == ["R16"]
    actions.today(bob, ill.id, now=NOW + HOUR)
    assert shown_in(ill) == ["Bob"], "once for each alert"
    assert actions.raised_alerts(alice, ill.id, now=NOW + HOUR)[0].shown[0].noted_by.name == "Supple"
    actions.note_alert(alice, ill.id, "R16", Step.CALLED, now=NOW + HOUR, source="test")
    assert actions.all_told(bob, now=NOW + HOUR) == (), "answered is no news"


def test_a_helper_without_the_right_is_told_nothing(
    alice: Account, bob: Account, eve: Account, dora: Account, ill: actions.PersonCard, choose: Choose
) -> None:
    for helper in (eve, dora):  # may not look; a clinician
        with pytest.raises(UserError):
            actions.save_telling(alice, ill.id, helper.id, "same_day")
    choose("same_day")
    store_people.put_member(bob.id, ill.id, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    assert actions.all_told(bob, now=NOW) == ()
    with pytest.raises(NotAllowedError):
        actions.told_about(bob, ill.id, now=NOW)
    actions.end_member(alice, ill.id, bob.id, now=NOW)
    assert actions.all_told(bob, now=NOW) == ()
    assert actions.helpers_told(alice, ill.id) == {}


@pytest.mark.parametrize("choice", ["", "everything", "T0"])
def test_an_unknown_choice_changes_nothing(alice: Account, bob: Account, ill, choose: Choose, choice: str) -> None:
    choose("emergencies")
    with pytest.raises(UserError):
        choose(choice)
    assert actions.helpers_told(alice, ill.id) == {bob.id: "emergencies"}
