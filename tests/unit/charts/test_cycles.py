"""Cycles laid over each other: a line a cycle, the mean with its range, and all of it as a table and in words."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree

from supple.charts import cycles, figure_html
from supple.model import Chart, CourseVerdict, CyclesReport, CycleWeek, OneCycle, PooledWeek

WEEKS = (-3, -2, -1, *range(1, 17))


def one(on: date, values: dict[int, float], *, label: str = "Dysport", reason: str = "") -> OneCycle:
    weeks = tuple(CycleWeek(week, values.get(week), 5 if week in values else 0) for week in WEEKS)
    return OneCycle(on, label, 6.0, 20, weeks, reason)


def report(*made: OneCycle, pooled: tuple[PooledWeek, ...] = ()) -> CyclesReport:
    return CyclesReport("stiffness", "stiffness", CourseVerdict.CANNOT_TELL, made, pooled, sentence="A sentence.")


A = one(date(2026, 1, 5), {-1: 0.0, 1: -1.0, 2: -2.0, 4: -1.5})
B = one(date(2026, 5, 5), {-1: 0.2, 1: -0.5, 2: -1.0}, label="Botox")
POOLED = (
    PooledWeek(1, -0.75, -1.4, -0.1, 10, 2),
    PooledWeek(2, -1.5, -2.2, -0.8, 10, 2),
    PooledWeek(4, -1.5, -3, 0, 5, 1),
)


def drawn(chart: Chart) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(picture) for picture in (chart.svg, chart.svg_wide)]


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def test_lines_join_neighbouring_weeks_only_and_each_cycle_has_its_own_dashes() -> None:
    for root in drawn(cycles(report(A, B, pooled=POOLED))):
        lines = of_class(root, "chart-change")
        # A: -1 to 1 and 1 to 2 (week 3 is missing, so 4 stands alone); B: two; one is the legend's.
        assert len(lines) == 2 + 2 + 1
        assert len({line.get("stroke-dasharray") for line in lines}) == 3


def test_the_mean_is_drawn_where_two_cycles_or_more_reach() -> None:
    root = drawn(cycles(report(A, B, pooled=POOLED)))[0]
    path = next(each for each in of_class(root, "chart-trend") if each.get("d"))
    assert path.get("d", "").count("L") == 1
    assert path.get("d", "").count("M") == 1


def test_the_table_says_all_that_is_drawn() -> None:
    chart = cycles(report(A, B, pooled=POOLED))
    assert chart.table_head == ("Week", "Cycle A", "Cycle B", "All counted", "Range", "Days")
    rows = {row[0]: row[1:] for row in chart.table_rows}
    assert rows["week 1"] == ("−1.0", "−0.5", "−0.8", "−1.4 to −0.1", "10")
    assert rows["week 4"] == ("−1.5", "not noted", "−1.5", "−3.0 to 0.0", "5")
    assert "week 3" not in rows
    assert chart.key == (("A", "Dysport, 5 Jan 2026"), ("B", "Botox, 5 May 2026"))
    assert "A sentence." in figure_html(chart)


def test_a_cycle_that_is_not_counted_says_why() -> None:
    chart = cycles(report(A, one(date(2026, 5, 5), {1: 0.0}, reason="2 days noted")))
    assert chart.key[1][1].endswith("(not counted: 2 days noted)")


def test_without_weeks_there_is_no_picture_and_still_the_sentence() -> None:
    for made in (report(), report(one(date(2026, 1, 5), {}, reason="no days"))):
        chart = cycles(made)
        assert chart.svg == chart.svg_wide == ""
        assert chart.sentence == "A sentence."


def test_a_name_cannot_break_the_picture() -> None:
    chart = cycles(report(one(date(2026, 1, 5), {1: 1.0, 2: 1.0}, label='<script>"x"')))
    assert "<script>" not in figure_html(chart)
    assert drawn(chart)
