"""How is something put right? A correction adds; what was noted before stays and can be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from supple import store
from supple.actions.access import require
from supple.actions.noting import author_of
from supple.model import BY_SUPPLE, Account, AlertStep, Event, Fact, Member, UserError, When, noted_id
from supple.store import queries
from supple.words import _


def correct(
    account: Account,
    person_id: UUID,
    event_id: UUID,
    fact: Fact,
    when: When,
    *,
    now: datetime,
    source: str = "correction",
) -> Event:
    """Put an entry right. Returns the new event; the old one stays in its history."""
    member = require(account, "correct", person_id)
    old = _of(person_id, event_id)
    return _append(member, replace(old, fact=fact, when=when), old, now=now, source=source, withdrawn=False)


def withdraw(
    account: Account, person_id: UUID, event_id: UUID, *, now: datetime, source: str = "correction"
) -> Event:
    """Take an entry back: it no longer counts, and its history still shows it."""
    member = require(account, "withdraw", person_id)
    old = _of(person_id, event_id)
    return _append(member, old, old, now=now, source=source, withdrawn=True)


def history(account: Account, person_id: UUID, event_id: UUID, *, now: datetime | None = None) -> tuple[Event, ...]:
    """All versions of one entry, oldest first; the last one holds."""
    require(account, "history", person_id, now=now)
    found = queries.versions(person_id, event_id)
    if not found:
        raise UserError(_("there is no such entry."), hint=_("It may belong to another person's diary."))
    return tuple(sorted(found, key=lambda event: (event.recorded_at, event.id.int)))


def _of(person_id: UUID, event_id: UUID) -> Event:
    found = queries.event(person_id, event_id)
    if found is None:
        raise UserError(_("there is no such entry."), hint=_("It may belong to another person's diary."))
    if isinstance(found.fact, AlertStep) and found.fact.step in BY_SUPPLE:
        raise UserError(
            _("Supple wrote this down itself: that an alert was raised or shown stays."),
            hint=_("Take back the note that raised it, or say what was done about the alert."),
        )
    return found


def withdrawal(member: Member, old: Event, *, now: datetime, source: str = "correction") -> Event:
    """The event that takes `old` back."""
    return correction(member, old, old, now=now, source=source, withdrawn=True)


def _append(member: Member, said: Event, old: Event, *, now: datetime, source: str, withdrawn: bool) -> Event:
    event = correction(member, said, old, now=now, source=source, withdrawn=withdrawn)
    store.append([event], now=now)
    return event


def correction(
    member: Member, said: Event, old: Event, *, now: datetime, source: str, withdrawn: bool = False
) -> Event:
    """The event that puts `said` in place of `old`."""
    return replace(
        said,
        id=noted_id(now),
        recorded_at=now,
        received_at=None,
        noted_by=author_of(member),
        source=source,
        replaces=old.id,
        withdrawn=withdrawn,
        guess=False,
    )
