"""What does one question on a form look like? Its name, its words, what was typed and what was wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

STEPS = tuple(str(step) for step in range(11))


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `value` is what was typed, kept as it was when the form comes back with an error."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    type: str = "text"
    options: Sequence[tuple[str, str]] = ()
    steps: Sequence[str] = field(default=STEPS)


def sentence_case(words: str) -> str:
    """The first letter large, the rest as it is: knowledge's labels are written to stand inside a sentence."""
    return words[:1].upper() + words[1:]
