"""Which doses are due at a written time, and which steps begin or end? As the prescriber wrote it, nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from supple.knowledge import load
from supple.knowledge.medicine_names import known_medicines
from supple.model import DOSE_MAY_BE_EARLY, TAKEN_STATUSES, Due, DueKind, DueState, Event, PlanItem, PlanStatus
from supple.plan.doses import answers, due_at
from supple.plan.dues.day import DayContext, moment_noted, next_after
from supple.plan.ladder import is_on_the_way
from supple.plan.prescription import doses_due, prescriptions


def due(context: DayContext) -> list[Due]:
    """The day's doses and steps."""
    return [*_doses(context), *_steps(context), *_written(context)]


def must_not_stop_suddenly(medicine: str) -> bool:
    """Whether `knowledge` warns of stopping it all at once: then a dose that is not noted is told more firmly."""
    known = load().medicines
    return any(known[each].sudden_stop_words for each in known_medicines(medicine))


def _doses(context: DayContext) -> Iterable[Due]:
    """One with no written time rings at none: it stands on the page of the day's doses."""
    of_day = answers(context.plan, context.noted, day_starts_at_hour=context.starts)
    timed = [(one, at) for one in of_day.answers if (at := due_at(one.due, context.zone, context.starts)) is not None]
    first = _tomorrow(context)
    for one, at in timed:
        name = one.due.medicine
        # Where the next one of the medicine is due this one is over: two must never seem to be due at once.
        following = next_after(at, [*(then for other, then in timed if other.due.medicine == name), *first[name]])
        over = min(following or context.over_after(at), context.over_after(at))
        # One was noted of which nobody can tell whether it is this: to ring might bring a second tablet.
        before = max((then for other, then in timed if other.due.medicine == name and then < at), default=None)
        is_unclear = any(_may_be(event, at, before) for event in one.others)
        state = DueState.UNCLEAR if is_unclear else DueState.OPEN
        if one.event is not None:
            state = DueState.DONE if one.status in TAKEN_STATUSES else DueState.SKIPPED
        yield context.make(
            DueKind.DOSE,
            name,
            at,
            which=f"{context.day.isoformat()}T{one.due.due_time}",
            words=f"{name}: {one.due.words}" if one.due.words else name,
            private="medicine",
            until=over if following is None else min(over, at + (following - at) / 2),
            shown_until=over,
            is_critical=must_not_stop_suddenly(name),
            state=state,
        )


def _may_be(event: Event, at: datetime, before: datetime | None) -> bool:
    """May this entry be about the dose due at `at`? Not one that was nearer to the dose before it, and earlier than a
    dose is noted."""
    moment = moment_noted(event)
    if moment is None or before is None:
        return True
    return moment >= min(at - DOSE_MAY_BE_EARLY, before + (at - before) / 2)


def _tomorrow(context: DayContext) -> Mapping[str, list[datetime]]:
    """When each medicine is due on the day after, in UTC."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for one in () if context.tomorrow is None else doses_due(context.tomorrow):
        if (at := due_at(one, context.zone, context.starts)) is not None:
            found[one.medicine].append(at)
    return found


def _steps(context: DayContext) -> Iterable[Due]:
    """A step of a ladder that begins on this day, in the prescriber's words."""
    for one in prescriptions(context.plan):
        step = one.step
        if step is None or step.number is None or step.since != context.day:
            continue
        yield _of_day(context, one.medicine, "step", f"{one.medicine}: from today as written: {step.words}")


def _written(context: DayContext) -> Iterable[Due]:
    """A medicine that begins, changes or ends on this day, as it was written down before the day."""
    stepped = {one.medicine for one in prescriptions(context.plan) if one.step is not None}
    for event in context.plan.events:
        item = event.fact
        if not isinstance(item, PlanItem) or item.item != "medicine" or item.valid_from != context.day:
            continue
        if is_on_the_way(item) or item.name in stepped:
            continue
        ends = item.status is PlanStatus.ENDED
        yield _of_day(
            context,
            item.name,
            "end" if ends else "change",
            f"{item.name} {'ends' if ends else 'is as newly written'} from today, as written down",
        )


def _of_day(context: DayContext, name: str, what: str, words: str) -> Due:
    at = context.at(context.choices.day_at)
    return context.make(
        DueKind.STEP,
        name,
        at,
        which=f"{context.day.isoformat()}|{what}",
        words=words,
        private="medicine",
        until=context.over_after(at),
        state=DueState.OPEN,
    )
