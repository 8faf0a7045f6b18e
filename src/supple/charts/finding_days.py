"""What does a finding rest on? The days themselves, each a dot."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from supple.charts import axes, svg
from supple.charts.series import series
from supple.charts.words import days_word, plain, point, sentence_case
from supple.model import Chart, DailyTable, Finding

_LAG_WORDS = {0: "with", 1: "after", 2: "two days after", 3: "three days after"}
DAYS_NOTE = (
    "The size of a finding adds up the days it is seen over and allows for dated changes, so it can differ from the "
    "gap between these means."
)
_AMOUNTS = (".level", ".amount", ".minutes", ".count")
_RADII = (5.0, 4.2, 3.6, 3.0, 2.5, 2.0, 1.6, 1.2, 0.9)
_ROW_HEIGHT = 84.0


@dataclass(frozen=True)
class _Group:
    words: str
    values: tuple[float, ...]
    cls: str

    @property
    def mean(self) -> float | None:
        return sum(self.values) / len(self.values) if self.values else None


def finding_days(
    table: DailyTable, finding: Finding, label: str, *, outcome_label: str = "", scale_max: float | None = None
) -> Chart | None:
    """Each noted day as a dot at its outcome, apart by whether the factor was there at the finding's lag.

    A continuous factor is drawn as one dot a day, the factor across and the outcome up. None when the finding
    has no lag, or no day on which both were noted.
    """
    if finding.lag_days is None:
        return None
    outcome_label = outcome_label or finding.outcome.removeprefix("own:").replace("_", " ")
    pairs, left_out = _pairs(table, finding)
    if not pairs:
        return None
    unpaired = len(left_out)
    if finding.is_continuous:
        return _scatter(pairs, unpaired, finding, label, outcome_label)
    words = "nights" if finding.outcome.startswith(("night_", "wakings")) else "days"
    lag = _LAG_WORDS.get(finding.lag_days, f"{finding.lag_days} days after")
    present = tuple(outcome for factor, outcome in pairs if factor)
    absent = tuple(outcome for factor, outcome in pairs if not factor)
    if _is_presence_only(present, absent, left_out):
        unasked = (
            f"{sentence_case(words)} {'when' if finding.lag_days == 0 else f'{lag} a day when'} it was not noted"
        )
        groups = (
            _Group(f"{sentence_case(words)} {lag} {label}", present, "chart-with"),
            _Group(unasked, (*absent, *left_out), "chart-without"),
        )
        return _dots(groups, 0, label, outcome_label, scale_max)
    groups = (
        _Group(f"{sentence_case(words)} {lag} {label}", present, "chart-with"),
        _Group(
            f"{sentence_case(words)} {'without' if finding.lag_days == 0 else f'not {lag}'} {label}",
            absent,
            "chart-without",
        ),
    )
    return _dots(groups, unpaired, label, outcome_label, scale_max)


def _is_presence_only(present: Sequence[float], absent: Sequence[float], blank: Sequence[float]) -> bool:
    """Ticked when there, hardly ever answered with no: the finding then compares with days that do not say.

    The same rule as in `insight`, so that the picture shows the days the finding rests on.
    """
    return bool(present) and len(absent) <= max(2, 0.1 * len(present)) and len(blank) > len(absent)


def _factor_cells(table: DailyTable, finding: Finding) -> tuple[float | None, ...]:
    """The factor's column; of a continuous finding the column that says how much, where there is one."""
    plain_cells = series(table, finding.factor).cells
    if not finding.is_continuous or set(plain_cells) - {0.0, 1.0, None}:
        return plain_cells
    for ending in _AMOUNTS:
        if finding.factor + ending in table.columns:
            amounts = series(table, finding.factor + ending).cells
            # An explicit "no" is none of it; a blank stays a blank.
            return tuple(
                amount if amount is not None else (0.0 if was == 0 else None)
                for amount, was in zip(amounts, plain_cells, strict=True)
            )
    return plain_cells


