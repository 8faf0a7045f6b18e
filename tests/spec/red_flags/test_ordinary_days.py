"""Do ordinary days stay quiet, so that an alert is still believed when it comes?"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from supple import diary, plan, watch
from supple.model import Alert, DailyTable, Diary, Factor, Plan, Tier, local_day_of
from supple.simulate import SamplePerson, Settings, generate, sample_person

WARM_UP_DAYS = 28
NOBODY = Diary(uuid.UUID(int=0), ())
LAST_DAY = date(2026, 6, 15)


def share_of_days_above_t3(table: DailyTable) -> tuple[int, int]:
    """Of each evening from the fifth week on: how many had an alert above T3, of how many."""
    above = 0
    for end in range(WARM_UP_DAYS, len(table.days)):
        day = table.days[end]
        known = {name: cells[: end + 1] for name, cells in table.columns.items()}
        now = datetime.combine(day, time(21), tzinfo=UTC)
        alerts = watch.check(NOBODY, Plan(day, (), (), ()), now, table=DailyTable(table.days[: end + 1], known))
        above += any(alert.tier.rank < Tier.T3.rank for alert in alerts)
    return above, len(table.days) - WARM_UP_DAYS


@pytest.mark.parametrize(
    ("settings", "at_most"),
    [
        # Measured over these eight: 1.2 % of days without triggers, 6.3 % with triggers at work (4.5 % of forty).
        (Settings(no_trigger=True, relapses_per_year=0.0), 0.02),
        (Settings(relapses_per_year=0.0), 0.068),
    ],
    ids=["no trigger", "triggers at work"],
)
def test_invented_ordinary_days_raise_little_above_t3(settings: Settings, at_most: float) -> None:
    counts = [share_of_days_above_t3(generate(np.random.default_rng([5, seed]), settings).table) for seed in range(8)]
    assert sum(above for above, _ in counts) <= at_most * sum(days for _, days in counts)


def evening(person: SamplePerson, day: date) -> tuple[Alert, ...]:
    now = datetime.combine(day, time(23), tzinfo=ZoneInfo(person.zone))
    known = [event for event in person.events if event.recorded_at <= now]
    folded = diary.fold(known, person_id=person.id)
    return watch.check(folded, plan.fold_plan(known, day), now, table=diary.daily_table(folded))


def test_the_sample_person_with_a_bladder_infection_is_told_the_same_day() -> None:
    maria = sample_person("maria", LAST_DAY)
    infected = (e for e in maria.events if isinstance(e.fact, Factor) and e.fact.code == "bladder_infection")
    first = min(local_day_of(event.when) for event in infected if event.fact.present)  # type: ignore[union-attr]
    told = {alert.rule: alert.tier for alert in evening(maria, first)}
    assert told["R17"] is Tier.T1


def test_the_sample_desk_worker_is_left_in_peace() -> None:
    daniel = sample_person("daniel", LAST_DAY)
    for weeks in range(0, 20, 2):
        alerts = evening(daniel, LAST_DAY - timedelta(weeks=weeks))
        assert all(alert.tier is Tier.T3 for alert in alerts), alerts
