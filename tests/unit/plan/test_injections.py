"""What does a typed injection say, which days come of it, and is anything read in two ways?"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.plan.entries import entry

from supple.model import Plan, PlanItem, PlanStatus, TypedInjection, TypedMuscle
from supple.plan import (
    cycles_of,
    dates_to_come,
    fold_plan,
    injections_of,
    last_toxin,
    read_injection,
    read_muscle,
    toxin_products,
)
from supple.plan.injections import kind_of

TODAY = date(2026, 5, 20)
ON = date(2026, 5, 1)


def typed(*muscles: TypedMuscle, product: str = "Dysport", on: str = ON.isoformat(), **more: str) -> TypedInjection:
    return TypedInjection(product=product, on=on, muscles=muscles, **more)


def kept(*muscles: TypedMuscle, **more: str) -> PlanItem:
    item, found = read_injection(typed(*muscles, **more), today=TODAY)
    assert item is not None, found
    return item


def refused(*muscles: TypedMuscle, **more: str) -> dict[str, str]:
    item, found = read_injection(typed(*muscles, **more), today=TODAY)
    assert item is None
    assert found
    assert [problem for words in found.values() for problem in problems(words)] == []
    return found


def plan_of(*items: PlanItem, today: date = TODAY) -> Plan:
    events = [entry(number, item, min(item.valid_from, today)) for number, item in enumerate(items, start=1)]
    return fold_plan(events, today + timedelta(days=400))


def agreed(name: str, on: date, **detail: str) -> PlanItem:
    return PlanItem("injection", name, PlanStatus.AGREED, on, detail=detail)


@pytest.mark.parametrize(
    ("units", "words", "is_asked"),
    [
        ("5000", "about 300 in all", True),
        ("350", "about 300 in all", False),
        ("601", "300 units in total", True),
        ("600", "300 units in total", False),
        ("100", "about 300 in all", False),  # the letter may name only some of the muscles
        ("5000", "2 mL each, 300 in all", False),  # which number is meant nobody can tell
        ("5000", "as before", False),
    ],
)
def test_units_far_above_the_letters_own_amount_are_asked_about(units: str, words: str, is_asked: bool) -> None:
    shot = TypedMuscle("soleus", "left", units)
    item, found = read_injection(typed(shot, product="Botox", amount_words=words), today=TODAY)
    assert list(found) == (["sure"] if is_asked else [])
    assert (item is None) is is_asked
    sure = TypedInjection("Botox", ON.isoformat(), (shot,), amount_words=words, is_sure=True)
    item, found = read_injection(sure, today=TODAY)
    assert item is not None
    assert item.detail["units_words"] == words


def test_both_sides_are_two_muscles_with_so_many_each() -> None:
    item = kept(TypedMuscle("soleus", "both", "50"), TypedMuscle("gastrocnemius", "left", ""))
    assert item.detail["units"] == "soleus, left: 50; soleus, right: 50"
    assert item.detail["muscles"] == "gastrocnemius, left"
    (cycle,) = cycles_of(plan_of(item))
    assert cycle.total is not None
    assert (cycle.total.product, cycle.total.units) == ("Dysport", Decimal(100))


@pytest.mark.parametrize(
    "units", ["1,000", "1.000", "2.500", "1.000,5", "50 mg", "50 mcg", "0", "0.0", "-5", "5e2", "½", "50-75", "o5"]
)
def test_a_number_that_may_mean_something_else_is_sent_back_with_its_row(units: str) -> None:
    found = refused(TypedMuscle("gastrocnemius", "left", "75"), TypedMuscle("soleus", "left", units))
    assert list(found) == ["units_2"]
    assert "Row 2 (soleus)" in found["units_2"]


@pytest.mark.parametrize("units", ["50", "50 units", "50u", " 50 U ", "50 IU"])
def test_the_word_units_beside_a_number_is_no_error(units: str) -> None:
    assert kept(TypedMuscle("soleus", "left", units)).detail["units"] == "soleus, left: 50"


def test_a_nerve_block_has_no_units_and_no_toxin_dates() -> None:
    found = refused(TypedMuscle("adductor longus", "left", "2"), product="Phenol")
    assert list(found) == ["units_1"]
    item = kept(TypedMuscle("adductor longus", "left"), product="Phenol", amount_words="2 ml")
    (one,) = injections_of(plan_of(item), TODAY)
    assert (one.kind, one.cycle, one.muscles) == ("nerve block", None, ("adductor longus, left",))
    assert dates_to_come((one,), TODAY) == ()
    assert last_toxin((one,), TODAY) == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("Botox", "toxin"), ("Neuronox", "toxin"), ("alcohol block", "nerve block"), ("phenol", "nerve block"),
     ("baclofen", "other")],
)  # fmt: skip
def test_what_kind_it_is(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_the_list_to_choose_from_holds_brands_only() -> None:
    assert {"Botox", "Dysport", "Xeomin"} <= set(toxin_products())
    assert all(kind_of(name) == "toxin" for name in toxin_products())


def test_every_field_that_needs_a_second_look_is_named() -> None:
    found = refused(
        TypedMuscle("", "left", "50"),
        TypedMuscle("soleus", "up", "50"),
        TypedMuscle("soleus", "left", "50"),
        TypedMuscle("Soleus", "both", "20"),
        product="",
        on="yesterday",
        guidance="laser",
        goals="x" * 501,
        review_day="2020-01-01x",
    )
    assert set(found) == {
        "product", "on", "guidance", "goals", "review_day", "muscle_1", "side_2", "muscle_4"
    }  # fmt: skip


@pytest.mark.parametrize("on", ["1926-05-01", "2028-05-01"])
def test_a_year_that_cannot_be_meant_is_asked_about(on: str) -> None:
    assert list(refused(on=on)) == ["on"]


@pytest.mark.parametrize(("days", "is_kept"), [(0, False), (1, True), (365, True), (366, False)])
def test_a_review_day_lies_after_the_injection_within_a_year(days: int, is_kept: bool) -> None:
    item, found = read_injection(typed(review_day=(ON + timedelta(days=days)).isoformat()), today=TODAY)
    assert (item is not None) is is_kept
    assert is_kept or list(found) == ["review_day"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("soleus, left: 50", ("soleus", "left", "50")),
        ("tibialis posterior", ("tibialis posterior", "", "")),
        ("soleus,both", ("soleus", "both", "")),
        ("soleus: 1,000", ("soleus", "", "1,000")),
    ],
)
def test_a_muscle_on_the_command_line(text: str, read: tuple[str, str, str]) -> None:
    assert read_muscle(text) == TypedMuscle(*read)


@pytest.mark.parametrize("text", ["", ": 50", "soleus, up: 50", ", left"])
def test_a_muscle_that_cannot_be_read_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ValueError, match="muscle, side: units"):
        read_muscle(text)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["soleus", "gastrocnemius", "biceps"]),
            st.sampled_from(["", "left", "right", "both"]),
            st.one_of(st.just(""), st.decimals(Decimal("0.5"), Decimal(900), places=1).map(str)),
        ),
        max_size=6,
    )
)
def test_units_come_back_as_they_were_typed_or_not_at_all(rows: list[tuple[str, str, str]]) -> None:
    """What is kept adds up to what was typed, each side once; nothing is lost between the form and the cycle."""
    muscles = tuple(TypedMuscle(*row) for row in rows)
    item, found = read_injection(typed(*muscles), today=TODAY)
    if item is None:
        assert all(name.startswith("muscle_") for name in found)  # the same muscle and side twice
        return
    (one,) = injections_of(plan_of(item), TODAY)
    assert one.cycle is not None
    assert one.cycle.unread == ()
    expected = sum(
        (Decimal(row.units) * (2 if row.side == "both" else 1) for row in muscles if row.units), Decimal(0)
    )
    total = one.cycle.total
    assert (total.units if total else Decimal(0)) == expected


def test_the_newest_comes_first_and_the_same_day_again_replaces() -> None:
    first, again = agreed("Botox", ON, units="soleus: 50"), agreed("botox", ON, units="soleus: 60")
    later = agreed("Botox", date(2026, 8, 1))
    found = injections_of(plan_of(first, again, later), TODAY)
    assert [one.on for one in found] == [later.valid_from, ON]
    assert found[1].item == again
    assert (found[0].week, found[1].week) == (None, 3)  # the injection day is day one of week one; today is day 20


@pytest.mark.parametrize(("day", "week"), [(0, 1), (6, 1), (7, 2), (83, 12), (84, 13)])
def test_the_week_counts_from_the_injection_day(day: int, week: int) -> None:
    (one,) = injections_of(plan_of(agreed("Botox", ON)), ON + timedelta(days=day))
    assert one.week == week


@pytest.mark.parametrize(
    ("since", "days"),
    [
        (0, [28, 84]),
        (28, [28, 84]),
        (29, [42, 84]),
        (42, [42, 84]),
        (43, [84]),
        (84, [84]),
        (85, []),
    ],
)
def test_the_days_to_come(since: int, days: list[int]) -> None:
    today = ON + timedelta(days=since)
    coming = dates_to_come(injections_of(plan_of(agreed("Botox", ON), today=today), today), today)
    assert [(day - ON).days for day, _ in coming] == days
    assert [problem for _, words in coming for problem in problems(words)] == []


def test_an_agreed_repeat_and_a_planned_review_take_the_place_of_the_usual_days() -> None:
    items = agreed("Botox", ON, review_day="2026-06-05"), agreed("Dysport", date(2026, 7, 1))
    coming = dates_to_come(injections_of(plan_of(*items), TODAY), TODAY)
    assert [(day, "as planned" in words) for day, words in coming] == [(date(2026, 6, 5), True)]


def test_no_injection_means_no_day() -> None:
    assert cycles_of(plan_of()) == ()
    assert dates_to_come(injections_of(plan_of(), TODAY), TODAY) == ()
