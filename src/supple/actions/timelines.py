"""What was noted, day by day? The timeline, with search, authors, corrections and conflicts."""

from __future__ import annotations

from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from supple import diary, knowledge
from supple.actions import showing
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.actions.views import TimelineDay, TimelineEntry, TimelinePage
from supple.model import Account
from supple.store import codec, queries


def timeline(
    account: Account,
    person_id: UUID,
    *,
    query: str = "",
    day: date | None = None,
    before: date | None = None,
    limit: int = 50,
    now: datetime | None = None,
) -> TimelinePage:
    """Days with entries, newest first.

    Args:
        query: words to find, in the person's own words or as Supple calls things ("poor sleep").
        day: only this day.
        before: only days before this one (the next page).
        limit: stop after the day that brings the page to so many entries.
        now: when the look happens, for the person's list of who looked.
    """
    require(account, "timeline", person_id, now=now)
    words = codec.searchable(query.strip())
    codes = frozenset(_codes(words)) if words else frozenset()
    starts = settings_of(person_id).day_starts_at_hour
    days: list[TimelineDay] = []
    shown, cursor, more = 0, before, True
    while more and shown < limit:
        batch = (
            [day]
            if day is not None
            else queries.days_with_entries(person_id, query=words, codes=codes, before=cursor, limit=14)
        )
        if not batch:
            more = False
            break
        for found in _days(person_id, batch, words, codes, starts):
            days.append(found)
            cursor = found.day
            shown += len(found.entries)
            if shown >= limit:
                break
        else:
            cursor = min(batch)
        if day is not None:
            more = False
    return TimelinePage(tuple(days), cursor if more else None, query.strip())


def _days(person_id: UUID, days: list[date], words: str, codes: frozenset[str], starts: int) -> list[TimelineDay]:
    folded = diary.fold(queries.events_of_days(person_id, days), person_id=person_id)
    every = showing.entries(folded, queries.conflicts(person_id), day_starts_at_hour=starts)
    wanted = [entry for entry in every if entry.day in set(days) and _matches(entry, words, codes)]
    wanted.sort(key=lambda entry: entry.day, reverse=True)
    return [TimelineDay(day, showing.in_order(list(group))) for day, group in groupby(wanted, key=lambda e: e.day)]


def _matches(entry: TimelineEntry, words: str, codes: frozenset[str]) -> bool:
    if not words:
        return True
    return words in codec.words_of(entry.event) or codec.code_of(entry.event) in codes


def _codes(words: str) -> list[str]:
    """Knowledge codes whose name or other names hold the words looked for."""
    known = knowledge.load()
    tables = (
        known.measures,
        known.counts,
        known.answers,
        known.factors,
        known.sessions,
        known.signs,
        known.side_effects,
        known.medicines,
        known.hindrances,
    )
    return [
        entry.id
        for table in tables
        for entry in table.values()
        if words in entry.label.casefold() or any(words in alias for alias in entry.aliases)
    ]
