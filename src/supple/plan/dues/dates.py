"""Which dates of the plan come near? Visits, injections, a pump that may be low, a box that runs out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from supple.model import Due, DueKind, PlanItem
from supple.plan.boxes import boxes
from supple.plan.doses import medicine_meant
from supple.plan.dues.day import DayContext
from supple.plan.injections import dates_to_come, injections_of
from supple.plan.pump import MARKS_DAYS, mark_reached
from supple.plan.visits import visits_of

VISIT_DAYS = (1, 0)
INJECTION_DAYS = (7, 1, 0)
BOX_DAYS = (7, 2)
_FIRM_PUMP_DAYS = 7


def due(context: DayContext) -> list[Due]:
    """Dates told on this day, each so many days ahead."""
    return [*_visits(context), *_injections(context), *_pump(context), *_boxes(context)]


def _visits(context: DayContext) -> Iterable[Due]:
    for visit in visits_of(context.ahead.events):
        ahead = (visit.valid_from - context.day).days
        if ahead in VISIT_DAYS:
            yield _told(
                context, DueKind.VISIT, visit.name, visit.valid_from, ahead, visit.words or visit.name, "a visit"
            )


def _injections(context: DayContext) -> Iterable[Due]:
    every = injections_of(context.ahead, context.day)
    agreed = [(one.on, f"{one.item.name} injection") for one in every]
    for on, words in (*agreed, *dates_to_come(every, context.day)):
        ahead = (on - context.day).days
        if ahead in INJECTION_DAYS:
            yield _told(context, DueKind.INJECTION, words, on, ahead, words, "a visit")


def _pump(context: DayContext) -> Iterable[Due]:
    count = context.plan.pump
    if count is None or count.counted_day is None or count.days_left is None:
        return
    mark = mark_reached(count.days_left)
    if mark is None or mark not in MARKS_DAYS:
        return
    yield context.make(
        DueKind.PUMP,
        "pump",
        context.at(context.choices.day_at),
        # By the mark, not the day: the same mark of the same filling is told once.
        which=f"{count.counted_day.isoformat()}|{mark}",
        words=f"The pump may be low {_when(count.days_left, count.counted_day)}",
        private="a date to see to",
        until=context.over_after(context.at(context.choices.day_at)),
        is_critical=mark <= _FIRM_PUMP_DAYS,
    )


def _boxes(context: DayContext) -> Iterable[Due]:
    """A box told at each mark once, counted from its newest count or pick-up."""
    for box in boxes(context.plan, context.noted, day_starts_at_hour=context.starts):
        if box.view is None:
            continue
        out = box.view.at_the_earliest or box.view.run_out_on
        if out is None:
            continue
        left = (out - context.day).days
        mark = min((each for each in BOX_DAYS if left <= each), default=None)
        if mark is None or left < 0:
            continue
        yield context.make(
            DueKind.BOX,
            box.medicine,
            context.at(context.choices.day_at),
            which=f"{_stocked_on(context, box.medicine)}|{mark}",
            words=f"{box.medicine}: by what was noted the box lasts until {_day(out - timedelta(days=1))}",
            private="a date to see to",
            until=context.over_after(context.at(context.choices.day_at)),
        )


def _stocked_on(context: DayContext, medicine: str) -> str:
    """The day of the newest count or pick-up: from then on its marks count anew."""
    said = (event.fact for event in context.plan.events if isinstance(event.fact, PlanItem))
    days = [
        item.valid_from
        for item in said
        if item.item == "stock" and medicine_meant(item.name, (medicine,)) is not None
    ]
    return max(days).isoformat() if days else ""


def _told(context: DayContext, kind: DueKind, name: str, on: date, ahead: int, words: str, private: str) -> Due:
    return context.make(
        kind,
        name,
        context.at(context.choices.day_at),
        which=f"{on.isoformat()}|{ahead}",
        words=f"{words}: {_when(ahead, on)}",
        private=private,
        until=context.over_after(context.at(context.choices.day_at)),
    )


def _when(ahead: int, on: date) -> str:
    if ahead < 0:
        return f"since {_day(on)}"
    return ("today", "tomorrow")[ahead] if ahead <= 1 else f"in {ahead} days, on {_day(on)}"


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"
