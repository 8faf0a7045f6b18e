"""Which days of a diary are read and folded? Only those asked for; what was folded is kept while nothing is added.

A column's name then depends on these days (a rating of a moment is the plain one where there is no other).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from supple import diary
from supple import plan as plan_room
from supple.actions import folding
from supple.actions.memory import Memory
from supple.actions.persons import settings_of
from supple.model import DailyTable, Diary, Member, Plan
from supple.store import queries

_BEFORE_DAYS = 15  # so that an infection that began before the first day is not marked as new on it


@dataclass(frozen=True)
class Window:
    """Some days of a diary, folded. The table starts a little earlier than the days asked for."""

    diary: Diary
    table: DailyTable


_windows: Memory[Window] = Memory(24)
_plans: Memory[Plan] = Memory(16)


def clock_of(member: Member, now: datetime) -> tuple[int, date]:
    """(the hour at which the person's day starts, the diary day)."""
    starts = settings_of(member.person.id).day_starts_at_hour
    return starts, folding.today_of(now, member.person.zone, starts)


def window_of(person_id: UUID, spans: Sequence[tuple[date, date]], starts: int) -> Window:
    """Only the days of the spans, and a little before the first."""
    first, last = spans[0][0] - timedelta(days=_BEFORE_DAYS), spans[-1][1]

    def make() -> Window:
        # The index's day and the person's differ by one when their day starts late or early.
        asked = set(_days(first, spans[0][1] + timedelta(days=1)))
        for start, end in spans[1:]:
            asked |= set(_days(start - timedelta(days=1), end + timedelta(days=1)))
        folded = diary.fold(queries.events_of_days(person_id, asked), person_id=person_id)
        return Window(folded, diary.daily_table(folded, first=first, last=last, day_starts_at_hour=starts))

    return _windows.get((person_id, queries.head(person_id), tuple(spans), starts), make)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=i) for i in range((last - first).days + 1))


def plan_of(person_id: UUID, today: date) -> Plan:
    """What was agreed, as of today."""
    return _plans.get(
        (person_id, queries.head(person_id), today),
        lambda: plan_room.plan_at(queries.agreed_events(person_id), today),
    )


def forget(person_id: UUID) -> None:
    """Drop what this process remembers of an erased person."""
    _windows.forget(person_id)
    _plans.forget(person_id)
