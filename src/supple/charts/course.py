"""How did it go, day by day and week by week?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple.charts import axes, marks, svg
from supple.charts.series import DAYS_IN_WEEK, Series, series, trend, week_mean
from supple.charts.words import days_word, plain, point, sentence_case, span_words, weekly_table
from supple.model import Alert, Chart, DailyTable, DatedChange, WeekMean
from supple.words import _

_PLOT_HEIGHT = {svg.NARROW: 150.0, svg.WIDE: 132.0}
RATING_MAX = 10.0


@dataclass(frozen=True, slots=True)
class Level:
    """A plain mean of the days from `first` to `last`, drawn as one flat line; `words` name it ("before")."""

    first: date
    last: date
    mean: float
    words: str


def course(
    table: DailyTable,
    column: str,
    *,
    label: str,
    changes: Sequence[DatedChange] = (),
    alerts: Sequence[Alert] = (),
    first: date | None = None,
    last: date | None = None,
    scale_max: float | None = RATING_MAX,
    levels: Sequence[Level] = (),
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
        scale_max: top of the scale: 10 for ratings, 3 for Visible's; None for counts and amounts.
        levels: means of some of the days, each a flat line; what lies outside the days drawn is left out.
    """
    one = series(table, column, first=first, last=last)
    levels = [level for level in levels if one.days and one.days[0] <= level.first <= level.last <= one.days[-1]]
    title = sentence_case(label)
    sentence = course_sentence(one, label)
    head, rows = weekly_table(one)
    if not one.noted:
        return Chart(
            "", title, sentence, head, rows, sentence, table_title=_("{title}, week by week").format(title=title)
        )
    lettered = marks.marks(one.days[0], one.days[-1], changes)
    key = marks.key(lettered, alerts, one.days)
    if levels:
        means = ", ".join(f"{level.words} {point(level.mean)}" for level in levels)
        sentence = _("{sentence} Mean of the days counted: {means}.").format(sentence=sentence, means=means)
    desc = " ".join([sentence, *(f"{letter}: {words}." for letter, words in key)])
    pictures = [
        _draw(
            one, width, title=title, desc=desc, lettered=lettered, alerts=alerts, scale_max=scale_max, levels=levels
        )
        for width in (svg.NARROW, svg.WIDE)
    ]
    period = _("day by day") if len(one.days) <= 14 else _("week by week")
    return Chart(pictures[0], title, sentence, head, rows, desc, pictures[1], key, f"{title}, {period}")


def course_sentence(one: Series, label: str) -> str:
    """Days noted, the first and the last seven-day mean where there is one, the range: no verdict."""
    if not one.noted:
        return _("{sentence_case}: nothing was noted in this time.").format(sentence_case=sentence_case(label))
    spans = _("{sentence_case}: noted on {count} of {days_word}, ").format(
        sentence_case=sentence_case(label), count=len(one.noted), days_word=days_word(len(one.days))
    )
    spans += f"{span_words(one.days[0], one.days[-1])}. "
    ranges = _("Single days went from {plain} to {plain_2}.").format(
        plain=plain(min(one.noted)), plain_2=plain(max(one.noted))
    )
    if len(one.days) < 2 * DAYS_IN_WEEK:
        return spans + ranges
    ends = (week_mean(one, one.days[0]), week_mean(one, one.days[-1] - timedelta(days=DAYS_IN_WEEK - 1)))
    return _("{spans}First week: {week}; last week: {week_2}. {ranges}").format(
        spans=spans, week=_week_words(ends[0]), week_2=_week_words(ends[1]), ranges=ranges
    )


def _week_words(week: WeekMean) -> str:
    noted = _("{days_noted} of {days_in_week} days").format(days_noted=week.days_noted, days_in_week=DAYS_IN_WEEK)
    return (
        _("too few days for a mean ({noted})").format(noted=noted)
        if week.mean is None
        else _("mean {point} ({noted})").format(point=point(week.mean), noted=noted)
    )


