"""The course shows every noted day, every gap as a gap, every change with a letter, and says the same in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.charts.made import FIRST, dots, drawn, of_class, table, words_of

from supple.charts import course, figure_html, letters
from supple.model import Alert, DatedChange, Tier

CELLS = [6.0, 5.0, 7.0, 6.0, None, 6.0, 5.0, *[None] * 10, 4.0, 4.0, 3.0, 4.0, 5.0, 0.0, 4.0]


def change(day: int, kind: str = "dose", label: str = "baclofen: changed") -> DatedChange:
    return DatedChange(FIRST + timedelta(days=day), kind, label)


def alert(day: int) -> Alert:
    at = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=day)
    return Alert("fever", 1, Tier.T1, "Fever", "w", "c", {}, "s", date(2026, 1, 1), "nobody yet", at)


def test_each_noted_day_is_one_dot_and_each_gap_is_hatched() -> None:
    for root in drawn(course(table(stiffness=CELLS), "stiffness", label="stiffness")):
        assert dots(root, "chart-day") == sum(cell is not None for cell in CELLS)
        # One more is the legend's sample.
        assert len(of_class(root, "chart-hatch")) == 2 + 1


def test_the_trend_never_crosses_a_gap() -> None:
    root = drawn(course(table(stiffness=CELLS), "stiffness", label="stiffness"))[0]
    path = next(e for e in of_class(root, "chart-trend") if e.get("d"))
    assert path.get("d", "").count("M") == 2


def test_a_long_gap_is_named_where_there_is_room_and_always_explained() -> None:
    narrow, wide = drawn(course(table(stiffness=CELLS), "stiffness", label="stiffness"))
    assert words_of(wide).count("not noted") == 2
    assert "not noted" in words_of(narrow)


def test_without_gaps_nothing_is_said_of_gaps() -> None:
    root = drawn(course(table(stiffness=[5.0] * 20), "stiffness", label="stiffness"))[0]
    assert "not noted" not in words_of(root)


def test_the_sentence_counts_days_and_gives_no_verdict() -> None:
    chart = course(table(stiffness=CELLS), "stiffness", label="stiffness")
    assert chart.sentence == (
        "Stiffness: noted on 13 of 24 days, 1 Jan to 24 Jan 2026. First week: mean 5.8 (6 of 7 days); last week: "
        "mean 3.4 (7 of 7 days). Single days went from 0 to 7."
    )
    assert problems(chart.sentence) == []


def test_a_week_with_three_days_has_no_mean_in_the_sentence() -> None:
    cells = [5.0] * 3 + [None] * 4 + [5.0] * 7
    assert "First week: too few days for a mean (3 of 7 days)" in course(table(s=cells), "s", label="s").sentence


def test_the_table_is_weekly_and_leaves_blanks_blank() -> None:
    chart = course(table(stiffness=CELLS), "stiffness", label="stiffness")
    assert chart.table_head == ("Week from", "Mean", "Lowest", "Highest", "Days noted")
    assert chart.table_rows[1] == ("8 Jan 2026", "not noted", "not noted", "not noted", "0 of 7")
    assert chart.table_rows[2] == ("15 Jan 2026", "3.8", "3", "4", "4 of 7")


def test_two_weeks_are_told_day_by_day() -> None:
    chart = course(table(stiffness=[5.0, None, 4.5]), "stiffness", label="stiffness")
    assert chart.table_rows == (("1 Jan 2026", "5"), ("2 Jan 2026", "not noted"), ("3 Jan 2026", "4.5"))


def test_nothing_noted_draws_nothing_and_says_so() -> None:
    chart = course(table(pain=[1.0, 2.0]), "stiffness", label="stiffness")
    assert (chart.svg, chart.sentence) == ("", "Stiffness: nothing was noted in this time.")


def test_changes_carry_letters_shapes_and_words() -> None:
    changes = [change(2), change(12, "injection", "toxin: injected"), change(20, "other", "new chair")]
    chart = course(table(stiffness=CELLS), "stiffness", label="stiffness", changes=changes, alerts=[alert(18)])
    assert chart.key == (
        ("A", "3 Jan: baclofen changed"),
        ("B", "13 Jan: toxin injected"),
        ("C", "21 Jan: new chair"),
        ("▲", "19 Jan: Fever (same day)"),
    )
    for root in drawn(chart):
        shapes = [element.tag.rpartition("}")[2] for element in of_class(root, "chart-badge")]
        assert shapes == ["circle", "rect", "path"]
        assert len(of_class(root, "chart-alert")) == 1
    assert "A: 3 Jan: baclofen changed." in chart.desc


def test_changes_outside_the_days_have_no_letter() -> None:
    assert course(table(s=[5.0] * 20), "s", label="s", changes=[change(-1), change(20)]).key == ()


@given(st.lists(st.integers(0, 151), max_size=60))
def test_every_change_has_exactly_one_letter(days: list[int]) -> None:
    changes = list(dict.fromkeys(change(day, label=f"c{i}") for i, day in enumerate(days)))
    lettered = letters(FIRST, FIRST + timedelta(days=151), changes)
    assert set(lettered) == set(changes)
    for one in changes:
        for other in changes:
            if one.day == other.day:
                assert lettered[one] == lettered[other]


def test_letters_agree_between_pictures_of_the_same_days() -> None:
    changes = [change(day, label=str(day)) for day in (1, 2, 3, 4, 5, 6, 7, 8, 20)]
    lettered = letters(FIRST, FIRST + timedelta(days=23), changes)
    chart = course(table(stiffness=CELLS), "stiffness", label="stiffness", changes=changes)
    assert dict(chart.key).keys() == dict.fromkeys(lettered.values()).keys()


@pytest.mark.parametrize(
    ("values", "scale_max", "top"),
    [([4.0] * 15, 10.0, "10"), ([2.0] * 15, 3.0, "3"), ([7.0] * 15, None, "10"), ([21.0] * 15, None, "30")],
)
def test_the_scale_is_whole_and_starts_at_zero(values: list[float], scale_max: float | None, top: str) -> None:
    words = words_of(drawn(course(table(s=values), "s", label="s", scale_max=scale_max))[0])
    assert "0" in words
    assert top in words


def test_the_same_days_give_the_same_picture() -> None:
    first, second = (course(table(s=CELLS), "s", label="s", changes=[change(3)]) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("days", [1, 9, 40, 152, 730, 2000])
def test_any_length_is_drawn_inside_the_picture(days: int) -> None:
    cells = [float(i % 11) if i % 5 else None for i in range(days)]
    cells[0] = 3.0
    for root in drawn(course(table(s=cells), "s", label="s", changes=[change(0), change(days - 1)])):
        width, height = (float(number) for number in root.get("viewBox", "").split()[2:])
        # Direct children stand in the picture's own units; the legend's samples are moved.
        for element in root:
            for name, most in (("cx", width), ("x", width), ("x1", width), ("cy", height), ("y", height)):
                assert -0.1 <= float(element.get(name, "0")) <= most + 0.1


@given(st.text(max_size=60))
def test_any_words_are_escaped_in_picture_and_figure(words: str) -> None:
    chart = course(table(s=[5.0] * 8), "s", label=words, changes=[change(2, label=words)])
    drawn(chart)
    assert "<script" not in figure_html(chart, heading=words)


def test_hostile_words_stay_words() -> None:
    hostile = '</title><script>alert(1)</script>" onload="x \x00\x1b\u202e&'
    chart = course(table(s=[5.0] * 8), "s", label=hostile, changes=[change(2, label=hostile)])
    page = figure_html(chart)
    assert "<script" not in page
    assert 'onload="' not in page
    assert "\u202e" not in page
    assert "\x00" not in page
