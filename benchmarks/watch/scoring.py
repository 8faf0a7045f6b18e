"""What counts as noticed, and what as a false alarm? Alarms of one score against what truly happened.

An alarm: the score reaches the bar on a watched day, at least `QUIET_DAYS` after the alarm before (one a episode). An
event is noticed by the first alarm from its first day on. An alarm outside of every event is false; heat weeks and
slow progression are no events. Alarms while toxin wears off are no false ones; that event is told apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.watch.happenings import HEAT, SUDDEN, Happening
from benchmarks.watch.people import RUN_IN_DAYS, WATCHED_DAYS, Watched

Floats = NDArray[np.float64]

QUIET_DAYS = 14
BUDGET = 1.0
DRAWS, SEED, LOW, HIGH = 2000, 11, 0.05, 0.95
NEVER = 10_000


@dataclass(frozen=True)
class Caught:
    """Of one person: false alarms, and for each event its kind, size and the days until it was noticed (or NEVER)."""

    false_alarms: int
    kinds: tuple[str, ...]
    sizes: tuple[float, ...]
    delays: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    value: float
    low: float
    high: float


def alarms(score: Floats, bar: float) -> list[int]:
    days: list[int] = []
    for day in np.nonzero(np.nan_to_num(score, nan=-np.inf) >= bar)[0]:
        if day >= RUN_IN_DAYS and (not days or day - days[-1] > QUIET_DAYS):
            days.append(int(day))
    return days


def caught(one: Watched, score: Floats, bar: float) -> Caught:
    events = [event for event in one.happenings if event.kind != HEAT]
    delays = [NEVER] * len(events)
    false_alarms = 0
    for day in alarms(score, bar):
        about = next((i for i, event in enumerate(events) if event.first_day <= day <= event.last_day), None)
        if about is None:
            false_alarms += 1
        else:
            delays[about] = min(delays[about], day - events[about].first_day)
    return Caught(
        false_alarms,
        tuple(event.kind for event in events),
        tuple(event.size for event in events),
        tuple(delays),
    )


def all_caught(people: Sequence[Watched], scores: Sequence[Floats], bar: float) -> list[Caught]:
    return [caught(one, score, bar) for one, score in zip(people, scores, strict=True)]


def bar_for(people: Sequence[Watched], scores: Sequence[Floats], budget: float = BUDGET) -> float:
    """The lowest bar that costs at most so many false alarms a person-year."""
    values = np.concatenate([score[RUN_IN_DAYS:] for score in scores])
    values = np.unique(values[np.isfinite(values)])
    low, high = 0, len(values) - 1
    while low < high:
        middle = (low + high) // 2
        if false_rate(all_caught(people, scores, float(values[middle]))) > budget:
            low = middle + 1
        else:
            high = middle
    return float(values[high])


def false_rate(each: Sequence[Caught]) -> float:
    return sum(one.false_alarms for one in each) / (len(each) * WATCHED_DAYS / 365)


def counts(each: Sequence[Caught], within: int, kinds: Sequence[str] = SUDDEN) -> tuple[Floats, Floats]:
    """(people): events noticed within so many days, and events."""
    noticed = [
        sum(delay <= within for kind, delay in zip(one.kinds, one.delays, strict=True) if kind in kinds)
        for one in each
    ]
    return np.array(noticed, float), np.array([sum(kind in kinds for kind in one.kinds) for one in each], float)


def delays(each: Sequence[Caught], within: int, kinds: Sequence[str] = SUDDEN) -> list[int]:
    return [
        delay
        for one in each
        for kind, delay in zip(one.kinds, one.delays, strict=True)
        if kind in kinds and delay <= within
    ]


def share(top: Floats, bottom: Floats) -> Figure:
    """A ratio of sums with its 90 % bootstrap interval over people."""
    drawn = _draws(len(top))
    values = top[drawn].sum(axis=1) / np.maximum(bottom[drawn].sum(axis=1), 1)
    return _figure(float(top.sum() / max(bottom.sum(), 1)), values)


def difference(ours: Floats, theirs: Floats, bottom: Floats) -> Figure:
    """Of two detectors on the same people's events."""
    return share(ours - theirs, bottom)


def _figure(value: float, values: Floats) -> Figure:
    return Figure(value, float(np.quantile(values, LOW)), float(np.quantile(values, HIGH)))


def _draws(people: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(people, size=(DRAWS, people))


def is_event(one: Happening) -> bool:
    return one.kind in SUDDEN
