"""A winter diary cannot speak of heat, a summer diary not of cold, and each says so."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from tests.unit.insight.diaries import finding, rating, wander

from supple import diary
from supple.insight import find_triggers
from supple.insight.seasons import why_not
from supple.knowledge.climate import Seasons, seasons_of
from supple.model import DailyTable, Finding, Verdict

WINTER, SUMMER = date(2025, 11, 5), date(2025, 5, 20)


def days_from(first: date, count: int = 110) -> list[date]:
    return [first + timedelta(days=i) for i in range(count)]


def found(first: date, factor: str, *, share: float, zone: str, count: int = 110, effect: float = 0.0) -> Finding:
    rng = np.random.default_rng(5)
    there = rng.random(count) < share
    columns = {
        "stiffness": rating(4 + effect * there + wander(rng, count, 0.3, 0.6)),
        factor: [bool(was) for was in there],
        "alcohol": [bool(was) for was in rng.random(count) < 0.4],
    }
    table = DailyTable.from_columns(days_from(first, count), columns, zone=zone)
    return finding(find_triggers(table, "stiffness", rng=np.random.default_rng(1)), factor)


@pytest.mark.parametrize(
    ("first", "factor", "zone", "says"),
    [
        (WINTER, "heat", "Europe/London", "November to February only, and a winter diary cannot speak of heat"),
        (SUMMER, "cold", "Europe/London", "May to September only, and a summer diary cannot speak of cold"),
        (SUMMER, "heat", "Australia/Sydney", "May to September only, and a winter diary cannot speak of heat"),
        (WINTER, "cold", "Australia/Sydney", "November to February only, and a summer diary cannot speak of cold"),
    ],
)
@pytest.mark.parametrize("share", [0.02, 0.4])
def test_months_that_bring_no_such_days_are_named(first, factor, zone, says, share):
    """Whether it was hardly noted, or noted often with no effect: other months may bring another kind of it."""
    one = found(first, factor, share=share, zone=zone)
    assert one.verdict is Verdict.CANNOT_TELL
    assert says in one.sentence
    assert says in one.reason
    assert one.more_days is None
    assert one.clearer == f"Notes from {'warmer' if factor == 'heat' else 'colder'} months would tell."


@pytest.mark.parametrize(
    ("first", "zone"), [(SUMMER, "Europe/London"), (WINTER, "Australia/Sydney"), (WINTER, "Asia/Singapore")]
)
def test_months_that_do_are_not(first, zone):
    assert "diary cannot" not in found(first, "heat", share=0.4, zone=zone).sentence


def test_heat_in_winter_that_goes_with_worse_days_is_still_told():
    """Hot baths and hot rooms know no season."""
    one = found(WINTER, "heat", share=0.4, zone="Europe/London", effect=1.5)
    assert one.verdict is Verdict.CLEAR
    assert "winter" not in one.sentence + one.reason


def test_other_factors_have_no_season():
    assert "diary cannot" not in found(WINTER, "stress", share=0.02, zone="Europe/London").sentence


def test_where_it_is_not_known_only_what_was_hardly_noted_is_held_back():
    rare = found(WINTER, "heat", share=0.02, zone="")
    assert "hold hardly any heat" in rare.sentence
    assert "winter" not in rare.sentence
    assert "hardly any" not in found(WINTER, "heat", share=0.4, zone="").sentence


def test_a_year_covers_all_seasons():
    one = found(WINTER, "heat", share=0.02, zone="Europe/London", count=330)
    assert "speak of" not in one.sentence
    assert "speak of" not in found(WINTER, "heat", share=0.02, zone="", count=330).sentence


def test_a_few_warm_days_are_no_warm_season_and_ten_are():
    def reason(last: date) -> str:
        days = days_from(date(2026, 2, 1), (last - date(2026, 2, 1)).days + 1)
        return why_not("heat", days, zone="Europe/London", days_with=0, days_without=len(days))

    assert "February to May only" in reason(date(2026, 5, 9))
    assert reason(date(2026, 5, 10)) == ""


def test_spring_is_not_called_winter():
    days = days_from(date(2026, 4, 1), 30)
    told = why_not("heat", days, zone="Europe/London", days_with=0, days_without=30)
    assert told == "your notes are from April only, and a diary without warm months cannot speak of heat"


def test_what_was_never_noted_is_told_by_the_report():
    rng = np.random.default_rng(6)
    columns = {"stiffness": rating(4 + rng.normal(size=110)), "alcohol": [i % 3 == 0 for i in range(110)]}
    days = days_from(WINTER)

    def told(zone: str, count: int) -> list[str]:
        table = DailyTable.from_columns(days[:count], {n: c[:count] for n, c in columns.items()}, zone=zone)
        return find_triggers(table, "stiffness", rng=np.random.default_rng(1)).diagnostics["months_not_covered"]

    assert told("Europe/Oslo", 110) == [
        "your notes are from November to February only, and a winter diary cannot speak of heat"
    ]
    assert told("Asia/Singapore", 110) == []
    assert told("", 110) == []
    assert told("Europe/Oslo", 29) == [], "a diary of so few days can speak of nothing yet"


@pytest.mark.parametrize(
    ("zone", "seasons"),
    [
        ("Europe/London", Seasons.NORTH),
        ("America/New_York", Seasons.NORTH),
        ("US/Eastern", Seasons.NORTH),
        ("Asia/Calcutta", Seasons.NONE),
        ("Australia/Sydney", Seasons.SOUTH),
        ("NZ", Seasons.SOUTH),
        ("Africa/Johannesburg", Seasons.SOUTH),
        ("America/Bogota", Seasons.NONE),
        ("UTC", None),
        ("Etc/GMT+3", None),
        ("no such zone", None),
    ],
)
def test_the_zone_tells_the_seasons(zone, seasons):
    assert seasons_of(zone) is seasons


def test_the_table_knows_the_clock_of_the_newest_entry():
    from tests.unit.diary.events import event, on

    from supple.model import Rating

    first, second = date(2026, 1, 1), date(2026, 1, 2)
    old = event(1, Rating("stiffness", 3.0), on(first))
    new = event(2, Rating("stiffness", 3.0), on(second))
    assert diary.daily_table(diary.fold([old, new])).zone == new.when.zone
    assert diary.daily_table(diary.fold([])).zone == ""
