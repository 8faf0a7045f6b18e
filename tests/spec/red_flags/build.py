"""Small words for writing red-flag cases: what was noted, how long ago, under which plan and profile."""

from __future__ import annotations

import dataclasses
import itertools
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from supple.knowledge.conditions import AllOf, AnyOf, AtLeast, Condition, NotRuledOut, RuledOut
from supple.model import (
    Author,
    Comparison,
    Count,
    DailyTable,
    DatedChange,
    Day,
    Diary,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Factor,
    Instant,
    Measurement,
    Plan,
    PlanItem,
    PlanStatus,
    Profile,
    SideEffect,
    Sign,
    Tier,
    When,
)
from supple.plan import fold_plan

ZONE = "Europe/London"
NOW = datetime(2026, 6, 15, 14, 0, tzinfo=ZoneInfo(ZONE))
TODAY = date(2026, 6, 15)
PERSON = uuid.UUID(int=7)
SELF, CARER = Author("self", "Ana"), Author("carer", "Ben")

_ids = itertools.count(1)


@dataclass(frozen=True)
class At:
    """A fact and when it was noted."""

    fact: Fact
    when: When
    by: Author = SELF


@dataclass(frozen=True)
class Case:
    """What was noted, and the tier that one rule must then give (None: the rule stays silent)."""

    rule: str
    tier: Tier | None
    why: str
    noted: tuple[At, ...] = ()
    plan: tuple[PlanItem, ...] = ()
    changes: tuple[DatedChange, ...] = ()
    profile: Mapping[str, str] = field(default_factory=dict)
    table: Mapping[str, Mapping[int, float]] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.rule} {self.tier.value if self.tier else 'silent'}: {self.why}"

    def diary(self, *, by: Author | None = None) -> Diary:
        return diary(at if by is None else At(at.fact, at.when, by) for at in self.noted)

    def the_plan(self) -> Plan:
        return the_plan(self.plan, self.profile, self.changes)

    def daily(self) -> DailyTable | None:
        return daily_table(self.table) if self.table else None


def diary(entries: Iterable[At]) -> Diary:
    return Diary(PERSON, tuple(event(entry) for entry in entries))


def event(entry: At) -> Event:
    return Event(
        id=uuid.UUID(int=next(_ids)),
        person_id=PERSON,
        fact=entry.fact,
        when=entry.when,
        recorded_at=NOW.astimezone(UTC),
        noted_by=entry.by,
        source="note",
    )


def the_plan(
    items: Iterable[PlanItem] = (),
    profile: Mapping[str, str] | None = None,
    changes: Iterable[DatedChange] = (),
) -> Plan:
    """The plan that holds today, by the real fold; `changes` adds dated changes."""
    facts: list[Fact] = [*items, *(Profile(key, answer) for key, answer in (profile or {}).items())]
    folded = fold_plan([event(At(fact, Day(TODAY, ZONE))) for fact in facts], TODAY)
    return dataclasses.replace(folded, changes=(*folded.changes, *changes))


def daily_table(columns: Mapping[str, Mapping[int, float]]) -> DailyTable:
    """A daily table from {column: {days ago: number}}."""
    length = max((back for column in columns.values() for back in column), default=0) + 1
    days = [TODAY - timedelta(days=back) for back in range(length)]
    return DailyTable.from_columns(days, {name: [c.get(b) for b in range(length)] for name, c in columns.items()})


def ago(hours: float) -> Instant:
    return Instant(NOW.astimezone(UTC) - timedelta(hours=hours), ZONE)  # real hours, whatever the clocks did


def sign(code: str, hours: float = 1, *, new: bool | None = None) -> At:
    """A sign; those that count whatever was said of "new" are written as said to be old, to hold just that."""
    return At(Sign(code, True, False if new is None and code in EVEN_OLD else new), ago(hours))


def even_old(code: str, hours: float = 1) -> At:
    return At(Sign(code, True, False), ago(hours))


def unasked(code: str, hours: float = 1) -> At:
    """A sign of which nobody said whether it is new."""
    return At(Sign(code, True, None), ago(hours))


_EVEN_OLD_CODES = """
    seizure hallucination hard_to_wake slow_breathing blue_lips blackout very_floppy very_cold breathing_trouble
    chest_pain coughing_blood in_danger suicidal_plan suicidal_thoughts head_injury cannot_stand_after_fall rigors
    fast_breathing mottled_skin no_urine_18_hours very_unwell catheter_blocked skin_broken skin_red_not_fading
    skin_black_or_smelly vomiting_swollen_belly bowel_not_open_5_days bowel_not_open_3_days severe_belly_pain
    unsafe_at_home cannot_transfer carer_cannot_cope stuck_over_an_hour feels_urgent pump_alarm_single
    pump_alarm_two_tone legs_rapidly_weaker
"""
EVEN_OLD = frozenset(_EVEN_OLD_CODES.split())


def no(code: str, hours: float = 1) -> At:
    return At(Sign(code, False), ago(hours))


def warm(celsius: float, hours: float = 1) -> At:
    return At(Measurement("temperature", celsius, "Cel"), ago(hours))


def systolic(value: float, hours: float = 1) -> At:
    return At(Measurement("systolic", value, "mm[Hg]"), ago(hours))


def factor(code: str, hours: float = 1, *, present: bool = True) -> At:
    return At(Factor(code, present), ago(hours))


def effect(code: str, severity: float | None = None, hours: float = 1) -> At:
    return At(SideEffect(code, True, severity), ago(hours))


def said(code: str, change: str, hours: float = 1) -> At:
    return At(Comparison(code, change), ago(hours))


def falls(count: int | None = 1, hours: float = 1) -> At:
    return At(Count("falls", count), ago(hours))


def dose(medicine: str, status: str, hours: float) -> At:
    return At(Dose(medicine, DoseStatus(status)), ago(hours))


def item(kind: str, name: str, days_ago: int = 200, status: str = "agreed", **detail: str) -> PlanItem:
    return PlanItem(kind, name, PlanStatus(status), TODAY - timedelta(days=days_ago), detail=detail)


def days_from_now(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def usual(level: float, recent: Iterable[float | None], *, noted: int = 14, skip: int = 0) -> dict[int, float]:
    """A stiffness column: `recent` days, newest first, then `noted` days at one's usual level.

    `skip` leaves blank days between; None in `recent` is a blank day.
    """
    out = {back: value for back, value in enumerate(recent) if value is not None}
    start = len(list(recent)) + skip
    return out | {start + back: level for back in range(noted)}


def parts_of(condition: Condition) -> Iterator[Condition]:
    """A condition and every condition within it."""
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from parts_of(part)
        case RuledOut(part) | NotRuledOut(part):
            yield from parts_of(part)
