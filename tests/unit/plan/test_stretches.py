"""A medicine's days are cut where something else came to hold, and nowhere else; the words stay the prescriber's."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Event, PlanItem, PlanStatus
from supple.plan import is_about, medicines_written_down, plan_at, stretches

FIRST, TODAY = date(2026, 1, 1), date(2026, 3, 31)


def medicine(number: int, on: date, words: str, status: PlanStatus = PlanStatus.AGREED, **detail: str) -> Event:
    return entry(number, PlanItem("medicine", "Baclofen", status, on, words, detail), on)


def cut(*events: Event) -> list[tuple[str, str, str]]:
    found = stretches(plan_at(events, TODAY), "baclofen ", first=FIRST, last=TODAY)
    return [(one.short, one.words, f"{one.first:%m-%d} {one.last:%m-%d}") for one in found]


def test_before_it_on_it_changed_and_ended() -> None:
    made = cut(
        medicine(1, date(2026, 1, 11), "5 mg at night"),
        medicine(2, date(2026, 2, 1), "10 mg at night", PlanStatus.CHANGED),
        medicine(3, date(2026, 2, 10), "10 mg at night", PlanStatus.CHANGED),
        medicine(4, date(2026, 3, 1), "", PlanStatus.ENDED),
    )
    assert made == [
        ("Before", "", "01-01 01-10"),
        ("At first", "5 mg at night", "01-11 01-31"),
        ("Changed", "10 mg at night", "02-01 02-28"),
        ("Ended", "", "03-01 03-31"),
    ]


def test_begun_again_after_an_end_is_not_first_written_down_a_second_time() -> None:
    events = [
        medicine(1, date(2026, 1, 11), "5 mg at night"),
        medicine(2, date(2026, 2, 1), "", PlanStatus.ENDED),
        medicine(3, date(2026, 3, 1), "5 mg at night"),
    ]
    made = stretches(plan_at(events, TODAY), "baclofen", first=FIRST, last=TODAY)
    assert [one.short for one in made] == ["Before", "At first", "Ended", "Again"]
    assert made[-1].title == "Baclofen, begun again"


def test_a_ladders_steps_in_the_prescribers_words_and_a_hold_that_moves_them() -> None:
    ladder = {"step_1": "one at night", "step_1_days": "10", "step_2": "one twice a day", "step_2_days": "10"}
    held = {"ladder": "hold", "ladder_days": "5", "said_by": "Dr Patel", "said_on": "2026-01-15"}
    written, hold = medicine(1, date(2026, 1, 11), "a ladder", **ladder), medicine(2, date(2026, 1, 15), "", **held)
    assert cut(written)[1:3] == [
        ("Step 1", "one at night", "01-11 01-20"),
        ("Step 2", "one twice a day", "01-21 01-30"),
    ]
    assert cut(written, hold)[1:3] == [
        ("Step 1", "one at night", "01-11 01-25"),
        ("Step 2", "one twice a day", "01-26 02-04"),
    ]
    assert cut(written)[-1][0] == "After it"


def test_only_the_last_stretch_is_open_and_unknown_medicines_have_none() -> None:
    plan = plan_at([medicine(1, FIRST, "x"), medicine(2, TODAY, "y")], TODAY)
    assert [one.is_open for one in stretches(plan, "Baclofen", first=FIRST, last=TODAY)] == [False, True]
    assert stretches(plan, "tizanidine", first=FIRST, last=TODAY) == ()
    assert medicines_written_down(plan) == ("Baclofen",)
    assert all(is_about(change, "BACLOFEN") for change in plan.changes)
    assert not any(is_about(change, "bac") for change in plan.changes)


@given(st.lists(st.tuples(st.integers(-30, 120), st.sampled_from("abc"), st.booleans()), min_size=1, max_size=8))
def test_every_day_is_in_exactly_one_stretch(entries: list[tuple[int, str, bool]]) -> None:
    events = [
        medicine(i, FIRST + timedelta(days=at), words, PlanStatus.ENDED if ends else PlanStatus.AGREED)
        for i, (at, words, ends) in enumerate(entries, start=1)
    ]
    plan = plan_at(events, TODAY)
    found = stretches(plan, "baclofen", first=FIRST, last=TODAY)
    if not medicines_written_down(plan):  # all begin after today
        assert found == ()
        return
    assert (found[0].first, found[-1].last) == (FIRST, TODAY)
    assert all(one.first <= one.last for one in found)
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(found))
