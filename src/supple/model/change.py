"""Did this change help? The answer about one dated change, with its numbers, its days and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from supple.model.finding import DatedChange
from supple.model.look import rounded


class ChangeVerdict(StrEnum):
    HELPED = "helped"
    MADE_WORSE = "made worse"
    NO_CLEAR_CHANGE = "no clear change"
    CANNOT_TELL = "can't tell yet"


class Patch(StrEnum):
    """What the days just before a change were like, against the person's own usual."""

    BAD = "bad"
    GOOD = "good"
    UNUSUAL = "unusual"  # not the usual, and nobody said whether more is better or worse
    USUAL = "usual"
    UNKNOWN = "unknown"  # too few days noted to say


@dataclass(frozen=True, slots=True)
class NearbyChange:
    """Something else that changed within the same weeks. `days_apart` is negative where it came first."""

    change: DatedChange
    days_apart: int


@dataclass(frozen=True)
class ChangeReport:
    """What followed one change. `effect` is how much the outcome moved, in its own points, once the change had
    settled (for an injection: in its best weeks); `low`–`high` is its 90 % interval. All three or none are filled.

    `days_before` and `days_after` were noted and counted, between `first_day` and `last_day`; `days_left_out` were
    noted just before the change and not counted, because it began in a bad (good, unusual) patch, or may have.
    `began_in` says which;
    `patch_words` and `nearby_words` say in words what may look like an effect. `probability_better`: how likely any
    change for the better is, given the days. `reason` names why it cannot be told, where that is so.
    """

    outcome: str
    change: DatedChange
    verdict: ChangeVerdict
    effect: float | None
    low: float | None
    high: float | None
    probability_better: float | None
    days_before: int
    days_after: int
    days_left_out: int
    first_day: date | None
    last_day: date | None
    began_in: Patch
    nearby: tuple[NearbyChange, ...]
    sentence: str
    patch_words: str = ""
    nearby_words: str = ""
    reason: str = ""
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = (self.effect, self.low, self.high)
        if any(number is None for number in numbers) and numbers != (None, None, None):
            raise ValueError("an effect is never shown without its interval")


def change_to_json(report: ChangeReport) -> dict[str, Any]:
    """The schema `supple.change/1`: plain JSON, rounded so that the same input gives the same bytes everywhere."""
    return {
        "schema": "supple.change/1",
        "outcome": report.outcome,
        "change": _change(report.change),
        "verdict": report.verdict.value,
        "effect": rounded(report.effect),
        "low": rounded(report.low),
        "high": rounded(report.high),
        "probability_better": rounded(report.probability_better),
        "days_before": report.days_before,
        "days_after": report.days_after,
        "days_left_out": report.days_left_out,
        "first_day": report.first_day.isoformat() if report.first_day else None,
        "last_day": report.last_day.isoformat() if report.last_day else None,
        "began_in": report.began_in.value,
        "nearby": [{**_change(one.change), "days_apart": one.days_apart} for one in report.nearby],
        "sentence": report.sentence,
        "patch_words": report.patch_words,
        "nearby_words": report.nearby_words,
        "reason": report.reason,
        "diagnostics": dict(report.diagnostics),
        "settings": dict(report.settings),
    }


def _change(change: DatedChange) -> dict[str, Any]:
    return {"day": change.day.isoformat(), "kind": change.kind, "label": change.label}
