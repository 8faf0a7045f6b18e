"""How was the week, looking back? The diary's latest months handed to the room that tells it; nothing is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary as diary_room
from supple import lookback
from supple.actions import folding, living
from supple.actions.access import require
from supple.actions.day import Recent, recent_of
from supple.actions.persons import settings_of
from supple.actions.views import PersonSettings
from supple.diary.days import diary_day
from supple.model import Account, Alert, AlertStep, Event, LookBack, PlanItem, Role, UserError, local_day_of
from supple.model.check import EARLIEST
from supple.words import _


def look_back(account: Account, person_id: UUID, *, now: datetime, until: date | None = None) -> LookBack | None:
    """The seven days up to today, or up to an earlier day; None where the person has switched it off.

    Args:
        until: the last of the seven days; today when left out.

    Raises:
        UserError: that day is still to come, or long before any diary.
    """
    member = require(account, "look_back", person_id, now=now)
    chosen = settings_of(person_id)
    zone, starts = member.person.zone, chosen.day_starts_at_hour
    today = folding.today_of(now, zone, starts)
    last = until or today
    if not EARLIEST <= last <= today:
        raise UserError(_("Choose a day up to today."), field="until", hint=_("Like 2026-11-22."))
    if not chosen.look_back:
        return None
    recent = recent_of(person_id, last, starts)
    alerts: tuple[Alert, ...] = ()
    if last == today:  # what fired on an earlier day is in the ledger
        standing = living.stand(person_id, zone, recent.folded, recent.steps, now=now)
        alerts = (*standing.alerts, *(life.alert for life in standing.unanswered))
    return lookback.look_back(
        _seen(recent, last, starts, alerts, is_open=last == today),
        last,
        main=_main(chosen, recent),
        own_helpers=frozenset(f"own:{words.casefold()}" for words in chosen.own_helpers),
        whose="" if member.role is Role.SELF else member.person.name,
        day_starts_at_hour=starts,
    )


def _seen(recent: Recent, last: date, starts: int, alerts: tuple[Alert, ...], *, is_open: bool) -> lookback.Seen:
    """Up to the last day and no further back than the table: corrections of older days are read too."""
    first = last - timedelta(days=folding.TABLE_DAYS)
    noted: list[tuple[Event, date]] = []
    beside: list[tuple[Event, date]] = []
    for event in recent.folded.diary.events:
        day = diary_day(event, starts)
        if day is not None and first <= day <= last:
            noted.append((event, day))
        elif isinstance(event.fact, PlanItem | AlertStep):
            beside.append((event, local_day_of(event.when, starts)))
    paused = diary_room.paused_days(recent.habits.pauses, first, last)
    return lookback.Seen(
        noted, beside, recent.folded.table, recent.folded.plan, alerts, paused=paused, is_open=is_open
    )


def _main(chosen: PersonSettings, recent: Recent) -> str | None:
    return chosen.outcome or diary_room.choose_outcome(recent.folded.table).column
