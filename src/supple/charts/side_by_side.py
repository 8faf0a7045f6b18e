"""How do two stretches of days stand side by side? For each thing the middle, where half lie, and the whole range."""

from __future__ import annotations

from supple.charts import axes, svg
from supple.charts.series import ENOUGH_DAYS
from supple.charts.words import NOT_NOTED, days_word, plain, point, sentence_case, span_words
from supple.model import Chart, StretchRow, StretchSide, TwoStretches
from supple.words import _

_EDGE, _LABEL, _LINE, _BETWEEN = 4.0, 24.0, 26.0, 12.0
_NAMES = ("earlier", "later")


def side_by_side(both: TwoStretches) -> Chart:
    """Two lines for each thing on one scale. The sentence compares nothing that was noted on fewer than four days."""
    title = _("{span}, and {span_2}").format(span=span_words(*both.one), span_2=span_words(*both.other))
    sentence = both_sentence(both)
    head = ("", _("Earlier"), _("Days noted"), _("Later"), _("Days noted"))
    rows = tuple(_cells(row) for row in both.rows)
    if not both.rows:
        return Chart("", title, sentence, (_("What"), *head[1:]), (), sentence)
    desc = " ".join(row_sentence(row) for row in both.rows)
    narrow, wide = (_draw(both, width, title=title, desc=desc) for width in (svg.NARROW, svg.WIDE))
    return Chart(narrow, title, sentence, (_("What"), *head[1:]), rows, desc, wide, table_title=title)


def both_sentence(both: TwoStretches) -> str:
    """The first thing in words; it says what was noted, not why."""
    if not both.rows:
        return _("Nothing that can be set side by side was noted in either of the two.")
    return row_sentence(both.rows[0])


def row_sentence(row: StretchRow) -> str:
    """ "Stiffness: 6 in the middle earlier (24 of 28 days), 5 later (20 of 28 days)." """
    few = [side for side in (row.one, row.other) if side.days_noted < ENOUGH_DAYS]
    label = sentence_case(row.label)
    counted = _("{days_noted} of {days_word} earlier, ").format(
        days_noted=row.one.days_noted, days_word=days_word(row.one.days)
    )
    counted += _("{days_noted} of {days_word} later").format(
        days_noted=row.other.days_noted, days_word=days_word(row.other.days)
    )
    if few:
        return _("{label}: noted on {counted}. That is too few to set side by side.").format(
            label=label, counted=counted
        )
    one, other = _number(row.one.middle), _number(row.other.middle)
    if one == other:
        return _("{label}: {one} in the middle both times (noted on {counted}).").format(
            label=label, one=one, counted=counted
        )
    return _("{label}: {one} in the middle earlier and {other} later (noted on {counted}).").format(
        label=label, one=one, other=other, counted=counted
    )


def _number(value: float | None) -> str:
    return _(NOT_NOTED) if value is None else plain(round(value, 1))


def _cells(row: StretchRow) -> tuple[str, ...]:
    return (
        sentence_case(row.label),
        *(words for side in (row.one, row.other) for words in (_side_words(side), _days(side))),
    )


def _days(side: StretchSide) -> str:
    return _("{days_noted} of {days}").format(days_noted=side.days_noted, days=side.days)


def _side_words(side: StretchSide) -> str:
    if side.middle is None or side.low is None or side.high is None:
        return _(NOT_NOTED)
    said = _("{number} ({plain} to {plain_2}").format(
        number=_number(side.middle), plain=plain(side.low), plain_2=plain(side.high)
    )
    if side.lower is not None and side.upper is not None:
        said += _("; half from {point} to {point_2}").format(point=point(side.lower), point_2=point(side.upper))
    return f"{said})"


def _draw(both: TwoStretches, width: float, *, title: str, desc: str) -> str:
    left, right = _EDGE + svg.width_of("earlier") + 8, width - _EDGE - svg.width_of("10.5") - 8
    parts: list[str] = []
    y = 4.0
    for row in both.rows:
        high = axes.top_of_scale([side.high or 0.0 for side in (row.one, row.other)], row.scale_max)
        parts.append(svg.text(_EDGE, y + 16, sentence_case(row.label), cls="chart-strong"))
        parts.append(
            svg.text(width - _EDGE, y + 16, _("0 to {number}").format(number=svg.number(high)), anchor="end")
        )
        for i, (name, side) in enumerate(zip(_NAMES, (row.one, row.other), strict=True)):
            middle = y + _LABEL + i * _LINE + _LINE / 2
            parts.append(svg.text(_EDGE, middle + 5, name))
            parts.append(svg.line("chart-grid", left, middle, right, middle))
            parts += _side(side, middle, left, (right - left) / high, width)
        y += _LABEL + 2 * _LINE + _BETWEEN
    entries = [
        (svg.line("chart-mean", 2, 0, 24, 0), _("lowest to highest day")),
        (svg.line("chart-range", 2, 0, 24, 0), _("half of the days")),
        (svg.circle("chart-point", 13, 0, 5), _("the middle day")),
    ]
    legend, used = axes.sample_keys(entries, top=y + 12, left=4, picture_width=width)
    return svg.picture(
        [*parts, *legend], width=width, height=y + used + 4, title=title, desc=desc, cls="chart-side-by-side"
    )


def _side(side: StretchSide, y: float, left: float, per_point: float, width: float) -> list[str]:
    if side.middle is None or side.low is None or side.high is None:
        return [svg.hatched(left, y - 5, 60, 10), svg.text(left + 66, y + 5, _(NOT_NOTED))]

    def x(value: float) -> float:
        return left + value * per_point

    parts = [svg.line("chart-mean", x(side.low), y, x(side.high), y)]
    if side.lower is not None and side.upper is not None:
        parts.append(svg.line("chart-range", x(side.lower), y, x(side.upper), y))
    parts.append(svg.circle("chart-point", x(side.middle), y, 6))
    parts.append(svg.text(width - _EDGE, y + 5, _number(side.middle), anchor="end", cls="chart-strong"))
    return parts
