"""Which medicines are prescribed on a day, and which doses are due?"""

from __future__ import annotations

import dataclasses
from datetime import date, time
from decimal import Decimal

import pytest
from tests.unit.plan.entries import entry

from supple.model import Dose, DoseStatus, Plan, PlanItem, PlanStatus
from supple.model.check import check_fact
from supple.plan import (
    doses_due,
    fold_plan,
    only_named,
    prescribed_words,
    prescriptions,
    step_beside,
    words_today,
)

MAY = date(2026, 5, 1)


def medicine(
    name: str = "baclofen", on: date = MAY, status: PlanStatus = PlanStatus.AGREED, **detail: str
) -> PlanItem:
    return PlanItem("medicine", name, status, on, words="as on the label", detail=detail)


def plan_of(*items: PlanItem, day: date) -> Plan:
    return fold_plan([entry(number, item, item.valid_from) for number, item in enumerate(items, 1)], day)


@pytest.mark.parametrize(
    ("typed", "times", "unread"),
    [
        ("8.30; 22.15", (time(8, 30), time(22, 15)), ()),
        ("8:00", (time(8),), ()),
        ("08:00Z", (), ("times",)),
        ("T08:00; 22:00", (), ("times",)),
        ("08", (), ("times",)),
    ],
)
def test_a_time_is_read_as_people_write_it_or_not_at_all(
    typed: str, times: tuple[time, ...], unread: tuple[str, ...]
) -> None:
    (one,) = prescriptions(plan_of(medicine(times=typed), day=MAY))
    assert (one.times, one.unread) == (times, unread)


def test_a_prescription_is_read_as_typed():
    plan = plan_of(
        medicine(
            strength="10",
            strength_unit="mg",
            each_time="one tablet",
            times="22:00; 08:00",
            food="with",
            prescriber="Dr Ahmed",
        ),
        day=date(2026, 5, 9),
    )
    (one,) = prescriptions(plan)
    assert (one.strength, one.unit, one.each_time) == (Decimal(10), "mg", "one tablet")
    assert one.times == (time(8), time(22))
    assert (one.food, one.prescriber, one.starts_on) == ("with food", "Dr Ahmed", MAY)
    assert [(due.due_time, due.words) for due in doses_due(plan)] == [
        ("08:00", "one tablet"),
        ("22:00", "one tablet"),
    ]


def test_what_cannot_be_read_is_named_and_not_guessed():
    plan = plan_of(medicine(strength="1,5", times="8 o'clock"), day=MAY)
    (one,) = prescriptions(plan)
    assert set(one.unread) == {"strength", "times"}
    assert one.strength is None
    assert [due.at for due in doses_due(plan)] == [None]


@pytest.mark.parametrize(
    ("words", "due"),
    [("10 mg; at 08:00; prescribed by Dr Ahmed", ""), ("one with breakfast", "one with breakfast")],
)
def test_a_due_dose_has_the_words_that_somebody_wrote_and_none_made_of_the_answers(words: str, due: str) -> None:
    detail = {"strength": "10", "strength_unit": "mg", "times": "08:00", "prescriber": "Dr Ahmed"}
    (dose,) = doses_due(plan_of(PlanItem("medicine", "baclofen", PlanStatus.AGREED, MAY, words, detail), day=MAY))
    assert dose.words == due


@pytest.mark.parametrize("detail", [{}, {"prescriber": "Dr Ahmed", "reason": "spasms"}, {"times": " "}])
def test_a_name_alone_is_never_due(detail: dict[str, str]) -> None:
    words = "for spasms; prescribed by Dr Ahmed" if "reason" in detail else ""
    plan = plan_of(PlanItem("medicine", "baclofen", PlanStatus.AGREED, MAY, words, detail), day=MAY)
    assert doses_due(plan) == ()
    assert only_named(plan) == ("baclofen",)


@pytest.mark.parametrize(("words", "detail"), [("at night", {}), ("", {"strength": "10"}), ("", {"food": "with"})])
def test_whatever_says_more_than_the_name_is_due(words: str, detail: dict[str, str]) -> None:
    plan = plan_of(PlanItem("medicine", "baclofen", PlanStatus.AGREED, MAY, words, detail), day=MAY)
    assert len(doses_due(plan)) == 1
    assert only_named(plan) == ()


