"""At which hours does it come? A clock of 24 hours: how often, and of which hours nobody knows."""

from __future__ import annotations

import math

from supple.charts import axes, svg
from supple.charts.words import days_word, sentence_case, span_words
from supple.model import HOURS, Chart, HourCounts
from supple.words import _

_WIDTH = 360.0
_MIDDLE_X, _MIDDLE_Y = 180.0, 186.0
_RING_IN, _RING_OUT, _BARS_TO, _LABELS = 44.0, 56.0, 136.0, 164.0
# Fewer than these say nothing of a rhythm: the picture still shows them.
FEWEST, FEWEST_DAYS = 20, 7
_WIDEST = 6  # hours: half of all within so few of 24 is worth a sentence


def dial(noted: HourCounts) -> Chart:
    """The counts of each hour as bars around a clock, midnight on top; an hour with nothing noted is hatched."""
    title = _("{sentence_case} around the clock").format(sentence_case=sentence_case(noted.label))
    sentence = dial_sentence(noted)
    head = (_("Hour"), _("How often"), _("On days"), _("Days with anything noted then"))
    table = tuple(
        (
            hour_words(hour),
            str(noted.counts[hour]) if noted.days_noted[hour] else _("not known"),
            str(noted.days_with[hour]) if noted.days_noted[hour] else _("not known"),
            str(noted.days_noted[hour]),
        )
        for hour in range(HOURS)
    )
    note = _(
        "It counts what was noted with a time of the clock. An hour in which you "
        "sleep or are busy may look empty because nobody noted it."
    )
    if not noted.total:
        return Chart("", title, sentence, head, (), sentence, note=note)
    drawn = _draw(noted, title=title, desc=sentence)
    return Chart(drawn, title, sentence, head, table, sentence, table_title=title, note=note)


def dial_sentence(noted: HourCounts) -> str:
    """When most came, where there are enough to say; else that there are too few."""
    span = span_words(noted.first, noted.last)
    beside = (
        _(" {without_hour} more had no hour.").format(without_hour=noted.without_hour) if noted.without_hour else ""
    )
    if not noted.total:
        return _("{sentence_case}: none was noted with an hour, {span}.{beside}").format(
            sentence_case=sentence_case(noted.label), span=span, beside=beside
        )
    said = _("{sentence_case}: {total} noted with an hour, on {days_with_any} of ").format(
        sentence_case=sentence_case(noted.label), total=noted.total, days_with_any=noted.days_with_any
    )
    said += f"{days_word(noted.days)}, {span}."
    if noted.total < FEWEST or noted.days_with_any < FEWEST_DAYS:
        return _("{said} That is too few to tell at which hours it comes.{beside}").format(said=said, beside=beside)
    found = busiest(noted.counts)
    if found is None:
        return _("{said} No hours stand out: they are spread over the day.{beside}").format(said=said, beside=beside)
    start, hours, share = found
    return _("{said} {share} of them came between {clock} and {clock_2}.{beside}").format(
        said=said, share=share, clock=_clock(start), clock_2=_clock(start + hours), beside=beside
    )


def busiest(counts: tuple[int, ...]) -> tuple[int, int, int] | None:
    """(first hour, how many hours, how many in them) of the shortest run of hours that holds half of all."""
    total = sum(counts)
    for hours in range(1, _WIDEST + 1):
        best = max(range(HOURS), key=lambda start: (_within(counts, start, hours), -start))
        if 2 * _within(counts, best, hours) >= total:
            return best, hours, _within(counts, best, hours)
    return None


def hour_words(hour: int) -> str:
    """ "03:00 to 04:00"."""
    return _("{clock} to {clock_2}").format(clock=_clock(hour), clock_2=_clock(hour + 1))


def _clock(hour: int) -> str:
    return f"{hour % HOURS:02d}:00"


def _within(counts: tuple[int, ...], start: int, hours: int) -> int:
    return sum(counts[(start + i) % HOURS] for i in range(hours))


def _draw(noted: HourCounts, *, title: str, desc: str) -> str:
    most = max(noted.counts)
    parts = []
    for hour, count in enumerate(noted.counts):
        if noted.days_noted[hour]:
            parts.append(svg.shape("path", "chart-without", d=_sector(hour, _RING_IN, _RING_OUT)))
        else:
            parts.append(_hatch(hour))
        if count:
            to = _RING_OUT + 2 + (_BARS_TO - _RING_OUT - 2) * count / most
            parts.append(svg.shape("path", "chart-bar", d=_sector(hour, _RING_OUT + 2, to)))
            x, y = _at(hour + 0.5, to + 9)
            parts.append(svg.text(x, y + 5, str(count), anchor="middle"))
        if hour % 3 == 0:
            parts += _label(hour)
    parts.append(svg.text(_MIDDLE_X, _MIDDLE_Y + 6, str(noted.total), anchor="middle", cls="chart-number"))
    entries = [
        (svg.shape("rect", "chart-bar", x=8, y=-7, width=10, height=14), _("how often in this hour")),
        (svg.shape("rect", "chart-without", x=4, y=-5, width=18, height=10), _("something was noted then")),
        (svg.hatched(2, -5, 22, 10), _("nothing noted: not known")),
    ]
    legend, used = axes.sample_keys(entries, top=_MIDDLE_Y + _LABELS + 38, left=4, picture_width=_WIDTH)
    height = _MIDDLE_Y + _LABELS + 30 + used
    return svg.picture([*parts, *legend], width=_WIDTH, height=height, title=title, desc=desc, cls="chart-dial")


def _label(hour: int) -> list[str]:
    words = {0: "midnight", 12: "noon"}.get(hour, f"{hour:02d}:00")
    x, y = _at(hour, _LABELS if hour % 12 else _LABELS + 4)
    near, far = _at(hour, _RING_OUT), _at(hour, _BARS_TO)
    return [
        svg.line("chart-grid", *near, *far),
        svg.text(min(max(x, 22.0), _WIDTH - 22.0), y + 5, words, anchor="middle"),
    ]


def _at(hour: float, radius: float) -> tuple[float, float]:
    """A point of the clock's face, midnight on top and the sun's way round."""
    turn = 2 * math.pi * hour / HOURS
    return _MIDDLE_X + radius * math.sin(turn), _MIDDLE_Y - radius * math.cos(turn)


def _sector(hour: int, inner: float, outer: float) -> str:
    gap = 0.06
    points = [
        _at(hour + gap, inner),
        _at(hour + gap, outer),
        _at(hour + 1 - gap, outer),
        _at(hour + 1 - gap, inner),
    ]
    a, b, c, d = (f"{svg.number(x)} {svg.number(y)}" for x, y in points)
    out, into = svg.number(outer), svg.number(inner)
    return f"M{a}L{b}A{out} {out} 0 0 1 {c}L{d}A{into} {into} 0 0 0 {a}z"


def _hatch(hour: int) -> str:
    box = svg.shape("path", "chart-gap", d=_sector(hour, _RING_IN, _RING_OUT))
    strokes = []
    for place in (0.1, 0.4, 0.7):
        (x1, y1), (x2, y2) = _at(hour + place, _RING_IN), _at(hour + place + 0.25, _RING_OUT)
        strokes.append(f"M{svg.number(x1)} {svg.number(y1)}L{svg.number(x2)} {svg.number(y2)}")
    return box + svg.shape("path", "chart-hatch", d="".join(strokes))
