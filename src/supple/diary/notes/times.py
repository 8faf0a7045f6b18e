"""When was it? Words about time → instants, parts of days and days, seen from when the note was written.

Precision is never invented: "at 3am" is an instant, "this morning" a part of a day, "yesterday" a day. A night is
keyed by the day one wakes on. Where a wall-clock time happens twice (a DST night) the first is taken.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from supple.diary.notes.clock import Clock, clocks
from supple.diary.notes.page import Page, TimeRef
from supple.diary.notes.small import small
from supple.model import Day, DaySlot, Instant, Interval, Slot, When

_LATEST_WAKING_HOUR = 11
_NIGHT_FROM_HOUR, _NIGHT_TO_HOUR = 21, 7
_WAKING = small("times", "waking")
_MAX_DAYS_AGO = 366
_DAY_HOURS = {
    Slot.WAKING: (5, 8), Slot.MORNING: (5, 9), Slot.LUNCHTIME: (11, 12), Slot.AFTERNOON: (12, 14),
    Slot.EVENING: (17, 18), Slot.BEDTIME: (20, 21), Slot.NIGHT: (0, 0),
}  # fmt: skip


def shift(day: date, days: int) -> date:
    """A day some days away; the day itself at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return day


def instant(page: Page, local: datetime) -> Instant:
    """A wall-clock time in the note's zone. Of two (autumn) the first; a time that never was (spring) moves on."""
    try:
        return Instant(local.replace(tzinfo=page.tz, fold=0), page.zone)
    except OverflowError:
        return Instant(page.noted_at, page.zone)


def find_times(page: Page) -> None:
    """Fill `page.times`, and claim the numbers that belong to them."""
    refs = _agos(page) + _weekdays(page) + _weeks(page) + _phrases(page)
    refs.sort(key=lambda r: (r.start - r.end, r.start))
    taken: set[int] = set()
    kept = []
    for ref in refs:
        span = range(ref.start, ref.end)
        if taken.isdisjoint(span):
            taken.update(span)
            kept.append(ref)
    page.times = sorted(kept, key=lambda r: r.start)
    _add_clocks(page)
    _add_since(page)
    page.times.sort(key=lambda r: r.start)


# -- days and parts of days --------------------------------------------------


def _phrases(page: Page) -> list[TimeRef]:
    out = []
    for match in page.lex.times.find(page.tokens):
        phrase = match.meaning
        if phrase.nothing:
            continue
        if phrase.now:
            out.append(TimeRef(match.start, match.end, Instant(page.noted_at, page.zone), is_now=True))
            continue
        when = _on_calendar(page, phrase.day, Slot(phrase.slot) if phrase.slot else None)
        out.append(
            TimeRef(match.start, match.end, when, is_night=phrase.slot == "night", is_whole_day=not phrase.slot)
        )
    return out


def _on_calendar(page: Page, days: int, slot: Slot | None) -> When:
    day = shift(page.diary_day, days)
    if slot is None:
        return Day(day, page.zone)
    if slot is Slot.NIGHT:
        return DaySlot(day, slot, page.zone)
    if days == 0 and not _has_begun(page, slot):
        day = shift(day, -1)  # "at bedtime", said in the morning, was yesterday's
    return DaySlot(day, slot, page.zone)


def _has_begun(page: Page, slot: Slot) -> bool:
    hour = page.noted_at.hour
    return hour < 4 or hour >= _DAY_HOURS[slot][0]


def _weekdays(page: Page) -> list[TimeRef]:
    out = []
    for i, token in enumerate(page.tokens):
        weekday = page.lex.weekdays.get(token.norm)
        short = len(token.norm) <= 4
        told = page.word(i - 1) in {"on", "last", "since", "by", "from"} or page.word(i + 1) in {
            ":",
            "-",
            "morning",
            "night",
            "evening",
            "afternoon",
        }
        if weekday is None or (short and not told):  # "sat", "sun" and "wed" are words of their own
            continue
        if page.word(i - 1) in {"next", "every", "this"} or page.word(i - 1) == "til":
            continue
        back = (page.diary_day.weekday() - weekday) % 7 or 7
        day = shift(page.diary_day, -back)
        start = i - 1 if page.word(i - 1) in {"on", "last"} else i
        slot, used = _slot_word(page, i + 1)
        if slot is None:
            out.append(TimeRef(start, i + 1, Day(day, page.zone), is_whole_day=True))
        elif slot is Slot.NIGHT:
            out.append(TimeRef(start, i + 1 + used, DaySlot(shift(day, 1), slot, page.zone), is_night=True))
        else:
            out.append(TimeRef(start, i + 1 + used, DaySlot(day, slot, page.zone)))
    return out


