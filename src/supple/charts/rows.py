"""How did several things go over the same days? One row each, with what changed marked across them."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple.charts import axes, marks, svg
from supple.charts.series import ENOUGH_DAYS, Series, missing_runs, series
from supple.charts.words import MONTHS, NOT_NOTED, day_words, days_word, plain, point, sentence_case, span_words
from supple.model import Chart, DailyTable, DatedChange
from supple.words import N_, _, later

_LABEL, _PLOT, _BETWEEN = 22.0, 60.0, 16.0
_EDGE = 4.0
_WEEKDAYS = later((N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")))
# From so many days on a row shows months: their middle and their range.
_BY_MONTH_FROM = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One column of the daily table, its plain words, and the top of its scale (None for counts and amounts)."""

    column: str
    label: str
    scale_max: float | None = None


@dataclass(frozen=True, slots=True)
class _Drawn:
    row: Row
    one: Series
    frame: axes.Frame


def rows(
    table: DailyTable,
    wanted: Sequence[Row],
    *,
    first: date,
    last: date,
    until: date | None = None,
    changes: Sequence[DatedChange] = (),
) -> Chart:
    """Every row over the days from `first` to `last`; months with their range where that is a year.

    A day with none is a mark on the baseline, a day not noted is hatched: the two never look alike. Days after
    `until` have not come yet and are left white.
    """
    until = min(until or last, last)
    found = [(row, series(table, row.column, first=first, last=until)) for row in wanted]
    title = _("What was noted, {span}").format(span=span_words(first, last))
    days = tuple(first + timedelta(days=i) for i in range((last - first).days + 1))
    been = days[: (until - first).days + 1]
    sentence = rows_sentence([(row, one) for row, one in found if one.noted], been)
    head = (_("Month") if _is_long(days) else _("Day"), *(sentence_case(row.label) for row, _ignored in found))
    cells = _month_rows(found, been) if _is_long(days) else _day_rows(found, been)
    if not any(one.noted for _ignored, one in found):
        return Chart("", title, sentence, head, cells if found else (), sentence, table_title=title)
    lettered = marks.marks(first, last, changes)
    key = marks.key(lettered, (), days)
    desc = " ".join(
        [
            *(_row_sentence(row, one) for row, one in found if one.noted),
            *(f"{letter}: {words}." for letter, words in key),
        ]
    )
    narrow, wide = (_draw(found, width, days, title=title, desc=desc, lettered=lettered) for width in _WIDTHS)
    return Chart(narrow, title, sentence, head, cells, desc, wide, key, title)


_WIDTHS = (svg.NARROW, svg.WIDE)


def rows_sentence(noted: Sequence[tuple[Row, Series]], days: Sequence[date]) -> str:
    """How much was noted, and how the first row went; no verdict."""
    span = span_words(days[0], days[-1]) if len(days) > 1 else day_words(days[0], year=True)
    if not noted:
        return _("Nothing of this was noted, {span}. That says nothing about how the days were.").format(span=span)
    with_any = sum(any(one.cells[i] is not None for _ignored, one in noted) for i in range(len(days)))
    return _("Noted on {with_any} of {days_word}, {span}. {row_sentence}").format(
        with_any=with_any, days_word=days_word(len(days)), span=span, row_sentence=_row_sentence(*noted[0])
    )


def _row_sentence(row: Row, one: Series) -> str:
    label, noted = sentence_case(row.label), one.noted
    if len(noted) < ENOUGH_DAYS:
        said = ", ".join(plain(value) for value in noted)
        return _("{label}: {said}, on only {days_word}: too few to say more.").format(
            label=label, said=said, days_word=days_word(len(noted))
        )
    if min(noted) == max(noted):
        return _("{label}: {plain} on each of {days_word}.").format(
            label=label, plain=plain(noted[0]), days_word=days_word(len(noted))
        )
    return _("{label}: {point} in the middle, from {plain} to {plain_2}, on {days_word}.").format(
        label=label,
        point=point(statistics.median(noted)),
        plain=plain(min(noted)),
        plain_2=plain(max(noted)),
        days_word=days_word(len(noted)),
    )


