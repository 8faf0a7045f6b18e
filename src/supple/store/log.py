"""How is something noted for good? Events go in once, in one transaction, and are never changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from supple.diary.days import is_night
from supple.model import Event, UserError
from supple.store import codec
from supple.store.models import ConflictRow, EventRow, PersonRow, TombstoneRow

_ARRIVES: ContextVar[datetime | None] = ContextVar("arrives", default=None)
_CHUNK = 500  # ids in one query: far below the least number of parameters any SQLite allows


@dataclass(frozen=True, slots=True)
class AppendResult:
    """What became of each event's id. All three are safely kept: `conflicts` aside, beside what was there first."""

    new: tuple[UUID, ...] = ()
    same: tuple[UUID, ...] = ()
    conflicts: tuple[UUID, ...] = ()

    @property
    def acknowledged(self) -> tuple[UUID, ...]:
        return self.new + self.same + self.conflicts


@contextlib.contextmanager
def arriving(at: datetime) -> Iterator[None]:
    """What is appended within was noted earlier, with no network, and arrives at `at`: that is its `received_at`."""
    token = _ARRIVES.set(at)
    try:
        yield
    finally:
        _ARRIVES.reset(token)


def append(events: Iterable[Event], *, now: datetime, resent: bool = False) -> AppendResult:
    """Keep the events; what is already there stays as it is.

    Args:
        events: of one person or several, in any order.
        now: when they arrived.
        resent: the ids were derived from the content (a form sent twice by shaky hands): an id already there is
            the same event even if the clock moved between the two taps.

    Raises:
        UserError: a person does not exist, or was erased. Then nothing is kept of any of them.
    """
    batch = list(events)
    now = _ARRIVES.get() or now
    if not batch:
        return AppendResult()
    try:
        return _append(batch, now=now, resent=resent)
    except IntegrityError:
        # Another connection appended one of these ids for another person at the same moment. It is there
        # now, so the second time it is seen.
        return _append(batch, now=now, resent=resent)


def append_if_possible(events: Iterable[Event], *, now: datetime) -> bool:
    """Keep what Supple writes down by itself while somebody looks. A full or read-only disk must not hide the page.

    Returns:
        False when it could not be kept; then the next look tries again, under the same ids.
    """
    try:
        append(events, now=now, resent=True)
    except (DatabaseError, UserError):
        return False
    return True


def sort_out(events: Iterable[Event]) -> AppendResult:
    """What `append` would do with them. Nothing is kept."""
    batch = list(events)
    hashes = _hashes({event.id for event in batch})
    kept_aside = _kept_aside(hashes)
    new: list[UUID] = []
    same: list[UUID] = []
    conflicts: list[UUID] = []
    for event in batch:
        digest = codec.content_hash(event)
        there = hashes.get(event.id)
        hashes.setdefault(event.id, digest)
        is_same = there == digest or (event.id, digest) in kept_aside
        (new if there is None else same if is_same else conflicts).append(event.id)
    return AppendResult(tuple(new), tuple(same), tuple(conflicts))


@transaction.atomic
def _append(batch: Sequence[Event], *, now: datetime, resent: bool) -> AppendResult:
    _lock_people({event.person_id for event in batch})
    hashes = _hashes({event.id for event in batch})
    kept_aside = _kept_aside(hashes)
    new: list[EventRow] = []
    same: list[UUID] = []
    conflicts: list[ConflictRow] = []
    for event in batch:
        digest = codec.content_hash(event)
        there = hashes.get(event.id)
        if there is None:
            hashes[event.id] = digest
            new.append(_row(event, digest, now))
        elif there == digest or resent or (event.id, digest) in kept_aside:
            same.append(event.id)
        else:
            conflicts.append(_conflict(event, digest, now))
    EventRow.objects.bulk_create(new, batch_size=_CHUNK)
    ConflictRow.objects.bulk_create(conflicts, batch_size=_CHUNK, ignore_conflicts=True)
    for person_id, count in _per_person(new):
        PersonRow.objects.filter(pk=person_id).update(head=F("head") + count)
    return AppendResult(
        new=tuple(row.id for row in new),
        same=tuple(same),
        conflicts=tuple(row.event_id for row in conflicts),
    )


def _lock_people(person_ids: set[UUID]) -> None:
    """One writer at a time for one person, always in the same order, so that two never wait for each other."""
    locked = PersonRow.objects.select_for_update().filter(pk__in=person_ids).order_by("pk")
    missing = person_ids - set(locked.values_list("pk", flat=True))
    if not missing:
        return
    if TombstoneRow.objects.filter(pk__in=missing).exists():
        raise UserError("this diary was erased by its owner, so nothing can be added to it.")
    raise UserError("there is no such person here.")


def _hashes(ids: set[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for chunk in _chunks(sorted(ids)):
        found.update(EventRow.objects.filter(pk__in=chunk).values_list("pk", "content_hash"))
    return found


def _kept_aside(known: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """Conflicts that came before: the same one again is nothing new."""
    found: set[tuple[UUID, str]] = set()
    for chunk in _chunks(sorted(known)):
        found.update(ConflictRow.objects.filter(event_id__in=chunk).values_list("event_id", "content_hash"))
    return found


def _chunks(ids: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _per_person(rows: Sequence[EventRow]) -> Iterator[tuple[UUID, int]]:
    counts: dict[UUID, int] = {}
    for row in rows:
        counts[row.person_id] = counts.get(row.person_id, 0) + 1
    yield from sorted(counts.items())


def _row(event: Event, digest: str, now: datetime) -> EventRow:
    return EventRow(
        id=event.id,
        person_id=event.person_id,
        kind=event.fact.KIND,
        code=codec.searchable(codec.code_of(event)),
        local_day=codec.day_of(event),
        is_night=is_night(event),
        recorded_at=event.recorded_at,
        received_at=now,
        replaces=event.replaces,
        group=event.group,
        source=event.source[:80],
        words=codec.words_of(event),
        content_hash=digest,
        payload=codec.encode(event),
    )


def _conflict(event: Event, digest: str, now: datetime) -> ConflictRow:
    return ConflictRow(
        event_id=event.id,
        person_id=event.person_id,
        received_at=now,
        content_hash=digest,
        payload=codec.encode(event),
    )
