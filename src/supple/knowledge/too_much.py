"""What stands beside more than prescribed of a medicine that may do harm before anything is felt? Words as data."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from supple.knowledge.loader import KnowledgeError, load
from supple.knowledge.medicine_names import known_medicines


@dataclass(frozen=True, slots=True)
class TooMuch:
    """The words, their sources in full, when they were checked, and who reviewed them."""

    words: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str
    decided: str = ""


@cache
def load_too_much() -> TooMuch:
    """Read once from the package's data files."""
    return load_too_much_from(resources.files("supple.knowledge"))


def load_too_much_from(folder: Traversable) -> TooMuch:
    """`too_much.toml` of one folder, its sources looked up in `sources.toml` there.

    Raises:
        KnowledgeError: the file is not what it should be.
    """
    table = tomllib.loads((folder / "too_much.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    try:
        return TooMuch(
            words=str(table["words"]),
            source=tuple(str(sources[key]) for key in table["source"]),
            date_checked=table["date_checked"],
            reviewed_by=str(table["reviewed_by"]),
            decided=str(table.get("decided", "")),
        )
    except KeyError as error:
        raise KnowledgeError(f"too_much.toml: {error} is missing or no source") from error


def harms_unfelt(medicine: str) -> bool:
    """Whether asking now comes before any sign: of every name but those that make sleepy and act on stiffness.

    Of a name that may mean two medicines, both must be such.
    """
    known = [load().medicines[one] for one in known_medicines(medicine)]
    return not known or not all(one.is_sedating and one.is_antispastic for one in known)
