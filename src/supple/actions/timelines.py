"""What was noted, day by day? The timeline, with search, authors, corrections and conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from supple import diary, knowledge
from supple.actions import showing
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.actions.views import TimelineDay, TimelineEntry, TimelinePage
from supple.knowledge import wording
from supple.model import DAY_STARTS_AT_HOUR, Account
from supple.store import codec, queries

_BATCH_DAYS = 14


def timeline(
    account: Account,
    person_id: UUID,
    *,
    query: str = "",
    day: date | None = None,
    before: date | None = None,
    limit: int = 50,
    taken_back: bool = False,
    now: datetime | None = None,
) -> TimelinePage:
    """Days with entries, newest first.

    Args:
        query: words to find, in the person's own words or as Supple calls things ("poor sleep").
        day: only this day.
        before: only days before this one (the next page).
        limit: stop after the day that brings the page to so many entries.
        taken_back: also show what was taken back, marked so.
        now: when the look happens, for the person's list of who looked.
    """
    require(account, "timeline", person_id, now=now)
    starts = settings_of(person_id).day_starts_at_hour
    search = _search(query, taken_back=taken_back)
    if day is not None:
        return TimelinePage(tuple(_days(person_id, {day}, search, starts)), None, search.query)
    days: list[TimelineDay] = []
    cursor = before
    while sum(len(each.entries) for each in days) < limit:
        batch = _batch(person_id, search, cursor, starts)
        if not batch:
            return TimelinePage(tuple(days), None, search.query)
        cursor = min(batch)
        for found in _days(person_id, batch, search, starts):
            days.append(found)
            if sum(len(each.entries) for each in days) >= limit:
                cursor = found.day
                break
    more = _batch(person_id, search, cursor, starts)
    return TimelinePage(tuple(days), cursor if more else None, search.query)


@dataclass(frozen=True, slots=True)
class _Search:
    """What is looked for: words as they are stored, and knowledge codes whose names hold them."""

    query: str
    words: str
    codes: frozenset[str]
    taken_back: bool


def _search(query: str, *, taken_back: bool) -> _Search:
    words = codec.searchable(query.strip())
    return _Search(query.strip(), words, frozenset(_codes(words)) if words else frozenset(), taken_back)


def _shift(starts: int) -> int:
    """By how many days an entry may stand apart from its day in the index, whose days start at four."""
    return (starts < DAY_STARTS_AT_HOUR) - (starts > DAY_STARTS_AT_HOUR)


def _batch(person_id: UUID, search: _Search, before: date | None, starts: int) -> set[date]:
    """The next days that may have entries."""
    shift = timedelta(days=_shift(starts))
    indexed_before = None if before is None else before + max(-shift, timedelta())
    found = queries.days_with_entries(
        person_id, query=search.words, codes=search.codes, before=indexed_before, limit=_BATCH_DAYS
    )
    return {each for day in found for each in (day, day + shift) if before is None or each < before}


def _days(person_id: UUID, days: set[date], search: _Search, starts: int) -> list[TimelineDay]:
    """Those of the days that have entries, newest first."""
    shift = timedelta(days=_shift(starts))
    indexed = days | {day - shift for day in days}
    folded = diary.fold(queries.events_of_days(person_id, indexed), person_id=person_id)
    every = showing.entries(
        folded, queries.conflicts(person_id), day_starts_at_hour=starts, taken_back=search.taken_back
    )
    wanted = [entry for entry in every if entry.day in days and _matches(entry, search.words, search.codes)]
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
    labels = wording.held().labels
    return [code for code, label in labels.items() if words in label.casefold()] + [
        entry.id
        for table in tables
        for entry in table.values()
        if words in entry.label.casefold() or any(words in alias for alias in entry.aliases)
    ]
