"""What is looked at: asked for, else stiffness, else what stands in for it, with the reason in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from supple.diary import choose_outcome
from supple.diary.outcome import ENOUGH_DAYS
from supple.model import Cell, DailyTable, UserError

LENGTH = 30


def table(**noted_days: int) -> DailyTable:
    """A table with so many noted days in each column, of changing values."""
    days = tuple(date(2026, 3, 1) + timedelta(days=n) for n in range(LENGTH))
    columns: dict[str, tuple[Cell, ...]] = {
        name.replace("__", "."): tuple(n % 4 for n in range(noted)) + (None,) * (LENGTH - noted)
        for name, noted in noted_days.items()
    }
    return DailyTable(days, columns)


def test_stiffness_comes_first() -> None:
    choice = choose_outcome(table(stiffness=20, night_spasms=30, pain=30))
    assert choice.column == "stiffness"
    assert choice.label == "stiffness"
    assert "20 days" in choice.reason


@pytest.mark.parametrize(
    ("day", "now", "chosen"), [(16, 20, "stiffness_now"), (20, 16, "stiffness"), (20, 20, "stiffness")]
)
def test_of_the_two_stiffness_series_the_one_with_more_days(day: int, now: int, chosen: str) -> None:
    assert choose_outcome(table(stiffness=day, stiffness_now=now)).column == chosen


def test_without_stiffness_the_nearest_measure_and_why() -> None:
    choice = choose_outcome(table(fatigue=25, sleep_quality=30, own=30))
    assert choice.column == "fatigue"
    assert choice.reason.startswith("This diary holds no stiffness ratings; Supple looks at fatigue because")
    assert choose_outcome(table(fatigue=25, night_spasms=ENOUGH_DAYS)).column == "night_spasms"
    assert choose_outcome(table(fatigue=25, night_spasms=ENOUGH_DAYS - 1)).column == "fatigue"


def test_another_scale_is_named() -> None:
    of_three = replace(table(fatigue=25), scale_max={"fatigue": 3.0})
    assert "noted on 25 days (from 0 to 3)" in choose_outcome(of_three).reason


def test_a_few_days_of_stiffness_give_way_to_a_measure_with_enough() -> None:
    choice = choose_outcome(table(stiffness=5, pain=25))
    assert choice.column == "pain"
    assert "only 5 days" in choice.reason


def test_a_column_that_never_changed_tells_nothing() -> None:
    flat = DailyTable(
        table().days, {"stiffness": (3.0,) * LENGTH, "pain": tuple(float(n % 3) for n in range(LENGTH))}
    )
    assert choose_outcome(flat).column == "pain"


def test_little_is_better_than_nothing_and_is_said() -> None:
    choice = choose_outcome(table(pain=3, stiffness_now=2))
    assert choice.column == "stiffness_now"
    assert "still little" in choice.reason


def test_nothing_to_look_at_is_said_and_no_error() -> None:
    choice = choose_outcome(table(own=30))
    assert choice.column is None
    assert choice.reason
    assert choose_outcome(DailyTable((), {})).column is None


def test_ones_own_words_are_offered_but_not_chosen() -> None:
    own = DailyTable(table().days, {"own:brain fog": (1.0,) * LENGTH, "own:music": (True,) * LENGTH})
    choice = choose_outcome(own)
    assert choice.column is None
    assert choice.reason.endswith("You can ask for one of your own: “brain fog”.")


@pytest.mark.parametrize(
    ("wanted", "column"),
    [("pain", "pain_now"), ("fatigue", "fatigue"), ("Fatigue", "fatigue"), ("spasms in the night", "night_spasms")],
)
def test_what_is_asked_for_is_taken_by_column_or_plain_words(wanted: str, column: str) -> None:
    assert choose_outcome(table(stiffness=30, pain_now=2, fatigue=3, night_spasms=2), wanted).column == column


def test_ones_own_words_can_be_asked_for() -> None:
    own = DailyTable(table().days, {"own:brain fog": tuple(float(n % 3) for n in range(LENGTH))})
    assert choose_outcome(own, "brain fog").column == "own:brain fog"
    assert choose_outcome(own, "own:brain fog").label == "brain fog"


def test_asking_for_what_is_not_there_names_what_is() -> None:
    with pytest.raises(UserError) as caught:
        choose_outcome(table(pain=20, fatigue=3), "stiffness")
    assert caught.value.field == "outcome"
    assert "pain, fatigue" in str(caught.value)


def test_a_part_of_the_day_or_of_the_body_is_taken_by_its_name_or_in_words() -> None:
    days = table(pain_now=20, **{"pain_now#morning": 20, "pain_now@calf_left": 20})
    assert choose_outcome(days, "pain_now#morning").label == "pain in the morning"
    assert choose_outcome(days, "Pain in the morning").column == "pain_now#morning"
    assert choose_outcome(days).column == "pain_now"
    with pytest.raises(UserError) as caught:
        choose_outcome(days, "stiffness")
    assert "What there is: pain_now. By part of the body or of the day: pain_now" in str(caught.value)
