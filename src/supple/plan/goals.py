"""Which goals were agreed, in the person's words, and how near did life come to them, day by day?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supple.knowledge.agreeing import level_of
from supple.knowledge.medicine_names import plain_name
from supple.model import Plan, PlanItem, PlanStatus


@dataclass(frozen=True, slots=True)
class Attained:
    """On a day the person placed a goal at `level`, −2 … +2; 0 is "as hoped"."""

    on: date
    level: int


@dataclass(frozen=True, slots=True)
class GoalView:
    """One goal. `item` is the newest entry, so that a later one can carry its details on; `attained` oldest first.

    `ended_on` is None while it holds. `said_before`: its words before they were put right, each with its day.
    """

    item: PlanItem
    agreed_on: date
    attained: tuple[Attained, ...]
    ended_on: date | None = None
    said_before: tuple[tuple[date, str], ...] = ()

    @property
    def name(self) -> str:
        return self.item.name

    @property
    def said(self) -> str:
        """In the person's words, where the name is a short one."""
        return self.item.words or self.item.name

    @property
    def latest(self) -> Attained | None:
        return self.attained[-1] if self.attained else None


def goals_of(plan: Plan) -> tuple[GoalView, ...]:
    """Every goal up to the plan's day: those that hold in the order agreed, then the ended ones.

    A goal agreed anew after it ended starts again. Of two levels of one day the one noted later holds.
    """
    rounds: dict[str, list[PlanItem]] = {}
    closed: list[GoalView] = []
    for event in plan.events:
        item = event.fact
        if not isinstance(item, PlanItem) or item.item != "goal":
            continue
        key = plain_name(item.name)
        if item.status is not PlanStatus.ENDED:
            rounds.setdefault(key, []).append(item)
        elif key in rounds:
            closed.append(_view([*rounds.pop(key), item]))
    held = sorted(map(_view, rounds.values()), key=lambda goal: (goal.agreed_on, goal.name))
    return (*held, *sorted(closed, key=lambda goal: (goal.ended_on, goal.name), reverse=True))


def goal_named(plan: Plan, name: str) -> GoalView | None:
    """The goal that holds under this name or in these words, however it is spaced and spelt in capitals."""
    key = plain_name(name)
    held = [goal for goal in goals_of(plan) if goal.ended_on is None]
    named = (goal for goal in held if plain_name(goal.name) == key)
    return next(named, None) or next((goal for goal in held if plain_name(goal.said) == key), None)


def attained_item(goal: GoalView, level: int, on: date) -> PlanItem:
    """The entry that notes a level: the goal's own details go along, so that nothing of them is lost."""
    detail = {**goal.item.detail, "attained": str(level), "attained_on": on.isoformat()}
    return PlanItem("goal", goal.name, PlanStatus.CHANGED, on, goal.item.words, detail)


def reworded_item(goal: GoalView, words: str, detail: Mapping[str, str], on: date) -> PlanItem:
    """The entry that puts a goal's words right, or what else was written down of it. Its name, by which its levels go
    together, stays; the words before stay in its history.

    Args:
        detail: area, by and agreed_with, each as it shall be; "" takes it away.
    """
    kept = {key: said for key, said in goal.item.detail.items() if key not in {"attained", "attained_on", *detail}}
    said = {key: each for key, each in detail.items() if each}
    return PlanItem("goal", goal.name, PlanStatus.CHANGED, on, words if words != goal.name else "", {**kept, **said})


def t_score(levels: Sequence[int]) -> float | None:
    """The goal attainment T-score of levels −2 … +2 with equal weights; None where there is no level.

    T = 50 + 10·Σ(w·x) / √(0.7·Σw² + 0.3·(Σw)²) with every w = 1 (clinical reference, table 1, row 16: Kiresuk and
    Sherman 1968; Turner-Stokes 2009). 50 is "as hoped".
    """
    if not levels:
        return None
    n = len(levels)
    return 50 + 10 * sum(levels) / math.sqrt(0.7 * n + 0.3 * n * n)


def _view(items: list[PlanItem]) -> GoalView:
    by_day: dict[date, int] = {}
    for item in items:
        if item.status is not PlanStatus.ENDED and (level := level_of(item)) is not None:
            by_day[item.valid_from] = level
    attained = tuple(Attained(on, level) for on, level in sorted(by_day.items()))
    last = items[-1]
    # A level noted for a day before the goal was written down is no day of agreement.
    agreed = min((item.valid_from for item in items if item.status is PlanStatus.AGREED), default=items[0].valid_from)
    return GoalView(
        last, agreed, attained, last.valid_from if last.status is PlanStatus.ENDED else None, _said_before(items)
    )


def _said_before(items: list[PlanItem]) -> tuple[tuple[date, str], ...]:
    """A level carries the words of its moment along, perhaps to an earlier day: it says nothing of them."""
    said: list[tuple[date, str]] = []
    for item in items:
        words = item.words or item.name
        if level_of(item) is None and (not said or said[-1][1] != words):
            said.append((item.valid_from, words))
    return tuple(said[:-1])
