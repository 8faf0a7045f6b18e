"""Days, weeks, months and years follow each other with no day left out and none twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.model import SpanKind, span_of

DAYS = st.dates(date(1950, 1, 1), date(2150, 1, 1))
KINDS = st.sampled_from(list(SpanKind))


@given(KINDS, DAYS)
def test_a_day_lies_in_its_span_and_neighbours_touch(kind: SpanKind, day: date) -> None:
    span = span_of(kind, day)
    assert span.first <= day <= span.last
    assert span.before.last + timedelta(days=1) == span.first
    assert span.after.first == span.last + timedelta(days=1)
    assert span.after.before == span == span.before.after
    assert len(list(span.days())) == len(span) in {1, 7, 28, 29, 30, 31, 365, 366}


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        (SpanKind.DAY, date(2026, 3, 2), date(2026, 3, 2), date(2026, 3, 2)),
        (SpanKind.WEEK, date(2026, 3, 1), date(2026, 2, 23), date(2026, 3, 1)),
        (SpanKind.WEEK, date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        (SpanKind.MONTH, date(2024, 2, 10), date(2024, 2, 1), date(2024, 2, 29)),
        (SpanKind.YEAR, date(2024, 7, 1), date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_weeks_start_on_a_monday_and_february_knows_its_year(
    kind: SpanKind, day: date, first: date, last: date
) -> None:
    span = span_of(kind, day)
    assert (span.first, span.last) == (first, last)
