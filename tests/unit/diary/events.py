"""Events for the tests of the diary, short to write."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.model import Author, Day, DaySlot, Event, Fact, Instant, Slot, When

PERSON = UUID(int=0xA)
LONDON = "Europe/London"
SELF, CARER = Author("self"), Author("carer", "Jo")
FIRST = date(2026, 3, 2)


def at(day: date, hour: int, minute: int = 0, zone: str = LONDON) -> Instant:
    """A moment on the wall clock."""
    local = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))
    return Instant(local.astimezone(UTC), zone)


def on(day: date, zone: str = LONDON) -> Day:
    return Day(day, zone)


def night(waking_day: date) -> DaySlot:
    return DaySlot(waking_day, Slot.NIGHT, LONDON)


def slot(day: date, which: Slot) -> DaySlot:
    return DaySlot(day, which, LONDON)


def event(number: int, fact: Fact, when: When, **more: Any) -> Event:
    """Event `number`; recorded `number` minutes after the start unless `recorded_at` says otherwise."""
    more.setdefault("recorded_at", datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=number))
    return Event(
        id=UUID(int=number),
        person_id=more.pop("person_id", PERSON),
        fact=fact,
        when=when,
        noted_by=more.pop("by", SELF),
        source=more.pop("source", "note"),
        **more,
    )
