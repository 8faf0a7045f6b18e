"""How do the simulated people's factors come about? Rates, who drives whom, timing and what may be planted.

Tier A is not caused by the same day's stiffness; tier B is behaviour that reacts to it the same day; tier C only
follows it. The rates are invented, of the order that clinicians report; nothing here is a fact about real people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from supple.model import Timing


@dataclass(frozen=True, slots=True)
class Habit:
    """One candidate factor: its tier, whether it is a number, how often it truly matters and which way."""

    tier: str
    share_true: float
    direction: int = 1
    is_number: bool = False
    always_known: bool = False  # weather and step counters need no hand


HABITS: Mapping[str, Habit] = {
    "poor_sleep": Habit("A", 0.55),
    "stress_level": Habit("A", 0.45, is_number=True),
    "missed_dose": Habit("A", 0.35),
    "heat": Habit("A", 0.45),
    "own:outdoor temperature": Habit("A", 0.12, is_number=True, always_known=True),
    "dehydration": Habit("A", 0.3),
    "constipation": Habit("A", 0.3),
    "caffeine": Habit("A", 0.12),
    "cooling": Habit("A", 0.2, direction=-1),
    "alcohol": Habit("A", 0.15),
    "bladder_infection": Habit("A", 0.4),
    "tight_clothing": Habit("A", 0.15),
    "cold": Habit("A", 0.25),
    "overexertion": Habit("A", 0.35),
    "menstruation": Habit("A", 0.15),
    "physiotherapy": Habit("A", 0.2, direction=-1),
    "travel": Habit("A", 0.15),
    "own:air pressure": Habit("A", 0.1, direction=-1, is_number=True, always_known=True),
    "late_screen_time": Habit("B", 0.2),
    "sitting_long.level": Habit("B", 0.3, is_number=True),
    "steps": Habit("B", 0.15, direction=-1, is_number=True, always_known=True),
    "stretching": Habit("B", 0.25, direction=-1),
    "pain": Habit("C", 0.0, is_number=True),
    "fatigue": Habit("C", 0.0, is_number=True),
    "mood": Habit("C", 0.0, is_number=True),
}

# Who drives whom: a factor named for what it drives is an ancestor, which lenient scoring does not call false.
DRIVES: Mapping[str, tuple[str, ...]] = {
    "stress_level": ("poor_sleep", "missed_dose"),
    "late_screen_time": ("poor_sleep",),
    "own:outdoor temperature": ("heat", "cold"),
    "heat": ("dehydration", "cooling", "steps"),
    "dehydration": ("constipation",),
    "sitting_long.level": ("steps",),
    "poor_sleep": ("caffeine",),
}

# Lag kernels from which an effect is drawn, with their shares; tier B only ever acts from the next day on.
KERNELS_A: tuple[tuple[tuple[int, ...], float], ...] = (
    ((0,), 0.35),
    ((1,), 0.25),
    ((0, 1), 0.2),
    ((1, 2), 0.1),
    ((2,), 0.1),
)
KERNELS_B: tuple[tuple[tuple[int, ...], float], ...] = (((1,), 0.6), ((1, 2), 0.25), ((2,), 0.15))


def factor_of(column: str) -> str:
    """The factor a column belongs to: `sitting_long.level` belongs to `sitting_long`."""
    return column.removesuffix(".level")


def timing_map(*, of_nights: bool = False) -> dict[str, Timing]:
    """What may come before what among the simulated factors, for `find_triggers(timing=…)`.

    A night is keyed by the day one wakes on, so of night spasms only the days before are causes (`of_nights`).
    """
    first = 1 if of_nights else 0
    lags = {"A": Timing(first, 3), "B": Timing(1, 3), "C": Timing(0, 3, is_consequence=True)}
    return {factor_of(column): lags[habit.tier] for column, habit in HABITS.items()}


def ancestors(true_factors: frozenset[str]) -> frozenset[str]:
    """Factors that drive a true one, however many steps away."""
    found: set[str] = set()
    frontier = set(true_factors)
    while frontier:
        drivers = {
            factor_of(driver)
            for driver, driven in DRIVES.items()
            if any(factor_of(target) in frontier for target in driven)
        }
        frontier = drivers - found
        found |= frontier
    return frozenset(found - true_factors)
