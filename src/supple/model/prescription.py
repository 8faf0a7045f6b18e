"""What did the prescriber write for one medicine, and when is it due? Words and numbers apart, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from supple.model.ladder import LadderState

UNITS = ("mg", "g", "mL", "micrograms", "sprays")
MAX_TIMES = 12


@dataclass(frozen=True, slots=True)
class Prescription:
    """One medicine as prescribed, in force on a day.

    `words` are somebody's own, "" where they would only say the other fields again. `strength` is that of one piece
    (a tablet, a spray), apart from its `unit`. `each_time` is what is taken at one time, in words ("one tablet");
    under a ladder the step's own words stand in `step` and it may be empty. `times` are wall-clock times; with
    none, the day's doses have no time. An as-needed medicine has no times: `not_before_hours` and `most_a_day` are
    the prescriber's, None where none was written. `unread` names fields whose words could not be read.
    """

    medicine: str
    starts_on: date
    words: str = ""
    strength: Decimal | None = None
    unit: str = ""
    each_time: str = ""
    times: tuple[time, ...] = ()
    food: str = ""
    as_needed: bool = False
    not_before_hours: Decimal | None = None
    most_a_day: Decimal | None = None
    prescriber: str = ""
    reason: str = ""
    step: LadderState | None = None
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueDose:
    """A dose that the prescription has on a local day. `at` None: on that day, at no written time."""

    medicine: str
    day: date
    at: time | None
    words: str

    @property
    def due_time(self) -> str | None:
        """As a noted dose names it: "08:00"."""
        return None if self.at is None else f"{self.at:%H:%M}"
