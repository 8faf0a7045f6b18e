"""Does the benchmark count rightly? Hand-made claims with figures that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from benchmarks.triggers.cache import Kept
from benchmarks.triggers.claims import Answer, Claim, answer_from_json, answer_to_json
from benchmarks.triggers.scoring import BY_NAME, COUNTS, counts, difference, figures, value
from benchmarks.triggers.tuning import NOTHING_TOLD, tune

from supple.model import DatedChange
from supple.simulate import PlantedEffect, Settings, Truth

TRUTH = Truth(
    effects=(
        PlantedEffect("heat", (0, 1), 1.0, False, 30, 1.5),
        PlantedEffect("stress_level", (1,), 0.4, True, 180, 0.4),
        PlantedEffect("travel", (0,), 1.2, False, 3, 1.2),  # too few days: nobody could find it
    ),
    tiers={},
    ancestors=frozenset({"own:outdoor temperature"}),
    timing={},
    changes=(DatedChange(date(2024, 1, 1), "dose"),),
    settings=Settings(),
    rho=0.5,
    sd=1.0,
)


def answer(*claims: Claim) -> Answer:
    return Answer(claims, 0.1)


def figure(name: str, *answers: Answer, threshold: float | None = None) -> float:
    rows = counts([TRUTH] * len(answers), answers, threshold)
    return float(value(BY_NAME[name], rows.sum(axis=0)))


def test_precision_recall_and_false_shares():
    told = answer(
        Claim("heat", 3.0, True, 1),
        Claim("travel", 2.5, True, 0),  # true, though not to be found: neither right nor wrong
        Claim("caffeine", 2.0, True, 0),
        Claim("own:outdoor temperature", 1.5, True, 0),  # drives heat: false, but not by the lenient count
        Claim("stress_level", 1.0, False, 1),
    )
    assert figure("precision", told) == pytest.approx(1 / 3)
    assert figure("recall", told) == pytest.approx(1 / 2)
    assert figure("F1", told) == pytest.approx(2 / 5)
    assert figure("FDR", told) == pytest.approx(2 / 4)
    assert figure("FDR lenient", told) == pytest.approx(1 / 4)
    assert figure("told something false", told) == 1.0
    # With a threshold, only the score decides.
    assert figure("FDR", told, threshold=2.2) == 0.0
    assert figure("recall", told, threshold=0.5) == 1.0


def test_the_false_discovery_rate_is_the_mean_over_people_not_over_claims():
    all_false = answer(Claim("caffeine", 1.0, True))
    all_true = answer(*(Claim(factor, 1.0, True) for factor in ("heat", "stress_level")))
    nothing = answer()
    assert figure("FDR", all_false, all_true, nothing) == pytest.approx(1 / 3)
    assert figure("precision", all_false, all_true, nothing) == pytest.approx(2 / 3)


def test_coverage_of_all_true_and_chosen_and_of_what_is_carried():
    told = answer(
        Claim("heat", 3.0, True, 0, 0.9, 0.7, 1.2),
        Claim("stress_level", 1.0, False, 1, 0.1, 0.0, 0.2),
        Claim("caffeine", 1.0, False, 0, 0.1, -0.1, 0.2),
        Claim("alcohol", 2.0, True, 0, 0.5, 0.3, 0.9),
    )
    assert figure("coverage, all", told) == pytest.approx(2 / 4)
    assert figure("coverage, true", told) == pytest.approx(1 / 2)
    assert figure("coverage, chosen", told) == pytest.approx(1 / 2)
    assert figure("coverage, chosen, as carried", told) == 0.0
    assert figure("effect error, found", told) == pytest.approx(0.1)
    assert figure("effect error, all", told) == pytest.approx(np.sqrt((0.01 + 0.09 + 0.01 + 0.25) / 4))


def test_lags_hidden_effects_and_leanings():
    told = answer(
        Claim("heat", 3.0, True, 1),
        Claim("stress_level", 3.0, True, 0),
        Claim("travel", 0.1, False, is_unrelated=True),
        Claim("alcohol", 0.1, False, is_unrelated=True),
        Claim("caffeine", 0.6, False, is_leaning=True),
    )
    assert figure("lag right", told) == pytest.approx(1 / 2)
    assert figure("unrelated hides > 0.5", told) == pytest.approx(1 / 2)
    assert figure("leaning that are right", told) == 0.0


def test_figures_have_intervals_over_people_and_none_where_nothing_can_be_counted():
    good, bad = answer(Claim("heat", 1.0, True, 0)), answer(Claim("caffeine", 1.0, True, 0))
    found = figures(counts([TRUTH] * 20, [good] * 15 + [bad] * 5))
    fdr = found["FDR"]
    assert fdr is not None
    assert fdr.middle == pytest.approx(0.25)
    assert fdr.low < 0.25 < fdr.high
    assert found["coverage, all"] is None
    sure = figures(counts([TRUTH] * 20, [good] * 20))["FDR"]
    assert sure is not None
    assert (sure.low, sure.middle, sure.high) == (0.0, 0.0, 0.0)


def test_a_difference_is_over_the_same_people():
    """Two methods that err on the same people differ by exactly nothing, however much people differ."""
    good, bad = answer(Claim("heat", 1.0, True, 0)), answer(Claim("caffeine", 1.0, True, 0))
    rows = counts([TRUTH] * 20, [good] * 12 + [bad] * 8)
    same = difference(rows, rows)
    better = difference(counts([TRUTH] * 20, [good] * 20), rows)
    assert same is not None
    assert (same.low, same.high) == (0.0, 0.0)
    assert better is not None
    assert better.low > 0


def test_a_threshold_keeps_the_rate_and_finds_most():
    people = [
        answer(Claim("heat", 5.0, True), Claim("caffeine", 2.0, True), Claim("stress_level", 1.0, True)),
        answer(Claim("heat", 4.0, True), Claim("stress_level", 3.0, True), Claim("alcohol", 0.5, True)),
    ]
    truths = [TRUTH, TRUTH]
    assert tune(truths, people, target=0.05) == 3.0
    # The first person's false claim costs half of one person's share: (1/2 + 0) / 2.
    assert tune(truths, people, target=0.25) == 1.0
    told = counts(truths, people, tune(truths, people, target=0.05))
    assert value(BY_NAME["FDR"], told.sum(axis=0)) == 0.0


def test_where_no_threshold_keeps_the_rate_nothing_is_told():
    people = [answer(Claim("caffeine", 5.0, True), Claim("heat", 1.0, True))]
    assert tune([TRUTH], people, target=0.05) == NOTHING_TOLD
    assert counts([TRUTH], people, NOTHING_TOLD)[0][COUNTS.index("told any")] == 0


def test_claims_of_one_score_stand_or_fall_together():
    people = [answer(Claim("heat", 1.0, True), Claim("caffeine", 1.0, True))]
    assert tune([TRUTH], people, target=0.05) == NOTHING_TOLD


def test_answers_are_kept_until_the_method_or_the_people_change(tmp_path: Path):
    claim = Claim("heat", 1.25, True, 1, 0.5, 0.25, 0.75, is_leaning=True)
    one = Answer((claim, replace(claim, factor="cold", effect=None, low=None, high=None)), 0.25)
    assert answer_from_json(answer_to_json(one)) == one
    kept = Kept(tmp_path, seed=1, variant="40 % missing", method="PCMCI+", version="a")
    assert kept.missing(3) == [0, 1, 2]
    kept.answers[1] = one
    kept.save()
    again = Kept(tmp_path, seed=1, variant="40 % missing", method="PCMCI+", version="a")
    assert again.answers == {1: one}
    assert again.missing(3) == [0, 2]
    assert Kept(tmp_path, seed=1, variant="40 % missing", method="PCMCI+", version="b").missing(2) == [0, 1]
    assert Kept(tmp_path, seed=1, variant="40 % missing", method="PCMCI", version="a").missing(2) == [0, 1]
