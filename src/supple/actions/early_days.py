"""What can the notes tell already, and what comes with more days? The page of it, and one line for the first page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from supple.actions import looks
from supple.actions.access import require
from supple.insight import in_time as room
from supple.model import Account, InTime
from supple.store import queries


def in_time(account: Account, person_id: UUID, *, now: datetime) -> InTime:
    """The whole of it, with what each open question still needs."""
    member = require(account, "in_time", person_id, now=now)
    look = looks.look_and_fold(member, now=now, outcome=None)[0]
    return room.in_time(look.days_noted, look.triggers, outcome_label=look.outcome_label)


def in_time_line(account: Account, person_id: UUID, *, now: datetime) -> str:
    """One line while there are few days; "" from then on. Reads no more than the latest days that have entries."""
    require(account, "in_time_line", person_id, now=now)
    days = queries.noted_days(person_id, limit=room.SETTLED_FROM_DAYS)
    return "" if days >= room.SETTLED_FROM_DAYS else room.sentence_of(days)
