"""What was noted in a week, in the squares of a paper diary? Days × parts of the day; blank squares stay blank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from supple.model.when import Slot

WEEK_SCHEMA = "supple.week/1"


@dataclass(frozen=True, slots=True)
class WeekSquare:
    """One part of one day. `slot` None: the whole day. `numbers` are the ratings of stiffness in their order."""

    slot: Slot | None
    numbers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not (self.numbers or self.words)


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day with a square for each row of the sheet. `has_come`: it is not in the future."""

    day: date
    squares: tuple[WeekSquare, ...]
    has_come: bool = True


@dataclass(frozen=True)
class WeekSheet:
    """Seven days. `rows` names the rows from top to bottom; an empty sheet has blank squares only, to write in by
    hand."""

    title: str
    person_name: str
    now: datetime
    rows: tuple[tuple[Slot | None, str], ...]
    days: tuple[WeekDay, ...]
    lead: str
    sentence: str
    notices: tuple[str, ...]
    is_empty: bool
    days_noted: int
    paper: str = "a4"

    @property
    def first(self) -> date:
        return self.days[0].day

    @property
    def last(self) -> date:
        return self.days[-1].day


def week_to_json(sheet: WeekSheet) -> dict[str, Any]:
    """The documented schema `supple.week/1` of `supple week --json`: only squares in which something was noted."""
    return {
        "schema": WEEK_SCHEMA,
        "person": sheet.person_name,
        "first_day": sheet.first.isoformat(),
        "last_day": sheet.last.isoformat(),
        "made_at": sheet.now.isoformat(),
        "days_noted": sheet.days_noted,
        "sentence": sheet.sentence,
        "days": [
            {
                "day": each.day.isoformat(),
                "squares": [
                    {
                        "slot": "day" if square.slot is None else square.slot.value,
                        "stiffness": list(square.numbers),
                        "words": list(square.words),
                    }
                    for square in each.squares
                    if not square.is_blank
                ],
            }
            for each in sheet.days
        ],
    }
