"""Entries as events, numbered in the order in which they were written down."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

from supple.model import Author, Day, Event, Fact


def entry(number: int, fact: Fact, on: date, *, zone: str = "UTC", source: str = "plan") -> Event:
    """`number`: its id, and after how many minutes it was written down."""
    at = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(minutes=number)
    return Event(uuid.UUID(int=number), uuid.UUID(int=1), fact, Day(on, zone), at, Author("self"), source)
