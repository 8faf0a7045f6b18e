"""Which days follow from an injection, and are units ever carried over to another product?"""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Event, MuscleShot, PlanItem, PlanStatus, Side, ToxinUnits
from supple.plan import cycles_of, fold_plan
from supple.plan.cycles import cycle, read_shots, with_repeats

FIRST = date(2026, 1, 5)


def units(product: str, amount: str) -> ToxinUnits:
    return ToxinUnits(product, Decimal(amount))


def test_the_days_after_an_injection() -> None:
    """5 January 2026: four weeks are 2 February, six weeks 16 February, twelve weeks (84 days) 30 March."""
    it = cycle("Botox", FIRST)
    assert (it.review_from, it.review_until) == (date(2026, 2, 2), date(2026, 2, 16))
    assert it.earliest_repeat == date(2026, 3, 30)  # the day after a clock change: days are counted, not hours


@pytest.mark.parametrize(("after", "asks"), [(83, True), (84, False), (85, False)])
def test_a_repeat_before_twelve_weeks_is_asked_about_also_with_another_product(after: int, asks: bool) -> None:
    first, second = with_repeats([cycle("Dysport", FIRST + timedelta(days=after)), cycle("Botox", FIRST)])
    assert (first.product, second.product) == ("Botox", "Dysport")
    assert first.repeat_day == second.injected_on
    assert (first.asks_clinic is not None) is asks
    assert second.repeat_day is second.asks_clinic is None
    if asks:
        assert "11 weeks and 6 days" in str(first.asks_clinic)


def test_units_add_up_within_one_product_only() -> None:
    shots = read_shots("Botox", "soleus, left: 50; soleus, right: 50; gastrocnemius: 37.5")
    assert shots[0] == MuscleShot("soleus", Side.LEFT, units("Botox", "50"))
    assert shots[2].side is None
    assert cycle("Botox", FIRST, shots).total == units("Botox", "137.5")
    assert cycle("Botox", FIRST).total is None
    with pytest.raises(ValueError, match="units"):
        units("Botox", "50") + units("Dysport", "50")
    with pytest.raises(TypeError):
        units("Botox", "50") + Decimal(50)  # type: ignore[operator]
    with pytest.raises(ValueError, match="shots"):
        cycle("Dysport", FIRST, shots)


@pytest.mark.parametrize("text", ["soleus 50", "soleus, left: 1,000", "soleus, up: 5", "soleus: 0", ": 5", "a: b"])
def test_units_that_cannot_be_read_name_their_field(text: str) -> None:
    with pytest.raises(ValueError, match="units"):
        read_shots("Botox", text)


def test_a_product_is_needed() -> None:
    with pytest.raises(ValueError, match="product"):
        units(" ", "50")


def noted(number: int, name: str, on: date, status: PlanStatus = PlanStatus.AGREED, **detail: str) -> Event:
    fact = PlanItem("injection", name, status, on, detail=detail)
    return entry(number, fact, on)


def test_cycles_are_read_from_the_plan() -> None:
    """Toxin by any of its names, an unknown name too; a nerve block is none; an ended course keeps its cycles."""
    events = [
        noted(1, "botox", FIRST, units="soleus, left: 50"),
        noted(2, "phenol block", FIRST + timedelta(days=20)),
        noted(9, "alcohol block, calf", FIRST + timedelta(days=21)),
        noted(3, "Dysport 500", FIRST + timedelta(days=90), units="many"),
        noted(4, "the needle", FIRST + timedelta(days=180)),
        noted(5, "Dysport 500", FIRST + timedelta(days=200), PlanStatus.ENDED),
    ]
    found = cycles_of(fold_plan(events, FIRST + timedelta(days=300)))
    assert [(it.product, it.total, it.unread) for it in found] == [
        ("Botox", units("Botox", "50"), ()),
        ("Dysport", None, ("units",)),
        ("the needle", None, ()),
    ]
    assert [it.asks_clinic for it in found] == [None, None, None]
    assert len(cycles_of(fold_plan(events, FIRST))) == 1


def test_two_products_on_one_day_are_two_cycles() -> None:
    events = [
        noted(1, "Botox", FIRST, units="soleus, left: 50"),
        noted(2, "Xeomin", FIRST, units="biceps, left: 50"),
        noted(3, "Botox", FIRST + timedelta(days=84)),
    ]
    found = cycles_of(fold_plan(events, FIRST + timedelta(days=90)))
    assert [(it.product, it.repeat_day) for it in found[:2]] == [
        ("Botox", FIRST + timedelta(days=84)),
        ("Xeomin", FIRST + timedelta(days=84)),
    ]


@given(st.lists(st.tuples(st.sampled_from(["Botox", "Dysport"]), st.integers(0, 900)), min_size=1, max_size=9))
def test_a_question_is_asked_just_where_two_injection_days_lie_too_close(shots: list[tuple[str, int]]) -> None:
    found = with_repeats([cycle(product, FIRST + timedelta(days=n)) for product, n in shots])
    days = sorted({FIRST + timedelta(days=n) for _, n in shots})
    early = {a for a, b in itertools.pairwise(days) if (b - a).days < 84}
    assert {it.injected_on for it in found if it.asks_clinic} == early


@given(st.lists(st.tuples(st.sampled_from(["Botox", "Dysport"]), st.integers(1, 500)), min_size=1, max_size=9))
def test_a_total_is_of_one_product(given_units: list[tuple[str, int]]) -> None:
    for product in ("Botox", "Dysport"):
        own = [MuscleShot("soleus", None, units(name, str(n))) for name, n in given_units if name == product]
        total = cycle(product, FIRST, own).total
        assert total == (units(product, str(sum(n for name, n in given_units if name == product))) if own else None)
