"""How does a diary become a Look? Every pure room is asked once; nothing here touches a database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import numpy as np

from supple import diary as diary_room
from supple import insight, knowledge, watch
from supple import plan as plan_room
from supple.model import (
    DAY_STARTS_AT_HOUR,
    DailyTable,
    DatedChange,
    Diary,
    Event,
    Instant,
    Look,
    Plan,
    TriggerReport,
    local_day_of,
)

DEFAULT_SEED = 0


@dataclass(frozen=True)
class Folded:
    """A diary, its daily table and its plan, all of one moment."""

    diary: Diary
    table: DailyTable
    plan: Plan


FindTriggers = Callable[[DailyTable, str, Sequence[DatedChange]], TriggerReport]


def fold(
    events: Sequence[Event], *, now: datetime, zone: str, day_starts_at_hour: int = DAY_STARTS_AT_HOUR
) -> Folded:
    """Everything up to today; what is dated later is not part of the past."""
    today = local_day_of(Instant(now, zone), day_starts_at_hour)
    folded = diary_room.fold(events)
    table = diary_room.daily_table(folded, last=today, day_starts_at_hour=day_starts_at_hour)
    return Folded(folded, table, plan_room.plan_at(events, today))


def find_triggers(
    table: DailyTable, outcome: str, changes: Sequence[DatedChange], *, seed: int = DEFAULT_SEED
) -> TriggerReport:
    """The insight room's answer, with the timing that knowledge gives and a fixed seed."""
    return insight.find_triggers(table, outcome, changes=tuple(changes), rng=np.random.default_rng(seed))


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
    days_noted = noted_days(folded.table)
    return Look(
        person_name=person_name,
        now=now,
        outcome=column,
        outcome_label=choice.label,
        outcome_reason=choice.reason,
        table=folded.table,
        triggers=find(folded.table, column, folded.plan.changes) if column and days_noted else None,
        alerts=watch.check(folded.diary, folded.plan, now.astimezone(ZoneInfo(zone)), table=folded.table),
        gaps=tuple(diary_room.gaps(folded.table)),
        days_noted=days_noted,
        changes=folded.plan.changes,
        warnings=tuple(warnings),
        versions=versions(),
    )


def noted_days(table: DailyTable) -> int:
    """Days on which anything at all was noted."""
    columns = list(table.columns.values())
    return sum(any(column[i] is not None for column in columns) for i in range(len(table.days)))


def versions() -> dict[str, str]:
    """What made a result; part of every cache's key."""
    return {"supple": version("supple"), "knowledge": knowledge.load().version}
