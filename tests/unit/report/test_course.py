"""The two weeks that are compared, and when a percentage may be given (the rule of clinical.md §1.3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.report.made import FIRST, NOW, TODAY, a_diary, a_look, a_plan, days, event, plan_item

from supple.model import Cell, Course, PlanItem, Rating, Recall
from supple.report import visit_report
from supple.report.course import number_words, percent_change

VISIT = date(2026, 2, 1)


def course_of(
    cells: list[Cell], *, visit: date | None = None, outcome: str = "stiffness", scale: float = 10.0
) -> Course:
    noted = [event(Rating(outcome, 1.0, Recall.LAST_24_H, scale_max=scale), FIRST)]
    if visit is not None:
        noted.append(event(PlanItem("visit", "Dr P", plan_item("visit", "", visit).status, visit), visit))
    report = visit_report(
        a_look(days({outcome: cells}), outcome=outcome),
        a_diary(noted),
        a_plan(),
        since=None if visit else FIRST,
        now=NOW,
    )
    assert report.course is not None
    return report.course


def ninety(start: list[Cell], end: list[Cell]) -> list[Cell]:
    """The first week, 76 middling days, and the week up to today (31 March is day 90)."""
    return [*start, *[5.0] * (90 - len(start) - len(end)), *end]


@pytest.mark.parametrize(("noted", "counts"), [(3, False), (4, True)])
def test_a_week_counts_from_four_of_seven_days(noted: int, counts: bool) -> None:
    blank: list[Cell] = [None] * (7 - noted)
    at_end = course_of(ninety([6.0] * 7, [*blank, *[4.0] * noted]))
    assert (at_end.latest.mean is not None) == counts
    assert (at_end.change is not None) == counts
    assert at_end.latest.days_noted == noted


def test_too_few_days_are_named_not_guessed() -> None:
    course = course_of(ninety([6.0] * 7, [None] * 5 + [4.0, 4.0]))
    assert "Too few days were noted in the latest week (2 of 7 days) to compare the two." in course.sentence
    assert number_words(course)[1][1:] == ("too few days", "2 of 7 noted, 25 Mar to 31 Mar 2026")
    assert number_words(course)[2][1] == "cannot be said"


@pytest.mark.parametrize(("start", "has_percent"), [(3.9, False), (4.0, True), (4.1, True)])
def test_a_percentage_only_from_a_start_of_four(start: float, has_percent: bool) -> None:
    course = course_of(ninety([start] * 14, [2.0] * 7))
    assert (course.percent is not None) == has_percent
    assert ("a percentage is not meaningful at low scores" in course.sentence) != has_percent
    assert course.change == pytest.approx(2.0 - start)


def test_the_numbers_on_the_page_agree_with_each_other() -> None:
    # 4.57… and 3.75 are shown as 4.6 and 3.8: the change must be what a reader subtracts.
    course = course_of(ninety([5.0, 4.0, 5.0, 4.0, 5.0, 4.0, 5.0], [4.0, 4.0, 4.0, 3.0, None, None, None]))
    (_, start, _), (_, latest, _), (_, change, _) = number_words(course)
    assert (start, latest, change) == ("4.6", "3.8", "−0.8")


@pytest.mark.parametrize("scale", [3.0, 100.0])
def test_no_percentage_on_another_scale(scale: float) -> None:
    course = course_of(ninety([6.0] * 7, [3.0] * 7), scale=scale)
    assert course.percent is None
    assert "%" not in course.sentence


def test_no_percentage_where_higher_is_better() -> None:
    assert course_of(ninety([6.0] * 7, [3.0] * 7), outcome="sleep_quality").percent is None


def test_the_start_is_the_week_before_the_visit() -> None:
    cells: list[Cell] = [5.0] * 90
    at = (VISIT - FIRST).days
    cells[at - 7 : at] = [8.0] * 7
    course = course_of(cells, visit=VISIT)
    assert (course.start.first_day, course.start.mean) == (VISIT - timedelta(days=7), 8.0)


def test_with_too_few_days_before_the_visit_the_first_week_after_it_counts() -> None:
    cells: list[Cell] = [5.0] * 90
    at = (VISIT - FIRST).days
    cells[at - 7 : at] = [8.0] * 3 + [None] * 4
    course = course_of(cells, visit=VISIT)
    assert (course.start.first_day, course.start.mean) == (VISIT, 5.0)


def test_two_weeks_that_share_days_are_not_compared() -> None:
    cells: list[Cell] = [None] * 80 + [5.0] * 10
    course = course_of(cells)
    assert course.change is None
    assert "The time is too short to compare two weeks." in course.sentence


def test_no_change_is_called_no_change() -> None:
    course = course_of(ninety([6.0] * 7, [6.0] * 7))
    assert "31 Mar 2026): no change. Noted on 90 of 90 days." in course.sentence
    assert number_words(course)[2] == ("Change", "0.0", "0 % of the start")


@given(st.lists(st.one_of(st.none(), st.integers(0, 10).map(float)), min_size=1, max_size=40))
def test_nothing_is_said_beyond_the_data(cells: list[Cell]) -> None:
    if all(cell is None for cell in cells):
        return
    shifted = days({"stiffness": cells}, first=TODAY - timedelta(days=len(cells) - 1))
    report = visit_report(a_look(shifted), a_diary(), a_plan(), since=None, now=NOW)
    course = report.course
    assert course is not None
    assert problems(course.sentence) == []
    for week in (course.start, course.latest):
        inside = [
            cell
            for day, cell in zip(shifted.days, cells, strict=True)
            if week.first_day <= day <= week.last_day and cell is not None
        ]
        assert week.days_noted == len(inside)
        assert (week.mean is None) == (len(inside) < 4)


@given(st.floats(0, 10), st.floats(0, 10))
def test_the_percentage_is_of_the_start(start: float, latest: float) -> None:
    percent = percent_change(start, latest)
    assert (percent is None) == (round(start, 1) < 4)
    if percent is not None:
        assert -100 <= percent <= 150