def _is_long(days: Sequence[date]) -> bool:
    return len(days) > _BY_MONTH_FROM


def _day_rows(found: Sequence[tuple[Row, Series]], days: Sequence[date]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            f"{_WEEKDAYS[day.weekday()]} {day_words(day)}",
            *(_(NOT_NOTED) if one.cells[i] is None else plain(one.cells[i] or 0.0) for _ignored, one in found),
        )
        for i, day in enumerate(days)
    )


def _month_rows(found: Sequence[tuple[Row, Series]], days: Sequence[date]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            f"{MONTHS[days[start].month - 1]} {days[start].year}",
            *(_month_words(one, start, end) for _ignored, one in found),
        )
        for start, end in _months(days)
    )


def _month_words(one: Series, start: int, end: int) -> str:
    noted = [cell for cell in one.cells[start:end] if cell is not None]
    if not noted:
        return _(NOT_NOTED)
    return _("{point} ({plain} to {plain_2}), {days_word}").format(
        point=point(statistics.median(noted)),
        plain=plain(min(noted)),
        plain_2=plain(max(noted)),
        days_word=days_word(len(noted)),
    )


def _months(days: Sequence[date]) -> list[tuple[int, int]]:
    """(first index, index after the last) of each month."""
    starts = [i for i, day in enumerate(days) if i == 0 or day.day == 1]
    return list(zip(starts, [*starts[1:], len(days)], strict=True))


def _draw(
    found: Sequence[tuple[Row, Series]],
    width: float,
    days: tuple[date, ...],
    *,
    title: str,
    desc: str,
    lettered: Sequence[marks.Mark],
) -> str:
    flat = axes.Frame(_EDGE, 0.0, width - 2 * _EDGE, 1.0, days, 0.0, 1.0)
    top = (max(marks.rows_of(flat, lettered), default=-1) + 1) * marks.ROW_HEIGHT + 4
    parts: list[str] = []
    y = top
    for row, one in found:
        high = axes.top_of_scale(one.noted, row.scale_max)
        frame = axes.Frame(_EDGE, y + _LABEL, width - 2 * _EDGE, _PLOT, days, 0.0, high)
        parts += _one_row(_Drawn(row, one, frame), width)
        y = frame.bottom + axes.STRIP_HEIGHT + _BETWEEN
    whole = axes.Frame(_EDGE, top, width - 2 * _EDGE, y - top - _BETWEEN, days, 0.0, 1.0)
    parts = [*marks.draw(whole, lettered), *parts]
    parts += _axis(whole, width)
    legend, used = axes.sample_keys(_legend(found, days), top=whole.bottom + 52, left=4, picture_width=width)
    return svg.picture(
        [*parts, *legend], width=width, height=whole.bottom + 44 + used, title=title, desc=desc, cls="chart-rows"
    )


def _one_row(drawn: _Drawn, width: float) -> list[str]:
    frame = drawn.frame
    scale = _("0 to {number}").format(number=svg.number(frame.high))
    label = sentence_case(drawn.row.label)
    parts = [svg.text(_EDGE, frame.top - 8, label, cls="chart-strong")]
    if svg.width_of(label) * 1.1 + svg.width_of(scale) + 20 < width:
        parts.append(svg.text(width - _EDGE, frame.top - 8, scale, anchor="end"))
    parts.append(svg.line("chart-axis", frame.left, frame.bottom, frame.right, frame.bottom))
    parts += _not_noted(drawn)
    draw: Callable[[_Drawn], list[str]] = _ranges if _is_long(frame.days) else _bars
    return [*parts, *draw(drawn)]


