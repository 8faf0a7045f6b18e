"""Nights belong to the day one wakes on, late evenings to their own day, on the wall clock of the entry."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.diary.events import LONDON, at, event, night, on, slot

from supple.diary.days import diary_day, part_of_day
from supple.model import (
    Count,
    Fact,
    Factor,
    FindingMark,
    Instant,
    Interval,
    Mark,
    Measurement,
    Note,
    Period,
    PlanItem,
    PlanStatus,
    Profile,
    Rating,
    Recall,
    Slot,
    When,
)

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
SPASMS = Count("spasms", 2, Period.NIGHT)
STIFF = Rating("stiffness", 6)


def day_of(fact: Fact, when: When, starts: int = 4) -> date | None:
    return diary_day(event(1, fact, when), starts)


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(18, 0, TUESDAY), (23, 30, TUESDAY), (17, 59, MONDAY), (3, 0, MONDAY), (6, 30, MONDAY)],
)
def test_a_spasm_of_the_night_stands_on_the_day_one_wakes(hour: int, minute: int, day: date) -> None:
    assert day_of(SPASMS, at(MONDAY, hour, minute)) == day


@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [(0, 30, MONDAY), (3, 59, MONDAY), (4, 0, TUESDAY), (12, 0, TUESDAY), (23, 59, TUESDAY)],
)
def test_a_daytime_note_before_four_is_still_the_evening_before(hour: int, minute: int, day: date) -> None:
    assert day_of(STIFF, at(TUESDAY, hour, minute)) == day


@pytest.mark.parametrize(
    ("hour", "part"),
    [
        (3, ""),
        (4, "morning"),
        (11, "morning"),
        (12, "afternoon"),
        (17, "afternoon"),
        (18, "evening"),
        (23, "evening"),
    ],
)
def test_a_moments_part_of_the_day_goes_by_the_wall_clock(hour: int, part: str) -> None:
    assert part_of_day(at(MONDAY, hour, zone="Asia/Kathmandu"), MONDAY) == part
    sat = Interval(at(MONDAY, 0).at_utc, at(MONDAY, hour).at_utc, LONDON)
    assert part_of_day(sat, MONDAY) == part


def test_past_midnight_is_the_evening_of_the_day_it_stands_on() -> None:
    late = at(TUESDAY, 2)
    day = day_of(STIFF, late)
    assert day == MONDAY
    assert part_of_day(late, day) == "evening"


def test_a_slot_says_its_part_and_a_day_or_a_night_says_none() -> None:
    parts = [part_of_day(slot(MONDAY, each), MONDAY) for each in Slot]
    assert parts == ["morning", "morning", "afternoon", "afternoon", "evening", "evening", ""]
    assert part_of_day(on(MONDAY), MONDAY) == ""


def test_the_day_may_start_at_another_hour() -> None:
    assert day_of(STIFF, at(TUESDAY, 4, 30), starts=6) == MONDAY
    assert day_of(STIFF, at(TUESDAY, 0, 30), starts=0) == TUESDAY


@pytest.mark.parametrize(
    "fact",
    [
        Rating("sleep_quality", 3, Recall.LAST_NIGHT),
        Rating("pain", 3, Recall.LAST_NIGHT),
        Rating("hindered.sleep", 3),
        Factor("poor_sleep", True),
        Measurement("sleep_hours", 6, "h"),
    ],
)
def test_looking_back_on_the_night_in_the_evening_means_the_night_one_woke_from(fact: Fact) -> None:
    assert day_of(fact, at(MONDAY, 21)) == MONDAY
    assert day_of(fact, at(MONDAY, 8)) == MONDAY
    assert day_of(fact, night(MONDAY)) == MONDAY
    assert day_of(fact, on(MONDAY)) == MONDAY


def test_sleep_as_an_interval_stands_on_the_day_it_ends_even_when_it_ends_early() -> None:
    slept = Interval(at(MONDAY, 22, 30).at_utc, at(TUESDAY, 3, 15).at_utc, LONDON)
    assert day_of(Measurement("sleep_hours", 4.75, "h"), slept) == TUESDAY
    assert day_of(Count("wakings", 2), at(MONDAY, 23, 50)) == TUESDAY


def test_what_is_agreed_has_no_row() -> None:
    assert day_of(PlanItem("goal", "walk", PlanStatus.AGREED, MONDAY), on(MONDAY)) is None
    assert day_of(Profile("pump", "no"), on(MONDAY)) is None
    assert day_of(FindingMark("stiffness", "heat", Mark.FITS), on(MONDAY)) is None


def test_the_nights_the_clocks_change() -> None:
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    for waking_day in (spring, autumn):
        evening = at(waking_day - timedelta(days=1), 23, 30)
        assert day_of(SPASMS, evening) == waking_day
        for minutes in range(0, 12 * 60, 10):  # every real moment of the night, also the hour that comes twice
            moment = Instant(evening.at_utc + timedelta(minutes=minutes), LONDON)
            assert day_of(SPASMS, moment) == waking_day
    assert day_of(STIFF, at(spring, 3, 59)) == spring - timedelta(days=1)
    assert day_of(STIFF, at(spring, 4, 0)) == spring


def test_each_entry_is_read_on_the_clock_it_was_noted_by() -> None:
    in_tokyo = at(TUESDAY, 7, zone="Asia/Tokyo")  # still Monday evening in London
    assert day_of(STIFF, in_tokyo) == TUESDAY
    assert day_of(STIFF, Instant(in_tokyo.at_utc, LONDON)) == MONDAY


ZONES = st.sampled_from(
    ["UTC", LONDON, "America/St_Johns", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "America/New_York"]
)
MOMENTS = st.datetimes(datetime(2010, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, ZONES, st.integers(0, 12))
def test_any_moment_stands_on_its_wall_clock_day(moment: datetime, zone: str, starts: int) -> None:
    clock = moment.astimezone(ZoneInfo(zone))
    by_hand = clock.date() - timedelta(days=1) if clock.time() < time(starts) else clock.date()
    assert day_of(Note("x"), Instant(moment, zone), starts) == by_hand


@given(MOMENTS, ZONES)
def test_any_moment_of_a_night_stands_on_the_next_waking_day(moment: datetime, zone: str) -> None:
    clock = moment.astimezone(ZoneInfo(zone))
    by_hand = clock.date() + timedelta(days=1) if clock.time() >= time(18) else clock.date()
    assert day_of(SPASMS, Instant(moment, zone)) == by_hand
