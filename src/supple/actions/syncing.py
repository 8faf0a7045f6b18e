"""What happens when a phone sends what was noted offline? Each event is kept once and acknowledged by its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from supple import store
from supple.actions.access import require
from supple.actions.noting import author_of
from supple.model import Account, Event, UserError
from supple.store import AppendResult
from supple.words import _


def sync_events(account: Account, person_id: UUID, events: Sequence[Event], *, now: datetime) -> AppendResult:
    """Keep events that were noted elsewhere, under the ids they were given there.

    Raises:
        UserError: an event is of another person, or names another author than the account. Nothing is kept.
    """
    author = author_of(require(account, "sync_events", person_id))
    for event in events:
        if event.person_id != person_id:
            raise UserError(_("an entry belongs to another person’s diary."), field=str(event.id))
        if event.noted_by.role != author.role:
            raise UserError(
                _("an entry names another author."), field=str(event.id), hint=_("Sign in as its author.")
            )
    # Under the name of whoever is signed in: nobody puts words into another's mouth.
    return store.append([replace(event, noted_by=author) for event in events], now=now)
