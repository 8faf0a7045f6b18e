"""What does a diary day hold that things due are worked out from?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from supple.knowledge.medicine_names import plain_name
from supple.model import Due, DueChoices, DueKind, DueState, Event, Instant, Interval, Plan, local_day_of
from supple.plan.doses import clock_time, day_end

# What is due at the very end of the diary's day is told for this long at least.
LEAST_TOLD = timedelta(hours=1)


@dataclass(frozen=True)
class DayContext:
    """One diary day: what was agreed for it, what is agreed for later, what was noted. `starts`: its first hour.

    `tomorrow`: what was agreed for the day after, None where nothing asks for it. `paused`: whether the person rests
    from being asked on a day.
    """

    day: date
    plan: Plan
    tomorrow: Plan | None
    ahead: Plan
    noted: Sequence[Event]
    zone: str
    choices: DueChoices
    paused: Callable[[date], bool]
    starts: int

    @cached_property
    def is_paused(self) -> bool:
        """Does the person rest from being asked on this day?"""
        return self.paused(self.day)

    @cached_property
    def of_day(self) -> tuple[Event, ...]:
        """What was noted for this day, as noted."""
        return tuple(event for event in self.noted if local_day_of(event.when, self.starts) == self.day)

    def at(self, wall: time) -> datetime:
        """A wall-clock time of this diary day, in UTC: before its first hour it lies on the next calendar day."""
        return clock_time(self.day, wall, self.zone, self.starts)

    def told_on(self, day: date) -> datetime:
        """When things of a whole day are told on a day, in UTC."""
        return clock_time(day, self.choices.day_at, self.zone, self.starts)

    @property
    def over(self) -> datetime:
        """When the day is over, in UTC."""
        return day_end(self.day, self.zone, self.starts)

    def over_after(self, at: datetime) -> datetime:
        """When the day is over, for what is due at `at`: if a clock change makes that later still, a while after."""
        return max(self.over, at + LEAST_TOLD)

    def make(
        self,
        kind: DueKind,
        name: str,
        at: datetime,
        *,
        which: str,
        words: str,
        private: str,
        until: datetime,
        is_critical: bool = False,
        state: DueState = DueState.OPEN,
        shown_until: datetime | None = None,
        on: date | None = None,
    ) -> Due:
        """One thing due on this day, or told since `on`. `which` names the occurrence within kind and name."""
        key = "|".join((kind.value, plain_name(name), which))
        day = on or self.day
        return Due(key, kind, name, day, at, self.zone, words, private, until, is_critical, state, shown_until)


def moment_noted(event: Event) -> datetime | None:
    """The moment that an entry is about; None where it is about a part of a day or a whole one."""
    match event.when:
        case Instant(at_utc=at):
            return at
        case Interval(end_utc=at):
            return at
    return None


def next_after(at: datetime, moments: Iterable[datetime]) -> datetime | None:
    """The first of these moments that is later: two times of a spring night may be the same moment."""
    return min((each for each in moments if each > at), default=None)


def calendar_day(at: datetime, zone: str) -> date:
    """The wall calendar's day of a moment."""
    return at.astimezone(ZoneInfo(zone)).date()


def wall_text(at: time) -> str:
    """As keys and entries name a time: "08:00"."""
    return f"{at:%H:%M}"


def later(at: datetime, *, hours: float) -> datetime:
    """So many real hours later."""
    return (at + timedelta(hours=hours)).astimezone(UTC)
