"""What holds only from a later day: is each start, change and end told once, with its day?"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Event, PlanItem, PlanStatus
from supple.plan import fold_plan, medicines_to_come, to_begin, to_come_words

DAY = date(2026, 5, 9)


def noted(number: int, name: str, on: int, status: PlanStatus = PlanStatus.AGREED, **detail: str) -> Event:
    return entry(number, PlanItem("medicine", name, status, DAY + timedelta(days=on), detail=detail), DAY)


def test_starts_changes_and_ends_stand_with_their_days() -> None:
    stay = {"ladder": "stay", "said_by": "MS nurse", "said_on": "2026-05-08"}
    events = [
        noted(1, "Baclofen", -5, step_1="5 mg"),
        noted(2, "Baclofen", 2, PlanStatus.CHANGED, **stay),
        noted(3, "baclofen", 8, PlanStatus.ENDED, said_by="Dr Ahmed"),
        noted(4, "Zanaflex", 3, each_time="one tablet"),
        noted(5, "Zanaflex", 6, each_time="two tablets"),
        noted(6, "never begun", 6, PlanStatus.ENDED),
    ]
    plan = fold_plan(events, DAY)
    said = [f"{item.name} {to_come_words(item, date.isoformat)}" for item in medicines_to_come(plan)]
    assert said == [
        "Zanaflex from 2026-05-12: one tablet",
        "Zanaflex from 2026-05-15: two tablets",
        "baclofen ends on 2026-05-17, said by Dr Ahmed",
    ]
    assert [item.detail["each_time"] for item in to_begin(plan)] == ["one tablet"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(-9, 9), st.sampled_from(list(PlanStatus))), max_size=8))
def test_what_is_told_to_come_is_what_each_later_day_holds(
    said: list[tuple[str, int, PlanStatus]],
) -> None:
    events = [noted(number, name, on, status) for number, (name, on, status) in enumerate(said, start=1)]
    held = {item.name for item in fold_plan(events, DAY).in_force("medicine")}
    coming = medicines_to_come(fold_plan(events, DAY))
    for on in range(1, 10):
        for item in coming:
            if item.valid_from == DAY + timedelta(days=on):
                (held.discard if item.status is PlanStatus.ENDED else held.add)(item.name)
        assert held == {item.name for item in fold_plan(events, DAY + timedelta(days=on)).in_force("medicine")}
