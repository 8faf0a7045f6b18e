"""Does every stretch have its drawing, of a body whose limbs are joined, of one length, and bend as limbs do?"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

import pytest

from supple.charts.figures import draw_stretch, poses
from supple.charts.figures.camera import Camera
from supple.charts.figures.drawing import HEIGHT, WIDTH, bodies_of, draw
from supple.charts.figures.shapes import disc, hull, taper
from supple.charts.figures.skeleton import LENGTHS, Body, PoseError, Vec, cross, dot, minus, unit
from supple.knowledge.stretches import HELPER, Stretch, load_stretches

SVG = "{http://www.w3.org/2000/svg}"
MOST_BYTES = 3 * 1024
LEG, ARM = ("thigh", "shank", "foot"), ("upper_arm", "forearm", "hand")
BODIES = [(name, who, body) for name in poses() for who, body in bodies_of(poses()[name]).items()]

each_stretch = pytest.mark.parametrize("stretch", load_stretches().stretches.values(), ids=lambda s: s.id)
each_body = pytest.mark.parametrize(
    ("name", "who", "body"), BODIES, ids=[f"{n}:{w or 'person'}" for n, w, _ in BODIES]
)


def drawn(stretch: Stretch) -> str:
    return draw_stretch(stretch.drawing, title=stretch.label, desc=stretch.alt)


def test_every_drawing_belongs_to_a_stretch() -> None:
    assert {stretch.drawing for stretch in load_stretches().stretches.values()} == set(poses())


@each_stretch
def test_it_is_a_small_picture_with_a_name_and_no_style_or_script(stretch: Stretch) -> None:
    svg = drawn(stretch)
    assert len(svg.encode()) <= MOST_BYTES
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == (stretch.label, stretch.alt)
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert not re.search(r"style=|<style|<script|href|nan|inf", svg)
    assert svg == drawn(stretch)


@each_stretch
def test_its_colours_are_the_pages_own(stretch: Stretch) -> None:
    svg = drawn(stretch)
    assert 'stroke="currentColor"' in svg
    for colour in re.findall(r'(?:fill|stroke)="([^"]*)"', svg):
        assert colour in ("none", "currentColor") or re.fullmatch(r"var\(--\w+,#[0-9a-f]{3,6}\)", colour), colour


@each_stretch
def test_the_muscle_and_the_way_to_move_are_marked(stretch: Stretch) -> None:
    pose = poses()[stretch.drawing]
    assert pose["muscle"]
    assert pose["arrow"]
    assert 'class="fig-mark"' in drawn(stretch)


@each_stretch
def test_a_helper_is_drawn_where_there_is_one_and_in_another_line(stretch: Stretch) -> None:
    is_helped = stretch.position == HELPER
    assert ("helper" in poses()[stretch.drawing]) == is_helped
    assert ("stroke-dasharray" in drawn(stretch)) == is_helped


@each_stretch
def test_what_is_needed_is_in_the_picture(stretch: Stretch) -> None:
    pose = poses()[stretch.drawing]
    kinds = {raw["kind"] for raw in (*pose.get("props", ()), *pose.get("front", ()))}
    shown_as = {
        "bed": {"bed", "bed_above"},
        "chair": {"chair", "chair_front", "wheelchair"},
        "table": {"table"},
        "wall": {"wall"},
        "rail": {"rail"},
        "step": {"step"},
    }
    for need in stretch.needs:
        assert need not in shown_as or kinds & shown_as[need], need
    if "strap" in stretch.needs and "table" not in stretch.needs:  # there it lies below the hands
        assert "strap" in kinds


@each_body
def test_limbs_keep_their_length_and_hang_together(name: str, who: str, body: Body) -> None:
    pelvis, waist, chest = body.trunk
    assert math.dist(pelvis, waist) == pytest.approx(LENGTHS["lumbar"])
    assert math.dist(waist, chest) == pytest.approx(LENGTHS["thorax"])
    assert math.dist(chest, body.head) == pytest.approx(LENGTHS["neck"])
    for limbs, bones, roots in ((body.legs, LEG, body.hips), (body.arms, ARM, body.shoulders)):
        for side, root in zip(("near", "far"), roots, strict=True):
            joints = limbs[side]
            assert joints[0] == root
            for bone, start, end in zip(bones, joints, joints[1:], strict=False):
                assert math.dist(start, end) == pytest.approx(LENGTHS[bone], abs=0.01), (side, bone)


@each_body
def test_knees_bend_backwards_and_ankles_no_further_than_ankles_do(name: str, who: str, body: Body) -> None:
    across = unit(minus(body.hips[0], body.hips[1]))
    for side in ("near", "far"):
        hip, knee, ankle, toe = body.legs[side]
        thigh, shank, foot = unit(minus(knee, hip)), unit(minus(ankle, knee)), unit(minus(toe, ankle))
        if max(abs(dot(thigh, across)), abs(dot(shank, across))) < 0.1:  # turned out, a knee's axis turns with it
            assert dot(cross(thigh, shank), across) < 0.1, side
        assert 55 <= angle_between(minus((0, 0, 0), shank), foot) <= 180, side
        assert angle_between(thigh, shank) <= 150, side


def angle_between(a: Vec, b: Vec) -> float:
    return math.degrees(math.acos(max(-1.0, min(1.0, dot(a, b)))))


@pytest.mark.parametrize("name", [name for name in poses() if name.endswith("_standing")])
def test_who_stands_has_a_foot_on_the_floor(name: str) -> None:
    body = bodies_of(poses()[name])[""]
    lowest = min(body.legs[side][2][1] for side in ("near", "far"))
    assert lowest == pytest.approx(8.5, abs=0.5)  # the height of an ankle
    assert body.head[1] > 140


@pytest.mark.parametrize("name", list(poses()))
def test_nothing_runs_out_of_the_picture(name: str) -> None:
    svg = draw_stretch(name, title="x", desc="y")
    moved = re.search(r"translate\((\S+) (\S+)\)scale\((\S+)\)", svg)
    assert moved
    x, y, scale = (float(number) for number in moved.groups())
    for px, py in corners(svg):
        assert -1 <= x + scale * px <= WIDTH + 1
        assert -1 <= y + scale * py <= HEIGHT + 1


def corners(svg: str) -> list[tuple[float, float]]:
    """Where every step of every path ends, in the path's own numbers."""
    ends = []
    for path in re.findall(r' d="([^"]*)"', svg):
        at = (0.0, 0.0)
        for letter, rest in re.findall(r"([MlhvqazHV])([^MlhvqazHV]*)", path):
            if letter == "a":
                rest = re.sub(r"^(\S+ \S+ 0) ([01])([01])", r"\1 \2 \3 ", rest)
            numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", rest)]
            if letter == "M":
                at = (numbers[0], numbers[1])
            elif letter == "h":
                at = (at[0] + numbers[0], at[1])
            elif letter == "v":
                at = (at[0], at[1] + numbers[0])
            elif letter in "lqa":
                at = (at[0] + numbers[-2], at[1] + numbers[-1])
            ends.append(at)
    return ends