def _weeks(page: Page) -> list[TimeRef]:
    """ "Last week", "this week", "at the weekend": from the start of the first day to the end of the last."""
    out = []
    today = page.diary_day
    monday = shift(today, -today.weekday())
    saturday = shift(monday, 5 if today.weekday() >= 5 else -2)
    spans = {
        "last week": (shift(monday, -7), monday),
        "this week": (monday, None),
        "past week": (shift(today, -7), None),
        "the weekend": (saturday, shift(saturday, 2)),
        "last weekend": (saturday, shift(saturday, 2)),
    }
    for i in range(len(page.tokens) - 1):
        span = spans.get(f"{page.word(i)} {page.word(i + 1)}")
        if span is None:
            continue
        now = Instant(page.noted_at, page.zone)
        begin = instant(page, datetime.combine(span[0], time(0)))
        end = instant(page, datetime.combine(span[1], time(0))) if span[1] else now
        end = min(end, now, key=lambda moment: moment.at_utc)
        if begin.at_utc <= end.at_utc:
            out.append(TimeRef(i, i + 2, Interval(begin.at_utc, end.at_utc, page.zone), is_whole_day=True))
    return out


def _slot_word(page: Page, i: int) -> tuple[Slot | None, int]:
    said = {slot.value: slot for slot in Slot if slot is not Slot.WAKING}
    slot = said.get(page.word(i))
    return slot, 1 if slot else 0


_UNITS = {"minute": 1, "minutes": 1, "hour": 60, "hours": 60}
_DAY_UNITS = {"day": 1, "days": 1, "night": 1, "nights": 1, "week": 7, "weeks": 7}


def _agos(page: Page) -> list[TimeRef]:
    """ "2 days ago", "half an hour ago", "an hour ago"."""
    out = []
    for i, token in enumerate(page.tokens):
        if token.norm not in {"ago", "back"} or i < 2:
            continue
        unit, before = page.word(i - 1), page.tokens[i - 2]
        count = before.number if before.number is not None else (1.0 if before.norm in {"a", "an", "1"} else None)
        start = i - 2
        if page.word(i - 3) == "half" and before.norm in {"an", "a"}:
            count, start = 0.5, i - 3
        if count is None or (token.norm == "back" and unit not in _DAY_UNITS):
            continue
        if unit in _UNITS and count * _UNITS[unit] <= 48 * 60:
            moment = (
                page.noted_at - timedelta(minutes=count * _UNITS[unit]) if page.noted_at.year > 1 else page.noted_at
            )
            night = moment.hour >= _NIGHT_FROM_HOUR or moment.hour < _NIGHT_TO_HOUR
            out.append(TimeRef(start, i + 1, Instant(moment, page.zone), is_night=night))
        elif unit in _DAY_UNITS and count * _DAY_UNITS[unit] <= _MAX_DAYS_AGO:
            day = shift(page.diary_day, -int(count * _DAY_UNITS[unit]))
            night = unit.startswith("night")
            when: When = DaySlot(shift(day, 1), Slot.NIGHT, page.zone) if night else Day(day, page.zone)
            out.append(TimeRef(start, i + 1, when, is_night=night, is_whole_day=not night))
        else:
            continue
        page.claim(start, i + 1)
    return out


# -- clocks ------------------------------------------------------------------


def _add_clocks(page: Page) -> None:
    counts = {
        page.clause[m.start]
        for m in page.concepts
        if m.meaning.kind == "count" and m.meaning.code not in {"falls", "wakings"}
    }
    counted = {i for i in range(len(page.tokens)) if page.clause[i] in counts}
    for clock in clocks(page.tokens, page.claimed, counted):
        page.claim(clock.start, clock.end)
        ref = _put_clock(page, clock)
        # A part of the day beside the clock ("last night at 11") is said by the clock more exactly.
        page.times = [
            t
            for t in page.times
            if t.is_now or t.end <= clock.start - 2 or t.start >= clock.end + 2 or not _beside(page, t, clock)
        ]
        page.times.append(ref)


