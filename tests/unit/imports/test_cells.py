"""What a cell may say, and that nothing is read that could mean two things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from supple.imports import cells
from supple.imports.problems import BadCell
from supple.model import Slot

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-04-03", " 2026-04-03 ", "2026/04/03", "2026.4.3", "20260403", "2026-04-03T00:00:00", "2026-04-03 00:00",
        "3 April 2026", "3 apr 2026", "3rd April 2026", "April 3, 2026", "Apr 3 2026", "3-Apr-2026",
    ],
)  # fmt: skip
def test_ways_to_write_a_day(cell: str) -> None:
    assert cells.day(cell, today=TODAY) == date(2026, 4, 3)


def test_a_day_that_can_only_be_one_is_taken_in_either_order() -> None:
    assert cells.day("23/04/2026", today=TODAY) == cells.day("04/23/2026", today=TODAY) == date(2026, 4, 23)
    assert cells.day("4.4.2026", today=TODAY) == date(2026, 4, 4)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("03/04/2026", "could be 3 April or 4 March"),
        ("3.4.2026", "could be"),
        ("2026-02-30", "no such day"),
        ("31/02/2026", "no such day"),
        ("2026-13-01", "no such day"),
        ("2026-06-02", "in the future"),
        ("2099-01-01", "in the future"),
        ("1899-12-31", "before 1900"),
        ("3 April 26", "not a day"),
        ("3/23/26", "not a day"),
        ("2026-04-03 09:30", "not a day"),
        ("46115", "not a day"),
        ("yesterday", "not a day"),
        ("3 Mai 2026", "not a day"),
        ("٢٠٢٦-٠٤-٠٣", "not a day"),
        ("2026-04", "not a day"),
        ("2026043", "not a day"),
    ],
)
def test_days_that_are_refused(cell: str, why: str) -> None:
    with pytest.raises(BadCell, match=why):
        cells.day(cell, today=TODAY)


@pytest.mark.parametrize(("cell", "value"), [("7", 7), (" 6.5 ", 6.5), ("-2", -2), ("+3", 3), ("007", 7)])
def test_numbers(cell: str, value: float) -> None:
    assert cells.number(cell, decimal_comma=False) == value


@pytest.mark.parametrize(
    "cell", ["x", "7,5", "1,500", "1e5", "nan", "inf", "0x10", "1_000", "٧", "7 8", "--1", ".", "7.", "½"]
)
def test_what_is_no_number(cell: str) -> None:
    with pytest.raises(BadCell, match="not a number"):
        cells.number(cell, decimal_comma=False)


def test_a_decimal_comma_counts_only_where_commas_do_not_separate() -> None:
    assert cells.number("7,5", decimal_comma=True) == 7.5
    with pytest.raises(BadCell):
        cells.number("1,500,000", decimal_comma=True)


@pytest.mark.parametrize("cell", ["n/a", "NaN", "-", "?"])
def test_a_word_for_nothing_is_answered_with_leave_it_empty(cell: str) -> None:
    with pytest.raises(BadCell) as caught:
        cells.number(cell, decimal_comma=False)
    assert "Leave the cell empty" in caught.value.hint


@pytest.mark.parametrize(
    ("cell", "answer"), [("yes", True), ("Y", True), ("TRUE", True), ("1", True), (" no ", False), ("0", False)]
)
def test_yes_and_no(cell: str, answer: bool) -> None:
    assert cells.yes_no(cell) is answer


@pytest.mark.parametrize("cell", ["2", "maybe", "1.0", "on", ""])
def test_what_is_neither_yes_nor_no(cell: str) -> None:
    with pytest.raises(BadCell, match="neither yes nor no"):
        cells.yes_no(cell)


@pytest.mark.parametrize("cell", ["-1", "1.5", "-0.5"])
def test_counts_are_whole_and_not_below_nought(cell: str) -> None:
    with pytest.raises(BadCell):
        cells.whole_number(cell, decimal_comma=False)


@pytest.mark.parametrize(
    ("cell", "clock"),
    [
        ("07:30", time(7, 30)),
        ("7.30 pm", time(19, 30)),
        ("3am", time(3)),
        ("12 am", time(0)),
        ("12:15 p.m.", time(12, 15)),
        ("23:59:59", time(23, 59)),
        ("Night", Slot.NIGHT),
        ("lunchtime", Slot.LUNCHTIME),
    ],
)
def test_times_of_day(cell: str, clock: time | Slot) -> None:
    assert cells.clock_or_slot(cell) == clock


@pytest.mark.parametrize("cell", ["7", "25:00", "12:60", "13 pm", "0 am", "noonish", "7:5"])
def test_what_is_no_time_of_day(cell: str) -> None:
    with pytest.raises(BadCell, match="not a time"):
        cells.clock_or_slot(cell)


def test_an_hour_that_never_was_is_refused_and_one_that_came_twice_is_the_first() -> None:
    with pytest.raises(BadCell, match="clocks went forward"):
        cells.moment(date(2026, 3, 29), time(1, 30), "Europe/London")
    assert cells.moment(date(2026, 10, 25), time(1, 30), "Europe/London") == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


ZONES = st.sampled_from(["Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.times(), ZONES)
def test_a_wall_clock_reads_back_as_it_was_written(day: date, clock: time, zone: str) -> None:
    try:
        at_utc = cells.moment(day, clock, zone)
    except BadCell:
        later = datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC) + timedelta(hours=2)
        before = later - timedelta(hours=4)
        offsets = {moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in (before, later)}
        assert len(offsets) == 2
        return
    assert at_utc.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, clock)


@given(
    st.dates(date(1900, 1, 1), TODAY),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d/%m/%Y", "%m/%d/%Y"]),
)
def test_any_day_reads_back_unless_it_could_be_another(day: date, written: str) -> None:
    text = day.strftime(written)
    if "/" in written:
        assume(day.day > 12 or day.day == day.month)
    assert cells.day(text, today=TODAY) == day


def parses(parse: Callable[[], object]) -> bool:
    try:
        parse()
    except BadCell as bad:
        return bool(bad.message and bad.hint)
    return True


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_with_a_hint(text: str) -> None:
    assert parses(lambda: cells.day(text, today=TODAY))
    assert parses(lambda: cells.number(text, decimal_comma=True))
    assert parses(lambda: cells.yes_no(text))
    assert parses(lambda: cells.clock_or_slot(text))
