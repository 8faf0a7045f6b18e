"""What does Supple itself write down about alerts? That one was raised; for actions that have asked.

An alert is worked out each time somebody looks; that it was raised is written down the first time, by Supple and
under nobody's name. Where it cannot be written (a full disk, a read-only folder) the page shows it all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supple import store, watch
from supple.actions import folding
from supple.model import Alert, AlertLife, AlertStep, Diary, Event


@dataclass(frozen=True)
class Standing:
    """What fires now and what became of it, what passed with no answer, and the ledger with both written down."""

    alerts: tuple[Alert, ...]
    lives: tuple[AlertLife, ...]
    unanswered: tuple[AlertLife, ...]
    steps: tuple[Event, ...]


def stand(person_id: UUID, zone: str, folded: folding.Folded, steps: Sequence[Event], *, now: datetime) -> Standing:
    """How everything urgent stands at `now`, for every page and command alike."""
    fired = folding.alerts(folded, now=now, zone=zone)
    known = with_raised(person_id, zone, fired, steps, now=now)
    lived = watch.lives(fired, known, now)
    waiting = folding.unanswered(folded, lived, now=now, zone=zone)
    late = watch.to_raise_late(waiting, known, person_id=person_id, zone=zone, now=now)
    if late:
        store.append_if_possible(late, now=now)
    return Standing(fired, lived, waiting, (*known, *late))


def steps_in(diary: Diary) -> tuple[Event, ...]:
    """Everything a folded diary says about alerts."""
    return tuple(event for event in diary.events if isinstance(event.fact, AlertStep))


def with_raised(
    person_id: UUID, zone: str, alerts: Sequence[Alert], steps: Sequence[Event], *, now: datetime
) -> tuple[Event, ...]:
    """The ledger's steps; those it lacked about these alerts are written down and stand at the end."""
    raised = watch.to_raise(alerts, steps, person_id=person_id, zone=zone, now=now)
    if raised:
        store.append_if_possible(raised, now=now)
    return (*steps, *raised)
