"""Every picture has a name, a description, readable letters, no style and no script."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.spec.words import problems
from tests.unit.charts.made import SVG, drawn, finding, of_class, table

from supple.charts import (
    Row,
    course,
    day_hours,
    dial,
    effect_bar,
    figure_html,
    finding_days,
    glance,
    habits,
    nights,
    rows,
    side_by_side,
)
from supple.model import (
    Chart,
    DatedChange,
    DayHours,
    DayMark,
    DayRow,
    HabitKept,
    HabitMark,
    HourCounts,
    StretchRow,
    StretchSide,
    TwoStretches,
)

DAYS = table(
    stiffness=[6.0, 5.0, 7.0, None, 4.0, 8.0, 3.0, 4.0],
    poor_sleep=[True, False, True, True, False, None, False, False],
    sleep_hours=[5.0, 7.0, 6.5, None, 8.0, 7.5, 7.0, 8.0],
    night_spasms=[0.0, 2.0, None, 1.0, 0.0, 0.0, 3.0, 1.0],
)
HOURS = DayHours(
    DAYS.days[0],
    4,
    (
        DayRow("Stiffness", (DayMark("7", "Stiffness 7 of 10", "08:10", 8.2, 8.2), DayMark("10", "x", "", 8.4, 8.4))),
        DayRow("Spasms", (DayMark("3×", "Spasms in the night: 3", "in the night", is_night=True),)),
    ),
)
CLOCK = HourCounts(
    "spasms", "spasms", DAYS.days[0], DAYS.days[-1], tuple(range(24)), (1,) * 24, (0, *(2,) * 23), 3, 8, 4
)
SIDES = TwoStretches(
    (DAYS.days[0], DAYS.days[3]),
    (DAYS.days[4], DAYS.days[7]),
    (
        StretchRow(
            "stiffness",
            "stiffness",
            StretchSide(DAYS.days[0], DAYS.days[3], 4, 4, 1, 2, 3, 4, 5),
            StretchSide(DAYS.days[4], DAYS.days[7], 4, 0),
            10,
        ),
    ),
)
ROWS = [Row("stiffness", "stiffness", 10), Row("night_spasms", "spasms in the night")]
CHARTS = {
    "rows": rows(DAYS, ROWS, first=DAYS.days[0], last=DAYS.days[6]),
    "rows of a year": rows(DAYS, ROWS, first=date(2026, 1, 1), last=date(2026, 12, 31)),
    "hours": day_hours(HOURS),
    "dial": dial(CLOCK),
    "side by side": side_by_side(SIDES),
    "course": course(DAYS, "stiffness", label="stiffness", changes=[DatedChange(DAYS.days[2], "dose", "changed")]),
    "nights": nights(DAYS),
    "days": finding_days(DAYS, finding(), "poor sleep", outcome_label="stiffness"),
    "glance": glance(DAYS, finding(), "poor sleep", outcome_label="stiffness"),
    "scatter": finding_days(DAYS, finding(factor="sleep_hours", is_continuous=True), "hours of sleep"),
    "effect": effect_bar(finding()),
    "habits": habits([HabitKept("walk", "a walk <b>", 0.6, 2, (*HabitMark, *HabitMark)[:7], True)], DAYS.days[0]),
}


def made(name: str) -> Chart:
    chart = CHARTS[name]
    assert chart is not None
    return chart


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_an_image_with_a_name_and_a_description(name: str) -> None:
    chart = made(name)
    ids = []
    for root in drawn(chart):
        assert root.get("role") == "img"
        labelled = root.get("aria-labelledby", "").split()
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert labelled == [title.get("id"), desc.get("id")]
        assert (title.text, desc.text) == (chart.title, chart.desc)
        ids += labelled
    assert len(set(ids)) == len(ids)


def test_ids_differ_between_pictures_of_one_page() -> None:
    page = "".join(figure_html(made(name)) for name in CHARTS)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", CHARTS)
def test_letters_are_at_least_twelve_pixels_on_a_phone(name: str) -> None:
    root = drawn(made(name))[0]
    across = float(root.get("viewBox", "").split()[2])
    # 390 px wide, less the page's own edges of 18 px on both sides.
    for element in root.iter(f"{SVG}text"):
        assert float(element.get("font-size", "0")) * 354 / across >= 12


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_needs_a_style_or_a_script(name: str) -> None:
    page = figure_html(made(name), heading="x")
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=|href=|url\(", page)


@pytest.mark.parametrize("name", CHARTS)
def test_every_picture_has_its_numbers_as_a_table_and_a_sentence(name: str) -> None:
    chart = made(name)
    assert chart.sentence.endswith(".")
    assert problems(f"{chart.sentence} {chart.desc}") == []
    assert chart.table_rows
    assert all(len(row) == len(chart.table_head) for row in chart.table_rows)
    assert all(chart.table_head)


def test_with_and_without_differ_in_shape_not_in_colour_alone() -> None:
    for name in ("days", "glance"):
        root = drawn(made(name))[0]
        [there], [not_there] = of_class(root, "chart-with"), of_class(root, "chart-without")
        assert " 0 1 0 " not in there.get("d", ""), "straight edges"
        assert " 0 1 0 " in not_there.get("d", ""), "round ones"


class _Levels(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", CHARTS)
def test_the_figure_is_well_formed(name: str) -> None:
    parser = _Levels()
    parser.feed(re.sub(r"<[^>]*/>", "", figure_html(made(name))))
    assert parser.open == []


def test_words_of_a_row_never_run_into_each_other() -> None:
    root = drawn(made("course"))[0]
    ticks = [
        e for e in root.iter(f"{SVG}text") if e.get("text-anchor") == "middle" and e.get("class") == "chart-text"
    ]
    places = sorted((float(e.get("x", "0")), len(e.text or "")) for e in ticks)
    for (x, letters), (next_x, next_letters) in pairwise(places):
        assert next_x - x >= (letters + next_letters) / 2 * 6
