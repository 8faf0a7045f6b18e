"""A daily table written as a file reads back as the same table; what was not noted stays so."""

from __future__ import annotations

import io
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.diary.test_table_properties import logs
from tests.unit.imports.reading import PERSON, read, table_of

from supple import imports
from supple.diary import daily_table, fold
from supple.model import DailyTable, Event


def written(table: DailyTable) -> str:
    stream = io.StringIO()
    imports.write_table(table, stream)
    return stream.getvalue()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(logs())
def test_any_diarys_table_reads_back_the_same(tmp_path: Path, log: list[Event]) -> None:
    table = daily_table(fold(log, person_id=PERSON))
    if not table.columns:
        return
    again = table_of(read(tmp_path, written(table)))
    assert again.days == table.days
    assert dict(again.columns) == dict(table.columns)


def test_a_part_of_the_day_is_left_to_the_days_own_column(tmp_path: Path) -> None:
    """Written beside the day's rating it would be read back as one more moment, and move the mean."""
    days = tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(2))
    table = DailyTable(days, {"pain_now": (5.0, 3.0), "pain_now#morning": (4.0, None), "own:x#morning": (2.0, 3.0)})
    again = table_of(read(tmp_path, written(table)))
    assert dict(again.columns) == {"pain_now": (5.0, 3.0), "own:x#morning": (2.0, 3.0)}


CELLS = {
    "stiffness": st.integers(0, 100).map(lambda n: n / 10),
    "stiffness_now@calf_left": st.floats(0, 10),
    "night_spasms": st.integers(0, 30),
    "heat": st.booleans(),
    "sleep_hours": st.floats(0, 24),
    "own:loud music": st.booleans(),
    "own:cups": st.floats(-1e6, 1e6),
    "own:some": st.integers(0, 1).map(float),
    "own:a, b; \"c\"": st.booleans(),
}  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> DailyTable:
    length = draw(st.integers(1, 8))
    days = tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(length))
    columns = {}
    for name, cells in CELLS.items():
        column = tuple(draw(st.lists(st.none() | cells, min_size=length, max_size=length)))
        if any(cell is not None for cell in column):
            columns[name] = column
    return DailyTable(days, columns)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(tables())
def test_unanswered_stays_unanswered_and_no_number_changes(tmp_path: Path, table: DailyTable) -> None:
    if not table.columns:
        return
    again = table_of(read(tmp_path, written(table)))
    for name, column in table.columns.items():
        assert again.column(name) == column, name
        assert [type(a) is bool for a in again.column(name)] == [type(a) is bool for a in column]


@settings(max_examples=30)
@given(tables())
def test_no_cell_starts_a_spreadsheets_formula(table: DailyTable) -> None:
    for line in written(table).splitlines():
        for cell in line.split(","):
            assert not cell.strip('" ').startswith(("=", "+", "@", "\t")), line
            assert not cell.startswith("-") or float(cell) < 0
