"""How does a diary become a Look? Every pure room is asked once; nothing here touches a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.metadata import version

import numpy as np

from supple import diary as diary_room
from supple import insight, knowledge
from supple import plan as plan_room
from supple.actions import others
from supple.actions.folding import ALERT_DAYS, Folded, alerts
from supple.insight.describe import ENGINE
from supple.model import CohortPrior, DailyTable, DatedChange, Look, TriggerReport

DEFAULT_SEED = 0

FindTriggers = Callable[[DailyTable, str, Sequence[DatedChange]], TriggerReport]


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


def look(
    folded: Folded,
    *,
    person_name: str,
    now: datetime,
    zone: str,
    outcome: str | None = None,
    warnings: Sequence[str] = (),
    find: FindTriggers = find_triggers,
) -> Look:
    """One look: the course, what goes with it, when to call, how complete it is."""
    choice = diary_room.choose_outcome(folded.table, outcome)
    column = choice.column
    days_noted = len(diary_room.noted_days(folded.table))
    table = diary_room.without_silent_end(folded.table, longer_than_days=ALERT_DAYS)
    silent = (f"Nothing has been noted since {table.days[-1]:%d %B %Y}.",) if table is not folded.table else ()
    return Look(
        person_name=person_name,
        now=now,
        outcome=column,
        outcome_label=choice.label,
        outcome_reason=choice.reason,
        table=table,
        triggers=find(table, column, plan_room.changes(folded.plan)) if column and days_noted else None,
        alerts=alerts(folded, now=now, zone=zone),
        gaps=diary_room.gaps(folded.table),
        days_noted=days_noted,
        changes=plan_room.changes(folded.plan),
        warnings=(*silent, *warnings),
        versions=versions(),
    )


def versions() -> dict[str, str]:
    """What made a result; part of every cache's key."""
    return {"supple": version("supple"), "engine": ENGINE, "knowledge": knowledge.load().version}
