"""The calendar feed: what rings again and again, and single dates, as a phone's own calendar reads it (RFC 5545).

The calendar keeps ringing when Supple is off. It is read by whoever can open the calendar, so by default it says
"medicine" and not which. Times are the wall clock's (TZID with its VTIMEZONE), ids stay the same, a day of rest and
what is done already are EXDATEs, and SEQUENCE grows with every change of the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from unicodedata import category
from uuid import UUID, uuid5

from icalendar import Alarm, Calendar, Event

from supple.model import Due, DueKind, DueState
from supple.report.feed_zone import timezone_of

AHEAD_DAYS = 60
_WEEK = 7
_YEAR = timedelta(days=370)
_DAY_ONE = date(2026, 1, 1)
_MINUTES = {DueKind.BREAK: 5}
_UNREADABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, halves of a pair, separators of lines and paragraphs
_DATES = frozenset({DueKind.VISIT, DueKind.INJECTION, DueKind.PUMP, DueKind.BOX, DueKind.STEP})


def feed(
    person_id: UUID,
    dues: Sequence[Due],
    *,
    zone: str,
    now: datetime,
    is_private: bool,
    version: int,
) -> bytes:
    """The calendar as bytes (CRLF, folded).

    Args:
        dues: what is due from today on, some weeks ahead, with what is done already.
        zone: whose wall clock.
        is_private: say kinds only, never names.
        version: grows with the plan and the person's choices: every event's SEQUENCE.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Supple//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Supple")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    # With nothing due too: a calendar without any component is none that programs read.
    moments = [each.at for each in dues] or [now]
    calendar.add_component(timezone_of(zone, min(moments) - _YEAR, max(moments) + _YEAR))
    for series in _series(dues, is_private=is_private):
        if not any(each.state is DueState.OPEN for each in series.dues):
            continue  # done, skipped, resting or not clear: nothing of it rings
        calendar.add_component(_event(person_id, series, now=now, is_private=is_private, version=version))
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class _Series:
    """Occurrences so many days apart at one wall-clock time. Their `name`, the same from day to day, makes the id."""

    name: str
    dues: tuple[Due, ...]
    every_days: int = 1


def _series(dues: Iterable[Due], *, is_private: bool) -> list[_Series]:
    """What comes at one time of day at even distances, or on the same days of the week, is one event that repeats.

    Everything else, dates above all, is an event each. A repeated event has one wording for all its days: where a
    dose's words are told, each step of a ladder is an event of its own, or the calendar would say an old dose.
    """
    found: list[_Series] = []
    groups: dict[str, list[Due]] = {}
    for each in sorted(dues, key=lambda due: due.at):
        if each.kind in _DATES:
            found.append(_Series(each.key, (each,)))
        else:
            name = f"{each.kind.value}|{each.name}|{each.local:%H:%M}"
            if each.kind is DueKind.DOSE and not is_private:
                name = f"{name}|{each.words}"
            groups.setdefault(name, []).append(each)
    for name, group in groups.items():
        by_weekday: dict[int, list[Due]] = {}
        for each in group:
            by_weekday.setdefault(each.local.weekday(), []).append(each)
        weekly = {f"{name}|{weekday}": theirs for weekday, theirs in by_weekday.items()}
        if len(group) == 1:
            found.append(_Series(name, tuple(group)))  # the last day of a series keeps the id that it had
        elif (step := _step(group)) is not None:
            found.append(_Series(name, tuple(group), step))
        elif all(_step(theirs) == _WEEK for theirs in weekly.values()):
            found += [_Series(each, tuple(theirs), _WEEK) for each, theirs in weekly.items()]
        else:
            found += [_Series(each.key, (each,)) for each in group]
    return found


def _step(dues: Sequence[Due]) -> int | None:
    """The number of days from each to the next, where it is always the same; None for one alone, and for two times
    that a spring night makes one moment."""
    steps = {(after.local.date() - before.local.date()).days for before, after in pairwise(dues)}
    return (steps.pop() or None) if len(steps) == 1 else None


def _event(person_id: UUID, series: _Series, *, now: datetime, is_private: bool, version: int) -> Event:
    first = series.dues[0]
    said = f"Supple: {first.private}" if is_private else _readable(first.words)
    name = series.name.encode(errors="backslashreplace").decode()
    made = Event()
    made.add("uid", f"{uuid5(person_id, name)}@supple")
    made.add("dtstamp", now.astimezone(UTC))
    # A repeated event begins on the first day that is told, so each day is a new version of it too.
    made.add("sequence", version + (now.date() - _DAY_ONE).days)
    made.add("dtstart", first.local)
    made.add("duration", timedelta(minutes=_MINUTES.get(first.kind, 10)))
    made.add("summary", said)
    made.add("class", "PRIVATE")
    made.add("transp", "TRANSPARENT")
    if len(series.dues) > 1:
        made.add("rrule", {"freq": "daily", "interval": series.every_days, "count": len(series.dues)})
        for each in series.dues:
            if each.state is not DueState.OPEN:
                made.add("exdate", each.local)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta())
    alarm.add("description", said)
    made.add_component(alarm)
    return made


def _readable(words: str) -> str:
    """Without what no calendar may hold: one such sign in one name, and programs refuse the whole calendar. The
    library escapes line ends."""
    return "".join(" " if category(each) in _UNREADABLE and each != "\n" else each for each in words)
