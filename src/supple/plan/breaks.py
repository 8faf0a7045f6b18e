"""When is it time to move a little? Every so many minutes within the person's own hours of sitting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from supple.model import Plan, PlanItem
from supple.plan.clock import read_clock
from supple.plan.recurrence import EVERY_DAY, moment_of, read_weekdays
from supple.plan.whole import read_whole

BREAKS_NAME = "breaks while sitting"  # a person has one plan of them
BODIES = ("seated", "standing", "arms", "relief")
USUAL_MINUTES = 50
LEAST_MINUTES, MOST_MINUTES = 20, 180


@dataclass(frozen=True, slots=True)
class Breaks:
    """Breaks while sitting: `every_minutes` from `start` on, up to `end`, on these days of the week.

    `body` says which ideas fit: one of `BODIES`; `moves_legs`: those that move the legs fit too. `unread`: fields
    that could not be read; nothing comes of them.
    """

    name: str
    every_minutes: int
    start: time
    end: time
    weekdays: frozenset[int] = EVERY_DAY
    body: str = "seated"
    moves_legs: bool = False
    unread: tuple[str, ...] = ()

    def moments(self, day: date, zone: str) -> Iterator[datetime]:
        """When, in UTC: the first one interval after the start, the last before the end. Counted in real minutes, so
        that an hour which the clock leaves out or has twice makes no break come early or late."""
        if self.unread or day.weekday() not in self.weekdays:
            return
        # A day that ends before it begins goes on after midnight.
        last = moment_of(day + timedelta(days=self.end <= self.start), self.end, zone)
        at = moment_of(day, self.start, zone)
        while (at := at + timedelta(minutes=self.every_minutes)) < last:
            yield at


def breaks_of(plan: Plan) -> tuple[Breaks, ...]:
    """The breaks in force on the plan's day."""
    return tuple(read_breaks(item) for item in plan.in_force("break"))


def read_breaks(item: PlanItem) -> Breaks:
    """As they were typed."""
    said, unread = item.detail, list[str]()
    every = read_whole(said.get("every_minutes", ""), LEAST_MINUTES, MOST_MINUTES)
    if every is None:
        unread.append("every_minutes")
    start, end = read_clock(said.get("from_time", "")), read_clock(said.get("to_time", ""))
    weekdays = read_weekdays(said.get("weekdays", ""))
    unread += [
        name for name, read in (("from_time", start), ("to_time", end), ("weekdays", weekdays)) if read is None
    ]
    body = said.get("body", "").strip()
    return Breaks(
        name=item.name,
        every_minutes=every or 0,
        start=start or time(),
        end=end or time(),
        weekdays=weekdays or EVERY_DAY,
        body=body if body in BODIES else "seated",
        moves_legs=said.get("moves_legs", "").strip() == "yes",
        unread=tuple(unread),
    )
