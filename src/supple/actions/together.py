"""What did one form or note save, and how is all of it taken back at once?"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from supple import diary, store
from supple.actions import showing
from supple.actions.access import require
from supple.actions.corrections import withdrawal
from supple.actions.persons import settings_of
from supple.actions.views import TimelineEntry
from supple.model import Account, Event
from supple.store import queries


def noted_together(account: Account, person_id: UUID, group: UUID) -> tuple[TimelineEntry, ...]:
    """What the group's entries say now, in the order they happened; what was taken back is left out."""
    require(account, "noted_together", person_id)
    starts = settings_of(person_id).day_starts_at_hour
    folded = diary.fold(queries.events_of_group(person_id, group), person_id=person_id)
    return showing.in_order(showing.entries(folded, (), day_starts_at_hour=starts))


def undo(account: Account, person_id: UUID, group: UUID, *, now: datetime) -> int:
    """Take back everything of the group that still holds; how many entries that were. Twice changes nothing."""
    member = require(account, "withdraw", person_id)
    folded = diary.fold(queries.events_of_group(person_id, group), person_id=person_id)
    gone = [withdrawal(member, event, now=now) for event in folded.events if not event.withdrawn]
    store.append(gone, now=now)
    return len(gone)


def sent_before(person_id: UUID, form_id: UUID | None) -> tuple[Event, ...]:
    """What the same form kept already: a double tap, or an answer lost on the way back."""
    tie = tie_of(person_id, form_id)
    return () if tie is None else tuple(queries.events_of_group(person_id, tie))


def tie_of(person_id: UUID, form_id: UUID | None) -> UUID | None:
    """The group for what a form brings: the form's own id, or one that follows from it once that was taken back.

    Otherwise a form saved, undone and saved again would be taken for the first one sent twice, and be lost.
    """
    group = form_id
    while group is not None:
        folded = diary.fold(queries.events_of_group(person_id, group), person_id=person_id)
        if folded.events or not folded.history:
            break
        group = uuid5(group, "saved again")
    return group
