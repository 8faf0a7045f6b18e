"""What can be noted with one tap now? Everything that Today's buttons need, from the weeks already at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import diary
from supple.diary.as_before import SOURCE as AS_YESTERDAY
from supple.model import (
    AlertStep,
    Answer,
    Author,
    Comparison,
    Count,
    Dose,
    Event,
    Fact,
    Factor,
    FindingMark,
    Instant,
    Pause,
    Period,
    PlanItem,
    Profile,
    Rating,
    Session,
    When,
    night_day_of,
)

Dated = Sequence[tuple[Event, date]]
COUNTED = ("spasms", "cramps", "clonus")
# What is no note of how things are: it has its own page, and its own way back.
_NO_NOTES = (PlanItem, Profile, AlertStep, FindingMark, Pause)
_BY_HAND = "correction"

UNDO_DAYS = 42  # an older note is put right on the timeline


@dataclass(frozen=True, slots=True)
class LastSaved:
    """What this account noted last, as one thing that can be taken back."""

    group: UUID
    facts: tuple[Fact, ...]
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Habits:
    """What the latest weeks say about use: on which days each thing was noted, and what each author saved last."""

    used_on: Mapping[str, frozenset[date]]
    last_of: Mapping[tuple[str, str], Event]
    answered: frozenset[date]
    pauses: tuple[diary.PausedStretch, ...]


@dataclass(frozen=True)
class OneTap:
    """Today's buttons. `counted`: how often each thing was noted today so far, or tonight where it is night.

    `carried`: what "as yesterday" would keep. `open_days`: the last days that may be filled in, newest first.
    """

    day: date
    is_night: bool
    counts: tuple[str, ...]
    counted: Mapping[str, int]
    carried: tuple[tuple[Fact, When], ...]
    open_days: tuple[date, ...]
    pause: diary.PausedStretch | None
    last: LastSaved | None
    used_on: Mapping[str, frozenset[date]]

    def in_order_of_use(self, offered: Sequence[str]) -> tuple[str, ...]:
        """What is used most first; nothing moves within a day."""
        return diary.by_use(offered, self.used_on, self.day)

    def buttons_in_order(self, offered: Sequence[str]) -> tuple[str, ...]:
        """The same for buttons that a hand finds without looking: they change places on a Monday at most."""
        return diary.by_use(offered, self.used_on, self.day - timedelta(days=self.day.weekday()))


def habits_of(events: Iterable[Event], shown: Iterable[Event], noted: Dated, day_starts_at_hour: int) -> Habits:
    """Once for each state of the diary.

    Args:
        events: the latest weeks with every correction.
        shown: what they come to.
        noted: what is about a day, with that day.
        day_starts_at_hour: as the person chose.
    """
    used: dict[str, set[date]] = defaultdict(set)
    for event, on in noted:
        for name in _names(event):
            used[name].add(on)
    return Habits(
        used_on={name: frozenset(days) for name, days in used.items()},
        last_of=_newest_of_each(events),
        answered=frozenset(on for event, on in noted if diary.says_how_stiff(event.fact)),
        pauses=diary.pauses(shown, day_starts_at_hour),
    )


def _newest_of_each(events: Iterable[Event]) -> dict[tuple[str, str], Event]:
    """The note that each author wrote down last, corrections and withdrawals among them."""
    last: dict[tuple[str, str], Event] = {}
    for event in events:
        if event.group is None or isinstance(event.fact, _NO_NOTES):
            continue
        who = (event.noted_by.role, event.noted_by.name)
        there = last.get(who)
        if there is None or (event.recorded_at, event.id) > (there.recorded_at, there.id):
            last[who] = event
    return last


def _names(event: Event) -> Iterable[str]:
    """Under which names an entry counts as use: only what was there or done, never a "no"."""
    match event.fact:
        case Count(code=code, count=count, part=part) if count != 0:
            yield code
            if part:
                yield f"part:{part}"
        case Rating(code=code, part=part):
            yield code
            if part:
                yield f"part:{part}"
        case Factor(code=code, present=True) | Session(code=code, done=True) | Answer(code=code):
            yield code
        case Comparison():
            yield "catch_up"
        case Dose():
            yield "doses"
    if event.source == AS_YESTERDAY:
        yield AS_YESTERDAY
    elif event.source == "catch-up":
        yield "catch_up"


def one_tap(
    habits: Habits,
    shown: Sequence[Event],
    noted: Dated,
    *,
    author: Author,
    day: date,
    zone: str,
    now: datetime,
) -> OneTap:
    """Today's buttons for one account at one moment."""
    night = is_night(now, zone, day)
    yesterday = day - timedelta(days=1)
    begun = min((on for _, on in noted), default=None)
    return OneTap(
        day=day,
        is_night=night,
        counts=diary.by_use(COUNTED, habits.used_on, day - timedelta(days=day.weekday())),
        counted=_counted(shown, noted, day, night=night),
        carried=diary.as_before(
            [event for event, on in noted if on == yesterday],
            [event for event, on in noted if on == day],
            day=day,
            zone=zone,
            now=None if night else now,
            author=author,
        ),
        open_days=diary.open_days(habits.answered, habits.pauses, begun=begun, today=day),
        pause=diary.pause_on(habits.pauses, day),
        last=_last_saved(habits.last_of.get((author.role, author.name)), shown, now),
        used_on=habits.used_on,
    )


def is_night(now: datetime, zone: str, day: date) -> bool:
    """After midnight while the diary's day is still the one before: which day is meant may matter."""
    return now.astimezone(ZoneInfo(zone)).date() > day


def _counted(shown: Sequence[Event], noted: Dated, day: date, *, night: bool) -> dict[str, int]:
    """Single counts of the day so far, or of the night so far; a check-in's total stands for itself elsewhere."""
    if night:
        woken = day + timedelta(days=1)
        events = [e for e in shown if _is_in_the_night(e) and night_day_of(e.when) == woken]
    else:
        events = [event for event, on in noted if on == day and not _is_in_the_night(event)]
    found: dict[str, int] = defaultdict(int)
    for event in events:
        if isinstance(event.fact, Count) and isinstance(event.when, Instant):
            found[event.fact.code] += event.fact.count or 0
    return dict(found)


def _is_in_the_night(event: Event) -> bool:
    return isinstance(event.fact, Count) and event.fact.period is Period.NIGHT


def _last_saved(newest: Event | None, shown: Sequence[Event], now: datetime) -> LastSaved | None:
    """Nothing once it was taken back, or after something was put right by hand: that page says how to go back."""
    if newest is None or newest.group is None or newest.source == _BY_HAND:
        return None
    if newest.recorded_at < now - timedelta(days=UNDO_DAYS):
        return None
    facts = tuple(event.fact for event in shown if event.group == newest.group)
    return LastSaved(newest.group, facts, newest.recorded_at) if facts else None
