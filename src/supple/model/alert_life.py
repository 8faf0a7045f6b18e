"""What became of an alert: raised, seen, acted on, closed. Worked out from the ledger's steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from supple.model.alert import Alert, Tier
from supple.model.event import Event
from supple.model.facts import AlertStep
from supple.model.look import alert_to_json

WATCH_HISTORY_SCHEMA = "supple.watch-history/1"


class LifeState(StrEnum):
    """Where an alert stands. `new` until somebody answers it, and again when it is raised again."""

    NEW = "new"
    SEEN = "seen"
    ACTED = "acted"
    CLOSED = "closed"


class Again(StrEnum):
    """Why an alert that was answered before is new again."""

    MORE_URGENT = "more urgent"
    NEW_EVIDENCE = "new evidence"
    REST_OVER = "rest over"


@dataclass(frozen=True)
class AlertLife:
    """One alert that fires now, with what became of it.

    Args:
        alert: as the rules say it now.
        state: where it stands.
        raised_at: when the ledger first has it, of this episode; now if this is the first time.
        steps: what people said about it in this episode, oldest first; also what a later rise made old.
        again: why it is new although it was answered.
        new_inputs: names of inputs that hold and stood in no answer yet; empty while nobody answered.
        back_at: set while it rests: when it comes back by itself. Never set for T0 and T1.
    """

    alert: Alert
    state: LifeState
    raised_at: datetime
    steps: tuple[Event, ...] = ()
    again: Again | None = None
    new_inputs: tuple[str, ...] = ()
    back_at: datetime | None = None

    @property
    def is_resting(self) -> bool:
        """Folded under "Noted before": something was done, and its cool-down is not over. It still fires."""
        return self.back_at is not None


@dataclass(frozen=True)
class AlertEpisode:
    """One stretch of time in which a rule fired, as far as the ledger knows it.

    `tier` is the most urgent it was. `first_at` and `last_at` are the first and the last moment at which the ledger
    has it; `since` the earliest onset known. `steps` are what people did, `shown` what Supple showed to helpers;
    `inputs` names everything that held at some time.
    """

    rule: str
    version: int
    title: str
    tier: Tier
    since: datetime | None
    first_at: datetime
    last_at: datetime
    steps: tuple[Event, ...]
    shown: tuple[Event, ...]
    is_firing: bool
    inputs: tuple[str, ...] = ()


def life_to_json(life: AlertLife) -> dict[str, Any]:
    """The alert as `alert_to_json` has it, and what became of it."""
    return {
        **alert_to_json(life.alert),
        "state": life.state.value,
        "again": life.again.value if life.again else None,
        "new_inputs": list(life.new_inputs),
        "first_raised_at": life.raised_at.isoformat(),
        "rests_until": life.back_at.isoformat() if life.back_at else None,
        "steps": [_step_to_json(event) for event in life.steps],
    }


def history_to_json(episodes: tuple[AlertEpisode, ...], *, now: datetime) -> dict[str, Any]:
    """The documented schema `supple.watch-history/1` of `supple watch --history --json`."""
    return {
        "schema": WATCH_HISTORY_SCHEMA,
        "now": now.isoformat(),
        "episodes": [
            {
                "rule": one.rule,
                "version": one.version,
                "title": one.title,
                "tier": one.tier.value,
                "since": one.since.isoformat() if one.since else None,
                "first_raised_at": one.first_at.isoformat(),
                "last_known_at": one.last_at.isoformat(),
                "inputs": list(one.inputs),
                "fires_now": one.is_firing,
                "steps": [_step_to_json(event) for event in one.steps],
                "shown": [_step_to_json(event) for event in one.shown],
            }
            for one in episodes
        ],
    }


def _step_to_json(event: Event) -> dict[str, Any]:
    fact = event.fact
    assert isinstance(fact, AlertStep)
    return {
        "id": str(event.id),
        "step": fact.step.value,
        "tier": fact.tier.value,
        "at": event.recorded_at.isoformat(),
        "by": event.noted_by.name or event.noted_by.role,
        "words": fact.words,
        "shown_to": fact.shown_to,
    }
