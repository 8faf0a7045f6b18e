"""How a quick note was understood: facts with their place in the text, and what was left over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from supple.model.event import Author
from supple.model.facts import Fact
from supple.model.when import When


@dataclass(frozen=True, slots=True)
class ReadFact:
    """One fact read from `text[start:end]`. `guess` True: shown as a guess until the person agrees."""

    fact: Fact
    when: When
    start: int
    end: int
    guess: bool = False
    words: str = ""  # how Supple says it back: "Stiffness 7 of 10, left calf"


@dataclass(frozen=True, slots=True)
class NoteReading:
    """The text itself is always kept whole, whatever was understood."""

    text: str
    noted_at: datetime
    told_by: Author
    facts: tuple[ReadFact, ...]
    not_understood: tuple[str, ...] = ()
