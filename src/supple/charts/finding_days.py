"""What does a finding rest on? The days themselves, each a dot."""

from __future__ import annotations

from collections.abc import Sequence

from supple.charts import axes, svg
from supple.charts.days_of import Group, days_of
from supple.charts.swarm import Scale, radius_for, swarm, tallest
from supple.charts.words import days_word, plain, point, sentence_case
from supple.model import Chart, DailyTable, Finding
from supple.words import N_, _

DAYS_NOTE = N_(
    "The size of a finding adds up the days it is seen over and allows for "
    "dated changes, so it can differ from the gap between these means."
)
_ROW_HEIGHT = 84.0


def finding_days(
    table: DailyTable, finding: Finding, label: str, *, outcome_label: str = "", scale_max: float | None = None
) -> Chart | None:
    """Each noted day as a dot at its outcome, apart by whether the factor was there at the finding's lag.

    A continuous factor is drawn as one dot a day, the factor across and the outcome up. None when the finding
    has no lag, or no day on which both were noted.
    """
    days = days_of(table, finding, label)
    if days is None:
        return None
    outcome_label = outcome_label or finding.outcome.removeprefix("own:").replace("_", " ")
    if finding.is_continuous:
        return _scatter(days.pairs, len(days.left_out), finding, label, outcome_label)
    return _dots((days.present, days.absent), len(days.left_out), label, outcome_label, scale_max)


def _dots(
    groups: tuple[Group, Group], unpaired: int, label: str, outcome_label: str, scale_max: float | None
) -> Chart:
    title = _("{sentence_case}, and {label}").format(sentence_case=sentence_case(outcome_label), label=label)
    told = ". ".join(
        _("{words}: {count}, mean {point}").format(
            words=group.words, count=len(group.values), point=point(group.mean)
        )
        if group.mean is not None
        else f"{group.words}: 0"
        for group in groups
    )
    sentence = f"{told}."
    if unpaired:
        sentence += _(" On {unpaired} more, {label} was not noted; they are left out.").format(
            unpaired=unpaired, label=label
        )
    rows = tuple((group.words, str(len(group.values)), *_three(group.values)) for group in groups)
    if unpaired:
        rows = (
            *rows,
            (
                _("{sentence_case} not noted").format(sentence_case=sentence_case(label)),
                str(unpaired),
                _("left out"),
                "",
                "",
            ),
        )
    head = (
        _("Which"),
        _("How many"),
        _("Mean {outcome_label}").format(outcome_label=outcome_label),
        _("Lowest"),
        _("Highest"),
    )
    desc = _("{sentence} Each dot is one. {days_note}").format(sentence=sentence, days_note=_(DAYS_NOTE))
    narrow, wide = (_draw_dots(groups, width, title, desc, scale_max) for width in (svg.NARROW, svg.WIDE))
    return Chart(narrow, title, sentence, head, rows, desc, wide, (), title, _(DAYS_NOTE))


def _three(values: Sequence[float]) -> tuple[str, str, str]:
    if not values:
        return "–", "–", "–"
    return point(sum(values) / len(values)), plain(min(values)), plain(max(values))


def _draw_dots(groups: tuple[Group, Group], width: float, title: str, desc: str, scale_max: float | None) -> str:
    everything = [value for group in groups for value in group.values]
    high = axes.top_of_scale(everything, scale_max)
    scale = Scale.of(everything, 0.0, high, left=16.0, right=width - 16.0)
    radius = min(radius_for(group.values, scale, _ROW_HEIGHT) for group in groups)
    parts: list[str] = []
    y = 0.0
    for group in groups:
        parts.append(svg.text(2, y + 15, f"{group.words} ({len(group.values)})", cls="chart-strong"))
        floor = y + 24 + min(_ROW_HEIGHT, max(tallest(group.values, scale, radius), 24.0))
        parts.append(svg.line("chart-axis", 8.0, floor, width - 8.0, floor))
        parts.append(swarm(group.values, scale, radius, floor=floor, cls=group.cls))
        if group.mean is not None:
            x = scale.x(group.mean)
            parts.append(svg.triangle("chart-point", x, floor + 12, 6))
            words = _("mean {point}").format(point=point(group.mean))
            room = svg.width_of(words) + 12
            anchor, at = ("start", x + 10) if x + room < width else ("end", x - 10)
            parts.append(svg.text(at, floor + 15, words, anchor=anchor))
        y = floor + 24
    parts += [svg.text(scale.x(tick), y + 14, svg.number(tick), anchor="middle") for tick in axes.value_ticks(high)]
    return svg.picture(parts, width=width, height=y + 22, title=title, desc=desc, cls="chart-days")


