"""What is known at this moment? Notes with the time they may belong to, the plan, the profile and the table.

Precision is never invented: a note of "Tuesday" may lie anywhere in Tuesday, and it counts for a window if it may
lie in it. A note that can only lie in the future is not counted yet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cached_property, lru_cache
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from supple.model import (
    DAY_STARTS_AT_HOUR,
    SLOT_ORDER_HOUR,
    AlertStep,
    Comparison,
    Count,
    DailyTable,
    Day,
    DaySlot,
    Dose,
    Event,
    Fact,
    Factor,
    Instant,
    Interval,
    Measurement,
    Note,
    Plan,
    Rating,
    SideEffect,
    Sign,
    Slot,
    When,
)

F = TypeVar("F")
Kind = tuple[type, str]  # a class of facts and a code

ASKED_ABOUT = (Comparison, Count, Dose, Factor, Measurement, Note, Rating, SideEffect, Sign)
TOTALS = frozenset({"check-in", "import:supple-table"})
LOOK_BACK_DAYS = 120  # no rule looks further back (a test holds this); older notes are not even read
_LAST_DAY = date.max - timedelta(days=2)
CLOCK_SLIP = timedelta(minutes=10)  # a phone's clock may run a little ahead of the server's

# From and to which wall-clock hour each part of a day may reach, as people use the words (24+ is the next day).
_SLOT_HOURS = {
    Slot.NIGHT: (-6, 12),
    Slot.WAKING: (4, 12),
    Slot.MORNING: (4, 13),
    Slot.LUNCHTIME: (11, 15),
    Slot.AFTERNOON: (12, 19),
    Slot.EVENING: (16, 28),
    Slot.BEDTIME: (19, 28),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """A fact and the span it may belong to.

    `begun` and `ended` are only for the time between doses: the ends of a stretch that somebody told ("none since
    Friday"), otherwise the middle of the span twice.
    `is_total`: a check-in or a table's row tells the number of the whole day, any other note single events.
    """

    fact: Fact
    earliest: datetime
    latest: datetime
    begun: datetime
    ended: datetime
    local_day: date
    role: str
    is_total: bool


@dataclass(frozen=True)
class Evidence:
    """Everything a rule may ask about. `profile` holds the answers of the plan, then those given just now.

    `noted` holds the facts of each (class, code); doses stand under the code "".
    """

    now: datetime
    today: date
    zone: tzinfo
    noted: Mapping[Kind, tuple[Noted, ...]]
    plan: Plan | None
    profile: Mapping[str, str] = field(default_factory=dict)
    table: DailyTable | None = None
    kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)  # see `Notes`
    memo: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)  # of this moment, asked often

    @property
    def calendar_day(self) -> date:
        """The date on the wall, which plans go by: at 3 a.m. a day after `today`, the day as it is lived."""
        return self.now.astimezone(self.zone).date()

    def facts(self, cls: type[F], code: str = "", *, hours: float | None = None) -> list[tuple[F, Noted]]:
        """Facts of one kind and code, those that may lie in the last `hours` where that is asked."""
        entries = self.noted.get((cls, code), ())
        if not entries:
            return []
        since = self.now - timedelta(hours=hours) if hours is not None else None
        return [(n.fact, n) for n in entries if isinstance(n.fact, cls) and (since is None or n.latest >= since)]

    def at(self, moment: datetime, plan: Plan | None, *, day_starts_at_hour: int, until: datetime) -> Evidence:
        """The same as it was known at an earlier moment, with the plan of then.

        Args:
            until: facts that may lie before it are told too; `moment` itself, or later to hear what came next.
        """
        today = _day_of(moment.astimezone(self.zone), day_starts_at_hour)
        answers = {**(dict(plan.profile) if plan is not None else {}), **self.profile}
        return Evidence(moment, today, self.zone, _Until(self.noted, until), plan, answers, self.table, self.kept)

    def only(self, kind: type[Fact]) -> Evidence:
        """Nothing but facts of one kind, the plan and what is known about the person."""
        kept = {key: self.noted[key] for key in self.noted if key[0] is kind}
        return replace(self, noted=kept, memo={})


class _Until(Mapping[Kind, tuple[Noted, ...]]):
    """Notes as far as they were known at a moment, each kind looked at when it is asked for: few are.

    A note of a day may lie anywhere in it, and no later than that moment.
    """

    def __init__(self, noted: Mapping[Kind, tuple[Noted, ...]], until: datetime) -> None:
        self._noted, self._until = noted, until
        self._found: dict[Kind, tuple[Noted, ...]] = {}

    def __getitem__(self, kind: Kind) -> tuple[Noted, ...]:
        found = self._found.get(kind)
        if found is None:
            if kind not in self._noted:
                raise KeyError(kind)
            found = self._found[kind] = self._known(self._noted[kind])
        return found

    def get(self, kind: Kind, default: Any = None) -> Any:
        """As `Mapping` has it, without raising and catching for each of the many kinds that are not there."""
        return self[kind] if kind in self._noted else default

    def _known(self, entries: tuple[Noted, ...]) -> tuple[Noted, ...]:
        until, last = self._until, self._until + CLOCK_SLIP
        return tuple(
            noted if noted.latest <= until else replace(noted, latest=max(noted.earliest, until))
            for noted in entries
            if noted.earliest <= last
        )

    def __iter__(self) -> Iterator[Kind]:
        return (kind for kind in self._noted if self[kind])

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Notes:
    """A diary's notes, read once: the same at every moment, so that whoever asks again need not read them again.

    `kept` holds what was worked out of exactly these notes and this table; its keys name everything else.
    """

    events: tuple[Event, ...]
    zone: tzinfo | None
    noted: Mapping[Kind, tuple[Noted, ...]]
    table: DailyTable | None
    day_starts_at_hour: int
    kept: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def at(self, now: datetime, plan: Plan | None, *, profile: Mapping[str, str] | None = None) -> Evidence:
        """What they, a plan and answers about the person say at `now` (aware)."""
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        zone, moment = self.zone or now.tzinfo, now.astimezone(UTC)
        oldest = moment - timedelta(days=LOOK_BACK_DAYS)
        noted = self.noted
        if self._all_count_until < oldest:
            noted = _ByKind([one for one in self.events if _may_count(one.when, oldest)], self.day_starts_at_hour)
        today = _day_of(now.astimezone(zone), self.day_starts_at_hour)
        answers = {**(dict(plan.profile) if plan is not None else {}), **(profile or {})}
        return Evidence(moment, today, zone, _Until(noted, moment), plan, answers, self.table, self.kept)

    @cached_property
    def _all_count_until(self) -> datetime:
        return min((_counts_until(event.when) for event in self.events), default=datetime.max.replace(tzinfo=UTC))


def read(
    events: Iterable[Event],
    *,
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
    since: datetime | None = None,
) -> Notes:
    """A diary's events and its table, as the rules ask about them; in days that start at the person's own hour.

    Args:
        since: the oldest moment that anybody will ask about, so that years of notes cost little.
    """
    shown = [event for event in events if not event.withdrawn]
    asked = tuple(
        event
        for event in shown
        if isinstance(event.fact, ASKED_ABOUT) and (since is None or _may_count(event.when, since))
    )
    return Notes(asked, _zone(shown), _ByKind(asked, day_starts_at_hour), table, day_starts_at_hour)


def gather(
    events: Iterable[Event],
    plan: Plan | None,
    now: datetime,
    *,
    profile: Mapping[str, str] | None = None,
    table: DailyTable | None = None,
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> Evidence:
    """What a diary's events, a plan and a table say at `now` (aware)."""
    since = now - timedelta(days=LOOK_BACK_DAYS)
    notes = read(events, table=table, day_starts_at_hour=day_starts_at_hour, since=since)
    return notes.at(now, plan, profile=profile)


class _ByKind(Mapping[Kind, tuple[Noted, ...]]):
    """Events by what they are about, each kind read when it is asked for: the rules ask about few."""

    def __init__(self, events: Iterable[Event], day_starts_at_hour: int) -> None:
        self._starts = day_starts_at_hour
        self._events: dict[Kind, list[Event]] = defaultdict(list)
        self._found: dict[Kind, tuple[Noted, ...]] = {}
        for event in events:
            self._events[type(event.fact), str(getattr(event.fact, "code", ""))].append(event)

    def __getitem__(self, kind: Kind) -> tuple[Noted, ...]:
        found = self._found.get(kind)
        if found is None:
            if kind not in self._events:
                raise KeyError(kind)
            found = self._found[kind] = tuple(_noted(event, self._starts) for event in self._events[kind])
        return found

    def __contains__(self, kind: object) -> bool:
        return kind in self._events

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._events)

    def __len__(self) -> int:
        return len(self._events)


