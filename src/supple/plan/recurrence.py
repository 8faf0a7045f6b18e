"""On which days and at which moments does something come again? Wall-clock time, whatever the clock does.

A time that a spring night leaves out comes an hour later by the clock (02:30 is rung at 03:30); one that an autumn
night has twice comes at the first of the two. So RFC 5545 has it, and phones do it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, rrule

EVERY_DAY = frozenset(range(7))
MOST_EVERY_DAYS = 366


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Days that come again: of the week (0 Monday … 6 Sunday), or every so many days from `first` on.

    `last` is the last day on which it may fall; None: no end is written.
    """

    first: date
    weekdays: frozenset[int] = EVERY_DAY
    every_days: int = 1
    last: date | None = None

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= EVERY_DAY:
            raise ValueError("weekdays are 0 to 6, at least one")
        if not 1 <= self.every_days <= MOST_EVERY_DAYS:
            raise ValueError(f"every_days is not 1 to {MOST_EVERY_DAYS}")
        if self.every_days > 1 and self.weekdays != EVERY_DAY:
            raise ValueError("days of the week and every so many days do not go together")

    def days(self, start: date, end: date) -> Iterator[date]:
        """The days from `start` to `end`, both among them, in order."""
        stop = end if self.last is None else min(end, self.last)
        if stop < max(start, self.first):
            return
        # Counted from `first`, so that every third day stays every third day wherever one begins to look.
        skipped = -(-max(0, (start - self.first).days) // self.every_days)
        begins = self.first + timedelta(days=skipped * self.every_days)
        rule = rrule(
            DAILY,
            dtstart=datetime.combine(begins, time()),
            until=datetime.combine(stop, time()),
            interval=self.every_days,
            byweekday=None if self.weekdays == EVERY_DAY else sorted(self.weekdays),
        )
        for moment in rule:
            yield moment.date()


def moment_of(day: date, at: time, zone: str) -> datetime:
    """A wall-clock time of a calendar day, in UTC."""
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def read_weekdays(text: str) -> frozenset[int] | None:
    """ "mon, wed" as kept in a plan entry; "" is every day; None where it cannot be read."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    said = [part.strip().casefold()[:3] for part in text.replace(";", ",").split(",") if part.strip()]
    if not said:
        return EVERY_DAY
    return frozenset(names.index(each) for each in said) if all(each in names for each in said) else None


def weekdays_text(days: Collection[int]) -> str:
    """The one way in which days of the week are kept: "mon,wed"; every day is ""."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    return "" if frozenset(days) == EVERY_DAY else ",".join(names[day] for day in sorted(days))
