"""At which hour did it come? One day hour by hour, and the hours of the clock over many days.

Only what was noted with a time of the clock tells an hour. "In the night" and "in the morning" tell none and are
counted apart; nothing is spread over hours that nobody named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from supple import knowledge
from supple.diary.days import diary_day, is_night
from supple.diary.slots import SLOT_HOURS, hours_of_day
from supple.knowledge.saying import plain_number, say
from supple.knowledge.whens import when_words
from supple.model import (
    HOURS,
    Answer,
    Count,
    DayHours,
    DayMark,
    DayRow,
    DaySlot,
    Dose,
    Event,
    Factor,
    HourCounts,
    Interval,
    Period,
    Rating,
    Session,
    Sign,
    Slot,
)

# A rating from here on, of 10, is looked for on the dial.
BAD_FROM = 7.0
DIAL: Mapping[str, str] = {
    "spasms": "spasms",
    "cramps": "cramps",
    "stiffness": "stiffness of 7 and more",
    "pain": "pain of 7 and more",
    "clonus": "clonus",
}
_DAYTIME = range(10, 18)  # a count of the night at these hours was written down later: its hour is not the night's
DOSES, DONE, OTHER = "Doses", "Done", "Also noted"
_LAST_ROWS = (DOSES, DONE, OTHER)


def hour_counts(
    events: Iterable[Event], code: str, *, first: date, last: date, day_starts_at_hour: int
) -> HourCounts:
    """At which hours of the clock it was noted.

    Args:
        events: a diary's.
        code: one of `DIAL`.
        first: the first diary day looked at.
        last: the last one.
        day_starts_at_hour: as the person chose.
    """
    counts = [0] * HOURS
    came: list[set[date]] = [set() for _ in range(HOURS)]
    noted: list[set[date]] = [set() for _ in range(HOURS)]
    without_hour = 0
    for event in events:
        day = diary_day(event, day_starts_at_hour)
        if day is None or not first <= day <= last:
            continue
        hour = clock_hour(event)
        if hour is not None:
            noted[hour].add(day)
        times = how_often(event, code)
        if hour is None:
            without_hour += times
        elif times:
            counts[hour] += times
            came[hour].add(day)
    return HourCounts(
        code=code,
        label=DIAL[code],
        first=first,
        last=last,
        counts=tuple(counts),
        days_with=tuple(map(len, came)),
        days_noted=tuple(map(len, noted)),
        without_hour=without_hour,
        days=(last - first).days + 1,
        days_with_any=len(set().union(*came)),
    )


def clock_hour(event: Event) -> int | None:
    """The hour of the clock, 0 to 23, that an entry tells; None where it tells none."""
    hours = hours_of_day(event, date.min.replace(year=2000))
    if hours is None:
        return None
    start, end = hours
    if isinstance(event.when, Interval) and int(start // 1) != int(end // 1):
        return None
    hour = int(start // 1) % HOURS
    fact = event.fact
    if isinstance(fact, Count) and fact.period is Period.NIGHT and hour in _DAYTIME:
        return None
    return hour


def how_often(event: Event, code: str) -> int:
    """How often an entry says that it came. "Some, not counted" is once at least; a rating below the bar is none."""
    fact = event.fact
    if isinstance(fact, Count) and fact.code == code:
        return 1 if fact.count is None else fact.count
    if isinstance(fact, Rating) and fact.code == code:
        return int(fact.value / fact.scale_max * 10 >= BAD_FROM)
    return 0


def day_hours(events: Sequence[Event], day: date, *, day_starts_at_hour: int) -> DayHours:
    """One day by its hours: what feels and what was counted first, then doses and the rest."""
    rows: dict[str, list[DayMark]] = {}
    for event in events:
        if diary_day(event, day_starts_at_hour) == day and not _is_absence(event):
            rows.setdefault(_row_of(event), []).append(_mark(event, day))
    order = sorted(rows, key=lambda label: (label in _LAST_ROWS and 1 + _LAST_ROWS.index(label), *_rank(label)))
    return DayHours(
        day,
        day_starts_at_hour,
        tuple(DayRow(label, tuple(sorted(rows[label], key=_order))) for label in order),
    )


def _row_of(event: Event) -> str:
    fact = event.fact
    if isinstance(fact, Rating | Count):
        label = knowledge.label(fact.code)
        return label[:1].upper() + label[1:]
    if isinstance(fact, Dose):
        return DOSES
    return DONE if isinstance(fact, Session) else OTHER


def _rank(label: str) -> tuple[bool, str]:
    return label.casefold() != "stiffness", label


def _mark(event: Event, day: date) -> DayMark:
    start, end = _hours(event, day)
    return DayMark(
        short=_short(event),
        said=say(event.fact),
        when=when_words(event.when),
        start=start,
        end=end,
        is_night=is_night(event),
    )


def _hours(event: Event, day: date) -> tuple[float | None, float | None]:
    if isinstance(event.when, DaySlot) and event.when.slot is not Slot.NIGHT and not is_night(event):
        return SLOT_HOURS[event.when.slot]
    return hours_of_day(event, day) or (None, None)


def _short(event: Event) -> str:
    fact = event.fact
    if isinstance(fact, Rating):
        return plain_number(round(fact.value, 1))
    if isinstance(fact, Count):
        return "some" if fact.count is None else f"{fact.count}×"
    return "•"


def _is_absence(event: Event) -> bool:
    """An explicit no has no hour on a picture; the timeline keeps it."""
    match event.fact:
        case Factor(present=False) | Sign(present=False) | Session(done=False) | Answer(answer=False):
            return True
    return False


def _order(mark: DayMark) -> tuple[bool, bool, float, str]:
    return not mark.is_night, mark.start is not None, mark.start or 0.0, mark.said
