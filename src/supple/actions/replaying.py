"""What happens when a form arrives that was filled in with no network? Is it there already, and by which clock?"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID, uuid5

from supple import store
from supple.actions.access import require
from supple.actions.noting import author_of
from supple.model import Account, Event, Instant, Note
from supple.store import queries


def arriving(at: datetime) -> AbstractContextManager[None]:
    """What is saved within was noted earlier and arrives now: `received_at` is `at`, whatever `now` the form has."""
    return store.arriving(at)


def kept_forms(account: Account, person_id: UUID, form_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of the forms that are in the diary. One that was taken back since counts: it must not come again."""
    require(account, "kept_forms", person_id)
    return frozenset(queries.groups_there(person_id, sorted(form_ids)))


def note_phone_clock(
    account: Account, person_id: UUID, form_id: UUID, words: str, *, at: datetime, now: datetime
) -> None:
    """Keep, beside what the form brought, what the phone's clock said: an entry is never moved in silence.

    Args:
        at: the time under which the form's entries stand.
        now: when they arrived.
    """
    member = require(account, "note_phone_clock", person_id)
    event = Event(
        id=uuid5(form_id, "phone clock"),
        person_id=person_id,
        fact=Note(words),
        when=Instant(at, member.person.zone),
        recorded_at=at,
        noted_by=author_of(member),
        source="phone-clock",
        group=form_id,
    )
    store.append([event], now=now, resent=True)
