"""On which days and at which moments does something come again? Properties across every kind of clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.model import QuietHours
from supple.plan.recurrence import EVERY_DAY, Recurrence, moment_of, read_weekdays, weekdays_text

ZONES = ("Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC")
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
clocks = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(days, st.integers(1, 40), st.integers(0, 500), st.integers(0, 60))
def test_every_so_many_days_wherever_one_begins_to_look(first: date, every: int, after: int, span: int) -> None:
    start = first + timedelta(days=after)
    found = list(Recurrence(first, every_days=every).days(start, start + timedelta(days=span)))
    expected = [day for n in range(span + 1) if ((day := start + timedelta(days=n)) - first).days % every == 0]
    assert found == expected


@given(
    days, st.frozensets(st.integers(0, 6), min_size=1), st.integers(-20, 20), st.integers(0, 60), st.integers(0, 90)
)
def test_days_of_the_week_between_the_first_and_the_last(
    first: date, weekdays: frozenset[int], before: int, span: int, lasts: int
) -> None:
    last = first + timedelta(days=lasts)
    start = first + timedelta(days=before)
    found = list(Recurrence(first, weekdays, last=last).days(start, start + timedelta(days=span)))
    expected = [
        day
        for n in range(span + 1)
        if first <= (day := start + timedelta(days=n)) <= last and day.weekday() in weekdays
    ]
    assert found == expected


@given(days, clocks, st.sampled_from(ZONES))
def test_the_wall_clock_says_the_time_or_the_hour_is_left_out(day: date, at: time, zone: str) -> None:
    moment = moment_of(day, at, zone)
    local = moment.astimezone(ZoneInfo(zone))
    if local.replace(tzinfo=None) == datetime.combine(day, at):
        earlier = [
            other
            for minutes in (30, 60)
            if (other := moment - timedelta(minutes=minutes)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
            == datetime.combine(day, at)
        ]
        assert earlier == [], "a time that comes twice is the first of the two"
    else:  # no such time that day: later by the clock, by just what is left out
        assert local.replace(tzinfo=None) > datetime.combine(day, at)
        assert local.replace(tzinfo=None) - datetime.combine(day, at) <= timedelta(hours=24)


def test_the_two_nights_on_which_the_clock_changes() -> None:
    assert moment_of(date(2026, 3, 29), time(1, 30), "Europe/London") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert moment_of(date(2026, 10, 25), time(1, 30), "Europe/London") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_weekdays_are_kept_as_they_are_read(days: frozenset[int]) -> None:
    assert read_weekdays(weekdays_text(days)) == days


def test_weekdays_that_cannot_be_read_are_no_guess() -> None:
    assert read_weekdays("") == EVERY_DAY
    assert read_weekdays("Monday; wed") == {0, 2}
    assert read_weekdays("mon,someday") is None


@pytest.mark.parametrize(("weekdays", "every"), [(frozenset(), 1), ({7}, 1), ({1}, 2), (EVERY_DAY, 0)])
def test_what_is_no_recurrence_is_refused(weekdays: frozenset[int], every: int) -> None:
    with pytest.raises(ValueError, match="day"):
        Recurrence(date(2026, 1, 1), frozenset(weekdays), every)


@given(
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.datetimes(datetime(2026, 3, 27), datetime(2026, 4, 2))
    | st.datetimes(datetime(2026, 10, 23), datetime(2026, 10, 28)),
    st.sampled_from(ZONES),
)
def test_quiet_hours_end_at_a_moment_that_is_not_quiet(start: int, end: int, naive: datetime, zone: str) -> None:
    quiet = QuietHours(start, end)
    at = naive.replace(tzinfo=UTC)
    over = quiet.over_at(at, zone)
    assert over >= at
    assert over - at <= timedelta(hours=25)
    if not quiet.holds(at.astimezone(ZoneInfo(zone))):
        assert over == at


def test_quiet_over_midnight() -> None:
    quiet = QuietHours(22 * 60, 7 * 60)
    assert quiet.over_at(datetime(2026, 11, 27, 23, 0, tzinfo=UTC), "UTC") == datetime(2026, 11, 28, 7, tzinfo=UTC)
    assert quiet.over_at(datetime(2026, 11, 28, 6, 59, tzinfo=UTC), "UTC") == datetime(2026, 11, 28, 7, tzinfo=UTC)
    assert quiet.over_at(datetime(2026, 11, 28, 12, 0, tzinfo=UTC), "UTC") == datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert not QuietHours(60, 60).holds(datetime(2026, 1, 1, 1, 0, tzinfo=UTC)), "equal ends are no quiet hours"
