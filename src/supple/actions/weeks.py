"""What was noted in a week, in the squares of a paper diary? Of a stored diary, or empty to fill in by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import report as report_room
from supple.actions.access import require
from supple.actions.persons import card_of
from supple.actions.windows import clock_of, plan_of, window_of
from supple.model import Account, SpanKind, UserError, WeekSheet, span_of
from supple.words import _


def week_sheet(
    account: Account, person_id: UUID, *, now: datetime, on: date | None = None, is_empty: bool = False
) -> WeekSheet:
    """The week in which `on` lies, Monday first; without it the last seven days, which is what a visit asks about.

    Args:
        on: a day of the week.
        is_empty: blank squares only.

    Raises:
        UserError: the day has not come yet.
    """
    member = require(account, "week_sheet", person_id, now=now)
    starts, today = clock_of(member, now)
    if on is not None and on > today:
        raise UserError(_("that day has not come yet."), field="on")
    first = today - timedelta(days=6) if on is None else span_of(SpanKind.WEEK, on).first
    if is_empty:
        first = span_of(SpanKind.WEEK, today).first
    last = min(first + timedelta(days=6), today)
    return report_room.week_sheet(
        window_of(person_id, [(first, last)], starts).diary,
        plan_of(person_id, today),
        first,
        name=card_of(member).name,
        today=today,
        now=now.astimezone(ZoneInfo(member.person.zone)),
        day_starts_at_hour=starts,
        is_empty=is_empty,
    )
