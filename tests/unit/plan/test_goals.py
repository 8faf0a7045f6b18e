"""Goals and their levels: what is noted, what only travels along, and the T-score."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.knowledge.agreeing import LEVELS, level_of
from supple.knowledge.saying import say
from supple.model import PlanItem, PlanStatus
from supple.plan import changes, fold_plan, goal_named, goals_of
from supple.plan.goals import Attained, attained_item, t_score

DAY = date(2026, 3, 1)
LATE = date(2026, 12, 31)
GOAL = PlanItem("goal", "Walk to the shop", PlanStatus.AGREED, DAY, detail={"area": "walking", "by": "2026-06-01"})


def levelled(*noted: tuple[int, int]) -> list[PlanItem]:
    """The goal, then each level on so many days after it was agreed."""
    items = [GOAL]
    for level, after in noted:
        (goal,) = goals_of(fold_plan([entry(i + 1, item, DAY) for i, item in enumerate(items)], LATE))
        items.append(attained_item(goal, level, DAY + timedelta(days=after)))
    return items


def folded(items: list[PlanItem]) -> tuple[object, ...]:
    (goal,) = goals_of(fold_plan([entry(i + 1, item, DAY) for i, item in enumerate(items)], LATE))
    return (goal.agreed_on, goal.attained, dict(goal.item.detail), goal.ended_on)


def test_levels_stand_by_their_days_and_the_goals_details_travel_along() -> None:
    agreed_on, attained, detail, ended_on = folded(levelled((-2, 7), (1, 30), (-1, 14)))
    assert (agreed_on, ended_on) == (DAY, None)
    expected = [Attained(DAY + timedelta(days=after), level) for level, after in ((-2, 7), (-1, 14), (1, 30))]
    assert list(attained) == expected  # type: ignore[call-overload]
    assert (detail["area"], detail["by"]) == ("walking", "2026-06-01")  # type: ignore[index]


def test_of_two_levels_on_one_day_the_later_noted_holds() -> None:
    assert folded(levelled((-2, 7), (0, 7)))[1] == (Attained(DAY + timedelta(days=7), 0),)


def test_a_level_carried_along_by_a_later_entry_is_not_noted_again() -> None:
    items = levelled((-2, 7))
    items.append(PlanItem("goal", GOAL.name, PlanStatus.CHANGED, DAY + timedelta(days=9), detail=items[-1].detail))
    assert folded(items)[1] == (Attained(DAY + timedelta(days=7), -2),)


def test_an_ended_goal_keeps_its_levels_and_starts_anew_when_agreed_again() -> None:
    items = levelled((-1, 7))
    items.append(PlanItem("goal", "walk  to the SHOP", PlanStatus.ENDED, DAY + timedelta(days=20)))
    items.append(PlanItem("goal", GOAL.name, PlanStatus.AGREED, DAY + timedelta(days=40)))
    plan = fold_plan([entry(i + 1, item, DAY) for i, item in enumerate(items)], LATE)
    now, before = goals_of(plan)
    assert (now.agreed_on, now.attained, now.ended_on) == (DAY + timedelta(days=40), (), None)
    assert (before.attained[0].level, before.ended_on) == (-1, DAY + timedelta(days=20))
    assert goal_named(plan, " walk to the shop ") == now


@pytest.mark.parametrize("attained", ["", "x", "-3", "3", "0.5"])
def test_what_is_no_level_is_none(attained: str) -> None:
    item = PlanItem(
        "goal", "x", PlanStatus.CHANGED, DAY, detail={"attained": attained, "attained_on": DAY.isoformat()}
    )
    assert level_of(item) is None


def test_a_goal_and_its_levels_are_no_change_of_treatment() -> None:
    plan = fold_plan([entry(i + 1, item, DAY) for i, item in enumerate(levelled((2, 3)))], LATE)
    assert changes(plan) == ()


def test_a_level_is_said_in_words() -> None:
    assert say(levelled((-1, 3))[-1]) == "Goal: Walk to the shop: a little less than hoped"
    assert say(GOAL) == "Goal: Walk to the shop"


@given(st.lists(st.sampled_from(list(LEVELS)), min_size=1, max_size=8))
def test_the_t_score_is_that_of_equal_weights(levels: list[int]) -> None:
    weights = [1.0] * len(levels)
    below = math.sqrt(0.7 * sum(w * w for w in weights) + 0.3 * sum(weights) ** 2)
    expected = 50 + 10 * sum(w * x for w, x in zip(weights, levels, strict=True)) / below
    score = t_score(levels)
    assert score == pytest.approx(expected)
    assert score is not None
    assert t_score([-x for x in levels]) == pytest.approx(100 - score)


def test_no_level_has_no_score_and_as_hoped_is_fifty() -> None:
    assert t_score([]) is None
    assert t_score([0, 0, 0]) == 50
    assert t_score([1]) == 60
