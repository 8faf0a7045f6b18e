"""What happens when a form arrives that was filled in with no network? Is it there already, and by which clock?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid5

from supple import store
from supple.actions import forgetting
from supple.actions.access import require
from supple.actions.noting import author_of
from supple.model import Account, Event, Instant, Note
from supple.store import queries


@contextmanager
def arriving(account: Account, person_id: UUID, at: datetime) -> Iterator[None]:
    """One form that was noted earlier and arrives now: all that is saved within is kept, or nothing of it.

    `received_at` is `at`, whatever `now` the form has. One such form at a time: two tabs cannot both be first.
    """
    require(account, "arriving", person_id)
    try:
        with store.whole_or_nothing(), store.arriving(at):
            yield
    except BaseException:
        forgetting.forget(person_id)  # what was worked out from entries that are not there after all
        raise


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
