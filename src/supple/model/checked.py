"""What was looked at, found, and not looked at? One filled-in question sheet, for a page, paper or the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

CHECK_SOURCE = "check:"  # and the sheet's id: the way an answer came, so that its sheet can be put together again


@dataclass(frozen=True, slots=True)
class CardLine:
    """One question and its answer: "yes", "no", "unknown" or "" (left open); `detail` says what exactly."""

    item: str
    label: str
    answer: str
    said: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class CheckCard:
    """One sheet as it was answered at one time.

    Attributes:
        lines: every question of the sheet, in its order, those left open too.
        signs: signs ticked with it, in plain words, each with whether it is new.
        words: what the person wrote beside it.
        group: ties its entries together.
    """

    sheet: str
    title: str
    at: datetime
    zone: str
    lines: tuple[CardLine, ...]
    signs: tuple[str, ...] = ()
    words: str = ""
    group: UUID | None = None

    def with_answer(self, answer: str) -> tuple[CardLine, ...]:
        return tuple(line for line in self.lines if line.answer == answer)
