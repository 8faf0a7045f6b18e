"""Is it the day of the week on which the first page points to the look back?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from supple.actions.views import PersonSettings
from supple.model import Event

_SUNDAY = 6
_WEEK = timedelta(days=7)


def is_due(chosen: PersonSettings, day: date, noted: Iterable[tuple[Event, date]]) -> bool:
    """On Sundays, where it is switched on and something was noted in these seven days."""
    return chosen.look_back and day.weekday() == _SUNDAY and any(day - _WEEK < on <= day for _, on in noted)
