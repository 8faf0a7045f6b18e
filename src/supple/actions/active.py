"""What was done of activity and therapy lately? The last two weeks one by one, and the weeks before in minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary
from supple.actions import folding
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.diary.activity import ActivityWeek, activity_of, activity_weeks
from supple.model import Account, Event, Session
from supple.store import queries

DAYS, WEEKS = 14, 6


@dataclass(frozen=True, slots=True)
class ActivityView:
    """`sessions`: done in the last two weeks, latest first, each with its diary day. `weeks`: this one first."""

    today: date
    sessions: tuple[tuple[date, Event], ...]
    weeks: tuple[ActivityWeek, ...]


def activity(account: Account, person_id: UUID, *, now: datetime) -> ActivityView:
    """What was noted, and nothing made of it."""
    member = require(account, "activity", person_id, now=now)
    starts = settings_of(person_id).day_starts_at_hour
    today = folding.today_of(now, member.person.zone, starts)
    since = today - timedelta(days=7 * WEEKS)
    shown = diary.fold(queries.recent_events(person_id, since - timedelta(days=1)), person_id=person_id).events
    found = activity_of(shown, day_starts_at_hour=starts)
    done = (each for each in found if isinstance(each[1].fact, Session) and each[1].fact.done)
    latest = tuple(each for each in done if today - timedelta(days=DAYS) < each[0] <= today)
    return ActivityView(today, latest, activity_weeks(found, today, WEEKS))
