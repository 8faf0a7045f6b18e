"""Which picture fits what was looked at? The same one for a page and for the terminal."""

from __future__ import annotations

from datetime import date

from supple import charts
from supple.actions.seeing import CourseView
from supple.knowledge import label
from supple.model import Chart, DatedChange, SpanKind


def course_picture(view: CourseView, column: str = "") -> Chart:
    """The hours of a day; one column over a month or a year; else the rows of several things.

    Args:
        view: the days.
        column: one column alone; "" or one that was not noted shows several.
    """
    if view.hours is not None:
        return charts.day_hours(view.hours)
    first, last = view.span.first, _drawn_until(view, column)
    if _is_one_thing(view, column):
        return charts.one_thing(view.table, column, first=first, last=last, changes=view.changes)
    columns = (column,) if column in view.table.columns else view.columns
    wanted = [charts.Row(each, label(each), charts.scale_max_of(view.table, each)) for each in columns]
    return charts.rows(view.table, wanted, first=first, last=last, until=view.today, changes=view.changes)


def course_letters(view: CourseView, column: str = "") -> dict[DatedChange, str]:
    """The letter of each change on that picture; a day by its hours has none."""
    if view.hours is not None:
        return {}
    return charts.letters(view.span.first, _drawn_until(view, column), view.changes)


def _is_one_thing(view: CourseView, column: str) -> bool:
    return column in view.table.columns and view.span.kind is not SpanKind.WEEK


def _drawn_until(view: CourseView, column: str) -> date:
    """Rows leave the days to come white; the other pictures end today."""
    return min(view.span.last, view.today) if _is_one_thing(view, column) else view.span.last
