"""Where in the body? A figure from the front and the back to tap, and every place as a list: the same choice twice.

Both pictures are as in a mirror: left is left. The drawing is ours; the places are those of `body_parts.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from supple.knowledge import load
from supple.model import Side
from supple.web.fields import sentence_case
from supple.words import N_, _, later

NOT_IN_THE_LIST = N_("One of the places is not in the list. Tick it again.")
# Places that stand on the figure, from the head down, with the word on it where the usual one is too long.
FRONT = ("jaw", "neck", "shoulder", "upper_arm", "chest", "forearm", "belly", "hip", "hand", "quads", "fingers")
FRONT_BELOW = ("inner_thigh", "knee", "shin", "ankle", "foot", "toes")
BACK = (
    "neck",
    "shoulder",
    "upper_arm",
    "back",
    "elbow",
    "hand",
    "buttock",
    "hamstring",
    "knee",
    "calf",
    "ankle",
    "foot",
)
WHOLE = ("leg", "arm", "trunk", "whole_body")
_SHORT: Mapping[str, str] = later(
    {
        "quads": N_("Thigh"),
        "hamstring": N_("Thigh"),
        "inner_thigh": N_("Inner thigh"),
        "upper_arm": N_("Upper arm"),
    }
)
# What stands in the list before anything was noted.
COMMON = ("leg", "calf", "thigh", "hamstring", "inner_thigh", "hip", "foot", "back", "arm", "hand")


@dataclass(frozen=True, slots=True)
class Zone:
    """One place to tap. `word` is seen on the figure, `name` is read aloud; `place` is what is kept for it."""

    part: str
    place: str
    word: str
    name: str
    side: str  # "left", "right", or "middle" of the picture
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One place in the list, with its sides."""

    part: str
    label: str
    options: tuple[Zone, ...]


@dataclass(frozen=True)
class Figure:
    """`starts_as_list`: something is ticked already, and only the list can show all of it."""

    front: tuple[Zone, ...]
    back: tuple[Zone, ...]
    whole: tuple[Zone, ...]
    rows: tuple[Row, ...]
    more_rows: tuple[Row, ...]
    starts_as_list: bool


def figure(ticked: Collection[str] = (), *, order: Callable[[Sequence[str]], Sequence[str]] | None = None) -> Figure:
    """The figure and the list.

    Args:
        ticked: places chosen already, such as "calf:left". They are ticked in the list alone, so that one tap
            takes a tick away.
        order: puts `part:…` names into the order in which the person uses them.
    """
    known = load().body_parts
    common = list(COMMON)
    if order is not None:
        by_use = order([f"part:{part}" for part in (*COMMON, *(each for each in known if each not in COMMON))])
        common = [name.removeprefix("part:") for name in by_use][: len(COMMON)]
    return Figure(
        front=tuple(zone for part in (*FRONT, *FRONT_BELOW) for zone in _zones(part)),
        back=tuple(zone for part in BACK for zone in _zones(part)),
        whole=tuple(zone for part in WHOLE for zone in _zones(part, full=True)),
        rows=tuple(_row(part, ticked) for part in common),
        more_rows=tuple(_row(part, ticked) for part in known if part not in common),
        starts_as_list=bool(ticked),
    )


def read_place(typed: str) -> tuple[str, str] | None:
    """(part, side) of a place as it is posted; None for one that is not in the list."""
    part, _ignored, side = typed.partition(":")
    known = load().body_parts.get(part)
    if known is None or side not in {"", *(each.value for each in Side)} or (side and not known.has_sides):
        return None
    return part, side


def _zones(part: str, *, full: bool = False) -> list[Zone]:
    label = load().body_parts[part].label
    word = sentence_case(label) if full else _SHORT.get(part, sentence_case(label))
    if not load().body_parts[part].has_sides:
        return [Zone(part, part, word, sentence_case(label), "middle")]
    return [
        Zone(part, f"{part}:{side}", f"{side.title()} {label}" if full else word, f"{side.title()} {label}", side)
        for side in ("left", "right")
    ]


def _row(part: str, ticked: Collection[str]) -> Row:
    known = load().body_parts[part]
    sides = (
        (("left", _("Left")), ("right", _("Right")), ("both", _("Both"))) if known.has_sides else (("", _("Here")),)
    )
    places = [(f"{part}:{side}" if side else part, word) for side, word in sides]
    label = sentence_case(known.label)
    return Row(
        part,
        label,
        tuple(Zone(part, place, word, f"{label}, {word.lower()}", "", place in ticked) for place, word in places),
    )
