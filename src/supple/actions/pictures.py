"""Which picture fits what was looked at? The same one for a page and for the terminal."""

from __future__ import annotations

from supple import charts
from supple.actions.seeing import CourseView
from supple.knowledge import label
from supple.model import Chart, SpanKind


def course_picture(view: CourseView, column: str = "") -> Chart:
    """The hours of a day; one column over a month or a year; else the rows of several things.

    Args:
        view: the days.
        column: one column alone; "" or one that was not noted shows several.
    """
    if view.hours is not None:
        return charts.day_hours(view.hours)
    first, last = view.span.first, view.span.last
    is_alone = column in view.table.columns
    if is_alone and view.span.kind is not SpanKind.WEEK:
        return charts.one_thing(view.table, column, first=first, last=min(last, view.today), changes=view.changes)
    columns = (column,) if is_alone else view.columns
    wanted = [charts.Row(each, label(each), charts.scale_max_of(view.table, each)) for each in columns]
    return charts.rows(view.table, wanted, first=first, last=last, until=view.today, changes=view.changes)