def test_as_needed_is_never_due():
    plan = plan_of(medicine(as_needed="yes", not_before_hours="6", max_pieces_per_day="3"), day=MAY)
    (one,) = prescriptions(plan)
    assert (one.not_before_hours, one.most_a_day) == (6, 3)
    assert doses_due(plan) == ()


@pytest.mark.parametrize(("day", "words"), [(1, "5 mg"), (3, "5 mg"), (4, "10 mg"), (30, "10 mg")])
def test_under_a_ladder_the_words_are_the_steps(day, words):
    ladder = medicine(step_1="5 mg", step_1_days="3", step_2="10 mg", times="08:00")
    (due,) = doses_due(plan_of(ladder, day=date(2026, 5, day)))
    assert due.words == words


def test_at_set_times_a_steps_words_are_not_said_at_each() -> None:
    ladder = medicine(step_1="25 mg at night", step_1_days="3", step_2="10 mg", times="08:00; 22:00")
    plan = plan_of(ladder, day=MAY)
    assert [(due.due_time, due.words) for due in doses_due(plan)] == [("08:00", ""), ("22:00", "")]
    assert [step_beside(one) for one in prescriptions(plan)] == ["25 mg at night"]
    later = plan_of(ladder, day=date(2026, 5, 9))
    assert [due.words for due in doses_due(later)] == ["10 mg", "10 mg"], "the amount of one dose stands beside it"
    assert [step_beside(one) for one in prescriptions(later)] == [""]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (1, "10 mg; step 1 of 2: 5 mg at night; prescribed by Dr Ahmed"),
        (4, "10 mg; step 2 of 2: 5 mg twice a day; prescribed by Dr Ahmed"),
        (9, "10 mg; the last of 2 steps is over; prescribed by Dr Ahmed"),
    ],
)
def test_a_line_about_a_medicine_names_the_step_in_force(day: int, line: str) -> None:
    detail = {
        "strength": "10",
        "strength_unit": "mg",
        "step_1": "5 mg at night",
        "step_1_days": "3",
        "step_2": "5 mg twice a day",
        "step_2_days": "5",
        "prescriber": "Dr Ahmed",
    }
    bare = PlanItem("medicine", "baclofen", PlanStatus.AGREED, MAY, detail=detail)
    formed = dataclasses.replace(bare, words="; ".join(prescribed_words(bare)))
    (one,) = prescriptions(plan_of(formed, day=date(2026, 5, day)))
    assert words_today(formed, one.step) == line
    own = dataclasses.replace(bare, words="by letter")
    assert words_today(own, one.step).startswith("by letter; ")
    assert words_today(own, one.step).endswith(line.split("; ")[1])


def test_three_times_a_day_with_no_set_times_is_one_answer() -> None:
    (due,) = doses_due(plan_of(medicine(step_1="5 mg three times a day"), day=MAY))
    assert (due.at, due.words) == (None, "5 mg three times a day")


def test_nothing_is_due_when_the_last_step_is_over_or_the_medicine_ended():
    ladder = medicine(step_1="5 mg", step_1_days="3")
    assert doses_due(plan_of(ladder, day=date(2026, 5, 4))) == ()
    ended = medicine(on=date(2026, 5, 2), status=PlanStatus.ENDED)
    assert doses_due(plan_of(medicine(), ended, day=date(2026, 5, 2))) == ()


def test_a_hold_changes_no_beginning():
    ladder = medicine(step_1="5 mg", step_1_days="9", step_2="10 mg")
    hold = medicine(on=date(2026, 5, 3), ladder="hold", ladder_days="2", said_by="MS nurse", said_on="2026-05-03")
    (one,) = prescriptions(plan_of(ladder, hold, day=date(2026, 5, 5)))
    assert one.starts_on == MAY
    assert one.step is not None
    assert one.step.waits_by is None


@pytest.mark.parametrize("due_time", ["24:00", "8:00", "", "noon"])
def test_a_dose_answers_a_time_of_day(due_time):
    check_fact(Dose("baclofen", DoseStatus.TAKEN, due_time="08:00"))
    with pytest.raises(ValueError, match="due_time"):
        check_fact(Dose("baclofen", DoseStatus.TAKEN, due_time=due_time))
