"""What can the notes tell already, and what comes with more days? The page of it, and one line for the first page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from supple import knowledge
from supple.actions import looks
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.insight import in_time as room
from supple.model import Account, InTime
from supple.store import queries

# In the first months each day counts, and looking is quick. Later the guesses move slowly, and a look at years
# of notes takes its time: those of the last look are shown.
LOOKED_AT_ANEW_UP_TO_DAYS = 60


def in_time(account: Account, person_id: UUID, *, now: datetime) -> InTime:
    """The whole of it, with what each open question still needs."""
    member = require(account, "in_time", person_id, now=now)
    days = queries.noted_days(person_id)
    if days > LOOKED_AT_ANEW_UP_TO_DAYS:
        found = looks.last_findings(person_id, settings_of(person_id).outcome)
        if found is not None:
            return room.in_time(days, found, outcome_label=knowledge.label(found.outcome))
    look = looks.look_and_fold(member, now=now, outcome=None)[0]
    return room.in_time(days, look.triggers, outcome_label=look.outcome_label)


def in_time_line(account: Account, person_id: UUID, *, now: datetime, at_least_days: int = 0) -> str:
    """One line while there are few days; "" from then on. Counts no more days than it needs.

    Args:
        at_least_days: so many are known to be noted; where they are enough there is nothing to say, and to ask.
    """
    if at_least_days >= room.SETTLED_FROM_DAYS:
        return ""
    require(account, "in_time_line", person_id, now=now)
    days = queries.noted_days(person_id, limit=room.SETTLED_FROM_DAYS)
    return "" if days >= room.SETTLED_FROM_DAYS else room.sentence_of(days)
