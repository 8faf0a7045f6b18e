"""How do many days stand side by side? One dot a day, piled up at its number; all dots of a group in one path."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from supple.charts import svg

_RADII = (8.0, 7.0, 6.0, 5.5, 5.0, 4.2, 3.6, 3.0, 2.5, 2.0, 1.6, 1.2, 0.9)
_GAP = 0.4
_MOST_ACROSS = 40.0


@dataclass(frozen=True)
class Scale:
    """Where a number stands from left to right: bins of `step`, from `low` on, each `per_bin` wide."""

    low: float
    step: float
    left: float
    per_bin: float

    @classmethod
    def of(cls, values: Sequence[float], low: float, high: float, *, left: float, right: float) -> Scale:
        """Whole numbers each have a bin, up to twenty; anything finer is put into twenty."""
        whole = all(value.is_integer() for value in values)
        step = max(1.0, (high - low) / 20) if whole else max((high - low) / 20, 0.05)
        return cls(low, step, left, (right - left) / ((high - low) / step + 1))

    def x(self, value: float) -> float:
        return self.left + ((value - self.low) / self.step + 0.5) * self.per_bin

    def bins(self, values: Sequence[float]) -> dict[int, int]:
        """Bin → how many of the values."""
        counts: dict[int, int] = {}
        for value in values:
            place = math.floor((value - self.low) / self.step + 0.5)
            counts[place] = counts.get(place, 0) + 1
        return counts


def radius_for(values: Sequence[float], scale: Scale, height: float, *, most: float = 5.0) -> float:
    """The largest dot with which the tallest pile keeps within the height."""
    return next((r for r in _RADII if r <= most and tallest(values, scale, r) <= height), _RADII[-1])


def tallest(values: Sequence[float], scale: Scale, radius: float) -> float:
    """How high the tallest pile of dots is."""
    most = max(scale.bins(values).values(), default=0)
    return math.ceil(most / _across(scale, radius)) * _pitch(radius) + 2


def swarm(
    values: Sequence[float], scale: Scale, radius: float, *, floor: float, cls: str, is_hanging: bool = False
) -> str:
    """Every value as a dot, standing on `floor` or hanging from it: filled diamonds for the class "chart-with",
    hollow circles for any other, told apart in grey too. One path, so that years of days stay a small page."""
    across, pitch = _across(scale, radius), _pitch(radius)
    down = 1 if is_hanging else -1
    steps = []
    for place, count in sorted(scale.bins(values).items()):
        middle = scale.left + (place + 0.5) * scale.per_bin
        for dot in range(count):
            row, column = divmod(dot, across)
            in_row = min(across, count - row * across)
            x = middle + (column - (in_row - 1) / 2) * pitch
            y = floor + down * (2 + radius + row * pitch)
            steps.append(_diamond(x, y, radius) if cls == "chart-with" else svg.round_step(x, y, radius * 0.85))
    return svg.shape("path", cls, d="".join(steps)) if steps else ""


def _across(scale: Scale, radius: float) -> int:
    """How many dots stand side by side within one bin."""
    return max(1, int(min(scale.per_bin * 0.8, _MOST_ACROSS) // _pitch(radius)))


def _pitch(radius: float) -> float:
    return 2 * radius + _GAP


def _diamond(x: float, y: float, radius: float) -> str:
    r = svg.number(radius)
    return f"M{svg.number(x)} {svg.number(y - radius)}l{r} {r}l-{r} {r}l-{r} -{r}z"
