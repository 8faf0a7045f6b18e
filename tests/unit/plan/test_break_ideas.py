"""Does each break have an idea that fits the body, and is the next one another?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from tests.unit.plan.test_dues import BREAKS, OPEN, dues, item

from supple.model import Due, DueState
from supple.plan.break_ideas import fitting, idea_at
from supple.plan.breaks import BODIES, Breaks, read_breaks
from supple.plan.sitting import sitting_days

ZONE = "Europe/London"
FRIDAY = date(2026, 11, 20)


def of(body: str, *, moves_legs: bool = False, every: int = 50) -> Breaks:
    return Breaks("breaks", every, time(9), time(17), body=body, moves_legs=moves_legs)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("moves_legs", [False, True])
def test_each_break_has_another_idea_than_the_one_before(body: str, moves_legs: bool) -> None:
    breaks = of(body, moves_legs=moves_legs)
    moments = [
        (FRIDAY + timedelta(days=n), at) for n in range(9) for at in breaks.moments(FRIDAY + timedelta(n), ZONE)
    ]
    ideas = [idea_at(breaks, day, at, ZONE) for day, at in moments]
    assert all(one != following for one, following in pairwise(ideas))
    assert set(ideas) == set(fitting(breaks)), "each comes by"
    assert ideas == [idea_at(breaks, day, at, ZONE) for day, at in moments], "the same break, the same idea"


@pytest.mark.parametrize("body", ["seated", "arms", "relief"])
def test_nobody_who_stays_seated_is_asked_to_stand_or_to_move_legs_that_may_not(body: str) -> None:
    assert not any(each.moves_legs or each.kind == "standing" for each in fitting(of(body)))
    assert not any(each.kind == "standing" for each in fitting(of(body, moves_legs=True)))
    assert all(each.kind == "arms" for each in fitting(of("arms", moves_legs=True)))


def test_another_idea_goes_through_all_of_them() -> None:
    breaks = of("arms")
    at = next(breaks.moments(FRIDAY, ZONE))
    assert len({idea_at(breaks, FRIDAY, at, ZONE, skip=n) for n in range(6)}) == len(fitting(breaks)) == 6


def test_the_idea_stays_until_the_next_break_comes() -> None:
    breaks = of("seated")
    first, second = list(breaks.moments(FRIDAY, ZONE))[:2]
    assert idea_at(breaks, FRIDAY, first + timedelta(minutes=20), ZONE) == idea_at(breaks, FRIDAY, first, ZONE)
    assert idea_at(breaks, FRIDAY, second, ZONE) != idea_at(breaks, FRIDAY, first, ZONE)


def told(*states: DueState) -> tuple[Due, ...]:
    """Friday's three breaks of 9 to 12, with what was said of them."""
    found = dues(BREAKS)
    return tuple(replace(each, state=state) for each, state in zip(found, states, strict=False))


def test_what_was_not_answered_is_counted_as_nothing_noted_and_as_no_time() -> None:
    found = told(DueState.DONE, DueState.SKIPPED, OPEN)
    (day,) = sitting_days(found, {FRIDAY: 50}, now=found[-1].at)
    assert (day.done, day.not_now, day.unanswered, day.told_minutes) == (1, 1, 1, 100)
    (day,) = sitting_days(told(OPEN, OPEN, OPEN), {FRIDAY: 50}, now=found[-1].at)
    assert (day.unanswered, day.told_minutes) == (3, None), "never zero minutes"


def test_breaks_to_come_are_not_unanswered_and_a_rest_day_is_said() -> None:
    found = told(OPEN, OPEN, OPEN)
    (day,) = sitting_days(found, {FRIDAY: 50}, now=found[0].at)
    assert day.due == 1
    assert sitting_days(found, {FRIDAY: 50}, now=found[0].at - timedelta(minutes=1)) == ()
    (day,) = sitting_days(told(*[DueState.RESTING] * 3), {FRIDAY: 50}, now=found[-1].at)
    assert day.is_rest


def test_legs_are_read_from_the_plan() -> None:
    usual = {"every_minutes": "50", "from_time": "09:00", "to_time": "12:00"}
    assert read_breaks(item("break", "b", **usual, moves_legs="yes")).moves_legs
    assert not read_breaks(item("break", "b", **usual)).moves_legs
