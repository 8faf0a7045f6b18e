"""Which tries are to be looked back on today?"""

from __future__ import annotations

from supple.model import Due, DueKind, DueState
from supple.plan.dues.day import DayContext
from supple.plan.tries import tries_of


def due(context: DayContext) -> list[Due]:
    """One for each try whose day of looking back has come."""
    at = context.at(context.choices.day_at)
    return [
        context.make(
            DueKind.LOOK_BACK,
            each.name,
            at,
            which=each.on.isoformat(),
            words=f"Look back at {each.name}: two weeks have gone by",
            private="a look back",
            until=context.over_after(at),
            state=DueState.RESTING if context.is_paused else DueState.OPEN,
        )
        for each in tries_of(context.plan)
        if each.on == context.day
    ]
