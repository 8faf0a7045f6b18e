"""When did it happen? An instant, an interval, a part of a day, or a day: precision is never invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo


class Slot(StrEnum):
    """The six slots of the paper diary people know, and the night (keyed by the day one wakes on)."""

    WAKING = "waking"
    MORNING = "morning"
    LUNCHTIME = "lunchtime"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    BEDTIME = "bedtime"
    NIGHT = "night"


# Mid-slot wall-clock hours, used only to order entries on a page; never stored as a time.
SLOT_ORDER_HOUR = {
    Slot.NIGHT: 3,
    Slot.WAKING: 7,
    Slot.MORNING: 10,
    Slot.LUNCHTIME: 13,
    Slot.AFTERNOON: 16,
    Slot.EVENING: 20,
    Slot.BEDTIME: 23,
}


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment. `at_utc` is aware and in UTC; `zone` is the IANA name of the wall clock at noting."""

    at_utc: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.at_utc.tzinfo is None:
            raise ValueError("at_utc must be aware")
        object.__setattr__(self, "at_utc", self.at_utc.astimezone(UTC))

    @property
    def local(self) -> datetime:
        return self.at_utc.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Interval:
    """From one moment to a later one, both in UTC."""

    start_utc: datetime
    end_utc: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.start_utc.tzinfo is None or self.end_utc.tzinfo is None:
            raise ValueError("an interval's ends must be aware")
        if self.end_utc < self.start_utc:
            raise ValueError("an interval ends before it starts")
        object.__setattr__(self, "start_utc", self.start_utc.astimezone(UTC))
        object.__setattr__(self, "end_utc", self.end_utc.astimezone(UTC))


@dataclass(frozen=True, slots=True)
class DaySlot:
    """A part of a local day. For `Slot.NIGHT`, `local_day` is the day one wakes on."""

    local_day: date
    slot: Slot
    zone: str


@dataclass(frozen=True, slots=True)
class Day:
    """A local day, no finer."""

    local_day: date
    zone: str


When = Instant | Interval | DaySlot | Day

DAY_STARTS_AT_HOUR = 4


_WITH_A_DAY = (DaySlot, Day)
_NIGHT_REACHES_BACK_HOURS = 6  # from 18:00 on it is the night one wakes from tomorrow


def local_day_of(when: When, day_starts_at_hour: int = DAY_STARTS_AT_HOUR) -> date:
    """The diary day of a daytime entry: after midnight and before the day starts is still the evening before.

    An interval belongs to the day it ends on. Nights are not handled here: see `night_day_of`.
    """
    if isinstance(when, _WITH_A_DAY):
        return when.local_day
    return _day_at(when.at_utc if isinstance(when, Instant) else when.end_utc, when.zone, -day_starts_at_hour)


def night_day_of(when: When) -> date:
    """The day one wakes on, for something that happened in a night (spasm, cramp, sleep).

    From 18:00 on it belongs to the next day's waking; before that to the same day's. An interval is read
    at its end.
    """
    if isinstance(when, _WITH_A_DAY):
        return when.local_day
    moment = when.at_utc if isinstance(when, Instant) else when.end_utc
    return _day_at(moment, when.zone, _NIGHT_REACHES_BACK_HOURS)


@lru_cache(maxsize=32768)  # a page asks several times for the day of each of some thousand notes
def _day_at(moment: datetime, zone: str, later_hours: int) -> date:
    """The local day of so many hours later.

    Wall-clock arithmetic on purpose: 03:30 is "before four" whatever DST does that night.
    """
    return (moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + timedelta(hours=later_hours)).date()


def when_to_json(when: When) -> dict[str, Any]:
    """A JSON object with a `precision` of instant, interval, slot or day."""
    match when:
        case Instant(at_utc, zone):
            return {"precision": "instant", "at": at_utc.isoformat(), "zone": zone}
        case Interval(start_utc, end_utc, zone):
            return {
                "precision": "interval",
                "start": start_utc.isoformat(),
                "end": end_utc.isoformat(),
                "zone": zone,
            }
        case DaySlot(local_day, slot, zone):
            return {"precision": "slot", "day": local_day.isoformat(), "slot": slot.value, "zone": zone}
        case Day(local_day, zone):
            return {"precision": "day", "day": local_day.isoformat(), "zone": zone}


def when_from_json(data: dict[str, Any]) -> When:
    """The inverse of `when_to_json`. Raises KeyError or ValueError on a malformed object."""
    zone = str(data["zone"])
    ZoneInfo(zone)
    match data["precision"]:
        case "instant":
            return Instant(datetime.fromisoformat(data["at"]), zone)
        case "interval":
            return Interval(datetime.fromisoformat(data["start"]), datetime.fromisoformat(data["end"]), zone)
        case "slot":
            return DaySlot(date.fromisoformat(data["day"]), Slot(data["slot"]), zone)
        case "day":
            return Day(date.fromisoformat(data["day"]), zone)
        case other:
            raise ValueError(f"unknown precision {other!r}")
