"""How does the owner erase a diary? Everything goes but a receipt without content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from supple.model import Role, Scope
from supple.store.models import (
    AccountRow,
    ConflictRow,
    EventRow,
    FeedRow,
    LookRow,
    MemberRow,
    PersonRow,
    PushRow,
    ReadModelRow,
    ReminderRow,
    ReminderStepRow,
    TombstoneRow,
)

_BESIDES = {
    "set_aside": ConflictRow,
    "looks": LookRow,
    "members": MemberRow,
    "worked_out": ReadModelRow,
    "reminders": ReminderRow,
    "reminder_steps": ReminderStepRow,
    "pushes": PushRow,
    "feeds": FeedRow,
}


@dataclass(frozen=True, slots=True)
class EraseReceipt:
    """What remains of an erased diary: that it was erased, when, and how many entries it had.

    The rest is told once, to whoever erased it, and kept nowhere: how many entries of each kind (`kinds`), what went
    besides (`others`), and whether the journal was emptied too (`is_overwritten`; None where the store cannot say).
    """

    receipt: UUID
    person_id: UUID
    erased_at: datetime
    events_count: int
    kinds: Mapping[str, int] = field(default_factory=dict, compare=False)
    others: Mapping[str, int] = field(default_factory=dict, compare=False)
    is_overwritten: bool | None = field(default=None, compare=False)


def erase_person(person_id: UUID, *, now: datetime) -> EraseReceipt | None:
    """Erase the person's diary and the person. Erasing again returns the first receipt; None: never existed."""
    kinds: dict[str, int] = {}
    others: dict[str, int] = {}
    emptied: list[bool] = []
    with transaction.atomic():
        person = PersonRow.objects.select_for_update().filter(pk=person_id).first()
        if person is not None:
            # Past the append-only manager, only here.
            events: QuerySet[EventRow, EventRow] = QuerySet(EventRow)
            events = events.filter(person=person_id)
            kinds = dict(events.order_by("kind").values_list("kind").annotate(Count("pk")))
            count = sum(kinds.values())
            events._raw_delete(events.db)
            helpers = _helpers_of(person_id)
            for name, rows in _BESIDES.items():
                others[name] = rows._default_manager.filter(person=person_id).delete()[0]
            others["helpers"] = len(helpers)
            AccountRow.objects.filter(pk__in=helpers).delete()
            person.delete()
            TombstoneRow.objects.create(person_id=person_id, erased_at=now, events_count=count)
            transaction.on_commit(lambda: emptied.extend(_empty_the_journal()))
        tombstone = TombstoneRow.objects.filter(pk=person_id).first()
    if tombstone is None:
        return None
    return EraseReceipt(
        tombstone.receipt,
        tombstone.person_id,
        tombstone.erased_at,
        tombstone.events_count,
        kinds,
        others,
        emptied[0] if emptied else None,
    )


def _helpers_of(person_id: UUID) -> list[UUID]:
    """Accounts that were let into this diary and have no other one."""
    here = MemberRow.objects.filter(person=person_id).exclude(role=Role.SELF).values_list("account", flat=True)
    elsewhere = MemberRow.objects.exclude(person=person_id).values_list("account", flat=True)
    owners = MemberRow.objects.filter(person=person_id, scopes__contains=Scope.OWN.value)
    return sorted(set(here) - set(elsewhere) - set(owners.values_list("account", flat=True)))


def _empty_the_journal() -> list[bool]:
    """SQLite's journal still holds what was written there: move it into the file, where it is overwritten.

    Whether all of it could be, in a list; empty where there is no such journal.
    """
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_ = cursor.fetchone()
    return [not is_busy]
