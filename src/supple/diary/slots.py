"""In which part of its day does an entry stand? The six squares of the paper diary people know, and the night."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from supple.diary.days import is_night
from supple.model import DaySlot, Event, Instant, Interval, Rating, Recall, Slot

# From which hour of the clock to which a part of the day is drawn, and a time of the clock is put into it.
SLOT_HOURS: Mapping[Slot, tuple[float, float]] = {
    Slot.WAKING: (6, 9),
    Slot.MORNING: (9, 12),
    Slot.LUNCHTIME: (12, 14),
    Slot.AFTERNOON: (14, 18),
    Slot.EVENING: (18, 22),
    Slot.BEDTIME: (22, 24),
}
_NIGHT_UNTIL = 4  # a time before it, on the day's own date, is still the night


def slot_of(event: Event, day: date) -> Slot | None:
    """The part of `day` that an entry standing on it belongs to; None for the whole day.

    Args:
        event: the entry.
        day: the diary day on which it stands.
    """
    if is_night(event):
        return Slot.NIGHT
    if isinstance(event.when, DaySlot):
        return event.when.slot
    hours = hours_of_day(event, day)
    if hours is None:
        return None
    first, last = _slot_at(hours[0]), _slot_at(hours[1])
    return first if first is last else None


def hours_of_day(event: Event, day: date) -> tuple[float, float] | None:
    """From which hour to which on the wall clock, counted from the midnight with which `day` begins.

    A moment is one point. None where no hour was said, or where the entry looks back on the whole day.
    """
    if isinstance(event.fact, Rating) and event.fact.recall is Recall.LAST_24_H:
        return None
    when = event.when
    if isinstance(when, Instant):
        at = _hour(when.local, day)
        return at, at
    if isinstance(when, Interval):
        return _hour(Instant(when.start_utc, when.zone).local, day), _hour(
            Instant(when.end_utc, when.zone).local, day
        )
    return None


def _hour(local: datetime, day: date) -> float:
    """On the clock's face: a night in which the clocks change still has its two o'clock at two."""
    since = local.replace(tzinfo=None) - datetime.combine(day, time())
    return since.total_seconds() / 3600


def _slot_at(hour: float) -> Slot:
    if hour < _NIGHT_UNTIL:
        return Slot.NIGHT
    if hour < SLOT_HOURS[Slot.WAKING][1]:
        return Slot.WAKING
    return next((slot for slot, (_, end) in SLOT_HOURS.items() if hour < end), Slot.BEDTIME)
