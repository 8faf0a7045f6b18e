"""The small words that modules look for one by one ("about", "and", "mg"): data under `words/small.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _sets() -> dict[str, dict[str, str]]:
    text = (resources.files("supple.diary.notes") / "words" / "small.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def small(module: str, name: str) -> frozenset[str]:
    """The set of words a module keeps under a name."""
    return frozenset(_sets()[module][name].split())
