"""Whom does one ring in this country? The numbers of `knowledge`, and the small text that keeps them on a device."""

from __future__ import annotations

from supple.knowledge import load
from supple.knowledge.phones import ANYWHERE, UNKNOWN, Numbers, numbers_of
from supple.model import dialled

__all__ = ["ANYWHERE", "MOST_DIGITS", "UNKNOWN", "Numbers", "countries", "dialled", "kept", "of_country", "of_kept"]

MOST_DIGITS = 20

of_country = numbers_of


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
