"""What can these notes tell already, and what takes how many more noted days?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

IN_TIME_SCHEMA = "supple.in-time/1"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something Supple can give. `after_days`: from how many noted days on; `days_left`: how many are missing.

    `pages` name the pages that hold it.
    """

    id: str
    after_days: int
    days_left: int
    title: str
    words: str
    pages: tuple[str, ...]

    @property
    def is_ready(self) -> bool:
        return self.days_left == 0


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What cannot be told yet, and what would make it clearer. `more_days`: about how many noted days, None where
    days alone would not tell. `labels` name all factors of which the same is to be said."""

    labels: tuple[str, ...]
    words: str
    more_days: int | None


@dataclass(frozen=True, slots=True)
class InTime:
    """`days_noted`: days with anything noted. `told`: how many findings are clear or leaning by now."""

    days_noted: int
    sentence: str
    offers: tuple[Offer, ...]
    told: int
    outcome_label: str
    questions: tuple[OpenQuestion, ...]


def in_time_to_json(told: InTime) -> dict[str, Any]:
    """The documented schema `supple.in-time/1` of `supple see in-time --json`."""
    return {
        "schema": IN_TIME_SCHEMA,
        "days_noted": told.days_noted,
        "sentence": told.sentence,
        "outcome": told.outcome_label,
        "told": told.told,
        "offers": [
            {"id": each.id, "after_days": each.after_days, "days_left": each.days_left, "title": each.title}
            for each in told.offers
        ],
        "questions": [
            {"about": list(each.labels), "more_days": each.more_days, "words": each.words} for each in told.questions
        ],
    }
