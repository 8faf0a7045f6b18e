"""What is in the diary? Questions about events, answered in nouns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q, QuerySet

from supple.model import Event
from supple.store.codec import searchable
from supple.store.decode import decode
from supple.store.models import ConflictRow, EventRow, PersonRow

RowId = UUID | str  # as the database names a row
Rows = dict[RowId, Event]
_CHUNK = 500  # ids in one query


def events(person_id: UUID) -> list[Event]:
    """Every event of the person, corrections and all, in no particular order."""
    return _decoded(EventRow.objects.filter(person=person_id))


def recent_events(person_id: UUID, first_day: date, *, first_measured_day: date | None = None) -> list[Event]:
    """Enough to fold the days from `first_day` on, without reading the years before.

    Besides the days asked for: every correction, whichever day it names (it may move an entry into or out of
    these days), and everything agreed, answered about the person or done about alerts, which holds from long ago.

    Args:
        first_day: everything from this day on.
        first_measured_day: measurements from this earlier day on.
    """
    return _all_of(_recent(person_id, first_day, first_measured_day))


def recent_rows(
    person_id: UUID, first_day: date, *, first_measured_day: date | None = None, known: Rows | None = None
) -> Rows:
    """The same events by their rows. Rows never change, so those that are `known` from before are not read again."""
    return _rows_of(person_id, _recent(person_id, first_day, first_measured_day), known)


def agreed_and_dose_rows(person_id: UUID, *, known: Rows | None = None) -> Rows:
    """What `agreed_events` gives and every dose, by their rows; those that are `known` are not read again."""
    doses = EventRow.objects.filter(person=person_id, kind="dose")
    return _rows_of(person_id, [*_recent(person_id, date.max, None), doses], known)


def _rows_of(person_id: UUID, parts: Iterable[QuerySet[EventRow]], known: Rows | None) -> Rows:
    found: Rows = {}
    missing: list[RowId] = []
    for part in parts:
        for row in _row_ids(part):
            event = known.get(row) if known else None
            if event is None:
                missing.append(row)
            else:
                found[row] = event
    for start in range(0, len(missing), _CHUNK):
        wanted = missing[start : start + _CHUNK]
        for event in _decoded(EventRow.objects.filter(person=person_id, pk__in=wanted)):
            found[_row_id(event.id)] = event
    return found


def _recent(person_id: UUID, first_day: date, first_measured_day: date | None) -> list[QuerySet[EventRow]]:
    rows = EventRow.objects.filter(person=person_id)
    parts = [rows.filter(local_day__gte=first_day), *_threads(rows)]
    parts.append(rows.filter(kind__in=("plan", "profile", "alert_step", "pause")))
    if first_measured_day is not None:
        earlier = rows.filter(local_day__gte=first_measured_day, local_day__lt=first_day)
        parts.append(earlier.filter(kind="measurement"))
    return parts


def agreed_events(person_id: UUID) -> list[Event]:
    """What was agreed and what was answered about the person, with every correction (of whatever it may be) and what
    was done about alerts."""
    return recent_events(person_id, date.max)


def event(person_id: UUID, event_id: UUID) -> Event | None:
    """One event, if it is this person's."""
    return next(iter(_decoded(EventRow.objects.filter(person=person_id, pk=event_id))), None)


def versions(person_id: UUID, event_id: UUID) -> list[Event]:
    """The event, what it corrects and what corrects it, all the way in both directions, in no particular order."""
    chain: dict[UUID, Event] = {}
    ask = {event_id}
    while ask:
        rows = EventRow.objects.filter(person=person_id).filter(Q(pk__in=ask) | Q(replaces__in=ask))
        found = [each for each in _decoded(rows) if each.id not in chain]
        chain.update((each.id, each) for each in found)
        ask = {each.id for each in found} | {each.replaces for each in found if each.replaces} - set(chain)
    return list(chain.values())


def conflicts(person_id: UUID) -> list[Event]:
    """Events that came with the id of another one and were kept aside, oldest first."""
    rows = ConflictRow.objects.filter(person=person_id).order_by("received_at", "pk")
    return _decoded(rows)


def head(person_id: UUID) -> int:
    """How many events the person's diary has. It only grows, so it names a state of the diary."""
    return PersonRow.objects.values_list("head", flat=True).get(pk=person_id)


