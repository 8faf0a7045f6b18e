"""Which due doses were answered on a day, and how? Each due dose beside the noted dose that answers it.

A dose that was not noted is "not noted": never missed, never taken. An entry answers the due time that it names. One
that names none answers only where no other reading is possible: the medicine has one due time that day, or as many
doses were noted, all taken or all not, as are due. Where no times are written, nobody knows how many doses a day has:
then only an answer given to the plan's own line counts. An answer about a whole silence answers no due time.
Everything else stands beside them as "also noted".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.knowledge.medicine_names import known_medicines, plain_name
from supple.model import (
    DAY_STARTS_AT_HOUR,
    DOSE_MAY_BE_EARLY,
    SLOT_ORDER_HOUR,
    Day,
    DaySlot,
    Dose,
    DoseAnswer,
    DosesOfDay,
    DoseStatus,
    DueDose,
    Event,
    Instant,
    Interval,
    Plan,
    PlanItem,
    Prescription,
    local_day_of,
)
from supple.plan.fold import fold_plan
from supple.plan.prescription import doses_due, prescriptions

# The ways by which a line of the plan is answered; a dose in a quick note or a file answers no line of it.
ANSWERED_BY = frozenset({"doses", "cli"})
_TAKEN = frozenset({DoseStatus.TAKEN, DoseStatus.LATE})
_NOON = 12


def answers(plan: Plan, events: Iterable[Event], *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> DosesOfDay:
    """The plan's day: its due doses with their answers.

    Args:
        plan: of the day.
        events: of a diary, so that corrections are applied; only doses of the plan's day are read.
        day_starts_at_hour: a due time before it lies on the next calendar day, at the end of the diary's day.
    """
    return _answered(plan.day, prescriptions(plan), doses_due(plan), events, day_starts_at_hour)


def _answered(
    day: date,
    held: Sequence[Prescription],
    due: Sequence[DueDose],
    events: Iterable[Event],
    day_starts_at_hour: int,
) -> DosesOfDay:
    names = [one.medicine for one in held]
    as_needed = {one.medicine for one in held if one.as_needed}
    noted: dict[str, list[Event]] = {name: [] for name in names}
    also: list[Event] = []
    for event in doses_on(events, day, day_starts_at_hour):
        medicine = medicine_meant(_dose(event).medicine, names)
        (also if medicine is None else noted[medicine]).append(event)
    found: dict[DueDose, Event] = {}
    unclear: dict[str, tuple[Event, ...]] = {}
    for medicine in names:
        if medicine not in as_needed:
            of_it = [one for one in due if one.medicine == medicine]
            answered = _matched(of_it, noted[medicine])
            found.update(answered)
            used = {event.id for event in answered.values()}
            left = [event for event in noted[medicine] if event.id not in used]
            also += left
            times = {one.due_time for one in of_it} - {None}
            unclear[medicine] = tuple(
                event
                for event in sorted(left, key=_newest)
                if _may_answer(event) and _dose(event).due_time not in times
            )
    ordered = sorted(due, key=lambda one: _order(one, day_starts_at_hour))
    return DosesOfDay(
        day,
        tuple(DoseAnswer(one, found.get(one), unclear.get(one.medicine, ())) for one in ordered),
        tuple(sorted(also, key=_moment)),
    )


def not_noted_by(of_day: DosesOfDay, now: datetime, zone: str, *, day_starts_at_hour: int) -> tuple[DoseAnswer, ...]:
    """The doses that nothing is noted of and whose time has come by `now` (aware).

    A dose with no written time has come when its day is over. Left out are doses of a medicine that has others noted:
    answered all at once, a dose could be noted twice.
    """
    over = day_end(of_day.day, zone, day_starts_at_hour)
    came = ((one, due_at(one.due, zone, day_starts_at_hour) or over) for one in of_day.answers)
    return tuple(one for one, moment in came if one.event is None and not one.has_others and moment <= now)


def days_all_taken(
    events: Sequence[Event], days: Sequence[date], *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> frozenset[date]:
    """The days among `days` (ascending) on which every due dose was noted as taken or late.

    A day with one due dose that is not noted is not among them: nothing is known of that dose.
    """
    taken: dict[date, list[Event]] = {}
    for event in events:
        if isinstance(event.fact, Dose):
            taken.setdefault(local_day_of(event.when, day_starts_at_hour), []).append(event)
    agreed = [event for event in events if isinstance(event.fact, PlanItem)]
    begins = sorted(event.fact.valid_from for event in agreed if isinstance(event.fact, PlanItem))
    found, known, moves = set(), -1, True
    held: tuple[Prescription, ...] = ()
    due: tuple[DueDose, ...] = ()
    for day in days:
        noted = taken.get(day, ())
        if not any(_dose(event).status in _TAKEN for event in noted):
            continue
        # The plan is folded again only where it can have changed: a new entry, or a ladder that goes on by itself.
        begun = bisect_right(begins, day)
        if moves or begun != known:
            plan, known = fold_plan(agreed, day), begun
            held, due = prescriptions(plan), doses_due(plan)
            moves = any("step_1" in item.detail for item in plan.items)
        due_then = [replace(one, day=day) for one in due]
        if _answered(day, held, due_then, noted, day_starts_at_hour).all_taken:
            found.add(day)
    return frozenset(found)


def due_at(due: DueDose, zone: str, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> datetime | None:
    """When a dose is due, in UTC; None where no time is written. Times are the wall clock's, whatever it does."""
    return None if due.at is None else clock_time(due.day, due.at, zone, day_starts_at_hour)


