"""What was done of activity and therapy, week by week? Minutes where they were said; the rest is told beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from supple.knowledge.activity import ACTIVITIES, ALSO_ACTIVE
from supple.model import Event, Session, local_day_of

_CODES = frozenset({*ACTIVITIES, *ALSO_ACTIVE})


@dataclass(frozen=True, slots=True)
class ActivityWeek:
    """Monday to Sunday. `minutes`: None where no session said any; `without_minutes`: sessions that said none.

    `said_no`: how often somebody noted that it was not done. With neither, nothing is known of the week.
    """

    monday: date
    times: int
    minutes: float | None
    without_minutes: int
    said_no: int

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)


def activity_of(events: Iterable[Event], *, day_starts_at_hour: int) -> tuple[tuple[date, Event], ...]:
    """Sessions of activity and therapy by their diary day, latest first; those noted as not done among them."""
    found = [
        (local_day_of(event.when, day_starts_at_hour), event)
        for event in events
        if isinstance(event.fact, Session) and event.fact.code in _CODES
    ]
    return tuple(sorted(found, key=lambda each: (each[0], each[1].recorded_at, each[1].id), reverse=True))


def activity_weeks(found: Iterable[tuple[date, Event]], today: date, weeks: int) -> tuple[ActivityWeek, ...]:
    """The last so many weeks, this one first. A week with nothing noted has no minutes: that is not zero."""
    found = tuple(found)
    this_monday = today - timedelta(days=today.weekday())
    told = []
    for ago in range(weeks):
        monday = this_monday - timedelta(days=7 * ago)
        noted = [
            event.fact
            for day, event in found
            if monday <= day <= monday + timedelta(days=6) and isinstance(event.fact, Session)
        ]
        done = [fact for fact in noted if fact.done]
        said = [fact.minutes for fact in done if fact.minutes is not None]
        told.append(
            ActivityWeek(
                monday, len(done), sum(said) if said else None, len(done) - len(said), len(noted) - len(done)
            )
        )
    return tuple(told)
