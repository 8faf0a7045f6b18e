"""What became of each alert, and what does Supple itself write down about it? For actions that have asked.

An alert is worked out each time somebody looks; that it was raised is written down the first time, by Supple and
under nobody's name. Where it cannot be written (a full disk, a read-only folder) the page shows it all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from supple import diary, store, watch
from supple.model import Alert, AlertLife, AlertStep, Event
from supple.store import queries


def lived(person_id: UUID, zone: str, alerts: Sequence[Alert], *, now: datetime) -> tuple[AlertLife, ...]:
    """Each alert with what became of it; what the ledger lacks is written down."""
    steps = steps_of(person_id)
    raised = watch.to_raise(alerts, steps, person_id=person_id, zone=zone, now=now)
    if raised:
        store.append_if_possible(raised, now=now)
    return watch.lives(alerts, (*steps, *raised), now)


def steps_of(person_id: UUID) -> tuple[Event, ...]:
    """Everything the ledger says about alerts, corrections applied."""
    return diary.fold(queries.events_of_kind(person_id, AlertStep.KIND), person_id=person_id).events
