"""How does an event look in a list? Entries with their author, day, versions and what was kept aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.actions.views import TimelineEntry
from supple.diary.days import is_night
from supple.model import SLOT_ORDER_HOUR, Day, DaySlot, Diary, Event, Instant, When
from supple.store import codec
from supple.words import N_, later

# Where an author gave no name.
ROLE_WORDS = later(
    {
        "self": N_("the person"),
        "carer": N_("a carer"),
        "clinician": N_("a clinician"),
        "device": N_("a device or file"),
    }
)


def entries(
    diary: Diary, kept_aside: Iterable[Event], *, day_starts_at_hour: int, taken_back: bool = False
) -> list[TimelineEntry]:
    """Everything the diary shows, with the events that came under an id already taken beside it.

    Args:
        diary: folded.
        kept_aside: from `queries.conflicts`.
        day_starts_at_hour: as the person chose.
        taken_back: also what was taken back; it is marked so.
    """
    aside: dict[UUID, list[Event]] = defaultdict(list)
    for event in kept_aside:
        aside[event.id].append(event)
    shown = [*diary.events, *(_taken_back(diary) if taken_back else ())]
    return [_entry(diary, event, aside, day_starts_at_hour) for event in shown]


def _taken_back(diary: Diary) -> list[Event]:
    last = (next(event for event in versions if event.id == shown) for shown, versions in diary.history.items())
    return [event for event in last if event.withdrawn]


def on_day(
    diary: Diary, kept_aside: Iterable[Event], day: date, *, day_starts_at_hour: int
) -> tuple[TimelineEntry, ...]:
    """One day's entries in order."""
    events = tuple(event for event in diary.events if codec.day_of(event, day_starts_at_hour) == day)
    return of_a_day(diary, events, kept_aside, day_starts_at_hour)


def of_a_day(
    diary: Diary, events: tuple[Event, ...], kept_aside: Iterable[Event], day_starts_at_hour: int
) -> tuple[TimelineEntry, ...]:
    """The same of the diary's events that are known to stand under the day."""
    return in_order(entries(replace(diary, events=events), kept_aside, day_starts_at_hour=day_starts_at_hour))


def in_order(found: Sequence[TimelineEntry]) -> tuple[TimelineEntry, ...]:
    """One day's entries: the night one woke from first, then by the clock."""
    return tuple(sorted(found, key=lambda entry: (not entry.is_night, _moment(entry.event.when), entry.event.id)))


def _entry(diary: Diary, event: Event, aside: dict[UUID, list[Event]], day_starts_at_hour: int) -> TimelineEntry:
    versions = diary.history.get(event.id, (event,))
    kept = tuple(other for version in versions for other in aside.get(version.id, ()))
    return TimelineEntry(
        event=event,
        day=codec.day_of(event, day_starts_at_hour),
        is_night=is_night(event),
        noted_by=event.noted_by.name or ROLE_WORDS[event.noted_by.role],
        # A page of the timeline may hold a correction without the original, which stands on another day.
        is_corrected=len(versions) > 1 or event.replaces is not None,
        is_withdrawn=event.withdrawn,
        versions=max(len(versions), 1 if event.replaces is None else 2),
        has_conflict=bool(kept) or event.id in diary.conflicts,
        aside=kept,
    )


def _moment(when: When) -> datetime:
    match when:
        case Instant(at_utc=at):
            return at
        case DaySlot(local_day, slot, zone):
            return _at(local_day, SLOT_ORDER_HOUR[slot], zone)
        case Day(local_day, zone):
            return _at(local_day, 12, zone)
    return when.start_utc


def _at(day: date, hour: int, zone: str) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
