"""Which days does a finding rest on, at one glance? Days with it stand up, days without hang down, on one scale.

Small and coarse on purpose: it is read on a phone, with blurred sight. The words above and below it are text of the
page, so that they grow with the reader's letters; `finding_days` is the full picture with its numbers.
"""

from __future__ import annotations

import math

from supple.charts import svg
from supple.charts.days_of import DaysOf, Group, days_of
from supple.charts.swarm import Scale, radius_for, swarm, tallest
from supple.charts.words import days_word, point, sentence_case
from supple.model import Chart, DailyTable, Finding
from supple.words import _

_WIDTH = 360.0
_MARKS = (("with", "◆"), ("without", "○"))
_ROW_HEIGHT = 64.0
_AXIS_HEIGHT = 28.0
_LEAST_RADIUS, _MOST_RADIUS = 2.0, 8.0


def glance(table: DailyTable, finding: Finding, label: str, *, outcome_label: str = "") -> Chart | None:
    """The days with above the scale, the days without below it, and where their means stand.

    The table holds the two groups, with first: their words, how many days, their mean. None when no day can be shown.
    """
    days = days_of(table, finding, label)
    if days is None:
        return None
    outcome_label = outcome_label or finding.outcome.removeprefix("own:").replace("_", " ")
    title = _("{sentence_case}: the days with {label} and without").format(
        sentence_case=sentence_case(outcome_label), label=label
    )
    rows = tuple(_row(group) for group in (days.present, days.absent))
    sentence = " ".join(
        _("{words}: {count}, mean {mean}.").format(words=words, count=count, mean=mean) for words, count, mean in rows
    )
    drawn = _draw(days, title=title, desc=sentence)
    return Chart(
        drawn,
        title,
        sentence,
        (_("Which"), _("How many"), _("Mean {outcome_label}").format(outcome_label=outcome_label)),
        rows,
        sentence,
    )


def glance_html(chart: Chart) -> str:
    """A `<figure class="glance">`: the words of the days with, the picture, the words of the days without."""
    above, below = (
        f'<p class="days-glance__row"><span class="days-glance__{which}" aria-hidden="true">{mark}</span>'
        f"<span>{svg.safe(words)}<small>{svg.safe(count)}</small></span>"
        f"<span><b>{svg.safe(mean)}</b><small>on average</small></span></p>"
        for (which, mark), (words, count, mean) in zip(_MARKS, chart.table_rows, strict=True)
    )
    return f'<figure class="days-glance">{above}{chart.svg}{below}</figure>'


def _row(group: Group) -> tuple[str, str, str]:
    mean = "–" if group.mean is None else point(group.mean)
    count = days_word(len(group.values))
    return group.words, count.replace("day", "night") if group.words.startswith("Nights") else count, mean


def _draw(days: DaysOf, *, title: str, desc: str) -> str:
    both = (*days.present.values, *days.absent.values)
    low, high = _ends(both)
    scale = Scale.of(both, low, high, left=14.0, right=_WIDTH - 14.0)
    up = _height(days.present, scale)
    down = _height(days.absent, scale)
    axis, under = up, up + _AXIS_HEIGHT
    parts = [
        svg.line("chart-axis", 4.0, axis, _WIDTH - 4.0, axis),
        svg.line("chart-axis", 4.0, under, _WIDTH - 4.0, under),
    ]
    for group, floor, is_hanging in ((days.present, axis, False), (days.absent, under, True)):
        parts.append(
            swarm(group.values, scale, _radius(group, scale), floor=floor, cls=group.cls, is_hanging=is_hanging)
        )
    parts += [
        svg.text(scale.x(tick), axis + 19, svg.number(tick), anchor="middle", cls="chart-number")
        for tick in _ticks(low, high)
    ]
    for group, floor, to in ((days.present, axis, 0.0), (days.absent, under, under + down)):
        if group.mean is not None:
            x = scale.x(group.mean)
            parts += [svg.line("chart-halo", x, floor, x, to), svg.line("chart-here", x, floor, x, to)]
    return svg.picture(parts, width=_WIDTH, height=under + down, title=title, desc=desc, cls="chart-glance")


def _ends(values: tuple[float, ...]) -> tuple[float, float]:
    """The whole numbers around the days, so that a small scale is not drawn on the breadth of a large one."""
    low, high = float(math.floor(min(values))), float(math.ceil(max(values)))
    return (low, high) if high > low else (low, low + 1)


def _ticks(low: float, high: float) -> tuple[float, ...]:
    """Every whole number of a short scale; of a long one the ends and the middle."""
    if high - low <= 10:
        return tuple(low + i for i in range(int(high - low) + 1))
    return (low, float(round((low + high) / 2)), high)


def _radius(group: Group, scale: Scale) -> float:
    # Each group has dots of its own size: what counts is where they stand, and a few days must be seen beside many.
    return max(radius_for(group.values, scale, _ROW_HEIGHT, most=_MOST_RADIUS), _LEAST_RADIUS)


def _height(group: Group, scale: Scale) -> float:
    return max(tallest(group.values, scale, _radius(group, scale)) + 2, 24.0)
