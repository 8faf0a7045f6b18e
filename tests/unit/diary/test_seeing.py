"""Parts of the body, two stretches, and what happened on the way: blank stays blank."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.charts.made import FIRST as TABLE_FIRST
from tests.unit.charts.made import table
from tests.unit.diary.events import FIRST, at, event, night, on

from supple.diary.body import body_strip, codes_with_parts
from supple.diary.happenings import happenings
from supple.diary.stretches import side_of, two_stretches
from supple.model import BodyCell, Count, Event, Period, Rating, Side

WEEK = tuple((FIRST + timedelta(days=i), FIRST + timedelta(days=i)) for i in range(7))


def entries() -> list[Event]:
    calf = {"part": "calf", "side": Side.LEFT}
    return [
        event(1, Rating("stiffness", 4, **calf), at(FIRST, 9)),
        event(2, Rating("stiffness", 8, **calf), at(FIRST, 20)),
        event(3, Rating("stiffness", 2, **calf), on(FIRST + timedelta(days=2))),
        event(4, Rating("stiffness", 5), at(FIRST, 9)),
        event(5, Rating("stiffness", 1, part="hand", side=Side.BOTH), on(FIRST)),
        event(6, Count("spasms", None, Period.NIGHT, part="calf"), night(FIRST)),
        event(7, Count("spasms", 3, Period.NIGHT, part="calf"), night(FIRST)),
        event(8, Rating("stiffness", 2, part="calf", scale_max=3), on(FIRST)),
    ]


def test_a_part_is_its_days_highest_and_blank_where_not_noted() -> None:
    strip = body_strip(entries(), "stiffness", WEEK, day_starts_at_hour=4)
    assert [row.label for row in strip.rows] == ["Left calf", "Hand, both sides"]
    assert strip.rows[0].cells == (BodyCell(8, 1), None, BodyCell(2, 1), None, None, None, None)
    whole = body_strip(entries(), "stiffness", [(WEEK[0][0], WEEK[-1][1])], day_starts_at_hour=4)
    assert whole.rows[0].cells == (BodyCell(5, 2),), "the middle of the days"


def test_counts_add_up_and_some_is_once_at_least() -> None:
    strip = body_strip(entries(), "spasms", WEEK, day_starts_at_hour=4)
    assert strip.is_count
    assert strip.rows[0].cells[0] == BodyCell(4, 1)


def test_what_was_noted_with_a_part_can_be_chosen() -> None:
    found = codes_with_parts(entries(), first=FIRST, last=FIRST, day_starts_at_hour=4)
    assert found == ("stiffness", "spasms")
    assert codes_with_parts(entries(), first=date(2020, 1, 1), last=date(2020, 2, 1), day_starts_at_hour=4) == ()


def test_two_stretches_tell_the_middle_and_the_days_noted() -> None:
    days = table(stiffness=[2.0, None, 4.0, 9.0, 5.0, None, None, None])
    last = TABLE_FIRST + timedelta(days=3)
    both = two_stretches(
        days,
        ["stiffness", "pain"],
        (TABLE_FIRST, last),
        (last + timedelta(days=1), last + timedelta(days=4)),
        scale_max={"stiffness": 10.0},
    )
    [row] = both.rows
    assert (row.one.middle, row.one.low, row.one.high, row.one.days_noted, row.one.days) == (4, 2, 9, 3, 4)
    assert (row.other.middle, row.other.days_noted) == (5, 1)
    assert row.one.lower is None, "three days have no middle half"
    assert side_of(days, "pain", (TABLE_FIRST, last)).middle is None


def test_an_infection_is_marked_when_it_began_and_again_after_two_weeks() -> None:
    cells = [None, True, True, None, *[None] * 20, True]
    found = happenings(table(bladder_infection=cells, stress=[True] * len(cells)))
    assert [(each.day - TABLE_FIRST).days for each in found] == [1, 24]
    assert all(each.kind == "other" and each.label.endswith("noted") for each in found)
