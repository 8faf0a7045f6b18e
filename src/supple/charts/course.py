"""How did it go, day by day and week by week?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supple.model import Alert, Chart, DailyTable, DatedChange


def course(
    table: DailyTable,
    column: str,
    *,
    label: str,
    changes: Sequence[DatedChange] = (),
    alerts: Sequence[Alert] = (),
    first: date | None = None,
    last: date | None = None,
    scale_max: float | None = None,
) -> Chart:
    """The days, their seven-day mean, what changed and what was not noted.

    Args:
        table: the daily table.
        column: the column to draw.
        label: its plain words ("stiffness over the day").
        changes: dated changes, marked with letters.
        alerts: alerts raised, marked with a triangle.
        first: first day to draw; the table's first without it.
        last: last day to draw; the table's last without it.
        scale_max: top of the scale, where it is not 10 (Visible's 0–3).
    """
    _ = (table, column, changes, alerts, first, last, scale_max)
    return Chart(svg="", title=label, sentence="", table_head=(), table_rows=(), desc="")
