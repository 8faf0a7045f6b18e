"""What can be done in a break from sitting still, by a body that may not stand or move its legs? One line each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from supple.knowledge.condition_reading import ConditionError
from supple.knowledge.sections import read_sections

KINDS: Mapping[str, str] = {
    "seated": "sitting, in any chair",
    "arms": "arms only",
    "shift": "taking the weight off",
    "standing": "standing, with something to hold",
}
MOST_LETTERS = 45
_FIELDS = {"kind", "prompt", "seconds", "moves_legs", "source"}


@dataclass(frozen=True, slots=True)
class BreakIdea:
    """One idea.

    Attributes:
        kind: a key of `KINDS`.
        prompt: one line of at most `MOST_LETTERS` letters, fit for a reminder.
        moves_legs: only for those who move their legs themselves.
    """

    id: str
    kind: str
    prompt: str
    seconds: int
    moves_legs: bool
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str


@cache
def load_breaks() -> Mapping[str, BreakIdea]:
    """All ideas by id, read once from the package's data files."""
    return load_breaks_from(resources.files("supple.knowledge"))


def load_breaks_from(folder: Traversable) -> Mapping[str, BreakIdea]:
    """The ideas of one folder.

    Raises:
        ConditionError: the file is not what it should be; the message names the idea.
    """
    return read_sections(folder, "breaks.toml", _idea)


def ideas_for(kinds: Collection[str], *, moves_legs: bool) -> tuple[BreakIdea, ...]:
    """Those of the kinds a person chose, and none that asks legs to move which do not."""
    return tuple(
        idea for idea in load_breaks().values() if idea.kind in kinds and (moves_legs or not idea.moves_legs)
    )


def _idea(idea_id: str, raw: Mapping[str, Any], table: Mapping[str, Any], sources: Mapping[str, str]) -> BreakIdea:
    if unknown := set(raw) - _FIELDS:
        raise ConditionError(f"unknown field {', '.join(sorted(unknown))}")
    if raw["kind"] not in KINDS:
        raise ConditionError(f"kind is one of {', '.join(KINDS)}")
    if len(raw["prompt"]) > MOST_LETTERS:
        raise ConditionError(f"{len(raw['prompt'])} letters: no more than {MOST_LETTERS} fit on one line")
    if raw["kind"] == "standing" and not raw.get("moves_legs"):
        raise ConditionError("standing needs legs that move")
    return BreakIdea(
        id=idea_id,
        kind=str(raw["kind"]),
        prompt=str(raw["prompt"]),
        seconds=int(raw["seconds"]),
        moves_legs=bool(raw.get("moves_legs", False)),
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
    )
