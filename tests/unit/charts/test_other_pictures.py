"""Nights, the days of a finding and its size: none is not missing, and the days are the finding's days."""

from __future__ import annotations

import pytest
from tests.unit.charts.made import dots, drawn, finding, of_class, table, words_of

from supple.charts import effect_bar, finding_days, nights
from supple.charts.effect import signed
from supple.charts.words import plain, point


def test_a_night_with_none_and_a_night_not_noted_never_look_alike() -> None:
    chart = nights(table(night_spasms=[0.0, 2.0, None, 0.0, 1.0]))
    assert chart is not None
    root = drawn(chart)[0]
    assert len(of_class(root, "chart-day")) == 2 + 1  # two nights with none, and the legend
    assert len(of_class(root, "chart-bar")) == 2 + 1
    assert len(of_class(root, "chart-hatch")) == 1 + 1
    assert chart.sentence == (
        "Spasms in the night: noted for 4 of 5 nights, 1 Jan to 5 Jan 2026. "
        "Mean 0.8 a night noted, most 2; none on 2."
    )


def test_nights_take_the_first_column_that_was_noted() -> None:
    chart = nights(table(wakings=[1.0, 2.0], night_spasms=[None, None]))
    assert chart is not None
    assert "noted for 2 of 2 nights" in chart.sentence


def test_no_night_noted_is_no_picture() -> None:
    assert nights(table(stiffness=[1.0])) is None
    assert nights(table(night_spasms=[1.0]), column="wakings") is None


def test_a_rating_of_the_night_keeps_its_own_scale() -> None:
    narrow = drawn(nights(table(sleep_disruption=[1.0, 0.0, 3.0]), scale_max=3.0))[0]
    assert "3" in words_of(narrow)
    assert "10" not in words_of(narrow)


def test_the_dots_are_the_days_at_the_finding_s_lag() -> None:
    days = table(
        stiffness=[6.0, 5.0, None, 7.0, 4.0, 3.0, 2.0, 1.0],
        poor_sleep=[True, False, True, False, None, False, False, False],
    )
    chart = finding_days(days, finding(lag_days=1), "poor sleep", outcome_label="stiffness")
    assert chart is not None
    # Days 2 and 4 follow poor sleep, days 5, 7 and 8 follow "no"; days 1 and 6 follow nothing noted.
    assert chart.table_rows[0] == ("Days after poor sleep", "2", "6.0", "5", "7")
    assert chart.table_rows[1] == ("Days not after poor sleep", "3", "2.3", "1", "4")
    assert chart.table_rows[2][:2] == ("Poor sleep not noted", "2")
    root = drawn(chart)[0]
    assert dots(root, "chart-with") == 2
    assert dots(root, "chart-without") == 3


def test_a_factor_only_ever_ticked_is_set_against_days_that_do_not_say() -> None:
    days = table(stiffness=[5.0] * 12, poor_sleep=[True] * 3 + [None] * 9)
    chart = finding_days(days, finding(), "poor sleep")
    assert chart is not None
    assert chart.table_rows[1][:2] == ("Days when it was not noted", "9")
    assert len(chart.table_rows) == 2


def test_a_continuous_factor_uses_how_much_there_was() -> None:
    days = table(
        stiffness=[5.0, 4.0, 3.0, 6.0],
        walk=[True, True, False, None],
        **{"walk.minutes": [10.0, 30.0, None, None]},
    )
    chart = finding_days(days, finding(factor="walk", is_continuous=True), "walk")
    assert chart is not None
    assert chart.sentence.startswith("3 days with both noted: walk from 0 to 30.")
    assert "On 1 more, walk was not noted" in chart.sentence


@pytest.mark.parametrize(
    "changed", [{"lag_days": None}, {"outcome": "pain"}, {"factor": "heat", "is_continuous": True}]
)
def test_a_finding_without_days_has_no_picture(changed: dict[str, object]) -> None:
    days = table(stiffness=[5.0] * 3, poor_sleep=[True, False, None])
    assert finding_days(days, finding(**changed), "it") is None


@pytest.mark.parametrize(
    ("low", "high", "cls"),
    [(0.8, 1.9, "chart-range"), (-0.1, 1.9, "chart-range-open"), (0.0, 1.9, "chart-range-open")],
)
def test_an_interval_that_holds_zero_is_broken(low: float, high: float, cls: str) -> None:
    chart = effect_bar(finding(low=low, high=high))
    assert chart is not None
    assert of_class(drawn(chart)[0], cls)
    assert ("zero is inside it" in chart.sentence) == (cls == "chart-range-open")


def test_no_effect_is_no_bar() -> None:
    assert effect_bar(finding(effect=None)) is None


@pytest.mark.parametrize(
    ("value", "words"), [(1.34, "+1.3"), (-0.75, "−0.8"), (-0.04, "0.0"), (0.04, "0.0"), (0.0, "0.0")]
)
def test_signs_are_never_of_nothing(value: float, words: str) -> None:
    assert signed(value) == words


@pytest.mark.parametrize(("value", "words"), [(6.0, "6"), (6.5, "6.5"), (0.0, "0"), (-2.0, "−2")])
def test_a_day_s_number_stays_as_it_was_noted(value: float, words: str) -> None:
    assert plain(value) == words
    assert point(-0.0) == "0.0"
