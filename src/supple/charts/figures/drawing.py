"""How does a pose become a picture? Joints are seen from one side, given their flesh, and laid over each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from supple.charts.figures import props
from supple.charts.figures.camera import Camera
from supple.charts.figures.hand import hand
from supple.charts.figures.props import Piece
from supple.charts.figures.shapes import GRAIN, Circle, curve, hull, line
from supple.charts.figures.skeleton import Body, PoseError, Vec, add, dot, minus, place, stand, unit
from supple.charts.svg import number, picture

Raw = Mapping[str, Any]

WIDTH, HEIGHT, MARGIN = 320.0, 240.0, 12.0
_MOST_SCALE = 1.35
# Half the thickness of each part, from the trunk outwards. A foot has a heel and a sole of its own.
_LEG, _FOOT = ((9.0, 6.5), (6.5, 4.5)), (4.5, 3.2)
_ARM = ((6.0, 5.0), (5.0, 3.8), (4.2, 3.4))
_HIP, _WAIST, _SHOULDER, _NECK, _HEAD = 9.5, 9.0, 8.5, 4.5, 12.5

# What each style shares, and what a path of it has besides. Colours are the site's own, with what paper shows behind
# each comma. Half of a body's stroke lies under its fill, so that its parts have one outline. Widths are in grains.
_PROP = 'class="fig-prop"'
_MARK = 'class="fig-mark" stroke="var(--accent,#0b524b)"'
_STYLES: Mapping[str, tuple[str, str]] = {
    "near": ('class="fig-near" fill="var(--sand,#f1e8da)" stroke="currentColor"', ""),
    "far": ('class="fig-far" fill="var(--card,#fff)"', ""),
    "helper": (
        'class="fig-helper" fill="var(--card,#fff)" stroke="currentColor" stroke-dasharray="14 7" '
        'stroke-linecap="butt"',
        "",
    ),
    "muscle": (_MARK, ' stroke-width="14"'),
    "arrow": (_MARK, ""),
    "strap": ('class="fig-strap" stroke="var(--t2,#1b4a72)"', ""),
    "bar": (_PROP, ' stroke-width="10"'),
    "prop": (_PROP, ' stroke-width="5"'),
    "thin": (_PROP, ' stroke-width="3"'),
    "solid": (_PROP, ' stroke-width="4" fill="var(--paper,#faf6ef)"'),
}
_ALL = (
    'fill="none" stroke="var(--edge,#7d7466)" stroke-width="8" stroke-linecap="round" stroke-linejoin="round" '
    'paint-order="stroke"'
)


def draw(pose: Raw, *, title: str, desc: str) -> str:
    """One pose as a complete `<svg>`, its title and description inside.

    Raises:
        PoseError: no body can take it.
    """
    bodies = bodies_of(pose)
    camera = Camera(*pose.get("camera", (0, 0)))
    pieces: list[Piece] = []
    behind, before = _helper(pose, bodies, camera)
    pieces += behind
    for raw in pose.get("props", ()):
        pieces += _prop(raw, bodies, camera)
    styles = pose.get("near", "near"), pose.get("far", "far")
    pieces += _figure(bodies[""], camera, styles=styles, order=pose.get("order"))
    pieces += [piece for raw in pose.get("muscle", ()) for piece in _muscle(raw, bodies[""], camera)]
    pieces += before
    for raw in pose.get("front", ()):
        pieces += _prop(raw, bodies, camera)
    for raw in pose.get("arrow", ()):
        pieces += _arrow(raw, bodies, camera)
    return picture([_fitted(pieces)], width=WIDTH, height=HEIGHT, title=title, desc=desc, cls="fig")


def bodies_of(pose: Raw) -> dict[str, Body]:
    """The person under "", and whoever helps under "helper"."""
    bodies = {"": stand(pose)}
    if "helper" in pose:
        bodies["helper"] = stand(pose["helper"], bodies)
    return bodies


def _helper(pose: Raw, bodies: Mapping[str, Body], camera: Camera) -> tuple[list[Piece], list[Piece]]:
    """What of the helper is behind the person, and what (an arm, or everything) before them."""
    if "helper" not in pose:
        return [], []
    raw = pose["helper"]
    names = raw.get("order", ("far_leg", "near_leg", "far_arm", "trunk", "head", "near_arm"))
    front = names if raw.get("in_front") is True else raw.get("in_front", ())

    def drawn(order: Sequence[str]) -> list[Piece]:
        return _figure(bodies["helper"], camera, styles=("helper", "helper"), order=order) if order else []

    return drawn([n for n in names if n not in front]), drawn([n for n in names if n in front])


def _figure(body: Body, camera: Camera, *, styles: tuple[str, str], order: Sequence[str] | None) -> list[Piece]:
    """All parts of one body, the farthest first, or those in view in the order that the pose names."""
    parts: dict[str, tuple[float, Piece]] = {}

    def part(name: str, style: str, circles: list[list[Circle]], joints: Iterable[Vec]) -> None:
        path = "".join(hull(group) for group in circles)
        reach = tuple((x + s * r, y + s * r) for group in circles for x, y, r in group for s in (-1, 1))
        depths = [camera.see(joint)[2] for joint in joints]
        parts[name] = (sum(depths) / len(depths), (style, path, reach))

    near, far = styles
    for side, style in (("near", near), ("far", far)):
        part(f"{side}_leg", style, _leg(body.legs[side], camera), body.legs[side])
        part(f"{side}_arm", style, _arm(body.arms[side], camera), body.arms[side])
    middle = near if near == "helper" else "near"
    part("trunk", middle, _trunk(body, camera), body.trunk)
    x, y = camera.flat(body.head)
    nose = camera.flat(add(body.head, body.facing, _HEAD + 0.5))
    part("head", middle, [[(x, y, _HEAD)], [(*nose, 2.4)]], [body.head])
    names = order if order is not None else sorted(parts, key=lambda name: parts[name][0])
    if unknown := set(names) - set(parts):
        raise PoseError(f"no body has {', '.join(sorted(unknown))} to draw")
    # A limb right behind its twin is not seen, so it is not drawn.
    twins = [limb for limb in ("leg", "arm") if parts[f"near_{limb}"][1][1] == parts[f"far_{limb}"][1][1]]
    return [parts[name][1] for name in names if name not in {f"far_{limb}" for limb in twins}]


def _round(p: Vec, radius: float, camera: Camera) -> Circle:
    return (*camera.flat(p), radius)


def _leg(leg: Sequence[Vec], camera: Camera) -> list[list[Circle]]:
    hip, knee, ankle, toe = leg
    (a, b), (c, d) = _LEG
    forward, shin = unit(minus(toe, ankle)), unit(minus(ankle, knee))
    down = unit(add(shin, forward, -dot(shin, forward)))
    heel, tip = add(add(ankle, forward, -4.0), down, 4.0), add(toe, down, 4.8)
    return [
        [_round(hip, a, camera), _round(knee, b, camera)],
        [_round(knee, c, camera), _round(ankle, d, camera)],
        [_round(heel, _FOOT[0], camera), _round(tip, _FOOT[1], camera)],
    ]


def _arm(arm: Sequence[Vec], camera: Camera) -> list[list[Circle]]:
    shoulder, elbow, wrist, hand = arm
    (a, b), (c, d), (e, f) = _ARM
    upper = [_round(shoulder, a, camera), _round(elbow, b, camera)]
    if dot(unit(minus(wrist, elbow)), unit(minus(hand, wrist))) > 0.999:
        return [upper, [_round(elbow, c, camera), _round(hand, f, camera)]]
    return [
        upper,
        [_round(elbow, c, camera), _round(wrist, d, camera)],
        [_round(wrist, e, camera), _round(hand, f, camera)],
    ]


def _trunk(body: Body, camera: Camera) -> list[list[Circle]]:
    """From hips to waist, from waist to shoulders, and the neck."""
    pelvis, waist, chest = body.trunk
    half = minus(body.hips[0], pelvis)
    hips = [_round(hip, _HIP, camera) for hip in body.hips]
    waists = [_round(add(waist, half, side), _WAIST, camera) for side in (1, -1)]
    shoulders = [_round(shoulder, _SHOULDER, camera) for shoulder in body.shoulders]
    neck = [_round(chest, _NECK + 1, camera), _round(body.head, _NECK, camera)]
    if max(math.dist(a[:2], b[:2]) for a, b in (hips, shoulders)) < 1:  # seen from the side both are one
        return [[hips[0], waists[0]], [waists[0], shoulders[0]], neck]
    return [[*hips, *waists], [*waists, *shoulders], neck]


def _muscle(raw: Raw, body: Body, camera: Camera) -> list[Piece]:
    """A stroke along a bone, to one side of its middle. Several bones make one stroke: the front of a hip."""
    points = []
    for start, end, share, off in raw["along"]:
        a, b = camera.flat(body.point(start)), camera.flat(body.point(end))
        size = math.hypot(b[0] - a[0], b[1] - a[1]) or 1.0
        across = ((b[1] - a[1]) / size, -(b[0] - a[0]) / size)
        points.append(
            (a[0] + (b[0] - a[0]) * share + across[0] * off, a[1] + (b[1] - a[1]) * share + across[1] * off)
        )
    return [("muscle", line(points), tuple(points))]


def _arrow(raw: Raw, bodies: Mapping[str, Body], camera: Camera) -> list[Piece]:
    start, end = (camera.flat(place(raw[key], bodies)) for key in ("from", "to"))
    path, pull = curve(start, end, raw.get("bow", 0))
    way = math.atan2(end[1] - pull[1], end[0] - pull[0])
    barbs = [(end[0] - 9 * math.cos(way + turn), end[1] - 9 * math.sin(way + turn)) for turn in (-0.55, 0.55)]
    return [("arrow", path + line([barbs[0], end, barbs[1]]), (start, end, *barbs))]


def _prop(raw: Raw, bodies: Mapping[str, Body], camera: Camera) -> list[Piece]:
    kind = raw["kind"]
    if kind == "strap":
        points = [camera.flat(place(spot, bodies)) for spot in raw["through"]]
        return [("strap", line(points), tuple(points))]
    if kind == "hand":
        return hand(raw)
    return props.KINDS[kind](raw, camera)


def _fitted(pieces: Sequence[Piece]) -> str:
    """All pieces, as large as the picture allows, in its middle. Neighbours of one style share it."""
    points = [point for _, _, reach in pieces for point in reach]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = min((WIDTH - 2 * MARGIN) / (right - left), (HEIGHT - 2 * MARGIN) / (bottom - top), _MOST_SCALE)
    x, y = WIDTH / 2 - scale * (left + right) / 2, HEIGHT / 2 - scale * (top + bottom) / 2
    drawn = []
    for shared, group in groupby(pieces, key=lambda piece: _STYLES[piece[0]][0]):
        paths = "".join(f'<path{_STYLES[style][1]} d="{path}"/>' for style, path, _ in group if path)
        drawn.append(f"<g {shared}>{paths}</g>")
    moved = f"translate({number(x)} {number(y)})scale({scale / GRAIN:.3f})"
    return f'<g transform="{moved}" {_ALL}>{"".join(drawn)}</g>'