def _may_count(when: When, oldest: datetime) -> bool:
    """A quick first look: two days' grace for what has no moment, exact bounds come later."""
    return _counts_until(when) >= oldest


def _counts_until(when: When) -> datetime:
    match when:
        case Instant(at_utc, _):
            return at_utc
        case Interval(_, end_utc, _):
            return end_utc
        case DaySlot(local_day=day) | Day(local_day=day):
            return datetime.combine(min(day, _LAST_DAY) + timedelta(days=2), time.max, tzinfo=UTC)


def _zone(events: list[Event]) -> tzinfo | None:
    """The wall clock of the newest note: a phone travels with the person. What became of an alert is no note."""
    noted = (event for event in events if not isinstance(event.fact, AlertStep))
    newest = max(noted, key=lambda event: (event.recorded_at, event.id), default=None)
    return ZoneInfo(newest.when.zone) if newest is not None else None


def _day_of(local: datetime, day_starts_at_hour: int) -> date:
    return (local.replace(tzinfo=None) - timedelta(hours=day_starts_at_hour)).date()


def _noted(event: Event, day_starts_at_hour: int) -> Noted:
    earliest, latest, middle, local_day = _span(event.when, day_starts_at_hour)
    if isinstance(event.fact, Dose) and event.fact.due_time is not None and isinstance(event.when, Day):
        middle = _due(event.when, event.fact.due_time, day_starts_at_hour)
    return Noted(
        fact=event.fact,
        earliest=earliest,
        latest=latest,
        begun=event.when.start_utc if isinstance(event.when, Interval) else middle,
        ended=event.when.end_utc if isinstance(event.when, Interval) else middle,
        local_day=local_day,
        role=event.noted_by.role,
        is_total=event.source in TOTALS,
    )


