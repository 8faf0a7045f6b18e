"""Which dates of the plan come near? Visits, injections, a pump that may be low, a box that runs out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from supple.model import Due, DueKind, Event, PlanItem
from supple.plan.boxes import boxes
from supple.plan.doses import day_end, medicine_meant
from supple.plan.dues.day import LEAST_TOLD, DayContext
from supple.plan.injections import dates_to_come, injections_of
from supple.plan.pump import MARKS_DAYS, mark_reached
from supple.plan.visits import visits_of

VISIT_DAYS = (1, 0)
INJECTION_DAYS = (7, 1, 0)
BOX_DAYS = (7, 2)
_FIRM_PUMP_DAYS = 7
_GOES_ON = timedelta(days=7)


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
    if mark is None:
        return
    low = count.counted_day
    nearer = max((each for each in MARKS_DAYS if each < mark), default=None)
    # After the last mark it goes on being true until a fill is noted: the end is always some days ahead.
    ends = context.over + _GOES_ON if nearer is None else context.told_on(low - timedelta(days=nearer))
    written = _written_at(event for event in context.plan.events if _is_of(event, "pump"))
    yield _since(
        context,
        DueKind.PUMP,
        "pump",
        low - timedelta(days=mark),
        ends,
        written,
        # By the mark, not the day: the same mark of the same filling is told once.
        which=f"{low.isoformat()}|{mark}",
        words=f"By what was noted, the pump may be low from {_day(low)} on",
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
        nearer = max((each for each in BOX_DAYS if each < mark), default=None)
        ends = (
            context.told_on(out - timedelta(days=nearer))
            if nearer is not None
            else day_end(out, context.zone, context.starts)
        )
        said = [
            event
            for event in context.plan.events
            if _is_of(event, "stock") and medicine_meant(_item(event).name, (box.medicine,)) is not None
        ]
        stocked = max((_item(event).valid_from for event in said), default=None)
        yield _since(
            context,
            DueKind.BOX,
            box.medicine,
            out - timedelta(days=mark),
            ends,
            _written_at(said),
            # From the newest count or pick-up on its marks count anew.
            which=f"{'' if stocked is None else stocked.isoformat()}|{mark}",
            words=f"{box.medicine}: by what was noted the box lasts until {_day(out - timedelta(days=1))}",
        )


def _since(
    context: DayContext,
    kind: DueKind,
    name: str,
    begins: date,
    ends: datetime,
    written: datetime | None,
    *,
    which: str,
    words: str,
    is_critical: bool = False,
) -> Due:
    """Told once from a mark's day on, up to the next mark: where nothing rang on that day, it rings on a later one.

    What was written down since (`written`) is told at the next time of day at which such things are told.
    """
    on = begins
    if written is not None and written > context.told_on(begins):
        on = written.astimezone(ZoneInfo(context.zone)).date()
        on += timedelta(days=context.told_on(on) < written)
    if context.told_on(on) >= ends:
        on = begins
    at = context.told_on(on)
    return context.make(
        kind,
        name,
        at,
        which=which,
        words=words,
        private="a date to see to",
        until=max(ends, at + LEAST_TOLD),
        is_critical=is_critical,
        on=on,
    )


def _is_of(event: Event, kind: str) -> bool:
    return isinstance(event.fact, PlanItem) and event.fact.item == kind


def _item(event: Event) -> PlanItem:
    assert isinstance(event.fact, PlanItem)
    return event.fact


def _written_at(events: Iterable[Event]) -> datetime | None:
    return max((event.recorded_at for event in events), default=None)


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
    return ("today", "tomorrow")[ahead] if ahead <= 1 else f"in {ahead} days, on {_day(on)}"


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"
