"""To what is somebody allergic? Three answers: named ones, "none known" if somebody said so, or not noted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allergy:
    """To what, and what happened, both as they were written."""

    name: str
    words: str = ""

    @property
    def said(self) -> str:
        return f"{self.name} ({self.words})" if self.words else self.name


@dataclass(frozen=True, slots=True)
class Allergies:
    """`none_known`: somebody said so, and none is written down. Neither: not noted, which says nothing."""

    named: tuple[Allergy, ...] = ()
    none_known: bool = False

    @property
    def is_noted(self) -> bool:
        return bool(self.named) or self.none_known
