"""How does a round limb become a path? Outlines round circles, and lines, as short as they can be written.

Paths are written in whole numbers of half a unit (`GRAIN`): no eye sees less, and a picture stays small.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Flat = tuple[float, float]
Circle = tuple[float, float, float]

GRAIN = 2


class _Pen:
    """Writes each step from where the last one ended, so that rounding never adds up."""

    def __init__(self, start: Flat) -> None:
        self._at = _whole(start)
        self.path = f"M{_joined(self._at)}"

    def line(self, to: Flat) -> _Pen:
        step = self._step(to)
        self.path += f"h{step[0]}" if not step[1] else f"v{step[1]}" if not step[0] else f"l{_joined(step)}"
        return self

    def arc(self, radius: float, to: Flat, *, is_large: bool) -> _Pen:
        r = round(radius * GRAIN)
        self.path += f"a{r} {r} 0 {int(is_large)}0{_joined(self._step(to))}"
        return self

    def bend(self, pull: Flat, to: Flat) -> _Pen:
        x, y = _whole(pull)
        self.path += f"q{_joined((x - self._at[0], y - self._at[1]))}{_next(self._step(to))}"
        return self

    def closed(self) -> str:
        return self.path + "z"

    def _step(self, to: Flat) -> tuple[int, int]:
        before, self._at = self._at, _whole(to)
        return self._at[0] - before[0], self._at[1] - before[1]


def taper(one: Circle, other: Circle) -> str:
    """The outline round two circles, as one closed path."""
    return hull((one, other))


def hull(circles: Sequence[Circle]) -> str:
    """The outline round two or more circles of much the same size, as one closed path."""
    rim = _rim(circles)
    if len(rim) == 1:
        return disc(max(circles, key=lambda circle: circle[2]))
    # Each straight piece leaves its circle and reaches the next one at the same angle.
    angles = [_leaving(*pair) for pair in zip(rim, [*rim[1:], rim[0]], strict=True)]
    if None in angles:
        return disc(max(circles, key=lambda circle: circle[2]))
    pen = _Pen(_on(rim[0], angles[0] or 0.0))
    for (x, y, r), arrived, left in zip([*rim[1:], rim[0]], angles, [*angles[1:], angles[0]], strict=True):
        pen.line(_on((x, y, r), arrived or 0.0))
        turned = ((arrived or 0.0) - (left or 0.0)) % (2 * math.pi)
        pen.arc(r, _on((x, y, r), left or 0.0), is_large=turned > math.pi)
    return pen.closed()


def _on(circle: Circle, angle: float) -> Flat:
    return circle[0] + circle[2] * math.cos(angle), circle[1] + circle[2] * math.sin(angle)


def _leaving(one: Circle, other: Circle) -> float | None:
    """At which angle the outer tangent touches both; None where one lies in the other."""
    (x1, y1, r1), (x2, y2, r2) = one, other
    far = math.hypot(x2 - x1, y2 - y1)
    if far <= abs(r1 - r2) + 0.5:
        return None
    return math.atan2(y2 - y1, x2 - x1) + math.acos((r1 - r2) / far)


def _rim(circles: Sequence[Circle]) -> list[Circle]:
    """The circles whose middles lie outermost, in the order in which every taper turns."""
    spots = sorted(set(circles))
    if len(spots) < 3:
        return spots

    def half(way: Iterable[Circle]) -> list[Circle]:
        out: list[Circle] = []
        for c in way:
            while len(out) > 1 and _turn(out[-2], out[-1], c) >= -1e-6:
                out.pop()
            out.append(c)
        return out

    low, high = half(spots), half(reversed(spots))
    return [*low[:-1], *high[:-1]]


def _turn(a: Circle, b: Circle, c: Circle) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def disc(circle: Circle) -> str:
    """A circle, turning the same way round as every taper."""
    x, y, r = circle
    return _Pen((x + r, y)).arc(r, (x - r, y), is_large=True).arc(r, (x + r, y), is_large=True).closed()


def line(points: Iterable[Flat]) -> str:
    """Straight from point to point."""
    first, *others = points
    pen = _Pen(first)
    for point in others:
        pen.line(point)
    return pen.path


def smooth(points: Sequence[Flat]) -> str:
    """A closed soft shape that touches the middle of each side."""
    pairs = list(zip(points, [*points[1:], points[0]], strict=True))
    mids = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairs]
    pen = _Pen(mids[-1])
    for corner, middle in zip(points, mids, strict=True):
        pen.bend(corner, middle)
    return pen.closed()


def curve(start: Flat, end: Flat, bow: float) -> tuple[str, Flat]:
    """A bow from start to end (how far it bulges to the left of the way), and the point it is drawn towards."""
    way = (end[0] - start[0], end[1] - start[1])
    far = math.hypot(*way) or 1.0
    pull = (
        (start[0] + end[0]) / 2 + way[1] / far * bow * 2,
        (start[1] + end[1]) / 2 - way[0] / far * bow * 2,
    )
    return _Pen(start).bend(pull, end).path, pull


def _whole(point: Flat) -> tuple[int, int]:
    return round(point[0] * GRAIN), round(point[1] * GRAIN)


def _joined(pair: tuple[int, int]) -> str:
    return f"{pair[0]}{pair[1]}" if pair[1] < 0 else f"{pair[0]} {pair[1]}"


def _next(pair: tuple[int, int]) -> str:
    return _joined(pair) if pair[0] < 0 else f" {_joined(pair)}"
