"""What happens to these people, and how does it move their stiffness? Courses in points over time, known to the hour.

A happening is an event to be noticed (a relapse, an infection, a pump that fails, toxin that wears off) or something
that only looks like one (a heat week, slow progression).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rng = np.random.Generator

RELAPSE, INFECTION, PUMP, WEAR_OFF, HEAT = "relapse", "infection", "pump failure", "toxin wearing off", "heat week"
SUDDEN = (RELAPSE, INFECTION, PUMP)
# Where nothing is left of an event that could still be noticed, in points; and the days until its ratings are over.
OVER_BELOW, OVER_DAYS = 0.5, 3
# What is looked for by detectors within so many days of its first hour.
WITHIN = (3, 10)


@dataclass(frozen=True, slots=True)
class Happening:
    """`start` in days and parts of a day from the diary's first midnight; `size` in points; `lasts` days from the
    start until it begins to go; `rise` days until it is all there; `fade` days of its going."""

    kind: str
    start: float
    size: float
    rise: float
    lasts: float
    fade: float

    def course(self, at: Floats) -> Floats:
        """Points added at times `at` (days)."""
        since = at - self.start
        if self.kind == WEAR_OFF:
            middle = self.rise / 2
            up = 1 / (1 + np.exp(-np.clip((since - middle) / (self.rise / 8), -50, 50)))
        elif self.kind == INFECTION:
            up = 1 - np.exp(-np.clip(since, 0, None) / self.rise)
        else:
            up = np.clip(since / self.rise, 0, 1)
        down = np.exp(-np.clip(since - self.lasts, 0, None) / self.fade)
        return np.asarray(self.size * up * down * (since > 0))

    @property
    def first_day(self) -> int:
        return int(self.start)

    @property
    def last_day(self) -> int:
        """The last day on which an alarm may still be about it."""
        left = max(self.size / OVER_BELOW, 1.0)
        return int(self.start + self.lasts + self.fade * np.log(left)) + OVER_DAYS


def relapse(rng: Rng, start: float) -> Happening:
    return Happening(
        RELAPSE, start, rng.uniform(1.5, 3.0), rng.uniform(1, 4), rng.uniform(14, 42), rng.uniform(7, 21)
    )


def infection(rng: Rng, start: float) -> Happening:
    return Happening(
        INFECTION, start, rng.uniform(1.5, 3.0), rng.uniform(0.5, 1.5), rng.uniform(5, 12), rng.uniform(1.5, 4)
    )


def pump_failure(rng: Rng, start: float) -> Happening:
    """Fast and high; it is put right within days."""
    return Happening(
        PUMP, start, rng.uniform(3.0, 5.0), rng.uniform(0.5, 1.5), rng.uniform(2, 6), rng.uniform(0.5, 2)
    )


def wear_off(rng: Rng, start: float) -> Happening:
    """Slow, over two to five weeks, until the next injection works."""
    rise = rng.uniform(14, 35)
    return Happening(WEAR_OFF, start, rng.uniform(1.0, 2.5), rise, rise + rng.uniform(7, 35), rng.uniform(5, 10))


def heat_week(rng: Rng, start: float) -> Happening:
    return Happening(
        HEAT, start, rng.uniform(0.5, 1.8), rng.uniform(0.5, 2), rng.uniform(4, 9), rng.uniform(0.5, 1.5)
    )
