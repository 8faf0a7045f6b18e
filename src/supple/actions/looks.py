"""What goes with worse and better days, and is anything up? A look at a stored diary, computed once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from supple import cohort, diary
from supple.actions import compose, folding, priors, report_text
from supple.actions.access import require
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.model import (
    Account,
    CohortPrior,
    DailyTable,
    DatedChange,
    FindingMark,
    Look,
    Luck,
    Member,
    TriggerReport,
)
from supple.store import queries, read_models

_folds: Memory[folding.Folded] = Memory(6)
_keys: Memory[str] = Memory(64)
_reports: Memory[TriggerReport] = Memory(32)


@dataclass(frozen=True)
class Seen:
    """What a look is made from. `key` names everything that findings depend on, and nothing else; `prior`: what
    other people's diaries taught, for a person who said yes."""

    folded: folding.Folded
    chosen: compose.Chosen
    key: str
    prior: CohortPrior | None = None


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
    seen = see(member, now=now, outcome=outcome)

    def find(table: DailyTable, column: str, changes: Sequence[DatedChange]) -> TriggerReport:
        def make() -> TriggerReport:
            return _stored_or_found(person.id, seen.key, table, column, changes, seen.prior)

        return _reports.get((person.id, seen.key), make)

    made = compose.look(seen.folded, seen.chosen, person_name=person.name, now=now, zone=person.zone, find=find)
    if made.outcome is None:
        return made, seen.folded
    said = diary.marks(seen.folded.diary, made.outcome)
    return (
        replace(
            made,
            marks={factor: event.fact.mark for factor, event in said.items() if isinstance(event.fact, FindingMark)},
            mark_ids={factor: event.id for factor, event in said.items()},
            marked=said,
            luck=kept_luck(person.id, seen),
        ),
        seen.folded,
    )


def see(member: Member, *, now: datetime, outcome: str | None) -> Seen:
    """The diary folded and the column chosen; nothing slow, and no statistics."""
    person = member.person
    chosen = settings_of(person.id)
    folded, state = fold_of(member, now=now, starts=chosen.day_starts_at_hour)
    made = compose.choose(folded, outcome or _still_there(chosen.outcome, folded.table))
    of_now = (*state, made.column, *compose.versions().values())
    prior = None if made.column is None else priors.prior_for(chosen, made.table, made.column)
    return Seen(folded, made, _with_help(_keys.get(of_now, lambda: compose.key(made)), prior), prior)


def fold_of(member: Member, *, now: datetime, starts: int) -> tuple[folding.Folded, tuple[Hashable, ...]]:
    """The diary folded, and what names it: the person first, then the diary's head, today and when days begin."""
    person = member.person
    today = folding.today_of(now, person.zone, starts)
    state = (person.id, queries.head(person.id), today, starts)
    folded = _folds.get(
        state, lambda: folding.fold(queries.events(person.id), today=today, day_starts_at_hour=starts)
    )
    return folded, state


def kept_luck(person_id: UUID, seen: Seen) -> Luck | None:
    """How lucky the findings could be, if that was worked out for exactly these days."""
    if seen.chosen.column is None:
        return None
    stored = read_models.get(person_id, luck_name(seen.chosen.column), seen.key)
    return None if stored is None else Luck(**json.loads(stored))


def last_findings(person_id: UUID, outcome: str | None) -> TriggerReport | None:
    """The findings of the last look, perhaps some notes ago; of `outcome` where it was looked at."""
    found = read_models.latest(person_id, "triggers:", first=f"triggers:{outcome}"[:80])
    return None if found is None else report_text.from_text(found[1])


def luck_name(column: str) -> str:
    """Under which name it is kept."""
    return f"luck:{column}"[:80]


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    for memory in (_folds, _keys, _reports):
        memory.forget(person_id)


def _stored_or_found(
    person_id: UUID,
    key: str,
    table: DailyTable,
    column: str,
    changes: Sequence[DatedChange],
    prior: CohortPrior | None,
) -> TriggerReport:
    """The slow part is kept across restarts too."""
    name = f"triggers:{column}"[:80]
    stored = read_models.get(person_id, name, key)
    if stored is not None:
        return report_text.from_text(stored)
    found = compose.find_triggers(table, column, changes, prior=prior)
    read_models.put(person_id, name, key, report_text.to_text(found))
    return found


def _with_help(key: str, prior: CohortPrior | None) -> str:
    """The key where other people's diaries help: what they taught is part of what the answer depends on."""
    if prior is None:
        return key
    helped = f"{key} {cohort.name_of(prior)} {prior.name} {prior.made_on} {prior.prior.people}"
    return hashlib.sha256(helped.encode()).hexdigest()


def _still_there(column: str | None, table: DailyTable) -> str | None:
    """The chosen column, unless nothing of it is left in the diary."""
    return column if column is not None and any(cell is not None for cell in table.column(column)) else None
