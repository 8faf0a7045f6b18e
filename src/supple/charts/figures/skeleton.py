"""Where is every joint of a drawn person? Angles in, points out; no limb ever changes its length."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Vec = tuple[float, float, float]
Raw = Mapping[str, Any]

# A grown person 200 units tall, in shares of height as drawing and ergonomics tables give them.
LENGTHS: Mapping[str, float] = {
    "lumbar": 24,
    "thorax": 33,
    "neck": 20,
    "upper_arm": 36,
    "forearm": 30,
    "hand": 15,
    "thigh": 50,
    "shank": 48,
    "foot": 22,
}
HALF_HIPS, HALF_SHOULDERS = 8.0, 15.0
_SLACK = 0.5
LEFT, RIGHT = -1, 1


class PoseError(Exception):
    """A pose that no body can take, or a name that no body has: a fault of ours."""


@dataclass(frozen=True, slots=True)
class Body:
    """The joints of one person. Limbs run from the trunk outwards; `near` is the person's right side."""

    trunk: tuple[Vec, Vec, Vec]
    head: Vec
    facing: Vec
    hips: tuple[Vec, Vec]
    shoulders: tuple[Vec, Vec]
    legs: Mapping[str, tuple[Vec, ...]]
    arms: Mapping[str, tuple[Vec, ...]]

    def point(self, name: str) -> Vec:
        """A joint by name: "head", "chest", "pelvis", "near.knee", "far.hand" …"""
        trunk = {"pelvis": self.trunk[0], "waist": self.trunk[1], "chest": self.trunk[2], "head": self.head}
        if name in trunk:
            return trunk[name]
        side, _, joint = name.partition(".")
        for limbs, joints in (
            (self.legs, ("hip", "knee", "ankle", "toe")),
            (self.arms, ("shoulder", "elbow", "wrist", "hand")),
        ):
            if side in limbs and joint in joints:
                return limbs[side][joints.index(joint)]
        raise PoseError(f"no body has a {name!r}")


def add(a: Vec, b: Vec, times: float = 1.0) -> Vec:
    return (a[0] + b[0] * times, a[1] + b[1] * times, a[2] + b[2] * times)


def minus(a: Vec, b: Vec) -> Vec:
    return add(a, b, -1.0)


def dot(a: Vec, b: Vec) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def cross(a: Vec, b: Vec) -> Vec:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def length(a: Vec) -> float:
    return math.sqrt(dot(a, a))


def unit(a: Vec) -> Vec:
    size = length(a)
    return (a[0] / size, a[1] / size, a[2] / size) if size > 1e-9 else (0.0, 0.0, 0.0)


def direction(angle: float | Sequence[float]) -> Vec:
    """A direction in the world. 0 points right, 90 up; a second angle turns it towards whoever looks."""
    flat, out = (angle, 0.0) if isinstance(angle, int | float) else (angle[0], angle[1])
    a, o = math.radians(flat), math.radians(out)
    return (math.cos(o) * math.cos(a), math.cos(o) * math.sin(a), math.sin(o))


def stand(raw: Raw, known: Mapping[str, Body] | None = None) -> Body:
    """The body of one pose. `known` holds other bodies whose joints may be reached for, by name."""
    pelvis = _vec(raw["root"])
    low, high = raw["spine"]
    waist = add(pelvis, direction(low), LENGTHS["lumbar"])
    chest = add(waist, direction(high), LENGTHS["thorax"])
    across_hips = direction(raw.get("hips", (0, 90)))
    across = direction(raw.get("shoulders", raw.get("hips", (0, 90))))
    neck = direction(raw.get("neck", high))
    hips = (add(pelvis, across_hips, HALF_HIPS), add(pelvis, across_hips, -HALF_HIPS))
    at = add(chest, direction(high), -5.0)
    shoulders = (add(at, across, HALF_SHOULDERS), add(at, across, -HALF_SHOULDERS))
    look = raw.get("look")
    body = Body(
        trunk=(pelvis, waist, chest),
        head=add(chest, neck, LENGTHS["neck"]),
        facing=direction(look) if look is not None else unit(cross(neck, across)),
        hips=hips,
        shoulders=shoulders,
        legs={},
        arms={},
    )
    legs: dict[str, tuple[Vec, ...]] = {}
    arms: dict[str, tuple[Vec, ...]] = {}
    body = Body(body.trunk, body.head, body.facing, hips, shoulders, legs, arms)
    everyone = {"": body, **(known or {})}
    for side, joint in zip(("near", "far"), hips, strict=True):
        legs[side] = _limb(joint, raw.get(f"{side}_leg", raw.get("legs")), ("thigh", "shank", "foot"), everyone)
    for side, joint in zip(("near", "far"), shoulders, strict=True):
        arms[side] = _limb(joint, raw.get(f"{side}_arm", raw.get("arms")), ("upper_arm", "forearm", "hand"), everyone)
    return body


def place(spot: object, bodies: Mapping[str, Body]) -> Vec:
    """A place by its numbers, or by a joint and how far from it: ["near.toe", 2, -3], ["helper:near.hand"]."""
    if isinstance(spot, str):
        spot = [spot]
    if not isinstance(spot, Sequence) or not spot:
        raise PoseError(f"{spot!r} is no place")
    if isinstance(spot[0], str):
        who, _, joint = spot[0].rpartition(":")
        if who not in bodies:
            raise PoseError(f"nobody here is called {who!r}")
        return add(bodies[who].point(joint), _vec(spot[1:]))
    return _vec(spot)


def _vec(numbers: Sequence[float]) -> Vec:
    x, y, z = (*numbers, 0, 0, 0)[:3]
    return (float(x), float(y), float(z))


def _limb(joint: Vec, raw: object, bones: tuple[str, str, str], bodies: Mapping[str, Body]) -> tuple[Vec, ...]:
    """Either three directions, or {at, bend, end}: the second joint is then worked out."""
    first, second, third = (LENGTHS[bone] for bone in bones)
    if isinstance(raw, Mapping):
        tip = place(raw["at"], bodies)
        middle = _bent(joint, tip, first, second, direction(raw["bend"]), bones[0])
        tip = add(middle, unit(minus(tip, middle)), second)
        end = direction(raw["end"]) if "end" in raw else unit(minus(tip, middle))
        return (joint, middle, tip, add(tip, end, third))
    if not isinstance(raw, Sequence):
        raise PoseError(f"no {bones[0]} in this pose")
    angles = [*raw, raw[-1]][:3]
    middle = add(joint, direction(angles[0]), first)
    tip = add(middle, direction(angles[1]), second)
    return (joint, middle, tip, add(tip, direction(angles[2]), third))


def _bent(joint: Vec, tip: Vec, first: float, second: float, bend: Vec, bone: str) -> Vec:
    """Where the knee or elbow is, if both bones keep their length."""
    way = minus(tip, joint)
    far = length(way)
    if far > first + second + _SLACK or far < abs(first - second):
        raise PoseError(f"{bone}: {far:.0f} away, and only {first + second:.0f} long")
    far = min(far, first + second)
    along = unit(way)
    share = (first**2 - second**2 + far**2) / (2 * far)
    off = math.sqrt(max(0.0, first**2 - share**2))
    sideways = unit(add(bend, along, -dot(bend, along)))
    return add(add(joint, along, share), sideways, off)
