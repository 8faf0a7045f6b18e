"""How does a hand look close by? Palm, fingers and thumb inside a ring, for stretches too small to see on a body."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from supple.charts.figures.props import Piece
from supple.charts.figures.shapes import Flat, disc, line, taper

Raw = Mapping[str, Any]


def hand(raw: Raw) -> list[Piece]:
    """A forearm's end and the hand on it, from the side.

    `at` is the middle of the ring, `fore` the way of the forearm, `palm` that of the palm, `fingers` of each joint
    of the fingers, `thumb` of the thumb's two bones; `against` is the line of a table or a wall. Angles as
    everywhere: 0 right, 90 up.
    """
    x, y, ring = raw["at"][0], -raw["at"][1], raw.get("ring", 54)
    size = raw.get("size", 1.25)
    wrist = (x + size * raw.get("wrist", (0, 0))[0], y - size * raw.get("wrist", (0, 0))[1])

    def go(start: Flat, angle: float, far: float) -> Flat:
        return (
            start[0] + far * size * math.cos(math.radians(angle)),
            start[1] - far * size * math.sin(math.radians(angle)),
        )

    def bones(start: Flat, angles: list[float], lengths: tuple[float, ...], radii: tuple[float, ...]) -> str:
        path = ""
        for angle, far, one, other in zip(angles, lengths, radii, radii[1:], strict=False):
            end = go(start, angle, far)
            path += taper((*start, one * size), (*end, other * size))
            start = end
        return path

    knuckles = go(wrist, raw["palm"], 22)
    fore = go(wrist, raw["fore"] + 180, raw.get("fore_length", 26))
    limb = taper((*fore, 9.5 * size), (*wrist, 8 * size)) + taper((*wrist, 8 * size), (*knuckles, 7 * size))
    limb += bones(knuckles, raw["fingers"], (13, 9, 7), (5.5, 4.6, 4.0, 3.4))
    thumb = bones(go(wrist, raw["palm"], 6), raw["thumb"], (12, 9), (5.5, 4.4, 3.6))
    frame = disc((x, y, ring))
    spots = [(x + size * dx, y - size * dy) for dx, dy in raw.get("against", ())]
    on = [("bar", line(spots), ())] if spots else []
    return [
        ("solid", frame, ((x - ring, y - ring), (x + ring, y + ring))),
        *on,
        ("near", limb, ()),
        ("near", thumb, ()),
    ]
