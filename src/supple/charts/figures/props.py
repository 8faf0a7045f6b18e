"""What stands around the person? Beds, chairs, walls, rails and pillows as a few calm lines each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from supple.charts.figures.camera import Camera
from supple.charts.figures.shapes import Flat, disc, line, smooth
from supple.charts.figures.skeleton import Vec

Raw = Mapping[str, Any]
Piece = tuple[str, str, tuple[Flat, ...]]
"""A style, a path, and the points that must be in the picture. Here y points down, as pictures have it."""

Span = tuple[float, float]


def box(camera: Camera, xs: Span, ys: Span, zs: Span) -> Piece:
    """A block with its faces towards the one who looks: front, top, and the end that shows."""
    (x1, x2), (y1, y2), (z1, z2) = xs, ys, zs
    faces: list[list[Vec]] = [[(x1, y1, z2), (x2, y1, z2), (x2, y2, z2), (x1, y2, z2)]]
    if not camera.is_level:
        x = x1 if camera.see((1, 0, 0))[2] < 0 else x2
        faces.append([(x, y1, z1), (x, y1, z2), (x, y2, z2), (x, y2, z1)])
        faces.append([(x1, y2, z1), (x2, y2, z1), (x2, y2, z2), (x1, y2, z2)])
    flat = [[camera.flat(corner) for corner in face] for face in faces]
    return "solid", "".join(line(face) + "z" for face in flat), tuple(p for face in flat for p in face)


def lines(camera: Camera, style: str, *ways: Sequence[Vec]) -> Piece:
    flat = [[camera.flat(point) for point in way] for way in ways]
    return style, "".join(line(way) for way in flat), tuple(p for way in flat for p in way)


def _zs(raw: Raw, half: float) -> Span:
    z1, z2 = raw.get("z", (-half, half))
    return z1, z2


def floor(raw: Raw, camera: Camera) -> list[Piece]:
    y = raw.get("y", 0)
    return [lines(camera, "thin", [(raw["x1"], y, 0), (raw["x2"], y, 0)])]


def bed(raw: Raw, camera: Camera) -> list[Piece]:
    """A mattress on legs."""
    x1, x2, y, (z1, z2) = raw["x1"], raw["x2"], raw["y"], _zs(raw, 34)
    low = raw.get("floor", 0)
    legs = [[(x, y - 12, z2), (x, low, z2)] for x in (x1 + 6, x2 - 6)]
    return [lines(camera, "prop", *legs), box(camera, (x1, x2), (y - 12, y), (z1, z2))]


def bed_above(raw: Raw, _camera: Camera) -> list[Piece]:
    """From above: the whole bed and its pillow."""
    x1, x2, y1, y2 = raw["x1"], raw["x2"], -raw["y2"], -raw["y1"]
    frame = [(x1, y1), (x2, y1), (x2, y2), (x1, y2)]
    middle, half = -raw.get("pillow", (raw["y1"] + raw["y2"]) / 2), raw.get("pillow_half", 26)
    cushion = _oblong((x1 + 26, middle), 34, 2 * half, 0)
    return [("solid", line(frame) + "z", tuple(frame)), ("prop", smooth(cushion), ())]


def pillow(raw: Raw, camera: Camera) -> list[Piece]:
    """A rounded cushion, turned by `angle`."""
    middle = camera.flat((raw["at"][0], raw["at"][1], raw.get("z", 0)))
    corners = _oblong(middle, raw["w"], raw["h"], raw.get("angle", 0))
    return [("solid", smooth(corners), tuple(corners))]


def _oblong(middle: Flat, w: float, h: float, angle: float) -> list[Flat]:
    """An oblong whose corners are cut once, so that its curves run flatter."""
    cos, sin = math.cos(math.radians(-angle)), math.sin(math.radians(-angle))
    cut = min(w, h) * 0.3
    spots = [
        (s * (w / 2 - a), t * (h / 2 - b))
        for s, t, order in ((-1, -1, 0), (1, -1, 1), (1, 1, 0), (-1, 1, 1))
        for a, b in (((0, cut), (cut, 0)) if not order else ((cut, 0), (0, cut)))
    ]
    return [(middle[0] + x * cos - y * sin, middle[1] + x * sin + y * cos) for x, y in spots]


def chair(raw: Raw, camera: Camera) -> list[Piece]:
    """A plain chair facing right. `x` is where its back stands, `to` the front edge of its seat."""
    x, front, seat, (z1, z2) = raw["x"], raw["to"], raw.get("seat", 46), _zs(raw, 20)
    low, high = raw.get("floor", 0), seat + raw.get("back", 48)
    legs = [
        [(at, seat, z), (at, low, z)]
        for at in (x + 2, front - 2)
        for z in ((z1, z2) if not camera.is_level else (z2,))
    ]
    return [
        box(camera, (x - 4, x), (seat, high), (z1, z2)),
        lines(camera, "prop", *legs),
        box(camera, (x - 4, front), (seat - 5, seat), (z1, z2)),
    ]


def chair_front(raw: Raw, camera: Camera) -> list[Piece]:
    """A chair that faces whoever looks, with arms to hold on to. `x` is its middle."""
    x, seat, back = raw.get("x", 0), raw.get("seat", 46), raw.get("back", 54)
    z1, z2 = -14, raw.get("to", 26)
    pieces = [
        box(camera, (x - 26, x + 26), (seat, seat + back), (z1 - 4, z1)),
        lines(camera, "prop", *([(x + s, seat - 5, z2), (x + s, 0, z2)] for s in (-23, 23))),
        box(camera, (x - 26, x + 26), (seat - 5, seat), (z1, z2)),
    ]
    if raw.get("arms"):
        for s in (-32, 32):
            pieces.append(
                lines(camera, "bar", [(x + s, seat + 24, z1), (x + s, seat + 24, z2), (x + s, seat - 5, z2)])
            )
    return pieces


def wheelchair(raw: Raw, _camera: Camera) -> list[Piece]:
    """Its back, seat, large wheel, small wheel and footrest, from the side."""
    x, front, seat = raw["x"], raw["to"], -raw.get("seat", 46)
    frame = [(x - 9, seat - 44), (x, seat - 44), (x, seat), (front, seat), (front + 10, -7), (front + 28, -7)]
    wheels = disc((x + 10, -29, 29)) + disc((front - 1, -8, 8))
    return [("thin", wheels, ((x - 19, 0),)), ("prop", line(frame), tuple(frame))]


def wall(raw: Raw, _camera: Camera) -> list[Piece]:
    """A wall to the right of `x`, with the strokes that builders' drawings give it."""
    x, low, high = raw["x"], -raw.get("y1", 0), -raw["y2"]
    strokes = "".join(line([(x, y + 12), (x + 9, y + 3)]) for y in range(int(high), int(low) - 8, 24))
    return [("prop", line([(x, low), (x, high)]), ((x, low), (x + 9, high))), ("thin", strokes, ())]


def rail(raw: Raw, camera: Camera) -> list[Piece]:
    """A grab rail on posts."""
    x1, x2, y, z = raw["x1"], raw["x2"], raw["y"], raw.get("z", 0)
    posts = [[(x, y, z), (x, 0, z)] for x in raw.get("posts", (x2,))]
    return [lines(camera, "prop", *posts), lines(camera, "bar", [(x1, y, z), (x2, y, z)])]


def table(raw: Raw, camera: Camera) -> list[Piece]:
    x1, x2, y, (z1, z2) = raw["x1"], raw["x2"], raw["y"], _zs(raw, 30)
    legs = [[(x, y - 5, z2), (x, 0, z2)] for x in raw.get("legs", (x2 - 6,))]
    return [lines(camera, "prop", *legs), box(camera, (x1, x2), (y - 5, y), (z1, z2))]


def step(raw: Raw, camera: Camera) -> list[Piece]:
    return [box(camera, (raw["x1"], raw["x2"]), (0, raw["y"]), _zs(raw, 22))]


KINDS: Mapping[str, Callable[[Raw, Camera], list[Piece]]] = {
    kind.__name__: kind
    for kind in (floor, bed, bed_above, pillow, chair, chair_front, wheelchair, wall, rail, table, step)
}
