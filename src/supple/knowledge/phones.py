"""Which lines hold in a country, with one's own emergency number above them?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supple.knowledge.entries import PhoneLine
from supple.knowledge.loader import load

UNKNOWN = "default"
# Understood by mobile phones almost everywhere; shown as such while no country was chosen.
ANYWHERE = "112"


@dataclass(frozen=True)
class Numbers:
    """A country's lines. `emergency` is what the red button rings; `own` the person's own, "" without one."""

    country: str
    label: str
    words: str
    emergency: str
    lines: tuple[PhoneLine, ...]
    medical: tuple[PhoneLine, ...]
    crisis: tuple[PhoneLine, ...]
    own: str = ""
    source: tuple[str, ...] = ()
    date_checked: date | None = None

    @property
    def is_chosen(self) -> bool:
        return self.country != UNKNOWN


def numbers_of(country: str | None, own: str = "") -> Numbers:
    """The numbers, or those of "your country" while none was chosen. One's own emergency number comes first."""
    known = load().emergency_numbers
    code = (country or "").strip().upper()
    code = code if code in known else UNKNOWN
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
        source=entry.source,
        date_checked=entry.date_checked,
    )