def middle_of(when: When) -> datetime:
    """One moment for a time that may be coarse: its own, its end, or the middle of its part of the day."""
    return _span(when, DAY_STARTS_AT_HOUR)[2]


@lru_cache(maxsize=8192)  # asked several times for every page, of the same weeks of notes
def _span(when: When, day_starts_at_hour: int) -> tuple[datetime, datetime, datetime, date]:
    match when:
        case Instant(at_utc, zone):
            return at_utc, at_utc, at_utc, at_utc.astimezone(ZoneInfo(zone)).date()
        case Interval(start_utc, end_utc, zone):
            return start_utc, end_utc, end_utc, end_utc.astimezone(ZoneInfo(zone)).date()
        case DaySlot(local_day, slot, zone):
            first, last = _SLOT_HOURS[slot]
            middle_hour = SLOT_ORDER_HOUR[slot]
        case Day(local_day, zone):
            # Never narrower than by the usual hour: a coarse note must not count less.
            first, last, middle_hour = 0, 24 + max(day_starts_at_hour, DAY_STARTS_AT_HOUR), 12
    return _at(local_day, first, zone), _at(local_day, last, zone), _at(local_day, middle_hour, zone), local_day


def _due(when: Day, due_time: str, day_starts_at_hour: int) -> datetime:
    """The moment of the prescribed time that a dose answers, for the order of doses and the time between them.

    The windows stay as wide as the day: a coarse note never counts less.
    """
    at = time.fromisoformat(due_time)
    day = when.local_day + timedelta(days=at.hour < day_starts_at_hour)
    return datetime.combine(day, at, tzinfo=ZoneInfo(when.zone)).astimezone(UTC)


def _at(day: date, hour: int, zone: str) -> datetime:
    """The moment of a wall-clock hour; hours below 0 or from 24 on belong to the days beside."""
    extra_days, hour = divmod(hour, 24)
    local = datetime.combine(day + timedelta(days=extra_days), time(hour), tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)
