"""Where on the picture does a day or a number stand? Scales, their ticks and the strip of days not noted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple import knowledge
from supple.charts import svg
from supple.charts.series import missing_runs
from supple.charts.words import MONTHS, NOT_NOTED, day_words
from supple.model import DailyTable
from supple.words import _

STRIP_HEIGHT = 9.0
WIDE_GAP_DAYS = 7
_TICK_ROOM = {svg.NARROW: 72.0, svg.WIDE: 84.0}


@dataclass(frozen=True)
class Frame:
    """A plot's box, its days from left to right and its numbers from the bottom up."""

    left: float
    top: float
    width: float
    height: float
    days: tuple[date, ...]
    low: float
    high: float

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def per_day(self) -> float:
        return self.width / max(1, len(self.days))

    def x(self, index: float) -> float:
        """The middle of the day with that index."""
        return self.left + (index + 0.5) * self.per_day

    def x_of(self, day: date) -> float:
        return self.x((day - self.days[0]).days)

    def y(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * self.height


def top_of_scale(
    values: Sequence[float], scale_max: float | None, *, steps: Sequence[float] = (1, 2, 3, 4, 5, 10)
) -> float:
    """The scale's own top where there is one, else the next round number above the highest value."""
    highest = max(values, default=0.0)
    if scale_max is not None and highest <= scale_max:
        return scale_max
    if highest <= 0:
        return 1.0
    size = 10.0 ** math.floor(math.log10(highest))
    return next((step * size for step in steps if step * size >= highest), 10.0 * size)


def scale_max_of(table: DailyTable, column: str) -> float | None:
    """The top of a rating's scale, as it was noted; None for counts, amounts and yes/no."""
    known = knowledge.load()
    code = known.column(column).code
    rating = known.measures.get(code) or known.hindrances.get(code)
    return table.scale_max.get(column, 10.0 if rating is not None and not rating.unit else None)


def value_ticks(high: float) -> tuple[float, ...]:
    """Zero, the middle if it is a whole number, and the top."""
    middle = high / 2
    return (0.0, middle, high) if middle.is_integer() or high < 2 else (0.0, high)


def value_axis(frame: Frame) -> list[str]:
    """Grid lines with their numbers on the left."""
    parts = []
    for tick in value_ticks(frame.high):
        y = frame.y(tick)
        parts.append(svg.line("chart-grid" if tick > frame.low else "chart-axis", frame.left, y, frame.right, y))
        parts.append(svg.text(frame.left - 6, y + 5, svg.number(tick), anchor="end"))
    return parts


def day_axis(frame: Frame, baseline: float, picture_width: float) -> list[str]:
    """Ticks below the plot: days for a few weeks, months for longer, with the year where it starts."""
    parts = []
    room = _TICK_ROOM[picture_width]
    free_from = 0.0
    for day, words in _day_ticks(frame, room):
        x = frame.x_of(day)
        parts.append(svg.line("chart-axis", x, baseline, x, baseline + 4))
        half = svg.width_of(words) / 2
        middle = min(max(x, half + 1), picture_width - half - 1)
        if middle - half >= free_from:
            parts.append(svg.text(middle, baseline + 19, words, anchor="middle"))
            free_from = middle + half + 8
    return parts


def _day_ticks(frame: Frame, room: float) -> list[tuple[date, str]]:
    first, last = frame.days[0], frame.days[-1]
    if len(frame.days) <= 70:
        step = next(n for n in (1, 2, 7, 14, 28, 56) if n * frame.per_day >= room or n == 56)
        days = [first + timedelta(days=i) for i in range(0, len(frame.days), step)]
        return [(day, day_words(day, year=day == first and first.year != last.year)) for day in days]
    step = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120) if n * 30.4 * frame.per_day >= room or n == 120)
    months = [(first.year * 12 + first.month - 1) + i for i in range(((last - first).days // 28) + 2)]
    days = [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]
    days = [day for day in days if first <= day <= last]
    shown: list[tuple[date, str]] = []
    for day in days:
        new_year = not shown or shown[-1][0].year != day.year
        shown.append((day, f"{MONTHS[day.month - 1]} {day.year}" if new_year else MONTHS[day.month - 1]))
    return shown


def gaps(frame: Frame, cells: Sequence[float | None], *, wide_label: str = "") -> tuple[list[str], list[str]]:
    """(behind the days, the strip under the plot): missing days are hatched, long gaps shaded and named."""
    behind: list[str] = []
    strip: list[str] = []
    for first, last in missing_runs(cells):
        x, width = frame.left + first * frame.per_day, (last - first + 1) * frame.per_day
        strip.append(svg.hatched(x, frame.bottom + 2, max(width, 1.2), STRIP_HEIGHT))
        if last - first + 1 < WIDE_GAP_DAYS:
            continue
        behind.append(svg.shape("rect", "chart-gap", x=x, y=frame.top, width=width, height=frame.height))
        label = wide_label or _(NOT_NOTED)
        if width >= svg.width_of(label):
            behind.append(svg.text(x + width / 2, frame.top + frame.height / 2 + 5, label, anchor="middle"))
    return behind, strip


def sample_keys(
    entries: Sequence[tuple[str, str]], *, top: float, left: float, picture_width: float
) -> tuple[list[str], float]:
    """The legend: (drawing at x=0 y=0 in a 26-unit box, words) entries in rows; returns parts and the height used."""
    parts: list[str] = []
    x, y = left, top
    for drawing, words in entries:
        width = 32 + svg.width_of(words) + 14
        if x > left and x + width - 14 > picture_width:
            x, y = left, y + 20
        parts.append(
            f'<g transform="translate({svg.number(x)} {svg.number(y)})">{drawing}{svg.text(32, 5, words)}</g>'
        )
        x += width
    return parts, y - top + 20
