"""When is a try to be looked back on? Once, on its day or on a later one of the same week."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from tests.unit.plan.test_dues import item

from supple.model import Author, Day, Due, DueChoices, DueKind, DueState, Event, PlanItem, PlanStatus
from supple.plan import due

BERLIN = "Europe/Berlin"
SPRING = date(2026, 3, 28)  # in the night after it the clock goes from two to three
STRETCH = item("routine", "stretch", times="20:00", group="stretch")


def tried(name: str, on: date) -> PlanItem:
    return item("try", name, since="2026-03-14", look_back_on=on.isoformat())


def dues(
    *items: PlanItem,
    day: date,
    until: date | None = None,
    day_at: time = time(9),
    starts: int = 4,
    resting: Collection[date] = (),
) -> list[Due]:
    """The looks back of a day, or of the days up to another."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    agreed = [
        Event(UUID(int=n), UUID(int=1), each, Day(each.valid_from, BERLIN), at, Author("self"), "plan")
        for n, each in enumerate(items, 1)
    ]
    found = due(
        agreed,
        agreed,
        day,
        until or day,
        zone=BERLIN,
        choices=DueChoices(day_at=day_at),
        paused=lambda each: each in resting,
        day_starts_at_hour=starts,
    )
    return [each for each in found if each.kind is DueKind.LOOK_BACK]


def test_a_look_back_told_at_the_days_very_end_stops_no_plan() -> None:
    """The clock leaves out 02:30 that night: it is the moment at which the day is over already."""
    (one,) = dues(STRETCH, tried("stretch", SPRING), day=SPRING, day_at=time(2, 30), starts=3)
    assert one.until > one.at


def test_what_is_tried_no_more_is_not_looked_back_on() -> None:
    ended = item("routine", "stretch", SPRING - timedelta(days=1), status=PlanStatus.ENDED, times="20:00")
    assert len(dues(STRETCH, tried("Stretch", SPRING), day=SPRING)) == 1
    assert dues(STRETCH, tried("stretch", SPRING), ended, day=SPRING) == []
    breaks = item("break", "breaks", every_minutes="50", from_time="09:00", to_time="17:00")
    assert len(dues(breaks, tried("breaks", SPRING), day=SPRING)) == 1


def test_a_look_back_is_told_once_and_for_a_week() -> None:
    """A machine that was off on its day tells it when it is on again."""
    plan = STRETCH, tried("stretch", SPRING)
    days = [SPRING + timedelta(days=n) for n in range(-1, 9)]
    told = [dues(*plan, day=day) for day in days]
    assert [len(each) for each in told] == [0, *[1] * 7, 0, 0]
    (one,) = dues(*plan, day=days[0], until=days[-1])
    assert all(each == [one] for each in told[1:8])
    assert (one.on, one.local.hour) == (SPRING, 9)
    assert one.is_due_at(datetime(2026, 4, 3, 20, tzinfo=UTC))


@pytest.mark.parametrize("days", [3, 20])
def test_a_rest_puts_a_look_back_off_and_loses_none(days: int) -> None:
    plan = STRETCH, tried("stretch", SPRING)
    resting = [SPRING + timedelta(days=n) for n in range(-1, days)]
    after = SPRING + timedelta(days=days)
    (usual,) = dues(*plan, day=SPRING)
    assert dues(*plan, day=SPRING, until=resting[-1], resting=resting) == []
    (one,) = dues(*plan, day=resting[-1], until=after, resting=resting)
    assert (one.key, one.on, one.state) == (usual.key, after, DueState.OPEN)
    assert one.local.date() == after
