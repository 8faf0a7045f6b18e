"""How did the weeks after each injection run, laid over each other from the injection day?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from supple.charts import axes, svg
from supple.charts.words import NOT_NOTED, day_words, point, sentence_case
from supple.model import Chart, CyclesReport, CycleWeek, OneCycle, PooledWeek
from supple.words import N_, _

_PLOT_HEIGHT = {svg.NARROW: 190.0, svg.WIDE: 180.0}
_DASHES = ("7 3", "2 3", "9 3 2 3", "4 4", "12 4", "1.5 5")
_TICKS = (-3, 1, 4, 8, 12, 16)
_NOTE = N_(
    "A week’s number is its mean minus the mean of the three weeks before "
    "that injection. Week 1 begins on the injection day. A week with fewer "
    "than three noted days is left blank. A cycle ends with the next "
    "injection."
)


@dataclass(frozen=True)
class _Plot:
    """Weeks from left to right, differences from the bottom up."""

    left: float
    top: float
    width: float
    height: float
    weeks: tuple[int, ...]
    low: float
    high: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, week: int) -> float:
        return self.left + (self.weeks.index(week) + 0.5) * self.width / len(self.weeks)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * self.height


def cycles(report: CyclesReport) -> Chart:
    """One dashed line a cycle with its letter, the mean over the cycles as a thick line, and its 90 % intervals."""
    title = _("{sentence_case} by week since the injection").format(sentence_case=sentence_case(report.outcome_label))
    counted = report.counted
    lettered = {cycle.injected_on: chr(ord("A") + i) for i, cycle in enumerate(report.cycles)}
    key = tuple((lettered[one.injected_on], _key_words(one)) for one in report.cycles)
    head, rows = _table(report, lettered)
    pictures = ["", ""]
    desc = report.sentence
    if any(week.difference is not None for one in report.cycles for week in one.weeks):
        desc = " ".join([report.sentence, *(f"{letter}: {words}." for letter, words in key)])
        drawn = counted or report.cycles
        pictures = [_draw(report, drawn, lettered, width, title, desc) for width in (svg.NARROW, svg.WIDE)]
    return Chart(
        pictures[0],
        title,
        report.sentence,
        head,
        rows,
        desc,
        pictures[1],
        key,
        _("{title}, week by week").format(title=title),
        _(_NOTE),
    )


def _key_words(one: OneCycle) -> str:
    words = f"{one.label or 'injection'}, {day_words(one.injected_on, year=True)}"
    return _("{words} (not counted: {reason})").format(words=words, reason=one.reason) if one.reason else words


def _table(report: CyclesReport, lettered: dict[date, str]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    if not report.cycles:
        return (), ()
    pooled = {week.week: week for week in report.pooled}
    head = (
        _("Week"),
        *(_("Cycle {lettered}").format(lettered=lettered[one.injected_on]) for one in report.cycles),
        _("All counted"),
        _("Range"),
        _("Days"),
    )
    rows = []
    for at, week in enumerate(each.week for each in report.cycles[0].weeks):
        together = pooled.get(week)
        cells = [_cell(one.weeks[at]) for one in report.cycles]
        days = sum(one.weeks[at].days for one in report.cycles)
        if not days:
            continue
        mean, span = ("–", "–")
        if together is not None:
            mean = _signed(together.difference)
            span = _("{signed} to {signed_2}").format(signed=_signed(together.low), signed_2=_signed(together.high))
        rows.append((_week_words(week), *cells, mean, span, str(days)))
    return head, tuple(rows)


def _week_words(week: int) -> str:
    return _("week {week}").format(week=week) if week > 0 else _("{value} before").format(value=-week)


def _cell(week: CycleWeek) -> str:
    if week.difference is None:
        return _("too few days") if week.days else _(NOT_NOTED)
    return _signed(week.difference)


def _signed(value: float) -> str:
    words = point(value)
    return words if words.startswith("−") or float(words) == 0 else f"+{words}"


def _draw(
    report: CyclesReport,
    drawn: Sequence[OneCycle],
    lettered: dict[date, str],
    width: float,
    title: str,
    desc: str,
) -> str:
    known = [week.difference for one in drawn for week in one.weeks if week.difference is not None]
    ends = [*known, *(each for one in report.pooled for each in (one.low, one.high) if one.cycles > 1)]
    low, high = min(0.0, math.floor(min(ends))), max(0.0, math.ceil(max(ends)))
    low, high = (low - 1, high) if low == high else (low, high)
    weeks = tuple(week.week for week in drawn[0].weeks)
    left = 14 + svg.width_of(point(low, 0))
    plot = _Plot(left, 30, width - left - 18, _PLOT_HEIGHT[width], weeks, low, high)
    parts = [svg.text(2, 14, _("compared with the 3 weeks before"))]
    parts += _axes(plot, width)
    for i, one in enumerate(drawn):
        parts += _line(plot, one, _DASHES[i % len(_DASHES)])
    parts += _together(plot, report.pooled)
    parts += _letters(plot, drawn, lettered)
    legend = [(svg.line("chart-change", 2, 0, 24, 0), _("one cycle"))]
    if report.pooled:
        legend.append((svg.line("chart-trend", 2, 0, 24, 0), _("mean of cycles")))
        legend.append((_bar(13, -8, 8), "90 % range"))
    keys, used = axes.sample_keys(legend, top=plot.bottom + 56, left=4, picture_width=width)
    parts += keys
    return svg.picture(parts, width=width, height=plot.bottom + 48 + used, title=title, desc=desc, cls="chart-cycles")


def _axes(plot: _Plot, width: float) -> list[str]:
    parts = []
    step = max(1, round((plot.high - plot.low) / 4))
    values = sorted({0, *range(0, int(plot.high) + 1, step), *range(0, int(plot.low) - 1, -step)})
    for value in values:
        y = plot.y(value)
        parts.append(svg.line("chart-axis" if value == 0 else "chart-grid", plot.left, y, plot.left + plot.width, y))
        parts.append(svg.text(plot.left - 6, y + 5, _signed(value).removesuffix(".0"), anchor="end"))
    between = (plot.x(-1) + plot.x(1)) / 2
    parts.append(svg.line("chart-mean", between, plot.top - 6, between, plot.bottom))
    for week in _TICKS:
        x = plot.x(week)
        parts.append(svg.line("chart-axis", x, plot.bottom, x, plot.bottom + 4))
        parts.append(svg.text(x, plot.bottom + 19, str(week).replace("-", "−"), anchor="middle"))
    parts.append(
        svg.text(width / 2, plot.bottom + 37, _("weeks since the injection (upright line)"), anchor="middle")
    )
    return parts


def _line(plot: _Plot, one: OneCycle, dash: str) -> list[str]:
    """Lines join neighbouring weeks only."""
    known = [week for week in one.weeks if week.difference is not None]
    parts = []
    for here, after in pairwise(known):
        if plot.weeks.index(after.week) - plot.weeks.index(here.week) == 1:
            parts.append(
                svg.shape(
                    "line",
                    "chart-change",
                    x1=plot.x(here.week),
                    y1=plot.y(here.difference or 0.0),
                    x2=plot.x(after.week),
                    y2=plot.y(after.difference or 0.0),
                    **{"stroke-dasharray": dash},
                )
            )
    return parts


def _letters(plot: _Plot, drawn: Sequence[OneCycle], lettered: dict[date, str]) -> list[str]:
    """Each cycle's letter at its last week; letters that would lie on each other move down."""
    parts: list[str] = []
    placed: list[tuple[float, float]] = []
    for one in drawn:
        known = [week for week in one.weeks if week.difference is not None]
        if not known:
            continue
        x, y = plot.x(known[-1].week) + 11, plot.y(known[-1].difference or 0.0) + 5
        while any(abs(x - other) < 14 and abs(y - level) < 15 for other, level in placed):
            y += 15
        placed.append((x, y))
        parts.append(svg.text(x, y, lettered[one.injected_on], anchor="middle", cls="chart-strong"))
    return parts


def _together(plot: _Plot, pooled: Sequence[PooledWeek]) -> list[str]:
    """Weeks that more than one cycle reaches."""
    several = [one for one in pooled if one.cycles > 1]
    parts = [_bar(plot.x(one.week), plot.y(one.high), plot.y(one.low)) for one in several]
    strokes = []
    for i, one in enumerate(several):
        joined = i and plot.weeks.index(one.week) - plot.weeks.index(several[i - 1].week) == 1
        strokes.append(f"{'L' if joined else 'M'}{svg.number(plot.x(one.week))} {svg.number(plot.y(one.difference))}")
    if strokes:
        parts.append(svg.shape("path", "chart-trend", d="".join(strokes)))
    return parts


def _bar(x: float, top: float, bottom: float) -> str:
    upright = svg.line("chart-axis", x, top, x, bottom)
    return (
        upright
        + svg.line("chart-axis", x - 3, top, x + 3, top)
        + svg.line("chart-axis", x - 3, bottom, x + 3, bottom)
    )
