"""The words of other people for what Supple knows, from `words.toml`. Only cases are read with them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any


def _table(name: str) -> Mapping[str, str]:
    """{"code": ["a word"]} turned about."""
    return {word: code for code, words in _ALL[name].items() for word in words}


_ALL: Mapping[str, Any] = tomllib.loads((resources.files("supple.vignettes") / "words.toml").read_text("utf-8"))
SIGNS: Mapping[str, str] = _table("sign")
OTHERS: Mapping[str, Mapping[str, str]] = {
    kind: _table(kind) for kind in ("side_effect", "factor", "count", "rating", "measurement")
}
CLASSES = _table("class")
COUNTRIES = _table("country")
SLOTS = _table("slot")
TIERS_IN_WORDS = _table("tier")
ROLES = _table("role")
NUMBERS: Mapping[str, int] = _ALL["number"]
ABOUT_THE_PERSON: tuple[str, ...] = tuple(_ALL["lists"]["about_the_person"])  # looked at by no rule
PHQ_ITEM_9 = frozenset(_ALL["lists"]["phq_item_9"])
BOWEL_DAYS = frozenset(_ALL["lists"]["bowel_days"])