def _pairs(table: DailyTable, finding: Finding) -> tuple[list[tuple[float, float]], list[float]]:
    """(factor, outcome) of each day on which both were noted, and the outcomes of the days whose factor was not."""
    lag = finding.lag_days or 0
    outcomes, factors = series(table, finding.outcome).cells, _factor_cells(table, finding)
    pairs = []
    unpaired = []
    for i, outcome in enumerate(outcomes):
        if outcome is None:
            continue
        factor = factors[i - lag] if i >= lag else None
        if factor is None:
            unpaired.append(outcome)
        else:
            pairs.append((factor, outcome))
    return pairs, unpaired


def _dots(
    groups: tuple[_Group, _Group], unpaired: int, label: str, outcome_label: str, scale_max: float | None
) -> Chart:
    title = f"{sentence_case(outcome_label)}, and {label}"
    told = ". ".join(
        f"{group.words}: {len(group.values)}, mean {point(group.mean)}"
        if group.mean is not None
        else f"{group.words}: 0"
        for group in groups
    )
    sentence = f"{told}."
    if unpaired:
        sentence += f" On {unpaired} more, {label} was not noted; they are left out."
    rows = tuple((group.words, str(len(group.values)), *_three(group.values)) for group in groups)
    if unpaired:
        rows = (*rows, (f"{sentence_case(label)} not noted", str(unpaired), "left out", "", ""))
    head = ("Which", "How many", f"Mean {outcome_label}", "Lowest", "Highest")
    desc = f"{sentence} Each dot is one. {DAYS_NOTE}"
    narrow, wide = (_draw_dots(groups, width, title, desc, scale_max) for width in (svg.NARROW, svg.WIDE))
    return Chart(narrow, title, sentence, head, rows, desc, wide, (), title, DAYS_NOTE)


def _three(values: Sequence[float]) -> tuple[str, str, str]:
    if not values:
        return "–", "–", "–"
    return point(sum(values) / len(values)), plain(min(values)), plain(max(values))


def _draw_dots(groups: tuple[_Group, _Group], width: float, title: str, desc: str, scale_max: float | None) -> str:
    everything = [value for group in groups for value in group.values]
    high = axes.top_of_scale(everything, scale_max)
    whole = all(value.is_integer() for value in everything)
    step = max(1.0, high / 20) if whole else high / 20
    left, right = 16.0, width - 16.0
    per_bin = (right - left) / (high / step + 1)
    radius = next((r for r in _RADII if _tallest(groups, step, per_bin, r) <= _ROW_HEIGHT), _RADII[-1])
    parts: list[str] = []
    y = 0.0
    for group in groups:
        parts.append(svg.text(2, y + 15, f"{group.words} ({len(group.values)})", cls="chart-strong"))
        floor = y + 24 + min(_ROW_HEIGHT, max(_tallest((group,), step, per_bin, radius), 24.0))
        parts.append(svg.line("chart-axis", left - 8, floor, right + 8, floor))
        parts += _swarm(group, step, left, per_bin, radius, floor)
        if group.mean is not None:
            x = left + (group.mean / step + 0.5) * per_bin
            parts.append(svg.triangle("chart-point", x, floor + 12, 6))
            words = f"mean {point(group.mean)}"
            room = svg.width_of(words) + 12
            anchor, at = ("start", x + 10) if x + room < width else ("end", x - 10)
            parts.append(svg.text(at, floor + 15, words, anchor=anchor))
        y = floor + 24
    for tick in axes.value_ticks(high):
        parts.append(svg.text(left + (tick / step + 0.5) * per_bin, y + 14, svg.number(tick), anchor="middle"))
    return svg.picture(parts, width=width, height=y + 22, title=title, desc=desc, cls="chart-days")


def _bins(values: Sequence[float], step: float) -> dict[int, int]:
    counts: dict[int, int] = {}
    for value in values:
        place = math.floor(value / step + 0.5)
        counts[place] = counts.get(place, 0) + 1
    return counts


