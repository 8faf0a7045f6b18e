"""How is a dated change said? One place for pages, pictures, the report and the terminal.

A change's label is the plan's own short form ("baclofen: changed"); here it becomes words that can be read aloud.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from supple.knowledge.loader import load
from supple.model import DatedChange

_KINDS = {"dose": "a dose change", "injection": "an injection", "other": "a change"}
_STEP = re.compile(r"step (\d+)")


@dataclass(frozen=True, slots=True)
class SaidChange:
    """One change in words: `short` stands beside a date, `noun` after "after", `sentence` has its date in it."""

    short: str
    noun: str
    sentence: str


def say_change(change: DatedChange) -> SaidChange:
    """The change in words. What has another shape than the plan's labels is said as it stands."""
    label = change.label.strip()
    name, colon, what = label.rpartition(": ")
    day = _day(change.day)
    if not colon or not name:
        words = label or _KINDS[change.kind]
        return _said(label or _KINDS[change.kind].partition(" ")[2], words, f"{words} on {day}")
    name = medicine_label(name)
    if step := _STEP.fullmatch(what):
        words = f"step {step[1]} of the {name} ladder"
        return _said(words, words, f"{words} from {day}")
    match what:
        case "agreed" if change.kind == "other":
            return _said(f"{name}, new", name, f"new on {day}: {name}")
        case "agreed":
            return _said(f"{name} began", f"the start of {name}", f"{name} began on {day}")
        case "changed":
            return _said(f"{name} changed", f"the change of {name}", f"{name} changed on {day}")
        case "ended":
            return _said(f"{name} ended", f"the end of {name}", f"{name} ended on {day}")
        case "injected":
            return _said(f"{name} injected", f"the injection of {name}", f"{name} injected on {day}")
        case "filled":
            return _said(f"{name} filled", f"the refill of {name}", f"{name} filled on {day}")
        case "last step over":
            return _said(
                f"last step of the {name} ladder over",
                f"the last step of the {name} ladder",
                f"last step of the {name} ladder over from {day}",
            )
    return _said(label, label, f"{label} on {day}")


def medicine_label(name: str) -> str:
    """A medicine's plain words where the name is one of our codes; any other name as it was written."""
    known = load().medicines.get(name)
    return known.label if known else name


def _said(short: str, noun: str, sentence: str) -> SaidChange:
    return SaidChange(short, noun, sentence[:1].upper() + sentence[1:])


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
