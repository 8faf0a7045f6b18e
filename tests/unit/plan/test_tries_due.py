"""When is a try to be looked back on? Once, on its day or on a later one of the same week."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import UUID

from tests.unit.plan.test_dues import item

from supple.model import Author, Day, Due, DueChoices, DueKind, Event, PlanItem
from supple.plan import due

BERLIN = "Europe/Berlin"
SPRING = date(2026, 3, 28)  # in the night after it the clock goes from two to three
STRETCH = item("routine", "stretch", times="20:00", group="stretch")


def tried(name: str, on: date) -> PlanItem:
    return item("try", name, since="2026-03-14", look_back_on=on.isoformat())


def dues(*items: PlanItem, day: date, day_at: time = time(9), starts: int = 4) -> list[Due]:
    """The looks back of a day."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    agreed = [
        Event(UUID(int=n), UUID(int=1), each, Day(each.valid_from, BERLIN), at, Author("self"), "plan")
        for n, each in enumerate(items, 1)
    ]
    found = due(agreed, agreed, day, day, zone=BERLIN, choices=DueChoices(day_at=day_at), day_starts_at_hour=starts)
    return [each for each in found if each.kind is DueKind.LOOK_BACK]


def test_a_look_back_told_at_the_days_very_end_stops_no_plan() -> None:
    """The clock leaves out 02:30 that night: it is the moment at which the day is over already."""
    (one,) = dues(STRETCH, tried("stretch", SPRING), day=SPRING, day_at=time(2, 30), starts=3)
    assert one.until > one.at
