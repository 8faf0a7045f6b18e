"""Whom does one ring in this country? The numbers of `knowledge`, ready for a page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from supple.knowledge import load
from supple.knowledge.entries import PhoneLine

UNKNOWN = "default"
# Understood by mobile phones almost everywhere; shown as such while no country was chosen.
ANYWHERE = "112"
MOST_DIGITS = 20


@dataclass(frozen=True)
class Numbers:
    """A country's lines. `emergency` is what the red button rings."""

    country: str
    label: str
    words: str
    emergency: str
    lines: tuple[PhoneLine, ...]
    medical: tuple[PhoneLine, ...]
    crisis: tuple[PhoneLine, ...]
    own: str = ""

    @property
    def is_chosen(self) -> bool:
        return self.country != UNKNOWN


def of_country(country: str | None, own: str = "") -> Numbers:
    """The numbers, or those of "your country" while none was chosen. One's own emergency number comes first."""
    known = load().emergency_numbers
    code = country if country and country in known else UNKNOWN
    entry = known[code]
    return Numbers(
        country=code,
        label=entry.label,
        words=entry.words,
        emergency=own or (entry.emergency[0].number if entry.emergency else ANYWHERE),
        lines=entry.emergency,
        medical=entry.medical,
        crisis=entry.crisis,
        own=own,
    )


def kept(country: str | None, own: str) -> str:
    """Both choices as one small text, to stay on the device."""
    return f"{country or ''}.{dialled(own)}"


def of_kept(text: str) -> Numbers:
    """The numbers for what `kept` wrote; anything else is as good as no choice."""
    country, _, own = text.partition(".")
    return of_country(country, dialled(own)[:MOST_DIGITS])


def countries() -> list[tuple[str, str]]:
    """(ISO code, name) of every country we have numbers for, by name."""
    known = load().emergency_numbers
    return sorted(((code, entry.label) for code, entry in known.items() if code != UNKNOWN), key=lambda each: each[1])


def dialled(number: str) -> str:
    """The digits a `tel:` link needs: "116 123" rings as 116123."""
    return re.sub(r"[^0-9+*#]", "", number)
