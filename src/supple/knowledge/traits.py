"""What holds for a person and changes which signs matter first: the traits of `traits.toml`, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from supple.knowledge.condition_reading import ConditionError, read_condition
from supple.knowledge.conditions import Condition
from supple.knowledge.sections import read_sections

_ASSUMED = ("profile", "injection")
_TEXTS = ("label", "switch", "heading", "question")


@dataclass(frozen=True)
class Trait:
    """A pump, a medicine, a catheter …: something that changes what a sign means.

    Attributes:
        label: to stand inside a sentence.
        switch: as a person says it of themselves, to tick on the page.
        heading: over the signs that then matter first.
        question: how the settings ask, "" where only the plan can tell.
        profile: the key under which the answer is kept, "" where there is none.
        injection: the injection that stands for it where somebody only ticks it, "" otherwise.
        when: what the plan, the doses and the answers must say.
        signs: codes that stand first besides those whose answer it changes.
    """

    id: str
    label: str
    switch: str
    heading: str
    question: str
    profile: str
    injection: str
    when: Condition
    signs: tuple[str, ...]
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str


@cache
def load_traits() -> Mapping[str, Trait]:
    """All traits by id, in the order in which their signs stand, read once from the package's data files."""
    return load_traits_from(resources.files("supple.knowledge"))


def load_traits_from(folder: Traversable) -> Mapping[str, Trait]:
    """The traits of one folder.

    Raises:
        ConditionError: the file is not what it should be; the message names the trait.
    """
    return read_sections(folder, "traits.toml", _trait)


def _trait(trait_id: str, raw: Mapping[str, Any], table: Mapping[str, Any], sources: Mapping[str, str]) -> Trait:
    if unknown := set(raw) - {*_TEXTS, *_ASSUMED, "when", "signs", "source"}:
        raise ConditionError(f"unknown field {', '.join(sorted(unknown))}")
    if sum(bool(raw.get(key)) for key in _ASSUMED) != 1:
        raise ConditionError("name either profile or injection")
    return Trait(
        id=trait_id,
        **{key: str(raw[key]) for key in _TEXTS},
        **{key: str(raw.get(key, "")) for key in _ASSUMED},
        when=read_condition(raw["when"], {}),
        signs=tuple(raw["signs"]),
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
    )
