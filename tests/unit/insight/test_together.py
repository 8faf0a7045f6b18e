"""What moves together is reported together: pairs, groups, and what wins only because another was not noted."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from tests.unit.insight.diaries import finding, rating, table_of, wander, yes_no

from supple.insight import find_triggers, trying
from supple.insight.together import partners, runs_along
from supple.model import Verdict


def draws(*rows: tuple[tuple[int, ...], int]) -> np.ndarray:
    """Which factors were on, and in how many draws."""
    return np.array([[which in on for which in range(4)] for on, times in rows for _ in range(times)])


def groups(is_on: np.ndarray, likeness: float) -> dict[int, tuple[int, ...]]:
    alike = np.full((4, 4), likeness)
    return partners(is_on, is_on.mean(axis=0), alike)


def test_two_that_take_turns_are_a_pair():
    assert groups(draws(((0,), 55), ((1,), 45)), 0.4) == {0: (1,), 1: (0,)}


def test_three_that_take_turns_are_one_group():
    """No two of them are nearly sure; the three are."""
    found = groups(draws(((0,), 40), ((1,), 32), ((2,), 26), ((), 2)), 0.4)
    assert found == {0: (1, 2), 1: (0, 2), 2: (0, 1)}


def test_near_twins_are_a_group_even_where_both_are_used():
    """Two noisy copies of one thing are often on together, since both tell a little of it."""
    found = groups(draws(((0, 1), 60), ((0,), 25), ((1,), 15)), 0.9)
    assert found == {0: (1,), 1: (0,)}
    assert groups(draws(((0, 1), 60), ((0,), 25), ((1,), 15)), 0.5) == {}, "unlike each other: both may matter"


def test_one_that_is_sure_needs_no_partner():
    assert groups(draws(((0,), 98), ((0, 1), 1), ((1,), 1)), 0.9) == {}
    assert groups(draws(((0,), 85), ((1,), 15)), 0.5) == {}


def test_two_of_which_maybe_none_matters_are_no_group():
    assert groups(draws(((0,), 40), ((1,), 40), ((), 20)), 0.9) == {}


def test_two_unlike_factors_are_never_a_group():
    assert groups(draws(((0,), 55), ((1,), 45)), 0.1) == {}


def copies(rng: np.random.Generator, of: np.ndarray, flips: int) -> np.ndarray:
    copy = of.copy()
    at = rng.choice(len(of), flips, replace=False)
    copy[at] = ~copy[at]
    return copy


def test_three_things_that_come_together_are_named_in_one_sentence():
    together = 0
    for seed in range(4):
        rng = np.random.default_rng(seed)
        hot = rng.random(200) < 0.3
        names = ("heat", "dehydration", "poor_sleep")
        columns: dict[str, object] = {"stiffness": rating(4 + 1.3 * hot + wander(rng, 200, 0.4, 0.8))}
        columns |= {name: yes_no(copies(rng, hot, 3)) for name in names}
        report = find_triggers(table_of(columns), "stiffness", rng=np.random.default_rng(1))
        group = [one for one in report.findings if one.together_with]
        together += len(group) == 3
        for one in group:
            assert one.verdict is Verdict.LEANING
            assert "your notes can't separate them yet" in one.sentence
            assert one.clearer == "Days on which one comes without the other would tell."
            assert one.more_days is None
        if len(group) == 3:
            assert group[0].sentence.count(" or ") == 1
            assert sum(name in group[0].sentence for name in ("eat", "drinking too little", "oor sleep")) == 3
    assert together >= 2


def hardly_noted(seed: int, *, noted_share: float) -> dict[str, object]:
    """Drinking little is what matters, and goes with heat; it was noted on some of the days only."""
    rng = np.random.default_rng(seed)
    hot = rng.random(200) < 0.3
    dry = copies(rng, hot, 6)
    noted = rng.random(200) < noted_share
    return {
        "stiffness": rating(4 + 1.3 * dry + wander(rng, 200, 0.4, 0.8)),
        "heat": yes_no(hot),
        "dehydration": [bool(was) if asked else None for was, asked in zip(dry, noted, strict=True)],
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_factor_is_not_clear_only_because_the_other_was_hardly_noted(seed):
    report = find_triggers(table_of(hardly_noted(seed, noted_share=0.25)), "stiffness", rng=np.random.default_rng(1))
    heat, dry = finding(report, "heat"), finding(report, "dehydration")
    assert heat.verdict is Verdict.LEANING
    assert heat.together_with == ("dehydration",)
    assert "Heat or drinking too little: your notes can't separate them yet." in heat.sentence
    assert "may have been" in heat.sentence
    assert dry.together_with == ("heat",)
    assert "it was hardly noted" in dry.reason
    assert "each day" in dry.clearer


def test_what_was_noted_as_often_speaks_for_itself():
    """They differ on six days only: mostly enough to tell, and never the wrong one."""
    clear = 0
    for seed in range(6):
        table = table_of(hardly_noted(seed, noted_share=1.0))
        report = find_triggers(table, "stiffness", rng=np.random.default_rng(1))
        clear += finding(report, "dehydration").verdict is Verdict.CLEAR
        assert finding(report, "heat").verdict is not Verdict.CLEAR
    assert clear >= 3


@pytest.mark.parametrize("seed", [1, 2])
def test_a_usual_run_says_of_look_alikes_what_a_long_one_says(seed, monkeypatch):
    """No chain keeps what it took at the start, or starts where it cannot find out of."""

    def heat_beside_its_cause() -> float:
        report = find_triggers(
            table_of(hardly_noted(seed, noted_share=1.0)), "stiffness", rng=np.random.default_rng(1)
        )
        return finding(report, "heat").probability or 0.0

    usual = heat_beside_its_cause()
    monkeypatch.setattr(trying, "sample", partial(trying.sample, burn_in=60, sweeps=200))
    assert usual == pytest.approx(heat_beside_its_cause(), abs=0.14)


@pytest.mark.parametrize(
    ("hardly", "runs"),
    [
        ([True, False] * 8, True),
        ([True, True, False, False] * 4, False),
        ([True, False] * 3, False),  # six days are too few to say that they run along
        ([True, None] * 8, False),  # never answered with no
        ([True, False] * 20, False),  # noted on half of the days
    ],
)
def test_running_along_takes_enough_answers_of_both_kinds(hardly, runs):
    with_it = [True, False] * 40
    assert runs_along([*hardly, *[None] * (80 - len(hardly))], with_it) is runs
