"""What goes with worse and better days: findings, their certainty, and the nouns that go into finding them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Verdict(StrEnum):
    CLEAR = "clear"
    LEANING = "leaning"
    CANNOT_TELL = "can't tell yet"
    UNRELATED = "looks unrelated"


class Mark(StrEnum):
    """What the person says to a finding. It is kept beside it and never changes a number."""

    FITS = "fits"
    DOES_NOT_FIT = "doesn't fit"
    WATCHING = "I'll watch it"


@dataclass(frozen=True, slots=True)
class Timing:
    """What may come before what. Lags in days; `is_consequence` marks what only follows the outcome."""

    min_lag_days: int = 0
    max_lag_days: int = 3
    is_consequence: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.min_lag_days <= self.max_lag_days:
            raise ValueError("0 <= min_lag_days <= max_lag_days must hold")


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A dated change to allow for: kind "dose", "injection" or "other". Never itself a finding."""

    day: date
    kind: str
    label: str = ""

    def __post_init__(self) -> None:
        if type(self.day) is not date:
            raise ValueError(f"the day of a change must be a date, not {self.day!r}: use date.fromisoformat for text")
        if self.kind not in {"dose", "injection", "other"}:
            raise ValueError(f"unknown kind of change {self.kind!r}: use dose, injection or other")


@dataclass(frozen=True, slots=True)
class Finding:
    """One factor looked at. `effect` is the change of the outcome, in its own points, summed over `lags`, for one
    exposed day or one standard deviation of a continuous factor; `low`–`high` is its 90 % interval. `lag_days` is
    the lag that weighs most (0 the same day, 1 the day before …), None when none could be tried. `probability` is
    the posterior probability of an effect. `reason` names why nothing more can be said, where that is so. `alone`:
    what the person's own days alone would say, in words, where other people's diaries made it read otherwise.

    `clearer` says in a sentence or two what would make this clearer, `more_days` about how many more noted days
    (None where days alone would not). `next_step` is filled only for a safe factor in the person's own hands.
    """

    factor: str
    outcome: str
    verdict: Verdict
    lag_days: int | None
    effect: float | None
    low: float | None
    high: float | None
    probability: float | None
    days_with: int
    days_without: int
    sentence: str
    lags: tuple[int, ...] = ()
    is_continuous: bool = False
    reason: str = ""
    together_with: tuple[str, ...] = ()
    clearer: str = ""
    more_days: int | None = None
    next_step: str = ""
    alone: str = ""


@dataclass(frozen=True, slots=True)
class Luck:
    """How lucky could this be? In `rounds` rounds the factors were shifted in time together; of these `fakes`, which
    can mean nothing, so many came out `clear` and so many `leaning`. `sentence` says it in plain words.
    """

    rounds: int
    fakes: int
    clear: int
    leaning: int
    sentence: str


@dataclass(frozen=True)
class FactorPrior:
    """What was learnt from other people, with consent: for each factor, the share of people in whom it matters and
    the size of its effect there (outcome points for one exposed day or one standard deviation) as mean and spread.

    Sums over many people only; factors not named keep the cautious default. The engine tempers it. `shapes`: for
    each factor the share of its effect at lag 0, 1, 2 … (told, not used by the engine yet). `numbers`: factors whose
    sizes are for one standard deviation; a person who notes such a factor as yes or no is not helped by it. None:
    not said, so taken as it is.
    """

    share: Mapping[str, float]
    mean: Mapping[str, float] = field(default_factory=dict)
    spread: Mapping[str, float] = field(default_factory=dict)
    people: int = 0
    shapes: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    numbers: frozenset[str] | None = None

    def __post_init__(self) -> None:
        for factor, share in self.share.items():
            if not 0 <= share <= 1:
                raise ValueError(f"the share of {factor!r} must lie between 0 and 1, not {share}")
        for factor, mean in self.mean.items():
            if not math.isfinite(mean):
                raise ValueError(f"the mean of {factor!r} must be a number, not {mean}")
        for factor, spread in self.spread.items():
            if not (math.isfinite(spread) and spread >= 0):
                raise ValueError(f"the spread of {factor!r} must be a number from 0 on, not {spread}")


@dataclass(frozen=True)
class TriggerReport:
    """Every factor tried, most certain first, with the diagnostics and the settings that made it.

    `helped`: that other people's diaries helped and whose, in words; "" where only the person's own days speak.
    """

    outcome: str
    findings: tuple[Finding, ...]
    days_noted: int
    first_day: date | None
    last_day: date | None
    diagnostics: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    helped: str = ""