def _beside(page: Page, ref: TimeRef, clock: Clock) -> bool:
    return page.clause[ref.start] == page.clause[min(clock.start, len(page.tokens) - 1)]


def _neighbour(page: Page, clock: Clock) -> TimeRef | None:
    near = [
        t for t in page.times
        if not t.is_now and t.end > clock.start - 2 and t.start < clock.end + 2 and _beside(page, t, clock)
        and isinstance(t.when, Day | DaySlot)
    ]  # fmt: skip
    return near[0] if near else None


def _put_clock(page: Page, clock: Clock) -> TimeRef:
    beside = _neighbour(page, clock)
    woke = any(page.word(j) in _WAKING for j in range(clock.start - 6, clock.start))
    if beside is None or not isinstance(beside.when, Day | DaySlot):
        local = _latest_past(page, clock, woke=woke)
    elif isinstance(beside.when, DaySlot) and beside.when.slot is Slot.NIGHT:
        local = _in_the_night(beside.when.local_day, clock)
    else:
        slot = beside.when.slot if isinstance(beside.when, DaySlot) else None
        local = _on_the_day(beside.when.local_day, slot, clock, woke=woke)
    night = local.hour >= _NIGHT_FROM_HOUR or local.hour < _NIGHT_TO_HOUR
    return TimeRef(clock.start, clock.end, instant(page, local), is_night=night)


def _in_the_night(day: date, clock: Clock) -> datetime:
    """ "Last night at 11", "in the night at 3": before or after midnight of the night one wakes from on `day`."""
    hour = clock.hour + 12 if not clock.sure and 6 <= clock.hour <= 11 else clock.hour
    local = _at(day, hour, clock.minute)
    return _back(local, 1) if hour >= 12 else local


def _on_the_day(day: date, slot: Slot | None, clock: Clock, *, woke: bool) -> datetime:
    """ "Yesterday at 3", "this evening at 8": half of the day as the part of the day says."""
    hour = clock.hour
    late = slot in {Slot.AFTERNOON, Slot.EVENING, Slot.BEDTIME, Slot.LUNCHTIME}
    if not clock.sure and hour < 12 and (late or (slot is None and not woke and 1 <= hour <= 7)):
        hour += 12
    local = _at(day, hour, clock.minute)
    return _back(local, -1) if slot is Slot.BEDTIME and hour < 5 else local


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour % 24, minute))


def _back(moment: datetime, days: int) -> datetime:
    try:
        return moment - timedelta(days=days)
    except OverflowError:
        return moment


def _latest_past(page: Page, clock: Clock, *, woke: bool) -> datetime:
    """The last time the clock showed it before the note; half of the day unsaid: the later, unless one woke then."""
    hour = clock.hour
    now = page.noted_at.replace(tzinfo=None)
    hours = [hour] if clock.sure or hour == 0 else [hour % 12, hour % 12 + 12]
    if woke and not clock.sure and hour <= _LATEST_WAKING_HOUR:
        hours = [hour % 12]
    options = []
    for option in hours:
        local = _at(now.date(), option, clock.minute)
        options.append(local if local <= now + timedelta(minutes=5) else _back(local, 1))
    return max(options)


# -- since, from–till ----------------------------------------------------------


def _add_since(page: Page) -> None:
    """ "Since Tuesday" runs from that day to now; "for 3 days" likewise."""
    out = []
    for ref in page.times:
        start_day = ref.when.local_day if isinstance(ref.when, Day | DaySlot) else None
        if page.word(ref.start - 1) == "since" and start_day is not None and start_day <= page.noted_at.date():
            begin = instant(page, datetime.combine(start_day, time(0)))
            now = Instant(page.noted_at, page.zone)
            if begin.at_utc <= now.at_utc:
                ref = TimeRef(
                    ref.start - 1, ref.end, Interval(begin.at_utc, now.at_utc, page.zone), is_whole_day=True
                )
        out.append(ref)
    page.times = out
