"""A rating that suddenly stands above one's own usual: by how much, since when, told by which notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Reason(StrEnum):
    """Something known nearby that may go with it. It changes words and the next question, never whether to tell."""

    DOSE_CHANGED = "dose_changed"
    TOXIN_WEARING_OFF = "toxin_wearing_off"
    HEAT = "heat"
    INFECTION = "infection"
    MISSED_DOSE = "missed_dose"


@dataclass(frozen=True, slots=True)
class KnownReason:
    """`day`: when it was noted, or when it began in the plan; `words`: what it is, in a few plain words."""

    reason: Reason
    day: date
    words: str


@dataclass(frozen=True, slots=True)
class RatedNote:
    """One rating as it was noted. `at` (aware) where the moment is known, None for a whole day looked back on."""

    day: date
    value: float
    at: datetime | None = None


@dataclass(frozen=True)
class Worsening:
    """What changed (`column`), by how much and since when, against what is usual for this person.

    `points` is how far the last notes stand above the usual, weekday and the person's usual triggers allowed for;
    `low`–`high` its 90 % interval. `usual` is the median of the four weeks before, in the column's own points.
    `since` (aware) is the likeliest beginning, `since_earliest`–`since_latest` hold it with 90 %. `notes` are the
    ratings since then, oldest first. `probability` weighs a real worsening against ordinary ups and downs, on
    invented people; `score` is the same as a log ratio, which is held against a bar.
    """

    column: str
    points: float
    low: float
    high: float
    usual: float | None
    since: datetime
    since_earliest: datetime
    since_latest: datetime
    notes: tuple[RatedNote, ...]
    probability: float
    score: float
    reasons: tuple[KnownReason, ...] = ()

    @property
    def last_day(self) -> date:
        return self.notes[-1].day
