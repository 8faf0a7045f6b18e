"""What does Supple itself write down about alerts? That one was raised; for actions that have asked.

An alert is worked out each time somebody looks; that it was raised is written down the first time, by Supple and
under nobody's name. Where it cannot be written (a full disk, a read-only folder) the page shows it all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from supple import store, watch
from supple.model import Alert, AlertStep, Diary, Event


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
