"""How do two stretches of time stand side by side? The middle, the range and the days noted of each; no cause."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from datetime import date

from supple import knowledge
from supple.model import DailyTable, StretchRow, StretchSide, TwoStretches

_ENOUGH_FOR_HALF = 4  # below it, "half of the days lie between" says no more than the range


def two_stretches(
    table: DailyTable,
    columns: Sequence[str],
    one: tuple[date, date],
    other: tuple[date, date],
    *,
    scale_max: dict[str, float | None],
) -> TwoStretches:
    """Each column in both stretches; a column noted in neither is left out.

    Args:
        table: the daily table, holding both stretches.
        columns: what to put side by side.
        one: first and last day of the stretch that came first.
        other: first and last day of the later one.
        scale_max: the top of each rating's scale; None for what has no such top.
    """
    rows = [
        StretchRow(
            column,
            knowledge.label(column),
            side_of(table, column, one),
            side_of(table, column, other),
            scale_max.get(column),
        )
        for column in columns
    ]
    return TwoStretches(one, other, tuple(row for row in rows if row.one.days_noted or row.other.days_noted))


def side_of(table: DailyTable, column: str, stretch: tuple[date, date]) -> StretchSide:
    """One column in one stretch."""
    first, last = stretch
    noted = [
        float(cell)
        for day, cell in zip(table.days, table.column(column), strict=True)
        if cell is not None and first <= day <= last
    ]
    days = (last - first).days + 1
    if not noted:
        return StretchSide(first, last, days, 0)
    lower = upper = None
    if len(noted) >= _ENOUGH_FOR_HALF:
        lower, _, upper = statistics.quantiles(noted, n=4, method="inclusive")
    return StretchSide(first, last, days, len(noted), min(noted), lower, statistics.median(noted), upper, max(noted))
