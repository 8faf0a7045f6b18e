"""At one glance: the days of a finding, told apart without colour, and the very days that the finding counts."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.charts.made import SVG, dots, drawn, finding, of_class, table, words_of
from tests.unit.insight.diaries import later, rating, table_of, wander, yes_no

from supple import insight
from supple.charts import finding_days, glance, glance_html
from supple.charts.days_of import days_of

DAYS = table(
    stiffness=[6.0, 5.0, None, 7.0, 4.0, 3.0, 2.0, 1.0],
    poor_sleep=[True, False, True, False, None, False, False, False],
)


def test_days_with_stand_up_and_days_without_hang_down() -> None:
    chart = glance(DAYS, finding(lag_days=1), "poor sleep", outcome_label="stiffness")
    assert chart is not None
    assert chart.table_rows == (
        ("Days after poor sleep", "2 days", "6.0"),
        ("Days not after poor sleep", "3 days", "2.3"),
    )
    [root] = drawn(chart)
    assert (dots(root, "chart-with"), dots(root, "chart-without")) == (2, 3)
    above, below = sorted(float(line.get("y1", "0")) for line in of_class(root, "chart-axis"))
    heights = [
        [float(y) for y in re.findall(r"M[\d.]+ ([\d.]+)", of_class(root, cls)[0].get("d", ""))]
        for cls in ("chart-with", "chart-without")
    ]
    assert max(heights[0]) < above < below < min(heights[1])
    assert problems(chart.sentence) == []


def test_the_mean_stands_where_the_scale_says() -> None:
    [root] = drawn(glance(DAYS, finding(lag_days=1), "poor sleep"))
    at = {e.text: float(e.get("x", "0")) for e in root.iter(f"{SVG}text")}
    with_it, without = sorted((float(e.get("x1", "0")) for e in of_class(root, "chart-here")), reverse=True)
    assert with_it == pytest.approx(at["6"], abs=0.1)
    assert at["2"] < without < at["3"]


def test_its_words_are_text_of_the_page_and_escaped() -> None:
    chart = glance(DAYS, finding(lag_days=1), '<b>"loud" & music', outcome_label="x")
    assert chart is not None
    page = glance_html(chart)
    assert "Days after &lt;b&gt;&quot;loud&quot; &amp; music" in page
    assert ">6.0</b>" in page
    assert "<b>&quot;" not in page
    assert words_of(drawn(chart)[0]) == ["1", "2", "3", "4", "5", "6", "7"]
    assert not re.search(r"\sstyle=|<script", page)


def test_nights_are_called_nights() -> None:
    days = table(night_spasms=[0.0, 2.0, 1.0], heat=[True, False, True])
    chart = glance(days, finding(outcome="night_spasms", factor="heat", lag_days=1), "heat")
    assert chart is not None
    assert chart.table_rows[0] == ("Nights after heat", "1 night", "2.0")


def test_a_number_is_parted_at_its_mean() -> None:
    days = table(stiffness=[5.0, 4.0, 3.0, 6.0], sleep_hours=[5.0, 8.0, 9.0, None])
    chart = glance(days, finding(factor="sleep_hours", is_continuous=True), "hours of sleep")
    assert chart is not None
    assert chart.table_rows[0] == ("Days with hours of sleep above your usual", "2 days", "3.5")
    assert chart.table_rows[1][1:] == ("1 day", "5.0")


@pytest.mark.parametrize("changed", [{"lag_days": None}, {"outcome": "pain"}])
def test_without_days_there_is_nothing_to_see(changed: dict[str, object]) -> None:
    assert glance(DAYS, finding(**changed), "it") is None


def test_one_group_alone_and_one_value_alone_are_drawn() -> None:
    days = table(stiffness=[5.0] * 3, poor_sleep=[True] * 3)
    chart = glance(days, finding(), "poor sleep")
    assert chart is not None
    assert chart.table_rows[1] == ("Days without poor sleep", "0 days", "–")
    assert dots(drawn(chart)[0], "chart-with") == 3


@given(st.lists(st.tuples(st.none() | st.floats(0, 1e4), st.none() | st.booleans()), min_size=1, max_size=900))
def test_any_days_are_drawn_inside_the_picture_and_each_once(cells: list[tuple[float | None, bool | None]]) -> None:
    days = table(stiffness=[cell for cell, _ in cells], poor_sleep=[was for _, was in cells])
    rests_on = days_of(days, finding(), "poor sleep")
    chart = glance(days, finding(), "poor sleep")
    assert (chart is None) == (rests_on is None)
    if chart is None or rests_on is None:
        return
    [root] = drawn(chart)
    width, height = (float(number) for number in root.get("viewBox", "").split()[2:])
    for cls, group in (("chart-with", rests_on.present), ("chart-without", rests_on.absent)):
        assert dots(root, cls) == len(group.values)
        for element in of_class(root, cls):
            for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", element.get("d", "")):
                assert 0 <= float(x) <= width
                assert -0.1 <= float(y) <= height + 0.1


def test_five_years_of_days_stay_a_small_page() -> None:
    rng = np.random.default_rng(1)
    days = table(
        stiffness=[float(v) for v in rng.integers(0, 11, 1800)],
        poor_sleep=[bool(v) for v in rng.integers(0, 2, 1800)],
    )
    for chart in (glance(days, finding(), "poor sleep"), finding_days(days, finding(), "poor sleep")):
        assert chart is not None
        assert len(chart.svg) < 100_000


@pytest.mark.parametrize("lag", [0, 1])
def test_the_picture_counts_the_days_that_the_finding_counts(lag: int) -> None:
    """With what is answered, what is only ever ticked, and what is measured; two days nobody noted anything on."""
    rng = np.random.default_rng(7)
    length = 120
    heat, stress = rng.random(length) < 0.3, rng.random(length) < 0.4
    stiffness = rating(4 + 2.0 * later(heat, lag) + wander(rng, length, 0.6))
    silent = {40, 41}
    days = table_of(
        {
            "stiffness": [None if i % 9 == 0 or i in silent else v for i, v in enumerate(stiffness)],
            "heat": [None if i % 11 == 0 or i in silent else v for i, v in enumerate(yes_no(heat))],
            "stress": [v or None for v in yes_no(stress)],
            "steps": [None if i % 13 == 0 else float(v) for i, v in enumerate(rng.normal(4000, 900, length))],
        }
    )
    found = insight.find_triggers(days, "stiffness", rng=np.random.default_rng(0))
    tried = [one for one in found.findings if one.lag_days is not None]
    assert {one.factor for one in tried} == {"heat", "stress", "steps"}
    for one in tried:
        rests_on = days_of(days, one, one.factor)
        assert rests_on is not None
        counted = (len(rests_on.present.values), len(rests_on.absent.values))
        assert counted == (one.days_with, one.days_without), one.factor