def _across(per_bin: float, radius: float) -> int:
    """How many dots stand side by side within one bin."""
    return max(1, int(min(per_bin * 0.75, 40) // (2 * radius + 0.4)))


def _tallest(groups: Sequence[_Group], step: float, per_bin: float, radius: float) -> float:
    most = max((count for group in groups for count in _bins(group.values, step).values()), default=0)
    return math.ceil(most / _across(per_bin, radius)) * (2 * radius + 0.4) + 2


def _swarm(group: _Group, step: float, left: float, per_bin: float, radius: float, floor: float) -> list[str]:
    parts = []
    across = _across(per_bin, radius)
    pitch = 2 * radius + 0.4
    for place, count in sorted(_bins(group.values, step).items()):
        middle = left + (place + 0.5) * per_bin
        for dot in range(count):
            row, column = divmod(dot, across)
            in_row = min(across, count - row * across)
            x = middle + (column - (in_row - 1) / 2) * pitch
            parts.append(_dot(group.cls, x, floor - 2 - radius - row * pitch, radius))
    return parts


def _dot(cls: str, x: float, y: float, radius: float) -> str:
    """Filled diamonds with the factor, hollow circles without: told apart in grey, too."""
    return svg.diamond(cls, x, y, radius) if cls == "chart-with" else svg.circle(cls, x, y, radius * 0.85)


def _scatter(
    pairs: Sequence[tuple[float, float]], unpaired: int, finding: Finding, label: str, outcome_label: str
) -> Chart:
    lag = finding.lag_days or 0
    before = "the same day" if lag == 0 else f"{days_word(lag)} before"
    title = f"{sentence_case(outcome_label)}, and {label} {before}"
    factors = [factor for factor, _ in pairs]
    sentence = f"{sentence_case(days_word(len(pairs)))} with both noted: "
    sentence += f"{label} from {plain(min(factors))} to {plain(max(factors))}."
    if unpaired:
        sentence += f" On {unpaired} more, {label} was not noted; they are left out."
    rows = []
    ordered = sorted(pairs)
    for third, words in enumerate(("lowest", "middle", "highest")):
        part = ordered[len(ordered) * third // 3 : len(ordered) * (third + 1) // 3]
        if part:
            span = f"{plain(part[0][0])} to {plain(part[-1][0])}"
            rows.append(
                (f"{sentence_case(words)} third", span, str(len(part)), point(sum(o for _, o in part) / len(part)))
            )
    head = ("Days by " + label, "From, to", "Days", f"Mean {outcome_label}")
    desc = f"{sentence} Each dot is one day: {label} across, {outcome_label} up. {DAYS_NOTE}"
    narrow, wide = (
        _draw_scatter(pairs, width, title, desc, label, outcome_label) for width in (svg.NARROW, svg.WIDE)
    )
    return Chart(narrow, title, sentence, head, tuple(rows), desc, wide, (), title, DAYS_NOTE)


def _draw_scatter(
    pairs: Sequence[tuple[float, float]], width: float, title: str, desc: str, label: str, outcome_label: str
) -> str:
    high_x = axes.top_of_scale([factor for factor, _ in pairs], None)
    low_x = 0.0 if min(factor for factor, _ in pairs) >= 0 else -high_x
    high_y = axes.top_of_scale([outcome for _, outcome in pairs], None)
    left, top, height = 34.0, 26.0, 150.0
    right = width - 14

    def place(factor: float, outcome: float) -> tuple[float, float]:
        across = left + (factor - low_x) / (high_x - low_x) * (right - left)
        return across, top + height - outcome / high_y * height

    parts = [svg.text(2, 14, f"up: {outcome_label}")]
    for tick in axes.value_ticks(high_y):
        y = place(low_x, tick)[1]
        parts.append(svg.line("chart-grid" if tick else "chart-axis", left, y, right, y))
        parts.append(svg.text(left - 6, y + 5, svg.number(tick), anchor="end"))
    parts += [svg.circle("chart-day", *place(factor, outcome), 3.2) for factor, outcome in pairs]
    for tick in sorted({low_x, *axes.value_ticks(high_x)}):
        parts.append(svg.text(place(tick, 0)[0], top + height + 18, svg.number(tick), anchor="middle"))
    parts.append(svg.text((left + right) / 2, top + height + 38, f"across: {label}", anchor="middle"))
    return svg.picture(parts, width=width, height=top + height + 46, title=title, desc=desc, cls="chart-scatter")
