"""What goes with worse and better days, and is anything up? A look at a stored diary, computed once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from supple import cohort
from supple.actions import compose, folding, priors, report_text
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.model import Account, CohortPrior, DailyTable, DatedChange, Look, Member, TriggerReport
from supple.store import queries, read_models

_folds: Memory[folding.Folded] = Memory(6)
_reports: Memory[TriggerReport] = Memory(32)


def look(account: Account, person_id: UUID, *, now: datetime, outcome: str | None = None) -> Look:
    """The look at `now`.

    Args:
        outcome: the daily table's column to look at; None for the person's choice, else the stated rule.
    """
    member = require(account, "look", person_id, now=now)
    return look_and_fold(member, now=now, outcome=outcome)[0]


def look_and_fold(member: Member, *, now: datetime, outcome: str | None) -> tuple[Look, folding.Folded]:
    """The look and what it was made from, for actions that have asked."""
    person = member.person
    chosen = settings_of(person.id)
    today = folding.today_of(now, person.zone, chosen.day_starts_at_hour)
    head = queries.head(person.id)
    folded = _folded(person.id, head, today, chosen.day_starts_at_hour)

    def find(table: DailyTable, column: str, changes: Sequence[DatedChange]) -> TriggerReport:
        prior = priors.prior_for(chosen, table, column)
        key = _key(head, today, chosen.day_starts_at_hour, column, prior)
        return _reports.get((person.id, key), lambda: _stored_or_found(person.id, key, table, column, changes, prior))

    wanted = outcome or _still_there(chosen.outcome, folded.table)
    made = compose.look(folded, person_name=person.name, now=now, zone=person.zone, outcome=wanted, find=find)
    return made, folded


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _folds.forget(lambda key: isinstance(key, tuple) and key[0] == person_id)
    _reports.forget(lambda key: isinstance(key, tuple) and key[0] == person_id)


def _folded(person_id: UUID, head: int, today: date, starts: int) -> folding.Folded:
    return _folds.get(
        (person_id, head, today, starts),
        lambda: folding.fold(queries.events(person_id), today=today, day_starts_at_hour=starts),
    )


def _stored_or_found(
    person_id: UUID,
    key: str,
    table: DailyTable,
    column: str,
    changes: Sequence[DatedChange],
    prior: CohortPrior | None,
) -> TriggerReport:
    """The slow part (a second or two for two years) is kept across restarts too."""
    name = f"triggers:{column}"[:80]
    stored = read_models.get(person_id, name, key)
    if stored is not None:
        return report_text.from_text(stored)
    found = compose.find_triggers(table, column, changes, prior=prior)
    read_models.put(person_id, name, key, report_text.to_text(found))
    return found


def _key(head: int, today: date, starts: int, column: str, prior: CohortPrior | None) -> str:
    """Everything the answer depends on: the diary's state, the day, the column, what others taught, every version."""
    helped = cohort.name_of(prior) + (f" {prior.name} {prior.made_on} {prior.prior.people}" if prior else "")
    parts = [head, today.isoformat(), starts, column, helped, compose.DEFAULT_SEED, compose.versions()]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _still_there(column: str | None, table: DailyTable) -> str | None:
    """The chosen column, unless nothing of it is left in the diary."""
    return column if column is not None and any(cell is not None for cell in table.column(column)) else None