def _scatter(
    pairs: Sequence[tuple[float, float]], unpaired: int, finding: Finding, label: str, outcome_label: str
) -> Chart:
    lag = finding.lag_days or 0
    before = _("the same day") if lag == 0 else _("{days_word} before").format(days_word=days_word(lag))
    title = _("{sentence_case}, and {label} {before}").format(
        sentence_case=sentence_case(outcome_label), label=label, before=before
    )
    factors = [factor for factor, _ignored in pairs]
    sentence = _("{sentence_case} with both noted: ").format(sentence_case=sentence_case(days_word(len(pairs))))
    sentence += _("{label} from {plain} to {plain_2}.").format(
        label=label, plain=plain(min(factors)), plain_2=plain(max(factors))
    )
    if unpaired:
        sentence += _(" On {unpaired} more, {label} was not noted; they are left out.").format(
            unpaired=unpaired, label=label
        )
    rows = []
    ordered = sorted(pairs)
    for third, words in enumerate(("lowest", "middle", "highest")):
        part = ordered[len(ordered) * third // 3 : len(ordered) * (third + 1) // 3]
        if part:
            span = _("{plain} to {plain_2}").format(plain=plain(part[0][0]), plain_2=plain(part[-1][0]))
            rows.append(
                (
                    _("{sentence_case} third").format(sentence_case=sentence_case(words)),
                    span,
                    str(len(part)),
                    point(sum(o for _ignored, o in part) / len(part)),
                )
            )
    head = (
        _("Days by ") + label,
        _("From, to"),
        _("Days"),
        _("Mean {outcome_label}").format(outcome_label=outcome_label),
    )
    desc = _("{sentence} Each dot is one day: {label} across, {outcome_label} up. {days_note}").format(
        sentence=sentence, label=label, outcome_label=outcome_label, days_note=_(DAYS_NOTE)
    )
    narrow, wide = (
        _draw_scatter(pairs, width, title, desc, label, outcome_label) for width in (svg.NARROW, svg.WIDE)
    )
    return Chart(narrow, title, sentence, head, tuple(rows), desc, wide, (), title, _(DAYS_NOTE))


def _draw_scatter(
    pairs: Sequence[tuple[float, float]], width: float, title: str, desc: str, label: str, outcome_label: str
) -> str:
    high_x = axes.top_of_scale([factor for factor, _ignored in pairs], None)
    low_x = 0.0 if min(factor for factor, _ignored in pairs) >= 0 else -high_x
    high_y = axes.top_of_scale([outcome for _ignored, outcome in pairs], None)
    left, top, height = 34.0, 26.0, 150.0
    right = width - 14

    def place(factor: float, outcome: float) -> tuple[float, float]:
        across = left + (factor - low_x) / (high_x - low_x) * (right - left)
        return across, top + height - outcome / high_y * height

    parts = [svg.text(2, 14, _("up: {outcome_label}").format(outcome_label=outcome_label))]
    for tick in axes.value_ticks(high_y):
        y = place(low_x, tick)[1]
        parts.append(svg.line("chart-grid" if tick else "chart-axis", left, y, right, y))
        parts.append(svg.text(left - 6, y + 5, svg.number(tick), anchor="end"))
    parts += [svg.circle("chart-day", *place(factor, outcome), 3.2) for factor, outcome in pairs]
    for tick in sorted({low_x, *axes.value_ticks(high_x)}):
        parts.append(svg.text(place(tick, 0)[0], top + height + 18, svg.number(tick), anchor="middle"))
    parts.append(
        svg.text((left + right) / 2, top + height + 38, _("across: {label}").format(label=label), anchor="middle")
    )
    return svg.picture(parts, width=width, height=top + height + 46, title=title, desc=desc, cls="chart-scatter")
