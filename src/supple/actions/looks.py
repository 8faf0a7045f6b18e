"""What goes with worse and better days, and is anything up? A look at a stored diary, computed once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from supple.actions import compose
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.model import Account, Look, Member
from supple.store import queries


def look(account: Account, person_id: UUID, *, now: datetime, outcome: str | None = None) -> Look:
    """The look at `now`.

    Args:
        outcome: the daily table's column to look at; None for the person's choice, else the stated rule.
    """
    member = require(account, "look", person_id, now=now)
    return look_and_fold(member, now=now, outcome=outcome)[0]


def look_and_fold(member: Member, *, now: datetime, outcome: str | None) -> tuple[Look, compose.Folded]:
    """The look and what it was made from, for actions that have asked."""
    person = member.person
    chosen = settings_of(person.id)
    folded = compose.fold(
        queries.events(person.id), now=now, zone=person.zone, day_starts_at_hour=chosen.day_starts_at_hour
    )
    look = compose.look(folded, person_name=person.name, now=now, zone=person.zone, outcome=outcome or chosen.outcome)
    return look, folded