def _frame(one: Series, width: float, scale_max: float | None, *, rows: int) -> axes.Frame:
    high = axes.top_of_scale(one.noted, scale_max)
    left = 12 + svg.width_of(svg.number(high))
    # The caption's row, then one row of badges after another.
    top = 30 + rows * marks.ROW_HEIGHT
    return axes.Frame(left, top, width - left - 8, _PLOT_HEIGHT[width], one.days, 0.0, high)


def _draw(
    one: Series,
    width: float,
    *,
    title: str,
    desc: str,
    lettered: Sequence[marks.Mark],
    alerts: Sequence[Alert],
    scale_max: float | None,
    levels: Sequence[Level] = (),
) -> str:
    flat = _frame(one, width, scale_max, rows=0)
    rows = max(marks.rows_of(flat, lettered), default=-1) + 1
    frame = _frame(one, width, scale_max, rows=rows)
    behind, strip = axes.gaps(frame, one.cells)
    baseline = frame.bottom + axes.STRIP_HEIGHT + 4
    parts = [*behind, *axes.value_axis(frame), *strip, *axes.day_axis(frame, baseline, width)]
    parts.append(svg.text(2, 14, _caption(frame.high, scale_max)))
    parts += marks.draw(frame, lettered)
    parts += _days(frame, one)
    parts += [] if levels else _trend(frame, one)
    parts += _levels(frame, levels)
    parts += marks.draw_alerts(frame, alerts)
    legend, used = axes.sample_keys(_legend(one, levels), top=baseline + 38, left=4, picture_width=width)
    parts += legend
    return svg.picture(parts, width=width, height=baseline + 30 + used, title=title, desc=desc, cls="chart-course")


def _caption(high: float, scale_max: float | None) -> str:
    return _("0 to {number}").format(number=svg.number(high)) if scale_max else _("each day")


def _days(frame: axes.Frame, one: Series) -> list[str]:
    radius = max(1.6, min(3.6, frame.per_day * 0.7))
    steps = [
        svg.round_step(frame.x(i), frame.y(cell), radius) for i, cell in enumerate(one.cells) if cell is not None
    ]
    return [svg.shape("path", "chart-day", d="".join(steps))] if steps else []


def _trend(frame: axes.Frame, one: Series) -> list[str]:
    """Lines through neighbouring days only; a mean with no neighbour is a short dash."""
    means = trend(one.cells)
    strokes: list[list[str]] = []
    for i, mean in enumerate(means):
        if mean is None:
            continue
        here = f"{svg.number(frame.x(i))} {svg.number(frame.y(mean))}"
        if i and means[i - 1] is not None:
            strokes[-1].append(f"L{here}")
        else:
            strokes.append([f"M{here}"])
    for stroke in strokes:
        if len(stroke) == 1:
            stroke.append("h0.1")
    path = "".join("".join(stroke) for stroke in strokes)
    return [svg.shape("path", "chart-trend", d=path)] if path else []


def _levels(frame: axes.Frame, levels: Sequence[Level]) -> list[str]:
    return [
        svg.line(
            "chart-mean", frame.x_of(level.first), frame.y(level.mean), frame.x_of(level.last), frame.y(level.mean)
        )
        for level in levels
    ]


def _legend(one: Series, levels: Sequence[Level]) -> list[tuple[str, str]]:
    entries = [(svg.circle("chart-day", 13, 0, 3.6), _("one day"))]
    if levels:
        entries.append((svg.line("chart-mean", 2, 0, 24, 0), _("mean of the days counted")))
    elif any(mean is not None for mean in trend(one.cells)):
        entries.append((svg.line("chart-trend", 2, 0, 24, 0), _("7-day mean")))
    if any(cell is None for cell in one.cells):
        entries.append((svg.hatched(2, -5, 22, 10), _("not noted")))
    return entries


def letters(first: date, last: date, changes: Sequence[DatedChange]) -> dict[DatedChange, str]:
    """The letter that each change has on every picture of these days, for a list beside it."""
    return {change: mark.letter for mark in marks.marks(first, last, changes) for change in mark.changes}
