"""Which tries are to be looked back on today?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from supple.knowledge.medicine_names import plain_name
from supple.model import Due, DueKind, DueState
from supple.plan.doses import day_end
from supple.plan.dues.day import LEAST_TOLD, DayContext
from supple.plan.tries import tries_of

_TOLD_DAYS = 7


def due(context: DayContext) -> list[Due]:
    """One for each try whose day of looking back has come, told once from then on for a week: where nothing rang on
    that day, it rings on a later one. What is tried no more is not looked back on."""
    return list(_due(context))


def _due(context: DayContext) -> Iterable[Due]:
    held = {plain_name(item.name) for kind in ("routine", "break") for item in context.plan.in_force(kind)}
    for each in tries_of(context.plan):
        begins = _first_asked(context, each.on)
        if plain_name(each.name) not in held or begins is None:
            continue
        last = begins + timedelta(days=_TOLD_DAYS - 1)
        if not begins <= context.day <= last:
            continue
        at = context.told_on(begins)
        yield context.make(
            DueKind.LOOK_BACK,
            each.name,
            at,
            which=each.on.isoformat(),
            words=f"Look back at {each.name}: two weeks have gone by",
            private="a look back",
            until=max(day_end(last, context.zone, context.starts), at + LEAST_TOLD),
            state=DueState.RESTING if context.is_paused else DueState.OPEN,
            on=begins,
        )


def _first_asked(context: DayContext, on: date) -> date | None:
    """The first day up to this one, from `on`, on which the person did not rest from being asked."""
    days = (on + timedelta(days=n) for n in range((context.day - on).days + 1))
    return next((day for day in days if not context.paused(day)), None)
