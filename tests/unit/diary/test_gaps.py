"""A gap is days without any entry: missing, not fine."""

from __future__ import annotations

from datetime import date, timedelta

from supple.diary import gaps, noted_days
from supple.model import DailyTable, Gap

DAYS = tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(6))


def test_runs_of_blank_days_are_gaps() -> None:
    table = DailyTable(DAYS, {"pain": (None, 1, None, None, 0, None), "heat": (None,) * 6})
    assert gaps(table) == (Gap(DAYS[0], DAYS[0]), Gap(DAYS[2], DAYS[3]), Gap(DAYS[5], DAYS[5]))
    assert gaps(table)[1].days == 2


def test_a_no_and_a_zero_are_entries() -> None:
    assert gaps(DailyTable(DAYS, {"heat": (False,) * 6})) == ()
    assert gaps(DailyTable(DAYS, {"falls": (0,) * 6})) == ()


def test_a_day_with_words_only_is_no_gap() -> None:
    table = DailyTable(DAYS, {"pain": (1, None, None, None, None, 1)}, frozenset({DAYS[2], date(1999, 1, 1)}))
    assert gaps(table) == (Gap(DAYS[1], DAYS[1]), Gap(DAYS[3], DAYS[4]))
    assert noted_days(table) == {DAYS[0], DAYS[2], DAYS[5]}


def test_no_days_no_gaps() -> None:
    assert gaps(DailyTable((), {})) == ()
