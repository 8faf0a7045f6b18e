"""How does a simulated person note things? Turns a day's truth into events, with the gaps real diaries have."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np

from supple.model import (
    Author,
    Day,
    DaySlot,
    Event,
    Fact,
    Instant,
    Note,
    PlanItem,
    PlanStatus,
    Slot,
    When,
    noted_id,
)

SELF = Author("self")


@dataclass
class Diarist:
    """Collects one person's events. `rng` draws what happens, `ids` only makes ids: both are seeded."""

    person_id: UUID
    zone: str
    rng: np.random.Generator
    ids: random.Random
    events: list[Event] = field(default_factory=list)
    _missed_yesterday: bool = False

    def wall(self, day: date, hour: float) -> datetime:
        """The wall-clock moment, as UTC. A clock time that does not exist is read before the gap (fold 0)."""
        minutes = round(hour * 60)
        moment = datetime.combine(day, time(0), ZoneInfo(self.zone)) + timedelta(minutes=minutes)
        return moment.astimezone(UTC)

    def at(self, day: date, hour: float) -> Instant:
        return Instant(self.wall(day, hour), self.zone)

    def add(
        self,
        facts: Iterable[tuple[Fact, When]],
        *,
        recorded_at: datetime,
        by: Author = SELF,
        source: str = "check-in",
    ) -> None:
        """Notes facts together: one check-in or one note."""
        group = noted_id(recorded_at, self.ids)
        for fact, when in facts:
            self.events.append(
                Event(
                    id=noted_id(recorded_at, self.ids),
                    person_id=self.person_id,
                    fact=fact,
                    when=when,
                    recorded_at=recorded_at,
                    noted_by=by,
                    source=source,
                    group=group,
                )
            )

    def note(self, text: str, day: date, hour: float, facts: Iterable[Fact] = (), *, by: Author = SELF) -> None:
        """A quick note: the words, and what was understood of them."""
        when = self.at(day, hour)
        self.add(
            [(Note(text), when), *((fact, when) for fact in facts)],
            recorded_at=when.at_utc,
            by=by,
            source="note",
        )

    def plan(
        self,
        item: str,
        name: str,
        day: date,
        *,
        status: PlanStatus = PlanStatus.AGREED,
        words: str = "",
        detail: dict[str, str] | None = None,
    ) -> None:
        """Something agreed, changed or ended from `day` on, written down that day at noon."""
        fact = PlanItem(item, name, status, day, words, detail or {})
        self.add([(fact, Day(day, self.zone))], recorded_at=self.wall(day, 12.0), source="plan")

    def night(self, waking_day: date) -> DaySlot:
        return DaySlot(waking_day, Slot.NIGHT, self.zone)

    def evening(self, day: date) -> DaySlot:
        return DaySlot(day, Slot.EVENING, self.zone)

    def day(self, day: date) -> Day:
        return Day(day, self.zone)

    def opens_diary(self, badness: float, *, weekend: bool = False) -> bool:
        """Whether today is noted at all: streaks of missing days, more of them on bad days (about one in seven)."""
        logit = -2.6 + 2.0 * self._missed_yesterday + 0.3 * badness + 0.3 * weekend
        missed = bool(self.rng.random() < 1 / (1 + math.exp(-logit)))
        self._missed_yesterday = missed
        return not missed

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def spasm_count(self, mean: float, dispersion: float = 3.0) -> int:
        """A count from a negative binomial with this mean (variance mean + mean²/dispersion)."""
        return int(self.rng.negative_binomial(dispersion, dispersion / (dispersion + mean)))


def answered(diarist: Diarist, truth: bool, *, explicit_no: float = 0.9) -> bool | None:
    """How a yes/no factor is answered: a yes nearly always, a no often, otherwise left blank (never a no)."""
    if truth:
        return True if diarist.chance(0.97) else None
    return False if diarist.chance(explicit_no) else None


def rating(latent: float) -> float:
    """A 0–10 rating as a person gives it: whole points, never outside the scale."""
    return float(min(10, max(0, round(latent))))


def autoregressive(rng: np.random.Generator, days: int, *, rho: float, sd: float) -> list[float]:
    """Stationary AR(1) wobble, one value a day, in points."""
    wobble = [float(rng.normal(0, sd))]
    for _ in range(days - 1):
        wobble.append(rho * wobble[-1] + float(rng.normal(0, sd * math.sqrt(1 - rho**2))))
    return wobble


def ramp(days_since: int, *, tau_days: float) -> float:
    """How much of a change has come on: 0 before it, rising towards 1."""
    return 0.0 if days_since < 0 else 1 - math.exp(-(days_since + 1) / tau_days)


def toxin_effect(days_since: int) -> float:
    """The share of a botulinum effect after an injection: on within days, fading around ten to twelve weeks.

    Shape as in clinical reference §7 (onset a few days, peak week 4–6, about half gone by day 84).
    """
    if days_since < 0:
        return 0.0
    return (1 - math.exp(-days_since / 5)) / (1 + math.exp((days_since - 80) / 8))
