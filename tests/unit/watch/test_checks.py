"""What do answers on a sheet become, and does the card say exactly what was answered?"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.red_flags.build import NOW, PERSON, SELF, ZONE, item, the_plan
from tests.spec.words import problems

from supple.knowledge import load
from supple.knowledge.checks import load_checks
from supple.knowledge.saying import say
from supple.model import (
    CHECK_SOURCE,
    CheckCard,
    Checked,
    Event,
    Fact,
    Factor,
    Instant,
    Sign,
    UserError,
    check_fact,
    fact_from_json,
    fact_to_json,
)
from supple.watch import checks

SHEETS = load_checks()


def kept(sheet_id: str, facts: list[Fact], *, group: int = 1, at: datetime = NOW) -> list[Event]:
    return [
        Event(
            id=UUID(int=group * 1000 + number),
            person_id=PERSON,
            fact=fact,
            when=Instant(at, ZONE),
            recorded_at=at,
            noted_by=SELF,
            source=f"{CHECK_SOURCE}{sheet_id}",
            group=UUID(int=group),
        )
        for number, fact in enumerate(facts)
    ]


def card_of(events: list[Event], sheet_id: str) -> CheckCard:
    found = checks.card(events, sheet_id)
    assert found is not None
    return found


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[str, dict[str, str], list[str]]:
    """Any sheet with any answers, and under each yes any of the triggers it names."""
    sheet = SHEETS[draw(st.sampled_from(sorted(SHEETS)))]
    said = st.sampled_from(["", *sheet.answers])
    answers = {each.id: answer for each in sheet.items if (answer := draw(said))}
    factors = [code for each in sheet.items for code in each.factors]
    return sheet.id, answers, draw(st.lists(st.sampled_from(factors), unique=True))


@given(filled_in())
def test_the_card_says_what_was_answered_and_nothing_else(filled: tuple[str, dict[str, str], list[str]]) -> None:
    sheet_id, answers, which = filled
    sheet, items = checks.sheet_for(sheet_id, None)
    facts = checks.facts_of(sheet, items, answers, which=which)
    if not answers:
        assert facts == []
        return
    again = [fact_from_json(fact_to_json(fact)) for fact in facts]
    assert again == facts
    for fact in facts:
        check_fact(fact)
        assert say(fact)
    found = card_of(kept(sheet_id, facts), sheet_id)
    assert {line.item: line.answer for line in found.lines} == {each.id: answers.get(each.id, "") for each in items}
    told = " ".join(checks.to_read_out(found))
    for line in found.lines:
        assert line.label.casefold() in told.casefold()


def test_every_code_of_the_sheets_is_one_that_there_is() -> None:
    known = load()
    for sheet in SHEETS.values():
        assert set(sheet.ticks) <= set(known.signs)
        for each in sheet.items:
            assert set(each.factors) <= set(known.factors), each.id
            assert set(each.ticks) <= set(known.signs), each.id
            assert not each.sign or each.sign in known.signs
            assert not each.count or each.count in known.counts


def test_what_was_left_open_becomes_nothing() -> None:
    sheet, items = checks.sheet_for("triggers", None)
    assert checks.facts_of(sheet, items, {}) == []
    assert checks.facts_of(sheet, items, {"bladder": "no"}) == [Factor("full_bladder", present=False)]


def test_a_yes_that_names_several_triggers_says_only_what_was_picked() -> None:
    sheet, items = checks.sheet_for("triggers", None)
    assert checks.facts_of(sheet, items, {"temperature": "yes"}, which=["cold"]) == [Factor("cold", present=True)]
    assert checks.facts_of(sheet, items, {"temperature": "yes"}) == [Checked("triggers", "temperature", "yes")]


@pytest.mark.parametrize(
    ("answers", "signs"),
    [({"zebra": "yes"}, []), ({"bladder": "perhaps"}, []), ({"bladder": "unknown"}, []), ({}, ["face_drop"])],
)
def test_what_is_none_of_the_sheets_is_refused(answers: dict[str, str], signs: list[str]) -> None:
    sheet, items = checks.sheet_for("triggers", None)
    with pytest.raises(UserError):
        checks.facts_of(sheet, items, answers, signs=signs)


def test_a_sheet_nobody_knows_is_refused() -> None:
    with pytest.raises(UserError):
        checks.sheet_for("zebra", None)


@pytest.mark.parametrize(
    ("plan", "is_asked"),
    [
        (the_plan(), True),
        (the_plan(profile={"pump": "unknown"}), True),
        (the_plan(profile={"pump": "yes"}), True),
        (the_plan(profile={"pump": "no"}), False),
        (the_plan([item("pump", "SynchroMed")], profile={"pump": "no"}), True),
    ],
)
def test_the_pump_is_asked_about_unless_it_is_ruled_out(plan: object, is_asked: bool) -> None:
    _, items = checks.sheet_for("triggers", plan)  # type: ignore[arg-type]
    assert ("pump" in {each.id for each in items}) is is_asked


def test_signs_for_the_team_are_new_only_where_that_was_said() -> None:
    sheet, items = checks.sheet_for("relapse", None)
    for answers, new in (({"new_symptom": "yes"}, True), ({"new_symptom": "no"}, None), ({}, None)):
        facts = checks.facts_of(sheet, items, answers, signs=["new_weakness"])
        assert Sign("new_weakness", present=True, new=new) in facts
    sheet, items = checks.sheet_for("triggers", None)
    assert Sign("fever", present=True, new=True) in checks.facts_of(sheet, items, {}, signs=["fever"])


def test_the_latest_sheet_is_the_card_and_other_entries_are_none_of_it() -> None:
    old = kept("triggers", [Factor("full_bladder", present=True)], group=1, at=NOW - timedelta(days=2))
    new = kept("triggers", [Factor("constipation", present=True)], group=2)
    other = kept("relapse", [Checked("relapse", "over_24_hours", "yes")], group=3, at=NOW + timedelta(hours=1))
    found = card_of([*new, *old, *other], "triggers")
    assert [line.item for line in found.with_answer("yes")] == ["bowel"]
    assert found.at == NOW
    assert checks.card(other, "triggers") is None


def test_the_words_on_the_phone_give_no_verdict_and_say_what_is_not_known() -> None:
    facts: list[Fact] = [Checked("relapse", "over_24_hours", "yes"), Sign("fever", present=False)]
    told = checks.to_read_out(card_of(kept("relapse", facts), "relapse"), ["pump", "tizanidine"])
    assert told[:2] == ("I have MS.", "I have or take: a baclofen pump, tizanidine.")
    assert "A fever, 38 °C or more: no." in told
    assert told[-1].startswith("Not answered: signs of an infection")
    assert problems(" ".join(told)) == []
    assert checks.to_read_out(card_of(kept("relapse", facts), "relapse"), name="Ana")[0] == (
        "I ring about Ana, who has MS."
    )
