"""How does the owner erase a diary? Everything goes but a receipt without content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from supple.store.models import (
    ConflictRow,
    EventRow,
    LookRow,
    MemberRow,
    PersonRow,
    ReadModelRow,
    TombstoneRow,
)


@dataclass(frozen=True, slots=True)
class EraseReceipt:
    """What remains of an erased diary: that it was erased, when, and how many entries it had."""

    receipt: UUID
    person_id: UUID
    erased_at: datetime
    events_count: int


def erase_person(person_id: UUID, *, now: datetime) -> EraseReceipt | None:
    """Erase the person's diary and the person. Erasing again returns the first receipt; None: never existed."""
    with transaction.atomic():
        person = PersonRow.objects.select_for_update().filter(pk=person_id).first()
        if person is not None:
            # Past the append-only manager, only here.
            events: QuerySet[EventRow, EventRow] = QuerySet(EventRow)
            events = events.filter(person=person_id)
            count = events.count()
            events._raw_delete(events.db)
            for rows in (ConflictRow, LookRow, MemberRow, ReadModelRow):
                rows._default_manager.filter(person=person_id).delete()
            person.delete()
            TombstoneRow.objects.create(person_id=person_id, erased_at=now, events_count=count)
            transaction.on_commit(_empty_the_journal)
        tombstone = TombstoneRow.objects.filter(pk=person_id).first()
    if tombstone is None:
        return None
    return EraseReceipt(tombstone.receipt, tombstone.person_id, tombstone.erased_at, tombstone.events_count)


def _empty_the_journal() -> None:
    """SQLite's journal still holds what was written there: move it into the file, where it is overwritten."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
