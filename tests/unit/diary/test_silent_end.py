"""A diary that ended long ago is looked at for what it holds."""

from __future__ import annotations

from datetime import date, timedelta

from supple.diary import gaps, without_silent_end
from supple.model import DailyTable

FIRST = date(2026, 1, 1)


def _table(noted: int, silent: int) -> DailyTable:
    days = tuple(FIRST + timedelta(days=i) for i in range(noted + silent))
    return DailyTable(days, {"stiffness": (5.0,) * noted + (None,) * silent})


def test_a_short_silence_stays_visible() -> None:
    table = _table(10, 42)
    assert without_silent_end(table, longer_than_days=42) is table


def test_a_long_silence_is_cut_at_the_last_noted_day() -> None:
    table = _table(10, 43)
    kept = without_silent_end(table, longer_than_days=42)
    assert kept.days[-1] == FIRST + timedelta(days=9)
    assert kept.column("stiffness") == (5.0,) * 10
    assert gaps(table)[-1].days == 43  # the silence itself is still told


def test_nothing_noted_at_all_stays_as_it_is() -> None:
    table = _table(0, 100)
    assert without_silent_end(table, longer_than_days=42) is table
