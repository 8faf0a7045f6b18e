"""Visits: two with one person are two, one called off is none, and what was decided adds up."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.plan.entries import entry

from supple.knowledge.agreeing import decided_words
from supple.knowledge.saying import say
from supple.model import PlanItem, PlanStatus, UserError
from supple.plan import fold_plan, visits_of
from supple.plan.visits import decided_item, undecided_item, visit_on

SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)
NURSE = PlanItem("visit", "MS nurse", PlanStatus.AGREED, SPRING, detail={"place": "clinic 4"})
AGAIN = PlanItem("visit", "MS nurse", PlanStatus.AGREED, SUMMER)


def held(*items: PlanItem) -> tuple[PlanItem, ...]:
    return visits_of(
        fold_plan([entry(i + 1, item, SPRING) for i, item in enumerate(items)], date(2026, 12, 31)).events
    )


def test_two_visits_with_one_nurse_are_two() -> None:
    assert held(AGAIN, NURSE) == (NURSE, AGAIN)
    assert visit_on(held(AGAIN, NURSE), "ms  nurse", SUMMER) == AGAIN
    assert visit_on(held(NURSE), "MS nurse", SUMMER) is None


def test_a_visit_called_off_is_none_and_the_other_stays() -> None:
    off = PlanItem("visit", "MS Nurse", PlanStatus.ENDED, SUMMER)
    assert held(NURSE, AGAIN, off) == (NURSE,)
    assert held(NURSE, AGAIN, off, AGAIN) == (NURSE, AGAIN), "and may be agreed again"


def test_what_was_decided_stays_with_its_visit_and_adds_up() -> None:
    once = decided_item(NURSE, "referral", " to the  pain clinic ")
    twice = decided_item(once, "medicine_changed")
    assert held(NURSE, AGAIN, once, twice) == (twice, AGAIN)
    assert twice.detail["place"] == "clinic 4"
    assert decided_words(twice) == "a medicine changed; a referral – to the pain clinic"
    assert say(twice) == "Visit: MS nurse: a medicine changed; a referral – to the pain clinic"
    assert decided_item(once, "referral", "to the pain clinic") == once, "a second tap says the same"


def test_nothing_changed_gives_way_and_never_contradicts() -> None:
    nothing = decided_item(NURSE, "nothing_changed")
    assert decided_words(nothing) == "nothing changed"
    assert decided_words(decided_item(nothing, "injection_agreed")) == "an injection agreed"
    with pytest.raises(UserError, match="Take that back first"):
        decided_item(decided_item(NURSE, "referral"), "nothing_changed")


def test_something_else_needs_words_and_is_those_words() -> None:
    assert decided_words(decided_item(NURSE, "other", "a new bed")) == "a new bed"
    with pytest.raises(UserError, match="few words"):
        decided_item(NURSE, "other", "  ")
    with pytest.raises(UserError, match="choose"):
        decided_item(NURSE, "raise_dose")


def test_taking_back_leaves_the_visit_as_it_was() -> None:
    back = undecided_item(decided_item(NURSE, "other", "a new bed"))
    assert (dict(back.detail), decided_words(back)) == (dict(NURSE.detail), "")
