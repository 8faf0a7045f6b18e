"""How lucky could these findings be? Answered from what is kept; otherwise worked out in the background, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from supple import store
from supple.actions import compose, looks
from supple.actions.access import require
from supple.actions.background import Background
from supple.actions.memory import is_of
from supple.model import Account, Luck
from supple.store import read_models

background = Background("luck")


def luck(
    account: Account,
    person_id: UUID,
    *,
    now: datetime,
    outcome: str | None = None,
    wait: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Luck | None:
    """What is kept for this diary as it stands, or None while it is not known yet.

    Args:
        outcome: as for `look`.
        wait: work it out here and now (a terminal can wait, a page cannot).
        progress: called with 0.0 … 1.0 while working, if waited for.
    """
    seen = looks.see(require(account, "luck", person_id), now=now, outcome=outcome)
    column = seen.chosen.column
    if column is None:
        return None
    kept = looks.kept_luck(person_id, seen)
    if kept is not None:
        return kept

    def work_out(step: Callable[[float], None] | None) -> Luck:
        found = compose.how_lucky(seen.chosen.table, column, seen.chosen.changes, prior=seen.prior, progress=step)
        read_models.put(person_id, looks.luck_name(column), seen.key, json.dumps(asdict(found)))
        return found

    def job() -> None:
        with store.own_connection():
            work_out(None)

    if wait:
        return work_out(progress)
    background.ask((person_id, seen.key), job)
    return None


def forget(person_id: UUID) -> None:
    """Work out nothing more for an erased person."""
    background.forget(lambda key: is_of(key, person_id))
