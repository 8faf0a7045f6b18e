"""When was it? Times in notes, seen from when the note was written, with no precision invented."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from supple.diary import read_note, reading_to_json
from supple.model import Author, Count, Day, DaySlot, Instant, Interval, Period, Slot

LONDON = "Europe/London"
MORNING = datetime(2026, 3, 5, 9, 0, tzinfo=ZoneInfo(LONDON))  # a Thursday
EVENING = datetime(2026, 3, 5, 20, 40, tzinfo=ZoneInfo(LONDON))
SMALL_HOURS = datetime(2026, 3, 5, 1, 30, tzinfo=ZoneInfo(LONDON))
ME = Author("self")


def first(text: str, at: datetime = MORNING):
    facts = read_note(text, at, ME).facts
    assert facts, text
    return facts[0]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("2 spasms at 3am", MORNING, utc(2026, 3, 5, 3, 0)),
        ("spasm at 11pm", MORNING, utc(2026, 3, 4, 23, 0)),
        ("cramp at 3 in the morning", MORNING, utc(2026, 3, 5, 3, 0)),
        ("woke up at 4 with cramps", MORNING, utc(2026, 3, 5, 4, 0)),
        ("woke at 4 with cramps", EVENING, utc(2026, 3, 5, 4, 0)),
        ("took tizanidine at half past 7", MORNING, utc(2026, 3, 5, 7, 30)),
        ("cramps at quarter to 4", MORNING, utc(2026, 3, 5, 3, 45)),
        ("took baclofen at 9", EVENING, utc(2026, 3, 5, 9, 0)),
        ("took baclofen at 20:30", EVENING, utc(2026, 3, 5, 20, 30)),
        ("spasms last night at 11", MORNING, utc(2026, 3, 4, 23, 0)),
        ("spasms last night at 2", MORNING, utc(2026, 3, 5, 2, 0)),
        ("pain 5 yesterday at 3pm", MORNING, utc(2026, 3, 4, 15, 0)),
        ("spasm an hour ago", MORNING, utc(2026, 3, 5, 8, 0)),
        ("spasm half an hour ago", SMALL_HOURS, utc(2026, 3, 5, 1, 0)),
        ("spasm at midnight", SMALL_HOURS, utc(2026, 3, 5, 0, 0)),
        ("stiffness 6 now", MORNING, utc(2026, 3, 5, 9, 0)),
    ],
)
def test_a_clock_time_is_an_instant(text: str, at: datetime, expected: datetime) -> None:
    when = first(text, at).when
    assert when == Instant(expected, LONDON)


@pytest.mark.parametrize(
    ("text", "at", "day", "slot"),
    [
        ("3 spasms last night", MORNING, date(2026, 3, 5), Slot.NIGHT),
        ("3 spasms in the night", MORNING, date(2026, 3, 5), Slot.NIGHT),
        ("3 spasms in the night", EVENING, date(2026, 3, 5), Slot.NIGHT),
        ("cramps all night", MORNING, date(2026, 3, 5), Slot.NIGHT),
        ("2 spasms the night before last", MORNING, date(2026, 3, 4), Slot.NIGHT),
        ("Monday night 4 spasms", MORNING, date(2026, 3, 3), Slot.NIGHT),
        ("2 spasms last night", SMALL_HOURS, date(2026, 3, 4), Slot.NIGHT),
        ("stiff 5 this morning", MORNING, date(2026, 3, 5), Slot.MORNING),
        ("stiff 6 yesterday evening", MORNING, date(2026, 3, 4), Slot.EVENING),
        ("stiffness 6 this evening", SMALL_HOURS, date(2026, 3, 4), Slot.EVENING),
        ("3 spasms tonight", SMALL_HOURS, date(2026, 3, 4), Slot.EVENING),
        ("stiff 4 after lunch", EVENING, date(2026, 3, 5), Slot.AFTERNOON),
        ("forgot my lunchtime tizanidine", MORNING, date(2026, 3, 4), Slot.LUNCHTIME),
        ("took baclofen before bed", MORNING, date(2026, 3, 4), Slot.BEDTIME),
        ("woke up stiff 7", MORNING, date(2026, 3, 5), Slot.WAKING),
        ("two glasses of wine last night", MORNING, date(2026, 3, 4), Slot.EVENING),
        ("slept badly", MORNING, date(2026, 3, 5), Slot.NIGHT),
    ],
)
def test_a_part_of_a_day_stays_one(text: str, at: datetime, day: date, slot: Slot) -> None:
    assert first(text, at).when == DaySlot(day, slot, LONDON)


@pytest.mark.parametrize(
    ("text", "at", "day"),
    [
        ("stiffness 5 yesterday", MORNING, date(2026, 3, 4)),
        ("3 spasms on Monday", MORNING, date(2026, 3, 2)),
        ("stiffness 5 2 days ago", MORNING, date(2026, 3, 3)),
        ("stiff 4 today", SMALL_HOURS, date(2026, 3, 4)),
        ("3 spasms today", EVENING, date(2026, 3, 5)),
        ("stressed", EVENING, date(2026, 3, 5)),
    ],
)
def test_a_day_stays_a_day(text: str, at: datetime, day: date) -> None:
    assert first(text, at).when == Day(day, LONDON)


def test_since_a_day_runs_from_it_to_now() -> None:
    when = first("stiff 7 since Tuesday").when
    assert when == Interval(utc(2026, 3, 3), utc(2026, 3, 5, 9, 0), LONDON)


def test_last_week_is_a_span_and_never_today() -> None:
    when = first("two falls last week").when
    assert when == Interval(utc(2026, 2, 23), utc(2026, 3, 2), LONDON)


def test_two_times_make_two_ratings() -> None:
    facts = read_note("stiffness was 7 this morning now 4", EVENING, ME).facts
    assert [(f.fact.value, type(f.when)) for f in facts] == [(7, DaySlot), (4, Instant)]


def test_a_day_at_the_head_holds_for_what_follows() -> None:
    facts = read_note("Yesterday: stiffness 6, 2 spasms. Pain was 4.", MORNING, ME).facts
    assert {f.when for f in facts} == {Day(date(2026, 3, 4), LONDON)}


def test_than_yesterday_is_no_time() -> None:
    (read,) = read_note("stiffness worse than yesterday", MORNING, ME).facts
    assert read.when == Instant(MORNING, LONDON)


def test_a_spasm_before_midnight_counts_for_the_day_one_wakes_on() -> None:
    reading = reading_to_json(read_note("2 spasms at 11pm", MORNING, ME))
    assert reading["facts"][0]["period"] == "night"
    assert reading["facts"][0]["day"] == "2026-03-05"


def test_a_spasm_by_day_is_a_day_spasm() -> None:
    (read,) = read_note("2 spasms this afternoon", EVENING, ME).facts
    assert isinstance(read.fact, Count)
    assert read.fact.period is Period.DAY


@pytest.mark.parametrize(
    ("at", "text", "expected"),
    [
        # Autumn: half past one happens twice; the first is taken.
        (datetime(2026, 10, 25, 9, 0, tzinfo=ZoneInfo(LONDON)), "spasm at 1:30am", utc(2026, 10, 25, 0, 30)),
        # Spring: half past one never happens; it moves on by the hour that is missing.
        (datetime(2026, 3, 29, 9, 0, tzinfo=ZoneInfo(LONDON)), "spasm at 1:30am", utc(2026, 3, 29, 1, 30)),
    ],
)
def test_a_night_when_the_clocks_change(at: datetime, text: str, expected: datetime) -> None:
    assert first(text, at).when == Instant(expected, LONDON)


def test_the_wall_clock_of_the_person_is_used() -> None:
    noted = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    (read,) = read_note("took baclofen at 3", noted, ME, zone="Pacific/Auckland").facts
    assert read.when == Instant(utc(2026, 3, 5, 2, 0), "Pacific/Auckland")  # 15:00 there


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_do_not_raise(year: int) -> None:
    at = datetime(year, 1 if year == 1 else 12, 1 if year == 1 else 31, 1, 0, tzinfo=UTC)
    read_note("2 spasms last night, stiff 5 the day before yesterday, since Monday, 40 days ago, at 11pm", at, ME)