def _not_noted(drawn: _Drawn) -> list[str]:
    frame, cells = drawn.frame, drawn.one.cells
    return [
        svg.hatched(
            frame.left + first * frame.per_day,
            frame.bottom + 2,
            max((last - first + 1) * frame.per_day - 1, 1.2),
            axes.STRIP_HEIGHT,
        )
        for first, last in missing_runs(cells)
    ]


def _bars(drawn: _Drawn) -> list[str]:
    frame = drawn.frame
    has_numbers = frame.per_day >= 30
    thick = min(frame.per_day * 0.7, 26.0)
    parts = []
    for i, cell in enumerate(drawn.one.cells):
        if cell is None:
            continue
        x, y = frame.x(i), frame.y(cell * (0.66 if has_numbers else 1.0))
        if cell == 0:
            parts.append(svg.circle("chart-day", x, frame.bottom, max(1.4, min(2.6, thick))))
        else:
            parts.append(svg.shape("rect", "chart-bar", x=x - thick / 2, y=y, width=thick, height=frame.bottom - y))
        if has_numbers:
            parts.append(svg.text(x, y - 4, plain(round(cell, 1)), anchor="middle", cls="chart-number"))
    return parts


def _ranges(drawn: _Drawn) -> list[str]:
    """A month: a line from its lowest to its highest day, and a bar up to its middle; hollow where days are few."""
    frame, parts = drawn.frame, []
    for start, end in _months(frame.days):
        noted = [cell for cell in drawn.one.cells[start:end] if cell is not None]
        if not noted:
            continue
        left, width = frame.left + start * frame.per_day, (end - start) * frame.per_day
        x, y = left + width / 2, frame.y(statistics.median(noted))
        cls = "chart-bar" if len(noted) >= ENOUGH_DAYS else "chart-day"
        if y < frame.bottom:
            parts.append(
                svg.shape("rect", cls, x=left + width * 0.2, y=y, width=width * 0.6, height=frame.bottom - y)
            )
        else:
            parts.append(svg.circle("chart-day", x, frame.bottom, 2.6))
        parts.append(svg.line("chart-mean", x, frame.y(min(noted)), x, frame.y(max(noted))))
    return parts


def _axis(whole: axes.Frame, width: float) -> list[str]:
    days = whole.days
    if _is_long(days):
        return [
            svg.text(
                whole.left + (start + end) / 2 * whole.per_day,
                whole.bottom + 19,
                MONTHS[days[start].month - 1] if width == svg.WIDE else MONTHS[days[start].month - 1][0],
                anchor="middle",
            )
            for start, end in _months(days)
        ]
    if len(days) <= 7:
        return [
            svg.text(whole.x(i), whole.bottom + line, words, anchor="middle")
            for i, day in enumerate(days)
            for line, words in ((17, _WEEKDAYS[day.weekday()]), (33, str(day.day)))
        ]
    return axes.day_axis(whole, whole.bottom, width)


def _legend(found: Sequence[tuple[Row, Series]], days: Sequence[date]) -> list[tuple[str, str]]:
    bar = svg.shape("rect", "chart-bar", x=8, y=-7, width=9, height=14)
    entries = [(bar, _("the middle of a month") if _is_long(days) else _("one day"))]
    if _is_long(days):
        entries.append((svg.line("chart-mean", 13, -7, 13, 7), _("its lowest to highest day")))
        if any(
            0 < sum(cell is not None for cell in one.cells[start:end]) < ENOUGH_DAYS
            for _ignored, one in found
            for start, end in _months(days)
        ):
            entries.append((svg.shape("rect", "chart-day", x=8, y=-7, width=9, height=14), _("fewer than 4 days")))
    if any(0 in one.noted for _ignored, one in found):
        entries.append((svg.circle("chart-day", 13, 0, 2.6), "none"))
    if any(cell is None for _ignored, one in found for cell in one.cells):
        entries.append((svg.hatched(2, -5, 22, 10), _("not noted")))
    return entries