def test_what_no_body_can_do_is_refused() -> None:
    pose: Mapping[str, Any] = {"root": [0, 100], "spine": [90, 90], "legs": [-90, -90, 0], "arms": [-90, -90]}
    assert draw(pose, title="x", desc="y")
    for wrong in (
        {"near_arm": {"at": [200, 100], "bend": 0}},  # too far to reach
        {"near_arm": {"at": ["far.tail"], "bend": 0}},  # no such joint
        {"near_arm": {"at": ["helper:near.hand"], "bend": 0}},  # nobody there
        {"order": ["head", "tail"]},
    ):
        with pytest.raises(PoseError):
            draw({**pose, **wrong}, title="x", desc="y")
    with pytest.raises(PoseError, match="no_such_pose"):
        draw_stretch("no_such_pose", title="x", desc="y")


def test_words_are_escaped() -> None:
    assert "<b>" not in draw_stretch("calf_lying", title="<b>", desc='"&')


def test_seen_from_the_front_the_right_side_is_on_the_left() -> None:
    from_front = Camera(-90, 0)
    assert from_front.flat((0, 0, 10))[0] < 0  # the right hand of somebody who faces the camera
    assert from_front.see((10, 0, 0))[2] > 0  # and what is before them is nearer


def test_shapes_turn_one_way_so_that_none_cuts_a_hole_into_another() -> None:
    def turn(path: str) -> float:
        ends = corners(f'<path d="{path}"/>')
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ends, [*ends[1:], ends[0]], strict=True))

    for path in (
        taper((0, 0, 9), (40, 3, 5)),
        taper((0, 0, 5), (-40, -30, 9)),
        hull([(0, 0, 9), (30, 0, 9), (30, 40, 8), (0, 40, 8)]),
        hull([(0, 40, 9), (30, 0, 9), (0, 0, 8), (30, 40, 8)]),
    ):
        assert turn(path) < 0, path
    assert taper((0, 0, 9), (2, 0, 3)) == disc((0, 0, 9))
