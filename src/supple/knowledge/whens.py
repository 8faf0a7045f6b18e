"""How is the time of an entry said? As fine as it was noted, never finer."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from supple.model import Day, DaySlot, Instant, Interval, Slot, When

SLOT_WORDS = {
    Slot.WAKING: "on waking",
    Slot.MORNING: "in the morning",
    Slot.LUNCHTIME: "at lunchtime",
    Slot.AFTERNOON: "in the afternoon",
    Slot.EVENING: "in the evening",
    Slot.BEDTIME: "at bedtime",
    Slot.NIGHT: "in the night",
}


def when_words(when: When) -> str:
    """The clock, the part of the day, or nothing: as fine as it was said."""
    match when:
        case Instant():
            return f"{when.local:%H:%M}"
        case Interval(start, end, zone):
            local = ZoneInfo(zone)
            return f"{start.astimezone(local):%H:%M} to {end.astimezone(local):%H:%M}"
        case DaySlot():
            return SLOT_WORDS[when.slot]
        case Day():
            return ""
