"""When is a check-in asked for? Only where the person chose a time, and not where how it is was noted already."""

from __future__ import annotations

from datetime import timedelta

from supple.model import Due, DueKind, DueState, Rating
from supple.plan.dues.day import DayContext, moment_noted, next_after, wall_text

TOLD_FOR = timedelta(hours=4)
BEFORE = timedelta(hours=4)


def due(context: DayContext) -> list[Due]:
    """The check-ins of this day; any rating from four hours before until the next one answers it."""
    rated = [moment_noted(event) or event.recorded_at for event in context.of_day if isinstance(event.fact, Rating)]
    asked = sorted((context.at(wall), name, wall) for name, wall in context.choices.check_ins)
    found = []
    for at, name, wall in asked:
        until = min(at + TOLD_FOR, next_after(at, (other for other, *_ignored in asked)) or at + TOLD_FOR)
        begins = max([at - BEFORE, *(other for other, *_ignored in asked if other < at)])
        state = DueState.RESTING if context.is_paused else DueState.OPEN
        if any(begins <= moment < until for moment in rated):
            state = DueState.DONE
        found.append(
            context.make(
                DueKind.CHECK_IN,
                name,
                at,
                which=f"{context.day.isoformat()}T{wall_text(wall)}",
                words="How is it now?",
                private="a note",
                until=until,
                state=state,
            )
        )
    return found
