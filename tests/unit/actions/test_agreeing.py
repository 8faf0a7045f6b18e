"""Goals, visits, aids: kept once however often a form is sent; what cannot stand is refused, nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.unit.actions.conftest import NOW, ZONE, helper

from supple import actions
from supple.model import Account, PlanItem, Role, Scope, UserError

TODAY = NOW.date()
LATER, LATEST = NOW + timedelta(minutes=5), NOW + timedelta(minutes=10)
SOON, BEFORE = TODAY + timedelta(days=20), TODAY - timedelta(days=20)


@pytest.fixture
def held(alice: Account, person: actions.PersonCard) -> Callable[[], actions.Agreements]:
    return lambda: actions.agreements(alice, person.id, now=LATEST)


def entries(alice: Account, person: actions.PersonCard) -> int:
    return sum(len(day.entries) for day in actions.timeline(alice, person.id, limit=500).days)


def test_a_level_tapped_twice_is_kept_once(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    actions.add_goal(alice, person.id, "Walk  to the shop", area="walking", now=NOW)
    form = uuid4()
    for _ in range(2):
        actions.note_attained(alice, person.id, "walk to the shop", -1, now=LATER, group=form)
    (goal,) = held().goals
    assert [(each.on, each.level) for each in goal.attained] == [(TODAY, -1)]
    assert goal.item.detail["area"] == "walking"
    assert entries(alice, person) == 2


@pytest.mark.parametrize(
    "bad",
    [
        lambda a, p: actions.add_goal(a, p, "  ", now=NOW),
        lambda a, p: actions.add_goal(a, p, "x" * 301, now=NOW),
        lambda a, p: actions.add_goal(a, p, "x", area="flying", now=NOW),
        lambda a, p: actions.add_goal(a, p, "x", by=BEFORE, now=NOW),
        lambda a, p: actions.note_attained(a, p, "no such goal", 0, now=NOW),
        lambda a, p: actions.note_attained(a, p, "the goal", 3, now=NOW),
        lambda a, p: actions.note_attained(a, p, "the goal", 0, on=SOON, now=NOW),
        lambda a, p: actions.add_goal(a, p, "THE goal", area="sleep", now=NOW),
        lambda a, p: actions.add_visit(a, p, "nurse", date(3000, 1, 1), now=NOW),
        lambda a, p: actions.decide(a, p, "nurse", SOON, "referral", now=NOW),
        lambda a, p: actions.decide(a, p, "nobody", BEFORE, "referral", now=NOW),
        lambda a, p: actions.add_aid(a, p, "", "other", now=NOW),
        lambda a, p: actions.add_aid(a, p, "x", "rocket", now=NOW),
        lambda a, p: actions.add_aid(a, p, "x", "cane", uses_stiffness=["flying"], now=NOW),
        lambda a, p: actions.end_agreed(a, p, "medicine", "the goal", now=NOW),
        lambda a, p: actions.end_agreed(a, p, "aid", "no such aid", now=NOW),
    ],
)
def test_what_cannot_stand_is_refused_by_its_field_and_nothing_is_written(
    bad: Callable[[Account, object], object], alice: Account, person: actions.PersonCard
) -> None:
    actions.add_goal(alice, person.id, "the goal", now=NOW)
    actions.add_visit(alice, person.id, "nurse", SOON, now=NOW)
    before = entries(alice, person)
    with pytest.raises(UserError) as refused:
        bad(alice, person.id)
    assert refused.value.field
    assert entries(alice, person) == before


def test_two_coming_visits_with_one_nurse_both_stand_on_today(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    for day in (SOON, SOON + timedelta(days=30)):
        actions.add_visit(alice, person.id, "MS nurse", day, now=NOW)
    assert [visit.valid_from for visit in held().coming] == [SOON, SOON + timedelta(days=30)]
    assert [each.day for each in actions.today(alice, person.id, now=NOW).next_up if each.day] == [
        SOON,
        SOON + timedelta(days=30),
    ]
    actions.end_agreed(alice, person.id, "visit", "MS nurse", on=SOON, now=LATER)
    assert [visit.valid_from for visit in held().coming] == [SOON + timedelta(days=30)]


def test_a_decision_is_kept_with_its_visit_and_can_be_taken_back(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    for day in (BEFORE, TODAY):
        actions.add_visit(alice, person.id, "MS nurse", day, now=NOW)
    actions.decide(alice, person.id, "MS nurse", BEFORE, "referral", words="pain clinic", now=LATER)
    today, before = held().past
    assert "decided" not in today.detail
    assert (before.detail["decided"], before.detail["decided_words"]) == ("referral", "pain clinic")
    actions.take_back_decision(alice, person.id, "MS nurse", BEFORE, now=LATEST)
    assert "decided" not in held().past[1].detail


def test_an_asked_question_says_when_and_leaves_the_list(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    actions.add_question(alice, person.id, "Why at night?", now=NOW)
    assert [each.name for each in held().questions] == ["Why at night?"]
    (event,) = actions.end_agreed(alice, person.id, "question", "why at night?", now=LATER)
    assert isinstance(event.fact, PlanItem)
    assert event.fact.detail["asked_on"] == TODAY.isoformat()
    assert held().questions == ()


def test_an_aid_is_a_dated_change_whose_effect_can_be_looked_at(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    actions.add_aid(alice, person.id, "", "walker", since=BEFORE, uses_stiffness=["standing"], now=NOW)
    assert [(each.day, each.kind, each.label) for each in held().plan.changes] == [
        (BEFORE, "other", "walker: agreed")
    ]
    actions.end_agreed(alice, person.id, "aid", "Walker", now=LATER)
    assert held().aids == ()
    assert held().plan.changes[-1].label == "walker: ended"


def test_a_helper_who_may_only_note_is_not_told_which_goals_there_are(
    alice: Account, person: actions.PersonCard
) -> None:
    actions.add_goal(alice, person.id, "a private goal", now=NOW)
    eve = helper(alice, person, "Eve", Role.CARER, Scope.NOTE)
    with pytest.raises(UserError) as refused:
        actions.note_attained(eve, person.id, "another", 0, now=NOW)
    assert "private" not in str(refused.value)


def test_the_sheet_reads_what_is_stored(alice: Account, person: actions.PersonCard) -> None:
    actions.add_aid(alice, person.id, "night splint", "brace", now=NOW)
    actions.add_visit(alice, person.id, "MS nurse", SOON, now=NOW)
    sheet = actions.plan_sheet(alice, person.id, now=NOW)
    assert (sheet.person_name, sheet.day, sheet.now.tzinfo.key) == ("Alice", TODAY, ZONE)  # type: ignore[union-attr]
    assert [section.id for section in sheet.sections] == ["aid", "visit"]


def test_a_visit_written_down_again_keeps_what_was_decided(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    actions.add_visit(alice, person.id, "Dr Grün", BEFORE, now=NOW)
    actions.decide(alice, person.id, "Dr Grün", BEFORE, "medicine_changed", words="more at night", now=NOW)
    actions.add_visit(alice, person.id, "dr grün", BEFORE, now=LATER)
    (visit,) = held().past
    assert (visit.detail["decided"], visit.detail["decided_words"]) == ("medicine_changed", "more at night")


def test_a_cross_off_tapped_twice_is_one(alice: Account, person: actions.PersonCard) -> None:
    actions.add_question(alice, person.id, "Why at night?", now=NOW)
    form = uuid4()
    first, again = (
        actions.end_agreed(alice, person.id, "question", "Why at night?", now=now, group=form)
        for now in (LATER, LATEST)
    )
    assert [event.id for event in again] == [event.id for event in first]
    assert entries(alice, person) == 2


def test_a_second_aid_of_one_name_takes_nothing_from_the_first(
    alice: Account, person: actions.PersonCard, held: Callable[[], actions.Agreements]
) -> None:
    actions.add_aid(alice, person.id, "cushion", "cushion", since=BEFORE, advised_by="OT", now=NOW)
    with pytest.raises(UserError, match="name"):
        actions.add_aid(alice, person.id, "Cushion", "cushion", now=LATER)
    with pytest.raises(UserError, match="day"):
        actions.add_aid(alice, person.id, "new bed", "bed", since=SOON, now=LATER)
    (aid,) = held().aids
    assert (aid.valid_from, aid.detail["advised_by"]) == (BEFORE, "OT")
