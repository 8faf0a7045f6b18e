"""What can be said of a week, looking back? What went better, habits kept, courage; never a verdict on the person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

LOOK_BACK_SCHEMA = "supple.look-back/1"


class Hard(StrEnum):
    """Why a week is met with respect and no cheering: an alert, a rating (the main one, or another very clearly), or
    something dated or agreed that `waits` for a call."""

    ALERT = "alert"
    RATING = "rating"
    WAITS = "waits"


class HabitMark(StrEnum):
    """What one day says of a habit. Not noted is not the same as not done."""

    DONE = "done"
    NOT_DONE = "not done"
    NOT_NOTED = "not noted"
    PAUSED = "paused"


class WinKind(StrEnum):
    CALLED_EARLY = "called early"
    ASKED = "asked for help"
    NEW_SIGN = "new sign noted"
    QUESTION = "question written down"
    RESTED = "rested on a sick day"
    PAUSED = "kept a pause"
    STIFFNESS_HELPED = "stiffness helped"
    GOAL = "goal reached"


@dataclass(frozen=True, slots=True)
class Better:
    """A rating or a count that stood clearly better than in the four weeks before, on the days noted in both."""

    column: str
    now: float
    before: float
    days_now: int
    days_before: int
    words: str


@dataclass(frozen=True, slots=True)
class HabitKept:
    """Something the person does. `score`, 0 to 1, says how well it has held lately; `marks` are the week's days.

    `rhythm_days`: how long one time holds, by the person's own usual. `is_agreed`: it is a routine of the plan.
    """

    code: str
    label: str
    score: float
    rhythm_days: int
    marks: tuple[HabitMark, ...]
    is_agreed: bool = False

    @property
    def days_done(self) -> int:
        return self.marks.count(HabitMark.DONE)


@dataclass(frozen=True, slots=True)
class Win:
    """One thing that took courage or went as hoped, as it was noted. `day` is the latest of its days."""

    kind: WinKind
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class LookBack:
    """Seven days, `first` to `last`. `hard` None: nothing noted says that they were. `lines`: what is told, shortest
    possible, in the order to be read; they are all that a page shows beside the habits."""

    first: date
    last: date
    days_noted: int
    hard: Hard | None
    lead: str
    lines: tuple[str, ...]
    better: tuple[Better, ...] = ()
    habits: tuple[HabitKept, ...] = ()
    wins: tuple[Win, ...] = ()


def look_back_to_json(week: LookBack) -> dict[str, Any]:
    """The documented schema `supple.look-back/1` of `supple look-back --json`."""
    return {
        "schema": LOOK_BACK_SCHEMA,
        "is_on": True,
        "first_day": week.first.isoformat(),
        "last_day": week.last.isoformat(),
        "days_noted": week.days_noted,
        "hard": week.hard.value if week.hard else None,
        "lead": week.lead,
        "lines": list(week.lines),
        "better": [{**asdict(one), "now": round(one.now, 3), "before": round(one.before, 3)} for one in week.better],
        "habits": [
            {
                "code": one.code,
                "label": one.label,
                "score": round(one.score, 3),
                "rhythm_days": one.rhythm_days,
                "marks": [mark.value for mark in one.marks],
                "days_done": one.days_done,
                "is_agreed": one.is_agreed,
            }
            for one in week.habits
        ],
        "wins": [{"kind": one.kind.value, "day": one.day.isoformat(), "words": one.words} for one in week.wins],
    }
