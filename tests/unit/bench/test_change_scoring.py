"""Does the change benchmark count rightly? Hand-made answers with figures that can be worked out by hand."""

from __future__ import annotations

import math

import pytest
from benchmarks.change.cache import Kept
from benchmarks.change.methods import METHODS
from benchmarks.change.people import MAIN, SCENARIOS
from benchmarks.change.run import Answers, Plan
from benchmarks.change.said import NOTHING, Said
from benchmarks.change.scoring import helped, holds, mean_of, threshold_for
from benchmarks.change.tables import page
from hypothesis import given
from hypothesis import strategies as st


def scored(score: float, *, is_helped: bool = False) -> Said:
    return Said(is_helped, False, -1.0, -2.0, 0.5, score)


def test_a_size_and_its_error_make_interval_verdict_and_score():
    said = Said.of(-2.0, 1.0, 1.645)
    assert (said.helped, said.made_worse) == (True, False)
    assert (said.low, said.high, said.score) == pytest.approx((-3.645, -0.355, 2.0))
    assert not Said.of(-1.6, 1.0, 1.645).helped
    assert Said.of(2.0, 1.0, 1.645).made_worse


def test_helped_is_the_own_verdict_or_a_score_above_the_bar():
    said = [scored(3.0), scored(1.0, is_helped=True), NOTHING]
    assert helped(said) == [0.0, 1.0, 0.0]
    assert helped(said, 2.0) == [1.0, 0.0, 0.0]
    assert helped(said, 3.0) == [0.0, 0.0, 0.0]  # at the bar is not above it


def test_who_gets_no_range_does_not_count_for_whether_ranges_hold():
    shares = holds([scored(1.0), NOTHING, Said.of(2.0, 0.1, 1.645)], -1.0)
    assert shares[0] == 1.0
    assert math.isnan(shares[1])
    assert shares[2] == 0.0
    assert mean_of(shares).value == 0.5


def test_a_mean_lies_in_its_bootstrap_interval_which_narrows_with_people():
    few, many = mean_of([0.0, 1.0] * 10), mean_of([0.0, 1.0] * 200)
    for one in (few, many):
        assert one.low <= one.value <= one.high
    assert many.high - many.low < 0.5 * (few.high - few.low)
    assert math.isnan(mean_of([float("nan")]).value)


def test_the_bar_for_equal_error_lets_no_more_through_than_given_in_either_group():
    random_day = [scored(score) for score in (5, 4, 3, 2, 1)]
    bad_patch = [scored(score) for score in (9, 8, 2, 1, 0)]
    assert threshold_for([(random_day, 2)]) == 3
    assert threshold_for([(random_day, 2), (bad_patch, 1)]) == 8
    assert threshold_for([(random_day, 5)]) == -math.inf


@given(
    scores=st.lists(st.floats(-10, 10), min_size=1, max_size=60),
    most=st.integers(0, 60),
)
def test_the_bar_is_the_lowest_that_does(scores, most):
    said = [scored(score) for score in scores]
    bar = threshold_for([(said, most)])
    assert sum(helped(said, bar)) <= most
    lower = max((score for score in scores if score < bar), default=-math.inf)
    if bar > -math.inf and scores.count(bar) == 1:
        assert sum(helped(said, lower)) <= most + 1
        assert sum(score >= bar for score in scores) > most


def test_kept_answers_come_back_and_are_void_for_another_version(tmp_path):
    def kept(version: str) -> Kept:
        return Kept(tmp_path, seed=1, scenario="truly 1 point better", method="t-test, 14 days", version=version)

    first = kept("a")
    first.said = [scored(2.0), NOTHING]
    first.save()
    assert kept("a").said == first.said
    assert kept("b").said == []


def test_the_page_is_made_of_whatever_was_asked(tmp_path, monkeypatch):
    """Made-up answers: no model is run."""
    from benchmarks.change import run

    monkeypatch.setattr(
        run, "ask", lambda method, made: [scored(float(i), is_helped=i > 2) for i in range(len(made))]
    )
    monkeypatch.setattr(run, "of_scenario", lambda scenario, people, seed: [None] * people)
    plan = Plan(people=8, further=4, slow=2)
    answers = Answers(plan, tmp_path)
    answers.fill(lambda _: None)
    text = page(answers)
    for one in (*METHODS, *SCENARIOS):
        assert one.name.casefold() in text.casefold()
    assert "nan" not in text
    slow = next(method for method in METHODS if method.is_slow)
    assert [plan.how_many(slow, one) for one in SCENARIOS] == [2] * len(MAIN) + [0] * (len(SCENARIOS) - len(MAIN))


def test_a_second_run_asks_only_what_is_missing(tmp_path, monkeypatch):
    from benchmarks.change import run

    asked: list[int] = []

    def ask(method, made):
        asked.append(len(made))
        return [scored(1.0) for _ in made]

    monkeypatch.setattr(run, "ask", ask)
    monkeypatch.setattr(run, "of_scenario", lambda scenario, people, seed: [None] * people)
    plan = Plan(people=3, methods=("Supple",), scenarios=(MAIN[0].name,))
    Answers(plan, tmp_path).fill(lambda _: None)
    Answers(plan, tmp_path).fill(lambda _: None)
    assert asked == [3]
    Answers(Plan(people=5, methods=plan.methods, scenarios=plan.scenarios), tmp_path).fill(lambda _: None)
    assert asked == [3, 2]
