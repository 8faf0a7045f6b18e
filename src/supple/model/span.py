"""Which days does a day, a week, a month or a year hold, and which come before and after it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class SpanKind(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """The days from `first` to `last`, both included. A week starts on a Monday."""

    kind: SpanKind
    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def days(self) -> Iterator[date]:
        """Each of its days, in order."""
        return (self.first + timedelta(days=i) for i in range(len(self)))

    @property
    def before(self) -> Span:
        """The day, week, month or year before."""
        return span_of(self.kind, self.first - timedelta(days=1))

    @property
    def after(self) -> Span:
        """The one that comes next."""
        return span_of(self.kind, self.last + timedelta(days=1))


def span_of(kind: SpanKind, day: date) -> Span:
    """The day, week, month or year in which a day lies."""
    match kind:
        case SpanKind.DAY:
            return Span(kind, day, day)
        case SpanKind.WEEK:
            first = day - timedelta(days=day.weekday())
            return Span(kind, first, first + timedelta(days=6))
        case SpanKind.MONTH:
            first = day.replace(day=1)
            return Span(kind, first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))
        case SpanKind.YEAR:
            return Span(kind, date(day.year, 1, 1), date(day.year, 12, 31))
