"""Weeks and seven-day means count only what was noted, and only when enough was."""

from __future__ import annotations

import statistics
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.charts.made import FIRST, table

from supple.charts.series import missing_runs, series, trend, week_mean

CELLS = st.lists(st.one_of(st.none(), st.integers(0, 10).map(float)), min_size=1, max_size=60)


@pytest.mark.parametrize(("noted", "expected"), [(3, None), (4, 6.0), (7, 6.0)])
def test_a_week_counts_from_four_noted_days(noted: int, expected: float | None) -> None:
    one = series(table(stiffness=[6.0] * noted + [None] * (7 - noted)), "stiffness")
    assert week_mean(one, FIRST).mean == expected
    assert week_mean(one, FIRST).days_noted == noted


def test_days_outside_the_table_are_blank_not_zero() -> None:
    one = series(
        table(stiffness=[6.0] * 7), "stiffness", first=FIRST - timedelta(days=3), last=FIRST + timedelta(days=8)
    )
    assert one.cells == (None, None, None, *[6.0] * 7, None, None)
    assert week_mean(one, FIRST - timedelta(days=3)).mean == 6.0


def test_a_column_nobody_noted_is_all_blank() -> None:
    assert series(table(stiffness=[1.0, 2.0]), "pain").cells == (None, None)


@given(CELLS)
def test_the_trend_is_the_mean_of_at_least_four_of_seven_days(cells: list[float | None]) -> None:
    for i, mean in enumerate(trend(cells)):
        noted = [cell for cell in cells[max(0, i - 6) : i + 1] if cell is not None]
        if mean is not None:
            assert len(noted) >= 4
            assert mean == pytest.approx(statistics.fmean(noted))


@given(CELLS)
def test_the_trend_stops_in_a_gap_of_four_days(cells: list[float | None]) -> None:
    means = trend(cells)
    for first, last in missing_runs(cells):
        if last - first >= 3:
            assert means[first : last + 1] == [None] * (last - first + 1)


@given(CELLS)
def test_runs_of_blanks_hold_every_blank_once(cells: list[float | None]) -> None:
    blanks = [i for first, last in missing_runs(cells) for i in range(first, last + 1)]
    assert blanks == [i for i, cell in enumerate(cells) if cell is None]
