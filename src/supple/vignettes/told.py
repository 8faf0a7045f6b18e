"""What did somebody note or agree, when, and who? The step between a case's JSON and the diary's events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from supple.model import Author, Event, Fact, PlanItem, Profile, When
from supple.vignettes.times import Clock

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Told:
    """One fact with its time. `guess`: read from plain words with doubt."""

    fact: Fact
    when: When
    role: str = "self"
    guess: bool = False


def events_of(told: Iterable[Told], clock: Clock) -> tuple[Event, ...]:
    """The events of a case, in its own order: the same case makes the same events."""
    return tuple(
        Event(
            id=UUID(int=number),
            person_id=NOBODY,
            fact=one.fact,
            when=one.when,
            recorded_at=clock.now if isinstance(one.fact, PlanItem | Profile) else clock.noted_at(one.when),
            noted_by=Author(one.role),
            source="vignette",
            guess=one.guess,
        )
        for number, one in enumerate(told, start=1)
    )
