"""When was it, seen from the case's own now? Hours, days or weeks ago, a part of a day, or a moment in ISO form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from supple.model import (
    DAY_STARTS_AT_HOUR,
    SLOT_ORDER_HOUR,
    Day,
    DaySlot,
    Instant,
    Interval,
    Slot,
    When,
    local_day_of,
)
from supple.vignettes.fields import Fields, listed, number, shown
from supple.vignettes.problems import CaseError

MOST_DAYS = 3650
_HOURS = {"minutes_ago": 1 / 60, "hours_ago": 1.0}
_DAYS = {"days_ago": 1, "weeks_ago": 7}
TIME_FIELDS = (*_HOURS, *_DAYS, "slot", "at", "day", "from_hours_ago", "to_hours_ago", "for_hours")


@dataclass(frozen=True, slots=True)
class Clock:
    """The moment at which a case is looked at, on its wall clock."""

    now: datetime  # aware, on the wall clock of `zone`
    zone: str

    @property
    def today(self) -> date:
        """The diary day of now."""
        return local_day_of(Instant(self.now, self.zone), DAY_STARTS_AT_HOUR)

    def hours_ago(self, hours: float) -> Instant:
        return Instant(self.now.astimezone(UTC) - timedelta(hours=hours), self.zone)

    def days_ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def noted_at(self, when: When) -> datetime:
        """A moment at which it may have been noted, never after now: for the order of entries and for words."""
        match when:
            case Instant(at_utc, _):
                moment = at_utc
            case Interval(_, end_utc, _):
                moment = end_utc
            case DaySlot(day, slot, _):
                moment = datetime.combine(day, time(SLOT_ORDER_HOUR[slot]), tzinfo=ZoneInfo(self.zone))
            case Day(day, _):
                moment = datetime.combine(day, time(20), tzinfo=ZoneInfo(self.zone))
        return min(moment.astimezone(ZoneInfo(self.zone)), self.now)


def whens(fields: Fields, clock: Clock) -> list[When]:
    """The times of an entry, taken from its fields. None said: now. A list of hours or days: one entry for each."""
    given = [name for name in TIME_FIELDS if name in fields and name != "slot"]
    ways = {"span" if name in {"from_hours_ago", "to_hours_ago", "for_hours"} else name for name in given}
    if len(ways) > 1:
        raise CaseError(fields.at(given[1]), f"{given[0]} and {given[1]} both say when.", "Keep one of them.")
    slot = _slot(*fields.take("slot"))
    way = next(iter(ways), "days_ago" if slot is not None else "")
    out = _of(way, fields, clock)
    if slot is None:
        return out
    if not all(isinstance(when, Day) for when in out):
        raise CaseError(fields.at("slot"), "A part of a day goes with a day.", "Write days_ago beside it.")
    return [DaySlot(when.local_day, slot, clock.zone) for when in out if isinstance(when, Day)]


def _of(way: str, fields: Fields, clock: Clock) -> list[When]:
    if way in _HOURS:
        path, value = fields.take(way)
        most = MOST_DAYS * 24 / _HOURS[way]
        return [clock.hours_ago(number(each, path, high=most) * _HOURS[way]) for each in _several(value, path)]
    if way in _DAYS:
        path, value = fields.take(way)
        value = 0 if value is None else value
        return [_days_back(number(e, path, high=MOST_DAYS) * _DAYS[way], clock) for e in _several(value, path)]
    if way == "span":
        return [_span(fields, clock)]
    if way == "at":
        return [_moment(*fields.take("at"), clock)]
    if way == "day":
        return [_day(*fields.take("day"), clock)]
    return [Instant(clock.now, clock.zone)]


def _several(value: Any, path: str) -> list[Any]:
    each = listed(value)
    if not each:
        raise CaseError(path, "This list is empty.", "Write at least one number.")
    return each


def _days_back(days: float, clock: Clock) -> When:
    """Whole days are days, no finer; half a day is a moment."""
    return Day(clock.days_ago(int(days)), clock.zone) if days == int(days) else clock.hours_ago(days * 24)


def _span(fields: Fields, clock: Clock) -> Interval:
    most = MOST_DAYS * 24.0
    path, lasted = fields.take("for_hours")
    end_path, end = fields.take("to_hours_ago")
    start_path, start = fields.take("from_hours_ago")
    to_hours = 0.0 if end is None else number(end, end_path, high=most)
    if (start is None) == (lasted is None):
        raise CaseError(start_path, "A span needs its beginning.", "Write from_hours_ago, or for_hours, not both.")
    if lasted is not None:
        from_hours = to_hours + number(lasted, path, high=most)
    else:
        from_hours = number(start, start_path, high=most)
    if from_hours < to_hours:
        raise CaseError(start_path, "The span ends before it begins.", "from_hours_ago is the larger number.")
    return Interval(clock.hours_ago(from_hours).at_utc, clock.hours_ago(to_hours).at_utc, clock.zone)


def _slot(path: str, value: Any) -> Slot | None:
    if value is None:
        return None
    try:
        return Slot(str(value).strip().casefold())
    except ValueError:
        known = ", ".join(slot.value for slot in Slot)
        raise CaseError(path, f"{shown(value)} is no part of a day.", f"Write one of: {known}.") from None


def _moment(path: str, value: Any, clock: Clock) -> Instant:
    moment = moment_of(value, path, clock.zone)
    if moment > clock.now:
        raise CaseError(path, f"{shown(value)} lies after the case's now.", "Nothing is noted before it happens.")
    return Instant(moment, clock.zone)


def _day(path: str, value: Any, clock: Clock) -> Day:
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise CaseError(path, f"{shown(value)} is not a day.", "Write it like 2026-06-15, or use days_ago.") from None
    if day > clock.today:
        raise CaseError(path, f"{shown(value)} lies after the case's now.", "Nothing is noted before it happens.")
    return Day(day, clock.zone)


def moment_of(value: Any, path: str, zone: str) -> datetime:
    """A moment in ISO form; without an offset it is read on the wall clock of `zone`."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise CaseError(path, f"{shown(value)} is not a moment.", "Write it like 2026-06-15T14:00.") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
    if not 1970 <= moment.year <= 2200:
        raise CaseError(path, f"{shown(value)} is out of reach.", "Write a year from 1970 to 2200.")
    return moment.astimezone(ZoneInfo(zone))
