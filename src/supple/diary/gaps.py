"""Where is nothing noted? Runs of days without a single entry: missing, not fine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from supple.model import DailyTable, Gap


def gaps(table: DailyTable) -> tuple[Gap, ...]:
    """Every run of days with nothing noted, first to last. A day with words, a dose or a sign only is no gap."""
    noted = noted_days(table)
    found: list[Gap] = []
    start: date | None = None
    for i, day in enumerate(table.days):
        if day not in noted and start is None:
            start = day
        elif day in noted and start is not None:
            found.append(Gap(start, table.days[i - 1]))
            start = None
    if start is not None:
        found.append(Gap(start, table.days[-1]))
    return tuple(found)


def noted_days(table: DailyTable) -> frozenset[date]:
    """The table's days on which anything at all was noted."""
    in_columns = {
        day
        for column in table.columns.values()
        for day, cell in zip(table.days, column, strict=True)
        if cell is not None
    }
    return frozenset(in_columns | (table.also_noted & set(table.days)))


def without_silent_end(table: DailyTable, *, longer_than_days: int) -> DailyTable:
    """The table up to its last noted day, if nothing was noted for longer than that; otherwise as it is.

    A diary that ended long ago is looked at for what it holds, not as months of blanks; the silence itself is
    still told by `gaps` of the whole table.
    """
    noted = noted_days(table)
    if not noted or (table.days[-1] - max(noted)).days <= longer_than_days:
        return table
    length = table.days.index(max(noted)) + 1
    return replace(
        table, days=table.days[:length], columns={name: cells[:length] for name, cells in table.columns.items()}
    )
