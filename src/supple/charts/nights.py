"""How were the nights?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from supple import knowledge
from supple.charts import axes, marks, svg
from supple.charts.series import Series, series
from supple.charts.words import plain, point, sentence_case, span_words, weekly_table
from supple.model import Chart, DailyTable, DatedChange
from supple.words import _

# What is drawn of the nights, in this order of preference.
NIGHT_COLUMNS = ("night_spasms", "night_cramps", "wakings", "sleep_disruption", "sleep_hours")
_RATINGS = {"sleep_disruption": 10.0}
_PLOT_HEIGHT = {svg.NARROW: 110.0, svg.WIDE: 96.0}


def nights(
    table: DailyTable,
    *,
    column: str | None = None,
    label: str | None = None,
    changes: Sequence[DatedChange] = (),
    first: date | None = None,
    last: date | None = None,
    scale_max: float | None = None,
) -> Chart | None:
    """Bars for spasms (or what else was noted) each night, keyed by the day one wakes on.

    A night with none is a mark on the baseline, a night not noted is hatched: the two never look alike.
    None when no night was noted, or when `column` was not.

    Args:
        table: the daily table.
        column: what to draw; without it the first of `NIGHT_COLUMNS` that was noted.
        label: its plain words, where knowledge's own do not fit.
        changes: dated changes, marked with letters.
        first: first day of waking to draw.
        last: last day of waking to draw.
        scale_max: top of the scale of a rating, where it is not 10.
    """
    column = column or night_column(table, first=first, last=last)
    if column is None:
        return None
    one = series(table, column, first=first, last=last)
    if not one.noted:
        return None
    return _chart(one, label or knowledge.label(column), scale_max or _RATINGS.get(column), changes)


def night_column(table: DailyTable, *, first: date | None = None, last: date | None = None) -> str | None:
    """The first of `NIGHT_COLUMNS` noted in these days."""
    return next((name for name in NIGHT_COLUMNS if series(table, name, first=first, last=last).noted), None)


def _chart(one: Series, label: str, scale_max: float | None, changes: Sequence[DatedChange]) -> Chart:
    title = sentence_case(label)
    sentence = nights_sentence(one, label)
    head, rows = weekly_table(one)
    lettered = marks.marks(one.days[0], one.days[-1], changes)
    key = marks.key(lettered, (), one.days)
    desc = " ".join([sentence, *(f"{letter}: {words}." for letter, words in key)])
    narrow, wide = (
        _draw(one, width, title=title, desc=desc, lettered=lettered, scale_max=scale_max)
        for width in (svg.NARROW, svg.WIDE)
    )
    period = _("night by night") if len(one.days) <= 14 else _("week by week")
    return Chart(narrow, title, sentence, head, rows, desc, wide, key, f"{title}, {period}")


def nights_sentence(one: Series, label: str) -> str:
    """Nights noted, the mean, how many had none, the most."""
    noted = one.noted
    nights_word = "night" if len(one.days) == 1 else "nights"
    none = sum(1 for cell in noted if cell == 0)
    return _(
        "{sentence_case}: noted for {count} of {count_2} {nights_word}, {span}. "
        "Mean {point} a night noted, most {plain}; none on {none}."
    ).format(
        sentence_case=sentence_case(label),
        count=len(noted),
        count_2=len(one.days),
        nights_word=nights_word,
        span=span_words(one.days[0], one.days[-1]),
        point=point(sum(noted) / len(noted)),
        plain=plain(max(noted)),
        none=none,
    )


def _frame(one: Series, width: float, scale_max: float | None, *, rows: int) -> axes.Frame:
    high = axes.top_of_scale(one.noted, scale_max)
    left = 12 + svg.width_of(svg.number(high))
    return axes.Frame(left, 30 + rows * marks.ROW_HEIGHT, width - left - 8, _PLOT_HEIGHT[width], one.days, 0.0, high)


def _draw(
    one: Series,
    width: float,
    *,
    title: str,
    desc: str,
    lettered: Sequence[marks.Mark],
    scale_max: float | None,
) -> str:
    rows = max(marks.rows_of(_frame(one, width, scale_max, rows=0), lettered), default=-1) + 1
    frame = _frame(one, width, scale_max, rows=rows)
    behind, strip = axes.gaps(frame, one.cells)
    baseline = frame.bottom + axes.STRIP_HEIGHT + 4
    parts = [*behind, *axes.value_axis(frame), *strip, *axes.day_axis(frame, baseline, width)]
    parts.append(svg.text(2, 14, _("each night, by the day of waking")))
    parts += marks.draw(frame, lettered)
    thick = max(1.0, frame.per_day * 0.7)
    for i, cell in enumerate(one.cells):
        if cell is None:
            continue
        if cell == 0:
            parts.append(svg.circle("chart-day", frame.x(i), frame.bottom, max(1.4, min(2.6, thick))))
        else:
            y = frame.y(cell)
            x = frame.x(i) - thick / 2
            parts.append(svg.shape("rect", "chart-bar", x=x, y=y, width=thick, height=frame.bottom - y))
    entries = [(svg.shape("rect", "chart-bar", x=10, y=-7, width=5, height=14), _("one night"))]
    if 0 in one.noted:
        entries.append((svg.circle("chart-day", 13, 0, 2.6), "none"))
    if any(cell is None for cell in one.cells):
        entries.append((svg.hatched(2, -5, 22, 10), _("not noted")))
    legend, used = axes.sample_keys(entries, top=baseline + 38, left=4, picture_width=width)
    parts += legend
    return svg.picture(parts, width=width, height=baseline + 30 + used, title=title, desc=desc, cls="chart-nights")
