"""What does one answer look like? A question's name, what was found in words, yes, no or nothing noted, and since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

NOT_NOTED = "not noted"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's answer. `truth` None: nothing was noted that decides it. `since` is when a yes began.

    `about`: what a yes is about, where the rule's title cannot know it ("Zanaflex and Ciproxin").
    """

    name: str
    value: str
    truth: bool | None
    since: datetime | None = None
    about: str = ""


def number(value: float | None) -> str:
    """A number as people write it: 7, 6.3."""
    return "" if value is None else f"{value:.1f}".removesuffix(".0")
