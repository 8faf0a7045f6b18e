"""Somebody who moves to another time zone imports the same file again: nothing changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from supple.model import Author, Count, Day, DaySlot, Event, Instant, Slot, imported_id
from supple.store.codec import content_hash

PERSON = UUID(int=1)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _event(when: Day | DaySlot | Instant, source: str = "import:visible") -> Event:
    return Event(imported_id(PERSON, "visible", "k"), PERSON, Count("falls", 1), when, NOW, Author("device"), source)


def test_the_zone_of_a_day_says_nothing_new() -> None:
    day = date(2026, 2, 1)
    for here, there in (
        (Day(day, "Europe/London"), Day(day, "Asia/Tokyo")),
        (DaySlot(day, Slot.EVENING, "Europe/London"), DaySlot(day, Slot.EVENING, "Asia/Tokyo")),
    ):
        assert content_hash(_event(here)) == content_hash(_event(there))
        assert content_hash(_event(here)) != content_hash(_event(replace(here, local_day=date(2026, 2, 2))))


def test_the_moment_of_an_instant_does() -> None:
    here = Instant(datetime(2026, 2, 1, 9, tzinfo=UTC), "Europe/London")
    there = Instant(datetime(2026, 2, 1, 9, tzinfo=UTC), "Asia/Tokyo")  # the same moment on another wall clock
    assert content_hash(_event(here)) != content_hash(_event(there))
