"""Which routines at home can be planned, how are they asked for, and what is to be minded? (`home.toml`)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from supple.knowledge.breaks import MOST_LETTERS
from supple.knowledge.condition_reading import ConditionError
from supple.knowledge.sections import read_sections

_TEXTS = ("label", "noted_as", "prompt", "calendar", "words")
_FILLED_IN = ("times", "habit")


@dataclass(frozen=True, slots=True)
class HomeRoutine:
    """One routine. `calendar` is what a calendar or a locked screen may show: it tells nothing of health. `noted_as`
    is the session's code under which it is kept in the diary."""

    id: str
    label: str
    noted_as: str
    prompt: str
    calendar: str
    words: str
    cautions: tuple[str, ...]
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str
    times: str = ""
    habit: str = ""

    def as_routine(self) -> Mapping[str, str]:
        """Filled in as a routine is typed (`actions.keep_routine`), its name besides. All of it is to be changed."""
        return {
            "name": self.label[:1].upper() + self.label[1:],
            "group": "home",
            "what": self.noted_as,
            "prompt": self.prompt,
            "times": self.times,
            "tied_to": self.habit,
        }


@cache
def load_home() -> Mapping[str, HomeRoutine]:
    """All routines by id, read once from the package's data files."""
    return load_home_from(resources.files("supple.knowledge"))


def load_home_from(folder: Traversable) -> Mapping[str, HomeRoutine]:
    """The routines of one folder.

    Raises:
        ConditionError: the file is not what it should be; the message names the routine.
    """
    return read_sections(folder, "home.toml", _routine)


def _routine(
    routine_id: str, raw: Mapping[str, Any], table: Mapping[str, Any], sources: Mapping[str, str]
) -> HomeRoutine:
    if unknown := set(raw) - {*_TEXTS, *_FILLED_IN, "cautions", "source"}:
        raise ConditionError(f"unknown field {', '.join(sorted(unknown))}")
    if len(raw["prompt"]) > MOST_LETTERS:
        raise ConditionError(f"{len(raw['prompt'])} letters: no more than {MOST_LETTERS} fit on one line")
    return HomeRoutine(
        id=routine_id,
        **{key: str(raw[key]) for key in _TEXTS},
        cautions=tuple(raw["cautions"]),
        source=tuple(sources[key] for key in raw["source"]),
        date_checked=table["date_checked"],
        reviewed_by=str(table["reviewed_by"]),
        **{key: str(raw[key]) for key in _FILLED_IN if key in raw},
    )
