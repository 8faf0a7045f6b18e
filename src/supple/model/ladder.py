"""What did the prescriber write down as steps, and what was said on the way? Words and dates, no amounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MAX_STEPS = 100
MAX_STEP_DAYS = 3660
LAST_STEP_OVER = "last step over"  # how a dated change tells the end of a ladder


class LadderMove(StrEnum):
    """What somebody was told: hold for so many days, stay until told, back one step, or go on from here."""

    HOLD = "hold"
    STAY = "stay"
    BACK = "back"
    GO_ON = "go_on"


@dataclass(frozen=True, slots=True)
class LadderStep:
    """One step in the prescriber's words. It lasts `days` days, or until the next step's written `starts_on`."""

    words: str
    days: int | None = None
    starts_on: date | None = None

    def __post_init__(self) -> None:
        if not self.words.strip():
            raise ValueError("“words” of a step is empty: copy it as the prescriber wrote it")
        if self.days is not None and not 1 <= self.days <= MAX_STEP_DAYS:
            raise ValueError(f"“days” of a step is not 1 to {MAX_STEP_DAYS}")


@dataclass(frozen=True, slots=True)
class LadderEntry:
    """Something said on the way, holding from the local day `on`: by whom, and on which day it was said."""

    move: LadderMove
    on: date
    said_by: str
    said_on: date
    days: int | None = None

    def __post_init__(self) -> None:
        if not self.said_by.strip():
            raise ValueError("“said_by” is empty: write who said so")
        if self.move is LadderMove.HOLD and (self.days is None or not 1 <= self.days <= MAX_STEP_DAYS):
            raise ValueError(f"“days” of a hold is not 1 to {MAX_STEP_DAYS}; with no end it is a “stay”")
        if self.move is not LadderMove.HOLD and self.days is not None:
            raise ValueError("“days” goes with a hold only")


@dataclass(frozen=True, slots=True)
class Ladder:
    """A titration or taper as written, from the local day `starts_on` on, with what was said since."""

    medicine: str
    starts_on: date
    steps: tuple[LadderStep, ...]
    entries: tuple[LadderEntry, ...] = ()
    prescriber: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.steps) <= MAX_STEPS:
            raise ValueError(f"“steps” has not 1 to {MAX_STEPS} steps")
        if self.steps[0].starts_on not in {None, self.starts_on}:
            raise ValueError("“starts_on” of the first step is not the day on which the ladder starts")
        for entry in self.entries:
            if entry.on < self.starts_on:
                raise ValueError("“on” of an entry lies before the ladder starts")


@dataclass(frozen=True, slots=True)
class LadderStretch:
    """Local days on one step: from `starts_on` up to, not including, `until` (None: nothing written ends it)."""

    number: int  # 1 is the first step
    step: LadderStep
    starts_on: date
    until: date | None


@dataclass(frozen=True, slots=True)
class LadderState:
    """The step in force on `day`. `number` and `words` are None before the ladder starts and after its last day.

    `next_on` and `next_words` are the next step as written; both None if nothing written names one, above all
    while `waits_by` (a hold, a stay or a step back) has no end, or if other words of the prescriber (a new
    prescription, an end) come before it, on `gives_way_on`. `waits_until`: the first day on which the wait no longer
    holds, by the hold's own days or by what was said later; None where nothing written ends it.
    """

    day: date
    number: int | None
    words: str | None
    since: date | None
    next_on: date | None
    next_words: str | None
    waits_by: LadderEntry | None = None
    waits_until: date | None = None
    is_over: bool = False
    gives_way_on: date | None = None