def notable_from(due: DueDose, zone: str, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> datetime | None:
    """From when on an answer to a due dose is a fact, in UTC: a little before its time. None: no time is written."""
    at = due_at(due, zone, day_starts_at_hour)
    return None if at is None else at - DOSE_MAY_BE_EARLY


def clock_time(day: date, at: time, zone: str, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> datetime:
    """A wall-clock time of a diary day, in UTC: before the day's start hour it lies on the next calendar day."""
    on = day + timedelta(days=at.hour < day_starts_at_hour)
    return datetime.combine(on, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def day_end(day: date, zone: str, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> datetime:
    """When a diary day is over, in UTC."""
    after = datetime.combine(day + timedelta(days=1), time(day_starts_at_hour), tzinfo=ZoneInfo(zone))
    return after.astimezone(UTC)


def doses_on(events: Iterable[Event], day: date, day_starts_at_hour: int) -> list[Event]:
    """The doses noted for a diary day."""
    doses = (event for event in events if isinstance(event.fact, Dose))
    return [event for event in doses if local_day_of(event.when, day_starts_at_hour) == day]


def medicine_meant(name: str, medicines: Sequence[str]) -> str | None:
    """Which of the plan's medicines a name means: that name, else a brand or like name that only one of them has."""
    wanted = plain_name(name)
    for medicine in medicines:
        if plain_name(medicine) == wanted:
            return medicine
    alike = medicines_alike(name, medicines)
    return alike[0] if len(alike) == 1 else None


def medicines_alike(name: str, medicines: Sequence[str]) -> list[str]:
    """Those of the plan's medicines that a name, a brand or a like name may mean; with two it must be asked which."""
    known = known_medicines(name)
    return [medicine for medicine in medicines if known and not known.isdisjoint(known_medicines(medicine))]


def _matched(due: Sequence[DueDose], noted: Sequence[Event]) -> dict[DueDose, Event]:
    """One medicine's due doses to the entries that answer them; the newest entry wins."""
    may = sorted((event for event in noted if _may_answer(event)), key=_newest)
    found: dict[DueDose, Event] = {}
    for one in due:
        named = [event for event in may if _names(event, one)]
        if named:
            found[one] = named[-1]
    loose = [event for event in may if _dose(event).due_time is None]
    if found or not loose or any(one.at is None for one in due):
        return found
    taken = [event for event in loose if _dose(event).status in _TAKEN]
    if len(due) == 1:
        # Two doses taken where one is due: which of them was meant, nobody can tell.
        return {due[0]: loose[-1]} if len(taken) < 2 else {}
    kinds = {"taken" if _dose(event).status in _TAKEN else _dose(event).status for event in loose}
    if len(loose) == len(due) and len(kinds) == 1:
        return dict(zip(due, sorted(loose, key=_moment), strict=True))
    return {}


def _may_answer(event: Event) -> bool:
    """An extra dose answers nothing, and an answer about a whole silence is none about any of its single doses."""
    return _dose(event).status is not DoseStatus.EXTRA and not isinstance(event.when, Interval)


def _names(event: Event, due: DueDose) -> bool:
    """Was it given as the answer to this due dose?"""
    named = _dose(event).due_time
    return named == due.due_time and (named is not None or event.source in ANSWERED_BY)


def _dose(event: Event) -> Dose:
    assert isinstance(event.fact, Dose)
    return event.fact


def _newest(event: Event) -> tuple[datetime, UUID]:
    return event.recorded_at, event.id


def _order(due: DueDose, day_starts_at_hour: int) -> tuple[bool, bool, time, str]:
    at = due.at or time()
    return due.at is None, at.hour < day_starts_at_hour, at, plain_name(due.medicine)


def _moment(event: Event) -> tuple[datetime, datetime, UUID]:
    """Only an order on a page: a part of a day at its middle, a whole day at noon."""
    when = event.when
    if isinstance(when, Instant):
        at = when.at_utc
    elif isinstance(when, DaySlot):
        at = datetime.combine(when.local_day, time(SLOT_ORDER_HOUR[when.slot]), ZoneInfo(when.zone))
    elif isinstance(when, Day):
        at = datetime.combine(when.local_day, time(_NOON), ZoneInfo(when.zone))
    else:
        at = when.end_utc
    return at.astimezone(UTC), event.recorded_at, event.id
