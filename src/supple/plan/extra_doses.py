"""Which doses besides the prescription were noted lately, and what sets each apart from it? Facts only.

Nothing here says what they did or may do. `more` is only said where the numbers say it; where they cannot tell, that
is said too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

from supple.model import (
    DAY_STARTS_AT_HOUR,
    TAKEN_STATUSES,
    Dose,
    DoseStatus,
    Event,
    ExtraDose,
    ExtraKind,
    Instant,
    Plan,
    Prescription,
    local_day_of,
)
from supple.plan.as_needed import at_the_latest
from supple.plan.day_totals import NotedOfDay, PlanOfDay, amount_of, noted_of_day, plan_of_day
from supple.plan.doses import answers, doses_on, medicine_meant
from supple.plan.fold import plan_at
from supple.plan.prescription import prescriptions
from supple.plan.slips import TIMES_THE_PIECES

# So long the signs to look for stay in sight (a design choice: the window of the rule for "too sleepy").
IN_SIGHT = timedelta(hours=24)


def extra_doses(
    events: Iterable[Event], now: datetime, *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> tuple[ExtraDose, ...]:
    """Doses noted as besides the prescription that may have been taken in the last 24 hours, oldest first.

    Args:
        events: of a diary, so that corrections are applied; with what was agreed.
        now: aware. A dose with no clock time counts as taken as late as it may have been.
        day_starts_at_hour: as the person chose.
    """
    held = list(events)
    found = [
        (moment, event)
        for event in held
        if _is_extra(event)
        for moment in [at_the_latest(event, day_starts_at_hour)]
        if moment[0] > now - IN_SIGHT
    ]
    extra = [event for _, event in sorted(found, key=lambda each: each[0])]
    return set_apart(extra, held, day_starts_at_hour=day_starts_at_hour)


def extra_doses_on(
    events: Iterable[Event], first: date, last: date, *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> tuple[ExtraDose, ...]:
    """Those of the diary days from `first` to `last`, in the order of `events`."""
    held = list(events)
    extra = [one for one in held if _is_extra(one) and first <= local_day_of(one.when, day_starts_at_hour) <= last]
    return set_apart(extra, held, day_starts_at_hour=day_starts_at_hour)


def set_apart(
    extra: Sequence[Event], events: Sequence[Event], *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> tuple[ExtraDose, ...]:
    """Each of `extra` with what sets it apart from the prescription of its own day.

    Args:
        extra: doses, all of them in `events`.
        events: of a diary, with what was agreed.
    """
    days = {local_day_of(event.when, day_starts_at_hour) for event in extra}
    by_day = {day: _day(plan_at(events, day), events, day_starts_at_hour) for day in days}
    return tuple(_of_day(event, by_day[local_day_of(event.when, day_starts_at_hour)]) for event in extra)


@dataclass(frozen=True)
class _DayOfDoses:
    plan: Plan
    prescriptions: tuple[Prescription, ...]
    taken: tuple[Event, ...]  # on the day
    all_taken: tuple[Event, ...]  # ever
    as_planned: frozenset[UUID]
    starts: int


def _day(plan: Plan, events: Sequence[Event], starts: int) -> _DayOfDoses:
    answered = answers(plan, events, day_starts_at_hour=starts).answers
    return _DayOfDoses(
        plan,
        prescriptions(plan),
        tuple(event for event in doses_on(events, plan.day, starts) if _is_taken(event)),
        tuple(event for event in events if _is_taken(event)),
        frozenset(one.event.id for one in answered if one.event is not None and one.event.fact.due_time),  # type: ignore[union-attr]
        starts,
    )


def _of_day(event: Event, day: _DayOfDoses) -> ExtraDose:
    names = [one.medicine for one in day.prescriptions]
    name = medicine_meant(_dose(event).medicine, names)
    one = next((each for each in day.prescriptions if each.medicine == name), None)
    if one is None:
        return ExtraDose(event, ExtraKind.UNKNOWN)
    planned = plan_of_day(day.plan, one)
    of_it = [each for each in day.taken if medicine_meant(_dose(each).medicine, names) == name]
    noted = noted_of_day(of_it, one, planned, day.as_planned)
    amount = amount_of(event, one, planned)
    before = _before(event, one, day, names)
    not_before = None if before is None else before[-1].when.at_utc + _hours(one)  # type: ignore[union-attr]
    kind = _kind(one, planned, noted, amount, _together(event, before, one, planned))
    if kind is ExtraKind.BESIDES and not_before is not None:
        kind = ExtraKind.EARLY
    return ExtraDose(
        event,
        kind,
        noted=None if noted.unknown else noted.known,
        planned=planned.day,
        word=planned.word,
        not_before_utc=not_before,
    )


def _kind(
    one: Prescription, planned: PlanOfDay, noted: NotedOfDay, amount: Fraction | None, together: Fraction | None
) -> ExtraKind:
    """`more` by the day's total or by what is taken at one time; `unknown` where neither can be told."""
    at_once = together if together is not None else amount
    if planned.day is not None and noted.known > planned.day:
        return ExtraKind.MORE
    if planned.each is not None and at_once is not None and at_once > TIMES_THE_PIECES * planned.each:
        return ExtraKind.MORE
    if amount is None:
        return ExtraKind.UNKNOWN
    if planned.day is None:
        # With no most in a day only the amount at one time is prescribed.
        return ExtraKind.BESIDES if one.as_needed and planned.each is not None else ExtraKind.UNKNOWN
    return ExtraKind.UNKNOWN if noted.unknown else ExtraKind.BESIDES


def _before(event: Event, one: Prescription, day: _DayOfDoses, names: Sequence[str]) -> list[Event] | None:
    """The doses with a clock time in the prescribed hours before this one, oldest first; None: none is noted."""
    if not one.as_needed or one.not_before_hours is None or not isinstance(event.when, Instant):
        return None
    at, since = event.when.at_utc, event.when.at_utc - _hours(one)
    found = [
        each
        for each in day.all_taken
        if each.id != event.id
        and isinstance(each.when, Instant)
        and since < each.when.at_utc <= at
        and (each.when.at_utc, each.recorded_at, each.id) < (at, event.recorded_at, event.id)
        and medicine_meant(_dose(each).medicine, names) == one.medicine
    ]
    return sorted(found, key=lambda each: at_the_latest(each, day.starts)) or None


def _together(event: Event, before: Sequence[Event] | None, one: Prescription, planned: PlanOfDay) -> Fraction | None:
    """With what was noted in the prescribed hours before it: two amounts minutes apart are nearly one."""
    amounts = [amount_of(each, one, planned) for each in (*(before or ()), event)]
    return sum((each for each in amounts if each is not None), Fraction(0)) if any(amounts) else None


def _hours(one: Prescription) -> timedelta:
    return timedelta(seconds=int((one.not_before_hours or 0) * 3600))


def _is_extra(event: Event) -> bool:
    return isinstance(event.fact, Dose) and event.fact.status is DoseStatus.EXTRA


def _is_taken(event: Event) -> bool:
    return isinstance(event.fact, Dose) and event.fact.status in TAKEN_STATUSES


def _dose(event: Event) -> Dose:
    assert isinstance(event.fact, Dose)
    return event.fact
