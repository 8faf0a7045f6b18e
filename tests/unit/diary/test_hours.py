"""Every note stands once: at the hour it told, or among those with no hour; the clocks may change meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.diary.events import FIRST, at, event, night, on, slot

from supple.diary.days import diary_day
from supple.diary.hours import DIAL, day_hours, hour_counts, how_often
from supple.diary.slots import slot_of
from supple.model import (
    Count,
    Day,
    DaySlot,
    Event,
    Factor,
    Instant,
    Interval,
    Note,
    Period,
    Rating,
    Recall,
    Slot,
    When,
)

ZONES = st.sampled_from(
    ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Apia"]
)
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1)).map(lambda each: each.replace(tzinfo=UTC))
WHENS = st.one_of(
    st.builds(Instant, MOMENTS, ZONES),
    st.builds(
        lambda start, minutes, zone: Interval(start, start + timedelta(minutes=minutes), zone),
        MOMENTS,
        st.integers(0, 1500),
        ZONES,
    ),
    st.builds(DaySlot, st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.sampled_from(list(Slot)), ZONES),
    st.builds(Day, st.dates(date(2025, 1, 1), date(2027, 1, 1)), ZONES),
)
FACTS = st.one_of(
    st.builds(
        Count,
        st.sampled_from(["spasms", "cramps"]),
        st.none() | st.integers(0, 9),
        st.sampled_from([None, Period.DAY, Period.NIGHT]),
    ),
    st.builds(Rating, st.just("stiffness"), st.integers(0, 10).map(float), st.sampled_from(list(Recall))),
    st.just(Note("a word")),
)
ENTRIES = st.lists(st.tuples(FACTS, WHENS), max_size=25).map(
    lambda noted: [event(i + 1, fact, when) for i, (fact, when) in enumerate(noted)]
)
WHOLE = (date(2024, 12, 1), date(2027, 2, 1))


@given(ENTRIES, st.sampled_from(list(DIAL)), st.integers(0, 8))
def test_no_note_is_lost_or_counted_twice(entries: list[Event], code: str, starts: int) -> None:
    first, last = WHOLE
    noted = hour_counts(entries, code, first=first, last=last, day_starts_at_hour=starts)
    assert noted.total + noted.without_hour == sum(how_often(each, code) for each in entries)
    assert len(noted.counts) == len(noted.days_with) == len(noted.days_noted) == 24
    for count, days_with, days_noted in zip(noted.counts, noted.days_with, noted.days_noted, strict=True):
        assert (count > 0) == (days_with > 0)
        assert days_with <= min(count, days_noted)


@given(ENTRIES, st.dates(*WHOLE), st.integers(0, 8))
def test_splitting_the_days_splits_the_counts(entries: list[Event], between: date, starts: int) -> None:
    def counted(first: date, last: date) -> tuple[int, int]:
        noted = hour_counts(entries, "spasms", first=first, last=last, day_starts_at_hour=starts)
        return noted.total, noted.without_hour

    first, last = WHOLE
    parts = counted(first, between), counted(between + timedelta(days=1), last)
    assert (parts[0][0] + parts[1][0], parts[0][1] + parts[1][1]) == counted(first, last)


@given(ENTRIES, st.integers(0, 8))
def test_the_days_by_their_hours_hold_every_entry_once(entries: list[Event], starts: int) -> None:
    days = {diary_day(each, starts) for each in entries}
    held = sum(len(day_hours(entries, day, day_starts_at_hour=starts).marks) for day in days if day is not None)
    assert held == len(entries)


@pytest.mark.parametrize("minute", [0, 59])
def test_an_hour_that_comes_twice_is_one_hour_of_the_clock(minute: int) -> None:
    """On 25 October 2026 the clocks in London go back from two to one."""
    zone = ZoneInfo("Europe/London")
    twice = [datetime(2026, 10, 25, 1, minute, tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    assert twice[1] - twice[0] == timedelta(hours=1)
    entries = [event(i + 1, Count("spasms", 2), Instant(each, "Europe/London")) for i, each in enumerate(twice)]
    day = date(2026, 10, 24)  # after midnight it is still the evening before
    noted = hour_counts(entries, "spasms", first=day, last=day, day_starts_at_hour=4)
    assert (noted.counts[1], noted.days_with[1], noted.total) == (4, 1, 4)


def test_an_hour_in_which_nobody_noted_is_not_none() -> None:
    entries = [event(1, Rating("pain", 3), at(FIRST, 10)), event(2, Count("spasms", 1), at(FIRST, 15))]
    noted = hour_counts(entries, "spasms", first=FIRST, last=FIRST, day_starts_at_hour=4)
    assert (noted.counts[10], noted.days_noted[10]) == (0, 1)
    assert (noted.counts[11], noted.days_noted[11]) == (0, 0)


@pytest.mark.parametrize(
    "when",
    [night(FIRST), on(FIRST), slot(FIRST, Slot.MORNING), Interval(at(FIRST, 1).at_utc, at(FIRST, 5).at_utc, "UTC")],
)
def test_what_names_no_hour_is_counted_apart(when: When) -> None:
    entries = [event(1, Count("spasms", 3), when)]
    noted = hour_counts(entries, "spasms", first=FIRST, last=FIRST, day_starts_at_hour=4)
    assert (noted.total, noted.without_hour) == (0, 3)


def test_a_count_of_the_night_written_down_at_noon_has_no_hour() -> None:
    entries = [event(1, Count("spasms", 3, Period.NIGHT), at(FIRST, 12))]
    noted = hour_counts(entries, "spasms", first=FIRST, last=FIRST, day_starts_at_hour=4)
    assert (noted.total, noted.without_hour) == (0, 3)


def test_only_ratings_of_seven_and_more_are_bad() -> None:
    ratings = [Rating("stiffness", 6.9), Rating("stiffness", 7), Rating("stiffness", 3, scale_max=3)]
    assert [how_often(event(1, each, on(FIRST)), "stiffness") for each in ratings] == [0, 1, 1]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (at(FIRST, 7), Slot.WAKING),
        (at(FIRST, 9), Slot.MORNING),
        (at(FIRST, 13, 59), Slot.LUNCHTIME),
        (at(FIRST, 14), Slot.AFTERNOON),
        (at(FIRST, 21, 59), Slot.EVENING),
        (at(FIRST, 22), Slot.BEDTIME),
        (at(FIRST + timedelta(days=1), 2), Slot.BEDTIME),
        (slot(FIRST, Slot.EVENING), Slot.EVENING),
        (night(FIRST), Slot.NIGHT),
        (on(FIRST), None),
    ],
)
def test_each_time_has_its_square(when: When, expected: Slot | None) -> None:
    assert slot_of(event(1, Note("x"), when), FIRST) is expected


def test_a_rating_of_the_whole_day_has_no_square() -> None:
    assert slot_of(event(1, Rating("stiffness", 4, Recall.LAST_24_H), at(FIRST, 20)), FIRST) is None


def test_what_was_noted_as_not_there_is_not_drawn() -> None:
    assert not day_hours([event(1, Factor("heat", False), at(FIRST, 9))], FIRST, day_starts_at_hour=4).rows
