"""What did the breaks of the last two weeks come to? From the answers alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary
from supple import plan as plan_room
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.model import Account, Due, DueChoices, DueKind, DueState, Event, Instant, PlanItem, local_day_of
from supple.plan import Breaks
from supple.plan.sitting import SittingDay, sitting_days
from supple.store import queries

DAYS = 14


@dataclass(frozen=True, slots=True)
class SittingView:
    """The breaks in force, the one that is due now, and the days that had breaks, latest first."""

    today: date
    zone: str
    breaks: Breaks | None
    due_now: Due | None
    days: tuple[SittingDay, ...]


def sitting(account: Account, person_id: UUID, *, now: datetime, days: int = DAYS) -> SittingView:
    """What the answers of so many days tell."""
    member = require(account, "sitting", person_id, now=now)
    zone, starts = member.person.zone, settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, zone, starts)
    first = today - timedelta(days=days - 1)
    agreed = queries.agreed_events(person_id)
    shown = diary.fold(queries.recent_events(person_id, first - timedelta(days=1)), person_id=person_id).events
    rests = diary.pauses([*shown, *queries.events_of_kind(person_id, "pause")], starts)
    dues = plan_room.due(
        agreed,
        shown,
        first,
        today + timedelta(days=1),  # after midnight the diary's day is still the one before
        zone=zone,
        choices=DueChoices(),
        paused=lambda day: diary.pause_on(rests, day) is not None,
        day_starts_at_hour=starts,
        kinds=(DueKind.BREAK,),
    )
    written = min((each.recorded_at for each in agreed if _is_breaks(each)), default=now)
    dues = tuple(each for each in dues if each.at >= written)  # nobody was asked before
    of_day = {day: plan_room.breaks_of(plan_room.plan_at(agreed, day)) for day in {each.on for each in dues}}
    # A break after midnight belongs to the diary's day that goes on.
    lived = [replace(each, on=local_day_of(Instant(each.at, zone), starts)) for each in dues]
    pairs = zip(lived, dues, strict=True)
    every = {own.on: held[0].every_minutes for own, each in pairs if (held := of_day[each.on])}
    held = plan_room.breaks_of(plan_room.plan_at(agreed, today))
    is_due = (each for each in dues if each.state is DueState.OPEN and each.is_due_at(now))
    return SittingView(
        today, zone, held[0] if held else None, next(is_due, None), sitting_days(lived, every, now=now)
    )


def _is_breaks(event: Event) -> bool:
    return isinstance(event.fact, PlanItem) and event.fact.item == "break"
