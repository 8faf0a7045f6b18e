"""Which warnings may stand on an emergency card? The words of `card.toml`, each with its source."""

from __future__ import annotations

import tomllib
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

_FILE_KEYS = {"date_checked", "reviewed_by"}


@dataclass(frozen=True, slots=True)
class CardWarning:
    """One warning, short enough for a card."""

    id: str
    words: str
    source: tuple[str, ...]
    date_checked: date
    reviewed_by: str


@cache
def card_warnings() -> Mapping[str, CardWarning]:
    """Every warning by its id (a medicine, or "toxin"), read once from the package's data files."""
    folder = resources.files("supple.knowledge")
    table = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    return types.MappingProxyType(
        {
            each: CardWarning(
                each,
                raw["words"],
                tuple(sources[key] for key in raw["source"]),
                table["date_checked"],
                table["reviewed_by"],
            )
            for each, raw in table.items()
            if each not in _FILE_KEYS
        }
    )
