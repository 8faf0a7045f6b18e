"""What is being tried for two weeks, and when is it looked back on? A routine or a break length."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from supple.knowledge.medicine_names import plain_name
from supple.model import DatedChange, Plan, PlanItem

TRY = "try"
TRY_DAYS = 14
LOOKED_BACK_ON = "look_back_on"
SINCE = "since"


@dataclass(frozen=True, slots=True)
class Try:
    """Something that is tried. `since`: the day of the change that is looked at; `on`: the day of looking back."""

    name: str
    since: date
    on: date


def tries_of(plan: Plan) -> tuple[Try, ...]:
    """The tries in force. One whose days cannot be read is none."""
    return tuple(each for item in plan.in_force(TRY) if (each := _read(item)) is not None)


def change_tried(plan: Plan, tried: Try) -> DatedChange | None:
    """The dated change that the try began with; None where it is written down no more."""
    ours = (
        each
        for each in plan.changes
        if each.day == tried.since and plain_name(each.label.rpartition(": ")[0]) == plain_name(tried.name)
    )
    return next(ours, None)


def look_back_day(since: date) -> date:
    """Two weeks of days, then a look back."""
    return since + timedelta(days=TRY_DAYS)


def _read(item: PlanItem) -> Try | None:
    try:
        return Try(item.name, date.fromisoformat(item.detail[SINCE]), date.fromisoformat(item.detail[LOOKED_BACK_ON]))
    except (KeyError, ValueError):
        return None
