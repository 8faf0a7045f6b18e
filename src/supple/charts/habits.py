"""How have habits held? Seven dots and a bar for each: the week's days, and how well it has held lately."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from supple.charts import svg
from supple.charts.words import days_word, sentence_case
from supple.model import Chart, HabitKept, HabitMark
from supple.words import N_, _

_ROW, _TOP = 74.0, 26.0
_STEP, _RADIUS = 27.0, 9.0
_GAP, _BAR_HEIGHT = 20.0, 16.0
_DAYS = ("M", "T", "W", "T", "F", "S", "S")
_PARTS = 5
TITLE = N_("Habits kept")
NOTE = N_(
    "A full dot: noted as done. An open dot: not noted. A line: noted as not "
    "done. No dot: a pause. The bar says how well it has held lately: one "
    "day moves it only a little, and a pause not at all."
)


def habits(kept: Sequence[HabitKept], first: date) -> Chart | None:
    """The picture of a week that begins on `first`; None where there is no habit to show."""
    if not kept:
        return None
    rows = tuple(_row(one) for one in kept)
    told = ", ".join(
        _("{label} on {days_word}").format(label=one.label, days_word=days_word(one.days_done)) for one in kept
    )
    sentence = _("Noted in these seven days: {told}.").format(told=told)
    return Chart(
        svg=_draw(kept, first, sentence),
        title=_(TITLE),
        sentence=sentence,
        table_head=(_("Habit"), _("Days done"), _("Not noted"), _("Not done"), _("Paused"), _("Held lately")),
        table_rows=rows,
        desc=sentence,
    )


def _row(one: HabitKept) -> tuple[str, ...]:
    counts = (one.marks.count(mark) for mark in (HabitMark.NOT_NOTED, HabitMark.NOT_DONE, HabitMark.PAUSED))
    return (
        _name(one),
        days_word(one.days_done),
        *map(str, counts),
        _("{parts} of {parts_2} parts").format(parts=_parts(one), parts_2=_PARTS),
    )


def _name(one: HabitKept) -> str:
    return sentence_case(one.label) + (" (agreed)" if one.is_agreed else "")


def _parts(one: HabitKept) -> int:
    return round(one.score * _PARTS)


def _draw(kept: Sequence[HabitKept], first: date, desc: str) -> str:
    days = [first + timedelta(days=n) for n in range(7)]
    parts = [svg.text(_x(n), 14, _DAYS[day.weekday()], anchor="middle") for n, day in enumerate(days)]
    for number, one in enumerate(kept):
        top = _TOP + number * _ROW
        middle = top + 44
        parts.append(svg.text(2, top + 20, _name(one), cls="chart-number"))
        parts += [_mark(mark, _x(n), middle) for n, mark in enumerate(one.marks)]
        left = _x(6) + _RADIUS + _GAP
        parts += _bar(left, middle, svg.NARROW - left - 2, one.score)
    return svg.picture(
        parts, width=svg.NARROW, height=_TOP + _ROW * len(kept), title=_(TITLE), desc=desc, cls="chart-habits"
    )


def _x(day: int) -> float:
    return _RADIUS + 2 + day * _STEP


def _mark(mark: HabitMark, x: float, y: float) -> str:
    match mark:
        case HabitMark.DONE:
            return svg.circle("chart-point", x, y, _RADIUS)
        case HabitMark.NOT_NOTED:
            return svg.circle("chart-day", x, y, _RADIUS - 1)
        case HabitMark.NOT_DONE:
            return svg.line("chart-mean", x - _RADIUS + 1, y, x + _RADIUS - 1, y)
        case HabitMark.PAUSED:
            return ""


def _bar(x: float, y: float, width: float, share: float) -> list[str]:
    top = y - _BAR_HEIGHT / 2
    track = svg.shape("rect", "chart-day", x=x, y=top, width=width, height=_BAR_HEIGHT, rx=4)
    full = svg.shape("rect", "chart-point", x=x, y=top, width=max(width * share, 2.0), height=_BAR_HEIGHT, rx=4)
    return [track, full]
