"""The sample people's plans, lived through half an hour at a time across both clock changes of a winter."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from tests.unit.plan.entries import entry

from supple.model import DueDose, Event, Instant, Plan, PlanItem, PlanStatus, local_day_of
from supple.plan import due_at, fold_plan, ladder_of, prescriptions, step_in_force
from supple.plan.prescription import doses_due
from supple.simulate import sample_people

BEGUN, OVER = date(2026, 10, 20), date(2027, 4, 6)
STEP_DAYS, STEPS = 25, 6
HOLD_FROM, HOLD_DAYS = date(2026, 12, 1), 9
HALF_AN_HOUR = timedelta(minutes=30)
# Among them a time that the autumn night has twice and the spring night has not.
TIMES = "01:30; 02:30; 22:00"

LADDER = PlanItem(
    "medicine",
    "gabapentin",
    PlanStatus.AGREED,
    BEGUN,
    detail={"times": TIMES}
    | {f"step_{n}": f"step {n} as written" for n in range(1, STEPS + 1)}
    | {f"step_{n}_days": str(STEP_DAYS) for n in range(1, STEPS)},
)
HOLD = PlanItem(
    "medicine",
    "gabapentin",
    PlanStatus.CHANGED,
    HOLD_FROM,
    detail={"ladder": "hold", "ladder_days": str(HOLD_DAYS), "said_by": "MS nurse", "said_on": HOLD_FROM.isoformat()},
)
PEOPLE = {one.name.split()[0]: one for one in sample_people(date(2026, 11, 30))}


def plans(events: list[Event]):  # type: ignore[no-untyped-def]
    @cache
    def on(day: date) -> Plan:
        return fold_plan(events, day)

    return on


@pytest.mark.parametrize("name", ["Nora", "Daniel", "Maria"])
def test_every_dose_comes_once_and_every_date_keeps_to_the_wall_clock(name: str) -> None:
    person = PEOPLE[name]
    zone = ZoneInfo(person.zone)
    own = [event for event in person.events if isinstance(event.fact, PlanItem)]
    events = [*own, entry(1, LADDER, BEGUN, zone=person.zone), entry(2, HOLD, HOLD_FROM, zone=person.zone)]
    plan_on = plans(events)
    came: Counter[DueDose] = Counter()
    steps: dict[date, int | None] = {}
    days_left: dict[date, int] = {}
    now, over = (datetime.combine(day, time(12), tzinfo=zone).astimezone(UTC) for day in (BEGUN, OVER))
    offsets = {now.astimezone(zone).utcoffset()}
    waiting: set[DueDose] = set()
    seen_days: list[date] = []
    while now < over:
        offsets.add(now.astimezone(zone).utcoffset())
        day = local_day_of(Instant(now, person.zone))
        if not seen_days or seen_days[-1] != day:
            seen_days.append(day)
            plan = plan_on(day)
            ladder = ladder_of(plan, "gabapentin")
            assert ladder is not None
            steps[day] = step_in_force(ladder, day).number
            waiting |= set(doses_due(plan))
            if plan.pump is not None and plan.pump.days_left is not None:
                days_left[day] = plan.pump.days_left
        for due in sorted(waiting, key=str):
            at = due_at(due, person.zone)
            if at is not None and at <= now:
                came[due] += 1
                waiting.discard(due)
                wall, written = at.astimezone(zone), datetime.combine(date.min, due.at or time())
                moved = (written + timedelta(hours=1)).time()
                is_gap = (wall - timedelta(hours=2)).utcoffset() != wall.utcoffset() and wall.time() == moved
                assert wall.time() == due.at or is_gap, "only an hour that is not there moves"
        now += HALF_AN_HOUR

    assert len(offsets) == 2, "the winter has both clock changes in it"
    whole = [BEGUN + timedelta(days=n) for n in range(1, (OVER - BEGUN).days)]
    assert seen_days == [BEGUN, *whole, OVER], "no day twice, none left out"
    expected = Counter(
        DueDose(one.medicine, day, at, "")
        for day in whole
        for one in prescriptions(plan_on(day))
        if not one.as_needed
        for at in one.times
    )
    told = Counter({DueDose(d.medicine, d.day, d.at, ""): n for d, n in came.items() if d.day in set(whole)})
    assert told == expected

    # By hand: 25 days a step; the hold of nine days falls into the second step.
    ends = [BEGUN + timedelta(days=STEP_DAYS * n + (HOLD_DAYS if n >= 2 else 0)) for n in range(1, STEPS)]
    assert steps == {day: 1 + sum(day >= end for end in ends) for day in seen_days}
    for day, left in days_left.items():
        assert days_left.get(day + timedelta(days=1), left - 1) == left - 1, (
            "a local day is a day, whatever its hours"
        )
    assert bool(days_left) == (name == "Maria")
