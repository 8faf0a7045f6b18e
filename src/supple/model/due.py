"""What is due, when, and was it done? One noun for pages, the reminder loop, the calendar feed and the report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from supple.model.due_key import short_key


class DueKind(StrEnum):
    """What sort of thing is due. How it is told is chosen by these."""

    DOSE = "dose"
    STEP = "step"  # a medicine begins, changes or ends on this day, as written down
    BOX = "box"
    PUMP = "pump"
    INJECTION = "injection"
    VISIT = "visit"
    ROUTINE = "routine"
    BREAK = "break"
    CHECK_IN = "check_in"
    LOOK_BACK = "look_back"  # two weeks of a try have gone by


class DueState(StrEnum):
    """What is known of it. Nothing noted is open: neither done nor missed."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    RESTING = "resting"  # a pause: nothing is asked
    UNCLEAR = "unclear"  # something was noted that may be this: it is shown, and neither rings nor is answered here


@dataclass(frozen=True, slots=True)
class Due:
    """Something due at a wall-clock time of a local day.

    Attributes:
        key: names this one occurrence whatever its words, its zone or its hour of summer time: the same key is never
            told twice. Kind, name and the local day and time of the plan; a name too long for a table by its hash.
        kind: what sort of thing.
        name: the plan's own name of it ("baclofen", "bedtime stretch"); for a check-in "morning" or "evening".
        on: the diary's day.
        at: when, in UTC.
        zone: whose wall clock `at` was read from.
        words: what it is, in words for the person ("baclofen: 1 tablet").
        private: the same where others may look on ("medicine", "a break").
        until: from then on it rings no more, first call or late one; what was not told by then is written down as
            too late. A dose's ends half-way to the next one of the medicine: a ring near that one could be taken for
            it, or bring both.
        is_critical: not noted, it is told a second time, more firmly.
        state: what the diary says of it.
        shown_until: until then the page shows it as due, though it rings no more; `until` where nothing is said.
    """

    key: str
    kind: DueKind
    name: str
    on: date
    at: datetime
    zone: str
    words: str
    private: str
    until: datetime
    is_critical: bool = False
    state: DueState = DueState.OPEN
    shown_until: datetime | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None or self.until.tzinfo is None:
            raise ValueError("at and until must be aware")
        object.__setattr__(self, "key", short_key(self.key))
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        object.__setattr__(self, "until", self.until.astimezone(UTC))
        if self.until <= self.at:
            raise ValueError("until is not after at")
        if self.shown_until is not None:
            if self.shown_until.tzinfo is None:
                raise ValueError("shown_until must be aware")
            object.__setattr__(self, "shown_until", self.shown_until.astimezone(UTC))

    def is_due_at(self, now: datetime) -> bool:
        """Has its time come, and is it not over (`now` is aware)?"""
        return self.at <= now < (self.shown_until or self.until)

    @property
    def local(self) -> datetime:
        """The wall clock's time."""
        return self.at.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class DueChoices:
    """What a person chose of what is asked and when.

    Attributes:
        check_ins: (name, wall-clock time) of each check-in that is asked for: ("morning", 08:30).
        day_at: when things of a whole day are told: a visit, a step, a box that runs low.
    """

    check_ins: tuple[tuple[str, time], ...] = ()
    day_at: time = time(9)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Nothing rings from `start` to `end`, minutes after midnight; over midnight where `end` is the smaller."""

    start: int
    end: int

    def __post_init__(self) -> None:
        for minute in (self.start, self.end):
            if not 0 <= minute < 24 * 60:
                raise ValueError("a quiet hour is no time of day")

    def holds(self, local: datetime) -> bool:
        """Is it quiet at this wall-clock time? Equal ends are no quiet hours at all."""
        minute = local.hour * 60 + local.minute
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end

    def over_at(self, at: datetime, zone: str) -> datetime:
        """The first moment at or after `at` (aware) at which it is not quiet, in UTC."""
        local = at.astimezone(ZoneInfo(zone))
        if not self.holds(local):
            return at.astimezone(UTC)
        day = local.date()
        if local.hour * 60 + local.minute >= self.end:
            day += timedelta(days=1)
        ends = datetime.combine(day, time(self.end // 60, self.end % 60), tzinfo=ZoneInfo(zone))
        return ends.astimezone(UTC)
