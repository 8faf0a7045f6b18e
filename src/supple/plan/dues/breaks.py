"""When is a break due? Not where one was just taken."""

from __future__ import annotations

from datetime import timedelta

from supple.model import Due, DueKind, DueState, Session
from supple.plan.breaks import breaks_of
from supple.plan.dues.day import DayContext, moment_noted

BREAK = "movement_break"
MOST_LATE = timedelta(minutes=15)


def due(context: DayContext) -> list[Due]:
    """The breaks of this day. One noted since the one before, or until the next, answers it."""
    taken = [
        (at, event.fact.done)
        for event in context.of_day
        if isinstance(event.fact, Session) and event.fact.code == BREAK and (at := moment_noted(event)) is not None
    ]
    found = []
    for one in breaks_of(context.plan):
        every = timedelta(minutes=one.every_minutes)
        for at in one.moments(context.day, context.zone):
            answers = [done for moment, done in taken if at - every / 2 <= moment < at + every / 2]
            state = DueState.RESTING if context.is_paused else DueState.OPEN
            if answers:
                state = DueState.DONE if any(answers) else DueState.SKIPPED
            found.append(
                context.make(
                    DueKind.BREAK,
                    one.name,
                    at,
                    which=f"{at:%Y-%m-%dT%H:%MZ}",
                    words="Time to move a little",
                    private="a break",
                    until=at + min(MOST_LATE, every / 2),
                    state=state,
                )
            )
    return found
