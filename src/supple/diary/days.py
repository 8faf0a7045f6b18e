"""On which day does an entry stand? Nights by the day one wakes on, evenings before four by their own day.

- What happened **in a night** (a count of the night, waking up, an interval of sleep, anything with the slot
  "night") stands on the day one wakes on. A moment from 18:00 on belongs to the night that ends the next day.
- What **looks back** on a night from a moment (a rating of last night, "slept badly", hours slept) stands on
  the day of that moment: the day one woke on.
- Everything else stands on its own day, which starts at 04:00 (changeable): after midnight and before four it
  is still the evening before. An interval stands on the day it ends.
- Each entry is read on the wall clock of its own zone, so travel and clock changes move nothing.
- A rating of a moment has a **part of the day** as well: morning to 12:00, afternoon to 18:00, evening until the next
  day starts. A moment in the small hours of its own day has none, nor has a day or the slot "night".
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from supple import knowledge
from supple.model import (
    AlertStep,
    Count,
    Day,
    DaySlot,
    Event,
    Fact,
    Factor,
    FindingMark,
    Instant,
    Interval,
    Pause,
    Period,
    PlanItem,
    Profile,
    Rating,
    Recall,
    Slot,
    When,
    local_day_of,
    night_day_of,
)

NIGHT_RATINGS = frozenset({"sleep_quality", "sleep_disruption", "hindered.sleep"})
NIGHT_COUNTS = frozenset({"wakings"})
NIGHT_MEASUREMENTS = frozenset({"sleep_hours"})
_OF_NO_DAY = (PlanItem, Profile, FindingMark, AlertStep, Pause)
_MORNING_FROM, _AFTERNOON_FROM, _EVENING_FROM = 4, 12, 18
_PART_OF_SLOT = {
    Slot.WAKING: "morning",
    Slot.MORNING: "morning",
    Slot.LUNCHTIME: "afternoon",
    Slot.AFTERNOON: "afternoon",
    Slot.EVENING: "evening",
    Slot.BEDTIME: "evening",
    Slot.NIGHT: "",
}


def diary_day(event: Event, day_starts_at_hour: int) -> date | None:
    """The entry's row in the daily table; None for what is about no day: plan items, answers about the person,
    marks at findings, what became of alerts, rests from being asked."""
    if isinstance(event.fact, _OF_NO_DAY):
        return None
    return day_of(event.fact, event.when, day_starts_at_hour)


def day_of(fact: Fact, when: When, day_starts_at_hour: int) -> date:
    """The day on which a fact of that time stands; a note that is only read shows the day it will be filed under."""
    if isinstance(fact, Count) and (fact.period is Period.NIGHT or fact.code in NIGHT_COUNTS):
        return night_day_of(when)
    if not isinstance(when, Instant) and is_about_last_night(fact):
        return night_day_of(when)
    return local_day_of(when, day_starts_at_hour)


def part_of_day(when: When, day: date) -> str:
    """ "morning", "afternoon" or "evening" of a moment that stands on `day`; "" where its time says none of them."""
    match when:
        case DaySlot():
            return _PART_OF_SLOT[when.slot]
        case Day():
            return ""
        case Instant():
            local = when.local
        case Interval():
            local = Instant(when.end_utc, when.zone).local
    return _part_by_the_clock(local, day)


def _part_by_the_clock(local: datetime, day: date) -> str:
    if local.date() != day:  # past midnight, and still the evening before
        return "evening"
    if local.hour < _MORNING_FROM:
        return ""
    return "morning" if local.hour < _AFTERNOON_FROM else "afternoon" if local.hour < _EVENING_FROM else "evening"


def is_about_last_night(fact: Fact) -> bool:
    """Is it about the night that has passed, whenever it is noted?"""
    if isinstance(fact, Rating):
        return fact.recall is Recall.LAST_NIGHT or fact.code in NIGHT_RATINGS
    if isinstance(fact, Factor):
        return fact.code in _last_night_factors()
    return getattr(fact, "code", None) in NIGHT_MEASUREMENTS


def is_night(event: Event) -> bool:
    """True when it belongs to the night before the day it stands on."""
    fact, when = event.fact, event.when
    if isinstance(when, DaySlot) and when.slot is Slot.NIGHT:
        return True
    return getattr(fact, "period", None) is Period.NIGHT or is_about_last_night(fact)


@cache
def _last_night_factors() -> frozenset[str]:
    return frozenset(code for code, entry in knowledge.load().factors.items() if entry.when_noted == "last_night")
