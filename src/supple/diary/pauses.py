"""When did the person rest from being asked? Sick days and holidays: a pause is no "no", and mutes no alert."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supple.model import Event, Pause, local_day_of


@dataclass(frozen=True, slots=True)
class PausedStretch:
    """Days of rest, both ends among them. `last` None: nobody has ended it yet."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


def pauses(events: Iterable[Event], day_starts_at_hour: int) -> tuple[PausedStretch, ...]:
    """Every pause that the shown events tell of, earliest first; they never overlap.

    A beginning inside a pause says anew until when that one lasts. An end is the first day on which questions come
    again, so a pause that is ended on the day it began held no day. Of several on one day the last recorded holds.
    """
    said = [
        (local_day_of(event.when, day_starts_at_hour), event.recorded_at, event.id, event.fact)
        for event in events
        if isinstance(event.fact, Pause)
    ]
    found: list[PausedStretch] = []
    for day, _, _, fact in sorted(said, key=lambda each: each[:3]):
        running = found[-1] if found and found[-1].holds(day) else None
        if fact.on and running is not None:
            found[-1] = replace(running, last=fact.until)
        elif fact.on:
            found.append(PausedStretch(day, fact.until))
        elif running is not None:
            found[-1] = replace(running, last=day - timedelta(days=1))
        if found and found[-1].last is not None and found[-1].last < found[-1].first:
            found.pop()
    return tuple(found)


def pause_on(stretches: Iterable[PausedStretch], day: date) -> PausedStretch | None:
    """The pause that the day lies in."""
    return next((each for each in stretches if each.holds(day)), None)


def paused_days(stretches: Iterable[PausedStretch], first: date, last: date) -> frozenset[date]:
    """The days of rest from `first` to `last`, both among them."""
    held = tuple(stretches)
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return frozenset(day for day in days if pause_on(held, day) is not None)
