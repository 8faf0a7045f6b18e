"""The VTIMEZONE of a zone: every change of its clock within some days. A calendar needs no zone data of its own.

Each change stands by itself with its own start, in the wall-clock time before it (RFC 5545 §3.6.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_STEP = timedelta(days=1)


def timezone_of(zone: str, start: datetime, end: datetime) -> Timezone:
    """The component for moments from `start` to `end` (aware)."""
    info = ZoneInfo(zone)
    made = Timezone()
    made.add("tzid", zone)
    begins = start.astimezone(UTC)
    made.add_component(_observance(info, begins, begins - timedelta(seconds=1), is_first=True))
    for moment in changes(info, begins, end.astimezone(UTC)):
        made.add_component(_observance(info, moment, moment - timedelta(seconds=1)))
    return made


def changes(info: ZoneInfo, start: datetime, end: datetime) -> Iterator[datetime]:
    """The moments in UTC, to the minute, at which the offset changes; two within one day are one."""
    at = start
    while at < end:
        after = min(at + _STEP, end)
        if at.astimezone(info).utcoffset() != after.astimezone(info).utcoffset():
            before, low, high = at.astimezone(info).utcoffset(), at, after
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if middle.astimezone(info).utcoffset() == before else (low, middle)
            yield (high - timedelta(seconds=high.second, microseconds=high.microsecond))
        at = after


def _observance(
    info: ZoneInfo, moment: datetime, before: datetime, *, is_first: bool = False
) -> TimezoneStandard | TimezoneDaylight:
    here, was = moment.astimezone(info), before.astimezone(info)
    offset, offset_before = here.utcoffset() or timedelta(), was.utcoffset() or timedelta()
    made = TimezoneDaylight() if here.dst() else TimezoneStandard()
    made.add("dtstart", (moment + (offset if is_first else offset_before)).replace(tzinfo=None, microsecond=0))
    made.add("tzoffsetfrom", offset if is_first else offset_before)
    made.add("tzoffsetto", offset)
    made.add("tzname", here.tzname() or info.key)
    return made
