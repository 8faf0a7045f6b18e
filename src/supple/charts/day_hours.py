"""When on this day was it? One row for each thing, the night one woke from first, then the hours of the day."""

from __future__ import annotations

from supple.charts import axes, svg
from supple.charts.series import missing_runs
from supple.charts.words import NOT_NOTED, day_words
from supple.model import HOURS, Chart, DayHours, DayMark, DayRow
from supple.words import N_, _, later, n_

_EDGE, _LABEL, _LANE, _BETWEEN = 4.0, 22.0, 26.0, 10.0
_NIGHT = {svg.NARROW: 44.0, svg.WIDE: 84.0}
_WEEKDAYS = later(
    (N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"))
)
_DOT = "•"  # stands for what has no number
_TICKS = {svg.NARROW: 4, svg.WIDE: 2}


def day_hours(noted: DayHours) -> Chart:
    """Every entry at its hour; a part of the day as a wide box; hours with nothing noted are hatched."""
    title = _("{weekdays} {day}, hour by hour").format(
        weekdays=_WEEKDAYS[noted.day.weekday()], day=day_words(noted.day, year=True)
    )
    sentence = day_sentence(noted)
    head, rows = (_("When"), _("What was noted")), _table(noted)
    if not noted.marks:
        return Chart("", title, sentence, head, (), sentence, table_title=title)
    desc = f"{sentence} " + " ".join(f"{when}: {said}." for when, said in rows[:20])
    narrow, wide = (_draw(noted, width, title=title, desc=desc) for width in (svg.NARROW, svg.WIDE))
    return Chart(narrow, title, sentence, head, rows, desc, wide, table_title=title)


def day_sentence(noted: DayHours) -> str:
    """How many things, how many of them with an hour, and how much of the day is open."""
    count = len(noted.marks)
    if not count:
        return _("Nothing was noted on this day. That says nothing about how the day was.")
    things = n_("One thing was", "{count} things were", count).format(count=count)
    open_hours = sum(not hour for hour in _known(noted))
    if open_hours == HOURS:
        return _("{things} noted, with no hour.").format(things=things)
    return _(
        "{things} noted. {open_hours} of the {hours} hours have nothing noted: nobody knows how they were."
    ).format(things=things, open_hours=open_hours, hours=HOURS)


def _known(noted: DayHours) -> list[bool]:
    """Of each hour of the diary's day: was anything noted for it?"""
    known = [False] * HOURS
    for mark in noted.marks:
        if mark.start is None or mark.is_night:
            continue
        first = int(mark.start) - noted.starts
        last = int(max(mark.start, (mark.end or mark.start) - 0.01)) - noted.starts
        for hour in range(max(first, 0), min(last, HOURS - 1) + 1):
            known[hour] = True
    return known


def _table(noted: DayHours) -> tuple[tuple[str, ...], ...]:
    marks = sorted(noted.marks, key=lambda mark: (not mark.is_night, mark.start is None, mark.start or 0.0))
    return tuple((_when(mark), mark.said) for mark in marks)


def _when(mark: DayMark) -> str:
    words = mark.when or _("the whole day")
    return _("{words}, in the night").format(words=words) if mark.is_night and words[:1].isdigit() else words


def _draw(noted: DayHours, width: float, *, title: str, desc: str) -> str:
    night = _NIGHT[width] if any(mark.is_night for mark in noted.marks) else 0.0
    left = _EDGE + (night + 8 if night else 0.0)
    per_hour = (width - _EDGE - left) / HOURS
    parts: list[str] = []
    y = 4.0
    for row in noted.rows:
        drawn, used = _row(row, noted.starts, y, left=left, per_hour=per_hour, night=night, width=width)
        parts += drawn
        y += used
    bottom = y
    parts = [*_grid(noted.starts, bottom, left=left, per_hour=per_hour, width=width, night=night), *parts]
    parts += [
        svg.hatched(left + first * per_hour, bottom + 2, (last - first + 1) * per_hour, axes.STRIP_HEIGHT)
        for first, last in missing_runs([1.0 if hour else None for hour in _known(noted)])
    ]
    parts.append(svg.line("chart-axis", left, bottom, width - _EDGE, bottom))
    entries = [
        (svg.shape("rect", "chart-badge", x=2, y=-7, width=22, height=14, rx=4), _("a part of the day, or a moment")),
        (svg.hatched(2, -5, 22, 10), _(NOT_NOTED)),
    ]
    legend, taken = axes.sample_keys(entries, top=bottom + 48, left=4, picture_width=width)
    return svg.picture(
        [*parts, *legend], width=width, height=bottom + 40 + taken, title=title, desc=desc, cls="chart-hours"
    )


def _row(
    row: DayRow, starts: int, y: float, *, left: float, per_hour: float, night: float, width: float
) -> tuple[list[str], float]:
    parts = [svg.text(_EDGE, y + 16, _label(row), cls="chart-strong")]
    free = [float("-inf")] * 8
    lanes = 0
    for mark in row.marks:
        place = _place(mark, starts, left=left, per_hour=per_hour, night=night, width=width)
        if place is None:
            continue
        x, across = place
        lane = next((i for i, end in enumerate(free) if x >= end), len(free) - 1)
        free[lane] = x + across + 1
        lanes = max(lanes, lane + 1)
        top = y + _LABEL + lane * _LANE
        parts.append(_box(x, top, across))
        parts.append(svg.text(x + across / 2, top + 15.5, mark.short, anchor="middle", cls="chart-badge-text"))
    return parts, _LABEL + lanes * _LANE + _BETWEEN


def _label(row: DayRow) -> str:
    """The row's name, with what has no hour to stand at."""
    whole = [mark.short for mark in row.marks if mark.start is None and not mark.is_night]
    numbers = [short for short in whole if short != _DOT]
    beside = [_("whole day: {items}").format(items=", ".join(numbers))] if numbers else []
    beside += [_("no hour: {count}").format(count=whole.count(_DOT))] if _DOT in whole else []
    return ", ".join([row.label, *beside])


def _place(
    mark: DayMark, starts: int, *, left: float, per_hour: float, night: float, width: float
) -> tuple[float, float] | None:
    """(left edge, breadth) of its box; None for what stands beside the label."""
    least = max(20.0, svg.width_of(mark.short) + 6)
    if mark.is_night:
        return _EDGE, max(night, least)
    if mark.start is None:
        return None
    start = min(max(mark.start - starts, 0.0), HOURS - 0.5)
    end = min(max((mark.end or mark.start) - starts, start), float(HOURS))
    across = max((end - start) * per_hour, least)
    x = left + (start + end) / 2 * per_hour - across / 2
    return min(max(x, left), width - _EDGE - across), across


def _box(x: float, y: float, across: float) -> str:
    return svg.shape("rect", "chart-badge", x=x, y=y, width=across, height=22, rx=5)


def _grid(starts: int, bottom: float, *, left: float, per_hour: float, width: float, night: float) -> list[str]:
    parts = []
    for hour in range(HOURS + 1):
        clock = (starts + hour) % HOURS
        if clock % _TICKS[width]:
            continue
        x = left + hour * per_hour
        parts.append(svg.line("chart-grid", x, 2, x, bottom))
        if hour < HOURS:
            words = f"{clock:02d}:00" if width == svg.WIDE else f"{clock:02d}"
            half = svg.width_of(words) / 2
            parts.append(svg.text(max(x, half), bottom + 27, words, anchor="middle"))
    if night:
        parts.append(svg.text(_EDGE, bottom + 27, "night"))
    return parts
