"""How were the nights?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supple.model import Chart, DailyTable, DatedChange


def nights(
    table: DailyTable,
    *,
    column: str | None = None,
    label: str | None = None,
    changes: Sequence[DatedChange] = (),
    first: date | None = None,
    last: date | None = None,
) -> Chart | None:
    """Spasms (or cramps, wakings) each night, keyed by the day one wakes on; None if no night was noted."""
    _ = (table, column, label, changes, first, last)
    return None
