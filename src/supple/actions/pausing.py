"""What happens on a sick day? A rest from being asked is noted, and its end. Alerts are worked out as ever."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary
from supple.actions import folding
from supple.actions.access import require
from supple.actions.check_in import save_facts
from supple.actions.day import recent_of
from supple.actions.persons import settings_of
from supple.model import Account, Day, Event, Pause, UserError
from supple.words import _

SOURCE = "pause"
MOST_DAYS_AHEAD = 366
MOST_DAYS_BACK = 366


def pause(
    account: Account,
    person_id: UUID,
    *,
    now: datetime,
    since: date | None = None,
    until: date | None = None,
    group: UUID | None = None,
) -> Event:
    """Rest from being asked, from today or `since`, to `until` or till it is ended.

    Raises:
        UserError: the days do not fit.
    """
    member = require(account, "pause", person_id)
    zone = member.person.zone
    today = folding.today_of(now, zone, settings_of(person_id).day_starts_at_hour)
    first = since or today
    if first > today:
        raise UserError(_("a pause begins today or earlier."), field="since", hint=_("Note it on the day it begins."))
    if (today - first).days > MOST_DAYS_BACK:
        raise UserError(_("that is more than a year ago."), field="since", hint=_("Look at the year again."))
    if until is not None and until < first:
        raise UserError(_("the pause would end before it begins."), field="until", hint=_("Choose a later day."))
    if until is not None and until > today + timedelta(days=MOST_DAYS_AHEAD):
        raise UserError(_("that is more than a year ahead."), field="until", hint=_("Look at the year again."))
    facts = [(Pause(until=until), Day(first, zone))]
    return save_facts(account, person_id, facts, now=now, source=SOURCE, group=group)[0]


def end_pause(account: Account, person_id: UUID, *, now: datetime, group: UUID | None = None) -> Event | None:
    """Ask again from today on. None where no pause is running: then there is nothing to end."""
    member = require(account, "end_pause", person_id)
    zone = member.person.zone
    starts = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, zone, starts)
    if diary.pause_on(recent_of(person_id, today, starts).habits.pauses, today) is None:
        return None
    facts = [(Pause(on=False), Day(today, zone))]
    return save_facts(account, person_id, facts, now=now, source=SOURCE, group=group)[0]
