"""What is seen of a stretch of time? The hours of a day, hours of the clock, parts of the body, two stretches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HOURS = 24


@dataclass(frozen=True, slots=True)
class DayMark:
    """One thing noted on a day. `start` and `end` are hours of the clock since the midnight with which the day's date
    begins (25.5 is half past one of the night after); None where no hour was said.

    `short` stands on the picture ("7", "3×"), `said` is the whole line and `when` its time as it was said.
    """

    short: str
    said: str
    when: str
    start: float | None = None
    end: float | None = None
    is_night: bool = False


@dataclass(frozen=True, slots=True)
class DayRow:
    """All of one thing on a day: stiffness, spasms, doses."""

    label: str
    marks: tuple[DayMark, ...]


@dataclass(frozen=True, slots=True)
class DayHours:
    """A day by its hours, the night one woke from first. `starts` is the hour at which the diary's day begins."""

    day: date
    starts: int
    rows: tuple[DayRow, ...]

    @property
    def marks(self) -> tuple[DayMark, ...]:
        return tuple(mark for row in self.rows for mark in row.marks)


@dataclass(frozen=True, slots=True)
class HourCounts:
    """At which hours of the clock something was noted, from `first` to `last`.

    Of each of the 24 hours: `counts` (how often it came), `days_with` (on how many days it came) and `days_noted` (on
    how many days anything at all was noted for that hour; 0 is an hour of which nobody knows). `without_hour`: how
    often it was noted with no hour. `days` is how many days there were, `days_with_any` on how many it was noted with
    an hour.
    """

    code: str
    label: str
    first: date
    last: date
    counts: tuple[int, ...]
    days_with: tuple[int, ...]
    days_noted: tuple[int, ...]
    without_hour: int
    days: int
    days_with_any: int

    @property
    def total(self) -> int:
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class BodyCell:
    """One part of the body in some days: the middle rating, or how often; and on how many days it was noted."""

    amount: float
    days: int


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One part of the body; a cell is None where nothing was noted of it."""

    label: str
    cells: tuple[BodyCell | None, ...]
    days: int


@dataclass(frozen=True, slots=True)
class BodyStrip:
    """Parts of the body × stretches of days. `is_count`: amounts are how often, not ratings out of 10."""

    code: str
    label: str
    stretches: tuple[tuple[date, date], ...]
    rows: tuple[BodyRow, ...]
    is_count: bool


@dataclass(frozen=True, slots=True)
class StretchSide:
    """One thing in one stretch of days: how many were noted, and of these the lowest, the highest, the middle one and
    between what half of them lie. Numbers are None where nothing was noted."""

    first: date
    last: date
    days: int
    days_noted: int
    low: float | None = None
    lower: float | None = None
    middle: float | None = None
    upper: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class StretchRow:
    """One column of the daily table in both stretches. `scale_max`: the top of a rating's scale; None for others."""

    column: str
    label: str
    one: StretchSide
    other: StretchSide
    scale_max: float | None


@dataclass(frozen=True, slots=True)
class TwoStretches:
    """Two stretches of days side by side; `one` came first. It tells no cause."""

    one: tuple[date, date]
    other: tuple[date, date]
    rows: tuple[StretchRow, ...]
