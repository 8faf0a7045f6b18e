"""When may a week be called better, and when hard?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems, reading_grade
from tests.unit.lookback.made import LAST, WEEK, alert, noted, step, table, week

from supple.lookback.better import compare
from supple.model import Comparison, Hard, Rating, Step, Tier

USUAL = [5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 4.0]
CELLS = st.lists(st.none() | st.integers(0, 10).map(float), min_size=35, max_size=35)


def test_a_week_that_stood_clearly_lower_is_told_with_its_numbers() -> None:
    told = week(columns={"stiffness": [*USUAL * 4, 3.0, 2.0, 3.0, 2.0, 3.0, None, 2.0]})
    (one,) = told.better
    assert one.words == (
        "Stiffness: lower than in the four weeks before. 2.5 against 5, on the days noted (6 and 28)."
    )
    assert one.words in told.lines
    assert told.hard is None


def test_fewer_spasms_in_the_night_are_told_by_the_night() -> None:
    told = week(columns={"night_spasms": [*[6.0, 7.0, 5.0, 6.0, 8.0, 6.0, 5.0] * 4, 1, 0, 1, 0, 1, 0, 1]})
    assert told.lines[0].startswith("Spasms in the night: fewer than in the four weeks before. 0.6 a night against")


def test_of_mood_more_is_better() -> None:
    told = week(columns={"mood": [*[4.0, 5.0, 4.0, 5.0] * 7, 8, 8, 9, 8, 8, 9, 8]})
    assert told.lines[0].startswith("Mood: higher than")
    lower = week(columns={"mood": [*[8.0, 9.0, 8.0, 8.0] * 7, 4, 4, 3, 4, 4, 3, 4]})
    assert (lower.better, lower.hard) == ((), Hard.RATING)


@pytest.mark.parametrize(
    "this_week",
    [
        [2.0, 2.0, 2.0, None, None, None, None],  # three days are too few
        [4.5] * 7,  # not worth a word
        [5.0, 6.0, 5.0, 4.0, 5.0, 6.0, 4.0],
    ],
)
def test_otherwise_nothing_is_called_better(this_week: list[float | None]) -> None:
    told = week(columns={"stiffness": [*USUAL * 4, *this_week]})
    assert (told.better, told.hard) == ((), None)


def test_too_few_days_before_say_nothing() -> None:
    assert week(columns={"stiffness": [*[None] * 17, *[6.0] * 11, *[2.0] * 7]}).better == ()
    assert week(columns={"stiffness": [*[None] * 16, *[6.0] * 12, *[2.0] * 7]}).better != ()


def test_what_the_person_called_worse_is_not_called_better() -> None:
    columns = {"stiffness": [*USUAL * 4, *[2.0] * 7]}
    assert week([noted(WEEK[3], Comparison("pain", "worse"))], columns=columns).better
    assert not week([noted(WEEK[3], Comparison("stiffness", "worse"))], columns=columns).better


def test_a_clearly_worse_week_leads_and_nothing_is_called_better() -> None:
    worse = [*USUAL * 4, 8.0, 7.0, 8.0, 8.0, 7.0, 8.0, 8.0]
    fewer = [*[6.0] * 28, *[0.0] * 7]
    told = week(columns={"stiffness": worse, "night_spasms": fewer})
    assert (told.hard, told.lead, told.better) == (Hard.RATING, "A hard week.", ())


@pytest.mark.parametrize("tier", [Tier.T0, Tier.T1, Tier.T2])
def test_an_open_alert_leads_and_nothing_is_called_better(tier: Tier) -> None:
    columns = {"stiffness": [*USUAL * 4, *[2.0] * 7]}
    told = week(columns=columns, alerts=[alert(tier=tier)])
    assert (told.hard, told.lead, told.better) == (Hard.ALERT, "A hard week.", ())
    assert week(columns=columns, alerts=[alert(tier=Tier.T3)]).better, "what waits for the next visit is not urgent"


def test_an_alert_of_the_week_leads_also_when_it_is_over() -> None:
    assert week([step(WEEK[2], Step.RAISED)]).hard is Hard.ALERT
    assert week([step(WEEK[2], Step.RAISED, tier=Tier.T3)]).hard is None
    assert week([step(WEEK[2], Step.RAISED), step(WEEK[2], Step.NOT_NEEDED, hour=13)]).hard is None


@pytest.mark.parametrize("rule", ["R05", "R30", "I01"])
def test_a_date_in_the_plan_is_no_hard_week(rule: str) -> None:
    """Supple does not know that a week was hard because a refill is due."""
    told = week(columns={"stiffness": [*USUAL * 4, *[2.0] * 7]}, alerts=[alert(rule)])
    assert (told.hard, told.lead, told.better) == (Hard.WAITS, "Something waits for a call.", ())


@given(CELLS, CELLS)
def test_nothing_is_told_of_days_not_noted(stiffness: list[float | None], pain: list[float | None]) -> None:
    """Every number that is told is the mean of what was noted, and no sentence is forbidden or hard to read."""
    told = week(columns={"stiffness": stiffness, "pain": pain})
    for one in told.better:
        cells = {"stiffness": stiffness, "pain": pain}[one.column]
        now = [cell for cell in cells[-7:] if cell is not None]
        before = [cell for cell in cells[:-7] if cell is not None]
        assert (one.days_now, one.days_before) == (len(now), len(before))
        assert one.now == pytest.approx(sum(now) / len(now))
        assert one.before == pytest.approx(sum(before) / len(before))
        assert one.now < one.before
    for line in (told.lead, *told.lines):
        assert problems(line) == []
        assert "worse" not in line
        assert reading_grade(line) <= 7
    assert not (told.hard and told.better)


@given(CELLS)
def test_a_blank_changes_nothing(cells: list[float | None]) -> None:
    """Days outside the five weeks, and columns that nobody noted, are not looked at."""
    longer = table({"stiffness": [9.0, 0.0, *cells], "pain": [None] * 37})
    assert compare(longer, "stiffness", LAST) == compare(table({"stiffness": cells}), "stiffness", LAST)
    assert compare(longer, "pain", LAST) is None


def test_a_week_with_nothing_noted_says_so_and_no_more() -> None:
    told = week()
    assert told.lines == ("Nothing was noted in these seven days. That says nothing about how they were.",)
    assert (told.habits, told.wins, told.hard) == ((), (), None)


def test_noting_is_always_told() -> None:
    told = week([noted(day, Rating("stiffness", 5)) for day in WEEK[1:5]])
    assert told.lines == ("You noted on 4 days. That is 4 days your team can see.",)
    assert week([noted(WEEK[1], Rating("stiffness", 5))], whose="Alice").lines == (
        "There are notes on 1 day. That is 1 day the team can see.",
    )
