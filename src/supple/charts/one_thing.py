"""How did one thing go over a month or a year? The fitting picture, and a table of each day where they are few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from supple import knowledge
from supple.charts.axes import scale_max_of
from supple.charts.course import course
from supple.charts.nights import nights
from supple.charts.series import series
from supple.charts.words import each_day_table
from supple.model import Chart, DailyTable, DatedChange
from supple.words import _

_MOST_DAYS_IN_A_TABLE = 31


def one_thing(
    table: DailyTable, column: str, *, first: date, last: date, changes: Sequence[DatedChange] = ()
) -> Chart:
    """Bars for what is counted in a night, dots with their mean for anything else."""
    known = knowledge.load().column(column)
    scale_max = scale_max_of(table, column)
    chart = None
    if known.period == "night":
        chart = nights(table, column=column, changes=changes, first=first, last=last, scale_max=scale_max)
    if chart is None:
        label = knowledge.label(column)
        chart = course(table, column, label=label, changes=changes, first=first, last=last, scale_max=scale_max)
    one = series(table, column, first=first, last=last)
    if not one.noted or len(one.days) > _MOST_DAYS_IN_A_TABLE:
        return chart
    head, rows = each_day_table(one)
    return replace(
        chart, table_head=head, table_rows=rows, table_title=_("{title}, day by day").format(title=chart.title)
    )
