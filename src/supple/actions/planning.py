"""What was agreed on any day? The plan of one person, folded from everything written down."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from supple import plan as plan_room
from supple.actions import folding, windows
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.actions.views import PersonCard
from supple.model import Account, Plan
from supple.store import queries


def plan_on(account: Account, person_id: UUID, day: date | None = None, *, now: datetime) -> Plan:
    """The plan that held on a local day (None: today's), with all that is known now.

    Later days are welcome: what is agreed for then is in it.
    """
    card = card_of(require(account, "plan_on", person_id, now=now))
    today = folding.today_of(now, card.zone, settings_of(person_id).day_starts_at_hour)
    return plan_room.plan_at(queries.agreed_events(person_id), day or today)


def held_now(card: PersonCard, now: datetime) -> tuple[Plan, date]:
    """The plan as of the person's day, and that day; for actions that have asked."""
    day = folding.today_of(now, card.zone, settings_of(card.id).day_starts_at_hour)
    return windows.plan_of(card.id, day), day
