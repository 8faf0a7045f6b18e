"""What is noted of an as-needed medicine: when the last one was, "not before", and the day's total? Facts only.

The hours and the most in a day are the prescriber's own; where none was written, none is made up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.model import (
    DAY_STARTS_AT_HOUR,
    TAKEN_STATUSES,
    AsNeeded,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Instant,
    Interval,
    Plan,
    Prescription,
    Slot,
    local_day_of,
)
from supple.plan.doses import medicine_meant
from supple.plan.pieces import pieces_of
from supple.plan.prescription import prescriptions

_AFTER_EXTRA = timedelta(hours=24)


def as_needed(
    plan: Plan, events: Iterable[Event], *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> tuple[AsNeeded, ...]:
    """Every as-needed medicine in force on the plan's day, by name.

    Args:
        plan: of the day.
        events: of a diary, so that corrections are applied; also of the days before.
        day_starts_at_hour: as the person chose.
    """
    held = prescriptions(plan)
    names = [one.medicine for one in held]
    noted: dict[str, list[Event]] = {one.medicine: [] for one in held if one.as_needed}
    for event in events:
        dose = event.fact
        if isinstance(dose, Dose) and dose.status in TAKEN_STATUSES and noted:
            medicine = medicine_meant(dose.medicine, names)
            if medicine in noted and local_day_of(event.when, day_starts_at_hour) <= plan.day:
                noted[medicine].append(event)
    return tuple(_view(one, noted[one.medicine], plan, day_starts_at_hour) for one in held if one.as_needed)


def _view(prescription: Prescription, noted: list[Event], plan: Plan, starts: int) -> AsNeeded:
    order = partial(at_the_latest, starts=starts)
    on_day = sorted((one for one in noted if local_day_of(one.when, starts) == plan.day), key=order)
    last = max(noted, key=order, default=None)
    amounts = [pieces_of(one.fact, prescription) for one in on_day if isinstance(one.fact, Dose)]
    extra = [one for one in noted if isinstance(one.fact, Dose) and one.fact.status is DoseStatus.EXTRA]
    since = None if last is None else order(last)[0] - _AFTER_EXTRA
    return AsNeeded(
        prescription,
        noted=tuple(on_day),
        last=last,
        not_before_utc=_not_before(prescription, last),
        pieces=sum((amount for amount in amounts if amount is not None), Fraction(0)),
        unknown=sum(amount is None for amount in amounts),
        after_extra=since is not None and any(order(one)[0] >= since for one in extra),
    )


def _not_before(prescription: Prescription, last: Event | None) -> datetime | None:
    """Real hours after the last dose, so that a clock change makes them neither shorter nor longer."""
    hours = prescription.not_before_hours
    if last is None or hours is None or isinstance(last.when, Day | DaySlot):
        return None
    moment = last.when.at_utc if isinstance(last.when, Instant) else last.when.end_utc
    return moment + timedelta(seconds=int(hours * 3600))


def at_the_latest(event: Event, starts: int) -> tuple[datetime, datetime, UUID]:
    """The latest moment at which the dose may have been taken: of a whole day its end, but not after it was noted.

    So a dose of "today" hides an exact one before it: the time of the last one is then not known.
    """
    when = event.when
    match when:
        case Instant():
            latest = when.at_utc
        case Interval():
            latest = when.end_utc
        case DaySlot(slot=Slot.NIGHT):
            latest = datetime.combine(when.local_day, time(12), ZoneInfo(when.zone)).astimezone(UTC)
        case DaySlot() | Day():
            over = datetime.combine(when.local_day + timedelta(days=1), time(starts), ZoneInfo(when.zone))
            latest = over.astimezone(UTC)
    if isinstance(when, Day | DaySlot):
        latest = min(latest, event.recorded_at)
    return latest, event.recorded_at, event.id