# What is about no day: it stands under one in the timeline, and makes no day a noted one.
_OF_NO_DAY = ("plan", "profile", "finding_mark", "alert_step", "pause")


def noted_days(person_id: UUID, *, limit: int | None = None) -> int:
    """On how many days something was noted, counted up to `limit`."""
    rows = EventRow.objects.filter(person=person_id).exclude(kind__in=_OF_NO_DAY)
    return len(rows.order_by("-local_day").values_list("local_day", flat=True).distinct()[:limit])


def days_with_entries(
    person_id: UUID, *, query: str = "", codes: Iterable[str] = (), before: date | None = None, limit: int = 30
) -> list[date]:
    """The latest days that have an entry matching the search, newest first.

    Args:
        query: words to find in the person's own words; "" matches everything.
        codes: knowledge codes whose plain words match the search, found too.
        before: only days before this one.
        limit: at most so many days.
    """
    rows = EventRow.objects.filter(person=person_id)
    if query:
        rows = rows.filter(Q(words__contains=searchable(query)) | Q(code__in=list(codes)))
    if before is not None:
        rows = rows.filter(local_day__lt=before)
    return list(rows.order_by("-local_day").values_list("local_day", flat=True).distinct()[:limit])


def events_of_days(person_id: UUID, days: Iterable[date]) -> list[Event]:
    """Everything indexed under these days, and every correction (which may move an entry here or away)."""
    wanted = sorted(days)
    rows = EventRow.objects.filter(person=person_id)
    return _all_of([rows.filter(local_day__in=wanted), *_threads(rows)])


def _threads(rows: QuerySet[EventRow]) -> list[QuerySet[EventRow]]:
    """Every correction, and every original that was ever corrected: asked for by name, or SQLite reads the diary."""
    corrections = rows.filter(replaces__isnull=False)
    originals = list(corrections.values_list("replaces", flat=True))
    chunks = (originals[start : start + _CHUNK] for start in range(0, len(originals), _CHUNK))
    return [corrections, *(rows.filter(pk__in=chunk) for chunk in chunks)]


def _all_of(parts: Iterable[QuerySet[EventRow]]) -> list[Event]:
    """One query each, so that each has its own index: a single "or", or days to leave out, would read the whole
    diary. What two of them find is told once."""
    return list({event.id: event for part in parts for event in _decoded(part)}.values())


def events_of_group(person_id: UUID, group: UUID) -> list[Event]:
    """What one form or note made, and every correction of it (a correction stays in its group)."""
    rows = EventRow.objects.filter(person=person_id, group=group)
    return _decoded(rows)


def groups_there(person_id: UUID, groups: Sequence[UUID]) -> set[UUID]:
    """Those of the groups under which anything was ever kept, also what was taken back since."""
    rows = EventRow.objects.filter(person=person_id, group__in=groups)
    return {each for each in rows.values_list("group", flat=True).distinct() if each is not None}


def events_of_kind(person_id: UUID, kind: str) -> list[Event]:
    """Every event of one kind of fact, corrections and all, in no particular order."""
    return _decoded(EventRow.objects.filter(person=person_id, kind=kind))


def has_any(person_id: UUID, event_ids: Sequence[UUID]) -> bool:
    """True when one of these ids already names an event of this person."""
    ours = EventRow.objects.filter(person=person_id)
    return any(ours.filter(pk__in=event_ids[start : start + 500]).exists() for start in range(0, len(event_ids), 500))


def are_of_another(person_id: UUID, event_ids: Sequence[UUID]) -> bool:
    """True when one of these ids already names an event of another person."""
    others = EventRow.objects.exclude(person=person_id)
    return any(
        others.filter(pk__in=event_ids[start : start + 500]).exists() for start in range(0, len(event_ids), 500)
    )


def _decoded(rows: QuerySet[Any]) -> list[Event]:
    return decode(_raw(rows, "payload", "received_at"))


def _row_ids(rows: QuerySet[EventRow]) -> list[RowId]:
    return [row for (row,) in _raw(rows, "pk")]


def _row_id(event_id: UUID) -> RowId:
    return event_id if connection.features.has_native_uuid_field else event_id.hex


def _raw(rows: QuerySet[Any], *columns: str) -> list[Any]:
    """Past Django's converters, which for SQLite take longer than reading the rows."""
    try:
        sql, params = rows.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[Any] = cursor.fetchall()
        return found
