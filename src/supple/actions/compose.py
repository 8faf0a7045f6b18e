"""How does a diary become a Look? Every pure room is asked once; nothing here touches a database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version

import numpy as np

from supple import diary as diary_room
from supple import insight, knowledge, watch
from supple import plan as plan_room
from supple.actions import others
from supple.actions.folding import ALERT_DAYS, Folded, alerts, extra_doses, unanswered
from supple.insight.describe import ENGINE
from supple.model import CohortPrior, DailyTable, DatedChange, Look, Luck, TriggerReport
from supple.words import _

DEFAULT_SEED = 0

FindTriggers = Callable[[DailyTable, str, Sequence[DatedChange]], TriggerReport]


@dataclass(frozen=True)
class Chosen:
    """What findings are made from: the table without a long silent end, the column looked at, what to allow for.

    `column` is None when there is nothing to look at, or nothing was noted.
    """

    outcome: diary_room.OutcomeChoice
    table: DailyTable
    changes: tuple[DatedChange, ...]
    days_noted: int

    @property
    def column(self) -> str | None:
        return self.outcome.column if self.days_noted else None


def choose(folded: Folded, outcome: str | None) -> Chosen:
    """What is looked at. Quick: no statistics."""
    return Chosen(
        outcome=diary_room.choose_outcome(folded.table, outcome),
        table=diary_room.without_silent_end(folded.table, longer_than_days=ALERT_DAYS),
        changes=plan_room.changes(folded.plan),
        days_noted=len(diary_room.noted_days(folded.table)),
    )


def find_triggers(
    table: DailyTable,
    outcome: str,
    changes: Sequence[DatedChange],
    *,
    seed: int = DEFAULT_SEED,
    prior: CohortPrior | None = None,
) -> TriggerReport:
    """The insight room's answer, with the timing that knowledge gives and a fixed seed.

    With a prior, the own days are also looked at alone, so that the answer can say where it made a difference.
    """
    given = tuple(changes)
    alone = insight.find_triggers(table, outcome, changes=given, rng=np.random.default_rng(seed))
    if prior is None or not others.says_anything(prior, alone):
        return alone
    helped = insight.find_triggers(table, outcome, changes=given, prior=prior.prior, rng=np.random.default_rng(seed))
    return others.beside(helped, alone, prior)


def how_lucky(
    table: DailyTable,
    outcome: str,
    changes: Sequence[DatedChange],
    *,
    seed: int = DEFAULT_SEED,
    prior: CohortPrior | None = None,
    progress: Callable[[float], None] | None = None,
) -> Luck:
    """The insight room's answer to how lucky these findings could be, with a fixed seed and the same help."""
    return insight.how_lucky(
        table,
        outcome,
        changes=tuple(changes),
        prior=None if prior is None else prior.prior,
        rng=np.random.default_rng(seed),
        progress=progress,
    )


def look(
    folded: Folded,
    chosen: Chosen | None = None,
    *,
    person_name: str,
    now: datetime,
    zone: str,
    outcome: str | None = None,
    warnings: Sequence[str] = (),
    find: FindTriggers = find_triggers,
) -> Look:
    """One look: the course, what goes with it, when to call, how complete it is."""
    chosen = chosen or choose(folded, outcome)
    table, column = chosen.table, chosen.column
    silent = (
        (_("Nothing has been noted since {days:%d %B %Y}.").format(days=table.days[-1]),)
        if table is not folded.table
        else ()
    )
    fired = alerts(folded, now=now, zone=zone)
    lived = watch.lives(fired, folded.recent.events, now)
    return Look(
        person_name=person_name,
        now=now,
        outcome=chosen.outcome.column,
        outcome_label=chosen.outcome.label,
        outcome_reason=chosen.outcome.reason,
        table=table,
        triggers=find(table, column, chosen.changes) if column else None,
        alerts=fired,
        gaps=diary_room.gaps(folded.table),
        days_noted=chosen.days_noted,
        changes=chosen.changes,
        warnings=(*silent, *warnings),
        versions=versions(),
        extra_doses=extra_doses(folded, now=now),
        lives=lived,
        unanswered=unanswered(folded, lived, now=now, zone=zone),
    )


def versions() -> dict[str, str]:
    """What made a result; part of every cache's key."""
    return {"supple": version("supple"), "engine": ENGINE, "knowledge": knowledge.load().version}


def key(chosen: Chosen) -> str:
    """Everything that findings depend on, and nothing else: what is only said beside them (a mark, words, a sign)
    leaves the key as it is, so that nothing is worked out again."""
    table = chosen.table
    parts = [
        [day.isoformat() for day in table.days],
        sorted(table.columns.items()),
        sorted(day.isoformat() for day in table.also_noted),
        sorted(table.scale_max.items()),
        table.zone,
        chosen.column,
        [(change.day.isoformat(), change.kind, change.label) for change in chosen.changes],
        DEFAULT_SEED,
        versions(),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
