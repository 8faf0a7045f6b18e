"""Do doses noted besides the prescription stay in sight for 24 hours, whatever precision their time has?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import Day, Dose, DoseStatus, Event, Instant
from supple.plan import extra_doses

NOW = datetime(2026, 5, 10, 12, tzinfo=UTC)


def noted(at: datetime, status: DoseStatus = DoseStatus.EXTRA) -> Event:
    event = entry(1, Dose("baclofen", status, 30.0), at.date())
    return Event(event.id, event.person_id, event.fact, Instant(at, "UTC"), at, event.noted_by, "doses")


@given(st.integers(0, 3 * 24 * 60))
def test_a_dose_with_a_clock_time_is_shown_for_exactly_a_day(minutes_ago: int) -> None:
    shown = extra_doses([noted(NOW - timedelta(minutes=minutes_ago))], NOW)
    assert bool(shown) is (minutes_ago < 24 * 60)


@pytest.mark.parametrize("status", [each for each in DoseStatus if each is not DoseStatus.EXTRA])
def test_no_other_dose_is_shown(status: DoseStatus) -> None:
    assert extra_doses([noted(NOW, status)], NOW) == ()


@pytest.mark.parametrize(("day", "is_shown"), [(10, True), (9, True), (8, False)])
def test_with_no_clock_time_it_counts_as_taken_as_late_as_may_be(day: int, is_shown: bool) -> None:
    on = date(2026, 5, day)
    at = datetime(2026, 5, 10, 11, tzinfo=UTC)
    event = noted(at)
    event = Event(event.id, event.person_id, event.fact, Day(on, "UTC"), at, event.noted_by, "doses")
    assert bool(extra_doses([event], NOW)) is is_shown
