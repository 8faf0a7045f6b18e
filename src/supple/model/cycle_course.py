"""How did the days run over the weeks after each injection? Past cycles laid over each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from supple.model.change import NearbyChange
from supple.model.look import rounded


class CourseVerdict(StrEnum):
    """How the outcome stood in the weeks after the injections, in its own numbers. It is no word on the treatment."""

    LOWER = "lower"
    HIGHER = "higher"
    CANNOT_TELL = "can't tell yet"


@dataclass(frozen=True, slots=True)
class CycleWeek:
    """One week of one cycle. `week` 1 is the injection day and the six days after it, -1 the seven days before it.

    `difference`: its mean minus the mean of the three weeks before the injection; None where too few days were noted.
    """

    week: int
    difference: float | None
    days: int


@dataclass(frozen=True)
class OneCycle:
    """One injection day with its weeks up to the next injection. `baseline`: the mean of the three weeks before.

    `reason` says why it is not among the cycles that are counted together; "" if it is.
    """

    injected_on: date
    label: str
    baseline: float | None
    baseline_days: int
    weeks: tuple[CycleWeek, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PooledWeek:
    """One week over all counted cycles: the mean difference with its 90 % interval, from so many days and cycles."""

    week: int
    difference: float
    low: float
    high: float
    days: int
    cycles: int


@dataclass(frozen=True)
class CyclesReport:
    """Cycles laid over each other. `difference`, with its 90 % interval, is that of the weeks in which it was
    largest, averaged over the cycles; all three or none are filled.

    `onset_week` is the first week whose pooled interval lies wholly on that side; `best_weeks` the first and the last
    of those in which the difference was largest; `wear_off`, in weeks since the injection, when about half of the
    difference was gone, with its 90 % interval. Each is None where the days do not tell, and its words say so.
    """

    outcome: str
    outcome_label: str
    verdict: CourseVerdict
    cycles: tuple[OneCycle, ...]
    pooled: tuple[PooledWeek, ...]
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    probability: float | None = None
    onset_week: int | None = None
    best_weeks: tuple[int, int] | None = None
    wear_off: tuple[float, float, float] | None = None
    sentence: str = ""
    onset_words: str = ""
    best_words: str = ""
    wear_off_words: str = ""
    nearby: tuple[NearbyChange, ...] = ()
    nearby_words: str = ""
    reason: str = ""
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        numbers = (self.difference, self.low, self.high)
        if any(number is None for number in numbers) and numbers != (None, None, None):
            raise ValueError("a difference is never shown without its interval")

    @property
    def counted(self) -> tuple[OneCycle, ...]:
        return tuple(cycle for cycle in self.cycles if not cycle.reason)


def cycles_to_json(report: CyclesReport) -> dict[str, Any]:
    """The schema `supple.cycles/1`: plain JSON, rounded so that the same input gives the same bytes everywhere."""
    middle, low, high = report.wear_off or (None, None, None)
    first, last = report.best_weeks or (None, None)
    return {
        "schema": "supple.cycles/1",
        "outcome": report.outcome,
        "outcome_label": report.outcome_label,
        "verdict": report.verdict.value,
        "difference": rounded(report.difference),
        "low": rounded(report.low),
        "high": rounded(report.high),
        "probability": rounded(report.probability),
        "onset_week": report.onset_week,
        "best_from_week": first,
        "best_to_week": last,
        "wear_off_weeks": rounded(middle),
        "wear_off_low": rounded(low),
        "wear_off_high": rounded(high),
        "cycles": [
            {
                "injected_on": cycle.injected_on.isoformat(),
                "label": cycle.label,
                "baseline": rounded(cycle.baseline),
                "baseline_days": cycle.baseline_days,
                "reason": cycle.reason,
                "weeks": [
                    {"week": week.week, "difference": rounded(week.difference), "days": week.days}
                    for week in cycle.weeks
                ],
            }
            for cycle in report.cycles
        ],
        "pooled": [
            {
                "week": week.week,
                "difference": rounded(week.difference),
                "low": rounded(week.low),
                "high": rounded(week.high),
                "days": week.days,
                "cycles": week.cycles,
            }
            for week in report.pooled
        ],
        "nearby": [
            {
                "day": one.change.day.isoformat(),
                "kind": one.change.kind,
                "label": one.change.label,
                "days_apart": one.days_apart,
            }
            for one in report.nearby
        ],
        "sentence": report.sentence,
        "onset_words": report.onset_words,
        "best_words": report.best_words,
        "wear_off_words": report.wear_off_words,
        "nearby_words": report.nearby_words,
        "reason": report.reason,
        "diagnostics": dict(report.diagnostics),
        "settings": dict(report.settings),
    }
