"""Which doses besides the prescription were noted lately? Facts only: nothing here says what they did or may do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from supple.model import DAY_STARTS_AT_HOUR, Dose, DoseStatus, Event
from supple.plan.as_needed import at_the_latest

# So long the signs to look for stay in sight (a design choice: the window of the rule for "too sleepy").
IN_SIGHT = timedelta(hours=24)


def extra_doses(
    events: Iterable[Event], now: datetime, *, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> tuple[Event, ...]:
    """Doses noted as besides the prescription that may have been taken in the last 24 hours, oldest first.

    Args:
        events: of a diary, so that corrections are applied.
        now: aware. A dose with no clock time counts as taken as late as it may have been.
        day_starts_at_hour: as the person chose.
    """
    found = [
        (moment, event)
        for event in events
        if isinstance(event.fact, Dose) and event.fact.status is DoseStatus.EXTRA
        for moment in [at_the_latest(event, day_starts_at_hour)]
        if moment[0] > now - IN_SIGHT
    ]
    return tuple(event for _, event in sorted(found, key=lambda each: each[0]))
