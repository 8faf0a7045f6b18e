"""Weeks for the tests of the look back, short to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.unit.diary.events import LONDON, at

from supple.lookback import Seen
from supple.lookback.week import look_back
from supple.model import (
    Alert,
    AlertStep,
    Author,
    DailyTable,
    Event,
    Fact,
    LookBack,
    Plan,
    PlanItem,
    Step,
    Tier,
    When,
)

LAST = date(2026, 3, 29)  # a Sunday, on which summer time begins in London
WEEK = [LAST - timedelta(days=ago) for ago in range(6, -1, -1)]
DEVICE = Author("device", "Supple")
_numbers = iter(range(1, 10**9))


def noted(day: date, fact: Fact, *, by: Author | None = None, recorded: date | None = None, hour: int = 12) -> Event:
    """One entry of that day, recorded on it unless said otherwise."""
    when: When = at(day, hour)
    return Event(
        id=UUID(int=next(_numbers)),
        person_id=UUID(int=0xA),
        fact=fact,
        when=when,
        recorded_at=at(recorded or day, hour).at_utc,
        noted_by=by or Author("self"),
        source="note",
    )


def step(day: date, what: Step, *, rule: str = "R20", hour: int = 12, tier: Tier = Tier.T1, **more: Any) -> Event:
    by = DEVICE if what in {Step.RAISED, Step.SHOWN} else None
    return noted(day, AlertStep(rule, 1, tier, what, "Stiffness suddenly much higher"), by=by, hour=hour, **more)


def table(columns: Mapping[str, Sequence[float | None]], last: date = LAST) -> DailyTable:
    """Columns that end on `last`, of one length."""
    length = len(next(iter(columns.values()), ()))
    days = [last - timedelta(days=ago) for ago in range(length - 1, -1, -1)]
    return DailyTable.from_columns(days, columns, zone=LONDON)


def alert(rule: str = "R14", tier: Tier = Tier.T1) -> Alert:
    then = datetime(2026, 3, 29, tzinfo=at(LAST, 9).at_utc.tzinfo)
    return Alert(rule, 1, tier, "t", "w", "c", {}, "s", LAST, "nobody yet", then)


def plan(*items: PlanItem) -> Plan:
    return Plan(LAST, items, (), ())


def week(
    events: Sequence[Event] = (),
    *,
    columns: Mapping[str, Sequence[float | None]] | None = None,
    items: Sequence[PlanItem] = (),
    alerts: Sequence[Alert] = (),
    paused: frozenset[date] = frozenset(),
    **more: Any,
) -> LookBack:
    """The look back of the week that ends on `LAST`."""
    dated = [(event, event.when.local.date()) for event in events]  # type: ignore[union-attr]
    of_plan = [pair for pair in dated if isinstance(pair[0].fact, PlanItem | AlertStep)]
    of_days = [pair for pair in dated if pair not in of_plan]
    made = Seen(of_days, of_plan, table(columns or {}), plan(*items), alerts, paused)
    return look_back(made, LAST, **more)
