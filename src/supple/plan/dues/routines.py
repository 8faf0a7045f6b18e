"""Which routines are due, and which were done? Each time of the day is answered by at most one entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from supple.knowledge.medicine_names import plain_name
from supple.model import Due, DueKind, DueState, Event, Session
from supple.plan.dues.day import DayContext, next_after, wall_text
from supple.plan.routines import Routine, routines_of

TOLD_FOR = timedelta(hours=4)
_PRIVATE = {"stretch": "a routine", "activity": "a routine", "home": "a routine at home", "other": "a routine"}


def due(context: DayContext) -> list[Due]:
    """The routines' times on this day; a routine with no time is the person's own habit and rings at none."""
    return [each for routine in routines_of(context.plan) for each in _of(context, routine)]


def _of(context: DayContext, routine: Routine) -> list[Due]:
    if not routine.rings or not routine.times or context.day not in set(routine.comes.days(context.day, context.day)):
        return []
    states = answered(routine, context.of_day)
    moments = sorted((context.at(wall), wall) for wall in routine.times)
    found = []
    for at, wall in moments:
        following = next_after(at, (other for other, _ignored in moments)) or at + TOLD_FOR
        state = states[wall_text(wall)]
        if state is DueState.OPEN and context.is_paused:
            state = DueState.RESTING
        found.append(
            context.make(
                DueKind.ROUTINE,
                routine.name,
                at,
                which=f"{context.day.isoformat()}T{wall_text(wall)}",
                words=routine.asks,
                private=_PRIVATE[routine.group],
                until=min(following, at + TOLD_FOR),
                state=state,
            )
        )
    return found


def answered(routine: Routine, of_day: Sequence[Event]) -> dict[str, DueState]:
    """What was noted about each of the routine's times on a day, by "21:30".

    An entry that names the time answers it, the last recorded one holds. One that names none answers the first time
    that nothing answers: one stretch is one time, never the whole day's.
    """
    times = [wall_text(wall) for wall in routine.times]
    states = dict.fromkeys(times, DueState.OPEN)
    unnamed = []
    for event in sorted(of_day, key=lambda each: (each.recorded_at, each.id)):
        fact = event.fact
        if not isinstance(fact, Session) or not _is_about(routine, fact):
            continue
        state = DueState.DONE if fact.done else DueState.SKIPPED
        if fact.routine is not None and fact.due_time in states:
            states[fact.due_time] = state
        else:
            unnamed.append(state)
    for state in unnamed:
        first = next((each for each in times if states[each] is DueState.OPEN), None)
        if first is not None:
            states[first] = state
    return states


def _is_about(routine: Routine, fact: Session) -> bool:
    if fact.routine is not None:
        return plain_name(fact.routine) == plain_name(routine.name)
    return bool(routine.what) and fact.code == routine.what
