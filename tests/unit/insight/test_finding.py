"""Does Supple find what is there, and say it rightly?"""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from tests.unit.insight.diaries import finding, later, rating, table_of, wander, yes_no

from supple.insight import find_triggers
from supple.model import FactorPrior, Verdict, finding_to_json
from supple.simulate import Settings, people_from_seed

VISIBLE = Path(__file__).resolve().parents[3] / "../shared/data/visible_first_year/visible.csv"


def test_most_of_what_was_planted_is_found_and_little_else():
    """The acceptance figure is F1 >= 0.5 at 180 days; the benchmark reports it with intervals."""
    counted: Counter[str] = Counter()
    for _, table, truth in people_from_seed(8, 180, 20263):
        report = find_triggers(
            table, "stiffness", timing=truth.timing, changes=truth.changes, rng=np.random.default_rng(1)
        )
        clear = {one.factor: one for one in report.findings if one.verdict is Verdict.CLEAR}
        planted = {effect.factor: effect for effect in truth.effects}
        findable = {name for name, effect in planted.items() if effect.is_number or effect.days_exposed >= 5}
        counted["found"] += len(clear.keys() & findable)
        counted["false"] += len(clear.keys() - planted.keys())
        counted["missed"] += len(findable - clear.keys())
        for name in clear.keys() & planted.keys():
            counted["lag right"] += clear[name].lag_days in planted[name].lags
            counted["sign right"] += clear[name].effect * planted[name].effect > 0
    f1 = 2 * counted["found"] / (2 * counted["found"] + counted["false"] + counted["missed"])
    assert f1 >= 0.65
    assert counted["false"] <= 0.15 * counted["found"]
    assert counted["lag right"] >= 0.85 * counted["found"]
    assert counted["sign right"] == counted["found"]


def test_a_large_effect_is_found_with_its_size_and_days():
    rng = np.random.default_rng(20)
    x = rng.random(150) < 0.3
    table = table_of({"stiffness": rating(4 + 1.5 * x + wander(rng, 150, 0.4, 0.8)), "poor_sleep": yes_no(x)})
    one = finding(find_triggers(table, "stiffness", rng=np.random.default_rng(1)), "poor_sleep")
    assert one.verdict is Verdict.CLEAR
    assert one.lag_days == 0
    assert (one.days_with, one.days_without) == (int(x.sum()), int((~x).sum()))
    assert one.low is not None
    assert one.high is not None
    assert one.low <= 1.5 <= one.high
    assert one.high - one.low < 1.2
    assert one.sentence.startswith("After poor sleep, stiffness was about 1.")
    assert one.sentence.endswith("It often came before; that is not proof.")
    assert "cause" not in one.sentence


def test_what_helps_is_found_as_better():
    rng = np.random.default_rng(21)
    x = rng.random(160) < 0.4
    y = rating(5 - 1.5 * later(x, 1) + wander(rng, 160, 0.4, 0.8))
    one = finding(
        find_triggers(table_of({"stiffness": y, "lunch_walk": yes_no(x)}), "stiffness", rng=np.random.default_rng(1)),
        "lunch_walk",
    )
    assert one.verdict is Verdict.CLEAR
    assert one.effect is not None
    assert one.effect < 0
    assert "points lower" in one.sentence


def test_a_number_is_told_for_one_usual_step():
    rng = np.random.default_rng(22)
    x = rng.normal(size=180)
    columns = {
        "stiffness": rating(4 + 0.8 * x + wander(rng, 180, 0.4, 0.8)),
        "stress_level": [float(v) for v in np.clip(np.round(5 + 2 * x), 0, 10)],
    }
    one = finding(find_triggers(table_of(columns), "stiffness", rng=np.random.default_rng(1)), "stress_level")
    assert one.verdict is Verdict.CLEAR
    assert one.is_continuous
    assert one.effect is not None
    assert 0.6 < one.effect < 1.0
    assert "for each 1.9 more" in one.sentence or "for each 2 more" in one.sentence


def test_a_level_and_its_yes_no_are_one_finding():
    rng = np.random.default_rng(23)
    level = np.clip(np.round(2 + 1.5 * rng.normal(size=180)), 0, 5)
    columns = {
        "stiffness": rating(4 + 0.7 * later(level, 1) + wander(rng, 180, 0.3, 0.7)),
        "own:shouting": yes_no(level > 0),
        "own:shouting.level": [float(v) for v in level],
    }
    report = find_triggers(table_of(columns), "stiffness", rng=np.random.default_rng(1))
    assert [one.factor for one in report.findings] == ["own:shouting"]
    assert report.findings[0].is_continuous
    assert report.findings[0].verdict is Verdict.CLEAR


def test_counts_with_many_zeros_are_told_in_counts():
    rng = np.random.default_rng(24)
    x = rng.random(200) < 0.35
    rate = np.exp(-0.4 + 1.3 * later(x, 1) + 0.3 * wander(rng, 200, 0.4))
    spasms = rng.poisson(rate * rng.gamma(4, 0.25, 200))
    assert np.mean(spasms == 0) > 0.25
    table = table_of({"night_spasms": [float(n) for n in spasms], "dehydration": yes_no(x)})
    one = finding(find_triggers(table, "night_spasms", rng=np.random.default_rng(1)), "dehydration")
    difference = spasms[1:][x[:-1]].mean() - spasms[1:][~x[:-1]].mean()
    assert one.verdict is Verdict.CLEAR
    assert one.lag_days == 1
    assert one.low is not None
    assert one.high is not None
    assert one.low <= difference <= one.high
    assert "spasms in the night were about" in one.sentence
    assert "more" in one.sentence
    assert "points" not in one.sentence


def test_counts_without_a_trigger_stay_silent():
    fooled = 0
    for seed in range(8):
        rng = np.random.default_rng(seed)
        rate = np.exp(-0.6 + 0.5 * wander(rng, 180, 0.5))
        columns: dict[str, object] = {"night_spasms": [float(n) for n in rng.poisson(rate * rng.gamma(2, 0.5, 180))]}
        columns |= {name: yes_no(rng.random(180) < 0.2) for name in ("heat", "stress", "alcohol", "dehydration")}
        report = find_triggers(table_of(columns), "night_spasms", rng=np.random.default_rng(1))
        fooled += any(one.verdict is Verdict.CLEAR for one in report.findings)
    assert fooled <= 1


def test_ratings_at_the_floor_widen_the_far_end():
    """Half of the ratings are 0: better than 0 cannot be noted, so an effect looks smaller than it is."""
    rng = np.random.default_rng(25)
    x = rng.random(220) < 0.35
    y = rating(0.3 + 1.5 * x + wander(rng, 220, 0.3, 0.9))
    assert np.mean(np.array(y) == 0) > 0.3
    report = find_triggers(table_of({"stiffness": y, "heat": yes_no(x)}), "stiffness", rng=np.random.default_rng(1))
    one = finding(report, "heat")
    assert one.verdict is Verdict.CLEAR
    assert one.low is not None
    assert one.high is not None
    assert one.low <= 1.5 <= one.high
    assert report.diagnostics["share_of_days_at_the_end_of_the_scale"] > 0.3


def test_yes_no_outcomes_are_told_in_days_of_a_hundred():
    rng = np.random.default_rng(26)
    x = rng.random(240) < 0.4
    crash = rng.random(240) < 0.1 + 0.5 * later(x, 1)
    table = table_of({"crash": yes_no(crash), "poor_sleep": yes_no(x)})
    one = finding(find_triggers(table, "crash", rng=np.random.default_rng(1)), "poor_sleep")
    assert one.verdict is Verdict.CLEAR
    assert "days in 100 more often" in one.sentence


def test_factors_that_cannot_be_told_apart_are_reported_together():
    rng = np.random.default_rng(27)
    together = 0
    for _ in range(4):
        hot = rng.random(200) < 0.3
        dry = hot ^ (np.arange(200) == 100)  # they differ on one day only
        y = rating(4 + 1.3 * hot + wander(rng, 200, 0.4, 0.8))
        table = table_of({"stiffness": y, "heat": yes_no(hot), "dehydration": yes_no(dry)})
        report = find_triggers(table, "stiffness", rng=np.random.default_rng(1))
        heat, dehydration = finding(report, "heat"), finding(report, "dehydration")
        if heat.together_with == ("dehydration",):
            together += 1
            assert dehydration.together_with == ("heat",)
            assert {heat.verdict, dehydration.verdict} == {Verdict.LEANING}
            for one in (heat, dehydration):
                assert "your notes can't separate them yet" in one.sentence
                assert one.more_days is None
                assert one.clearer == "Days on which one comes without the other would tell."
        assert not (heat.verdict is Verdict.CLEAR and dehydration.verdict is Verdict.CLEAR)
    assert together >= 3


@pytest.mark.parametrize("effect", [2.0, 3.0])
def test_two_columns_that_are_one_and_the_same_are_one_finding(effect):
    """Also where the effect is so large that the chains share it out between the two."""
    for seed in range(8):
        rng = np.random.default_rng(seed)
        x = rng.random(90) < 0.4
        y = rating(4 + effect * x + wander(rng, 90, 0.5, 1.2))
        table = table_of({"stiffness": y, "poor_sleep": yes_no(x), "heat": yes_no(x)})
        for one in find_triggers(table, "stiffness", rng=np.random.default_rng(0)).findings:
            assert one.verdict is Verdict.LEANING
            assert one.together_with


def test_a_prior_from_others_shifts_gently_and_days_overrule_it():
    rng = np.random.default_rng(28)
    x = rng.random(90) < 0.25
    table = table_of(
        {
            "stiffness": rating(4 + 0.7 * x + wander(rng, 90, 0.4, 0.8)),
            "heat": yes_no(x),
            "cold": yes_no(rng.random(90) < 0.3),
        }
    )

    def probability(prior: FactorPrior | None, factor: str) -> float:
        return finding(
            find_triggers(table, "stiffness", prior=prior, rng=np.random.default_rng(1)), factor
        ).probability

    for_it = FactorPrior({"heat": 0.6, "cold": 0.6}, mean={"heat": 0.8, "cold": 0.8}, people=200)
    assert probability(for_it, "heat") > probability(None, "heat")
    found = find_triggers(table, "stiffness", prior=for_it, rng=np.random.default_rng(1))
    assert finding(found, "cold").verdict is not Verdict.CLEAR
    assert found.settings["prior_from_people"] == 200


def test_the_same_diary_and_seed_give_the_same_report_to_the_byte():
    _, table, truth = next(people_from_seed(1, 120, 20264))

    def report() -> str:
        found = find_triggers(table, "stiffness", timing=truth.timing, rng=np.random.default_rng(3))
        return json.dumps(
            [[finding_to_json(one) for one in found.findings], dict(found.diagnostics), dict(found.settings)],
            allow_nan=False,
        )

    assert report() == report()


def test_every_factor_tried_has_one_finding_and_counts_into_the_tests():
    _, table, truth = next(people_from_seed(1, 120, 20265, settings=Settings(missing_share=0.3)))
    report = find_triggers(table, "stiffness", timing=truth.timing, rng=np.random.default_rng(3))
    names = [one.factor for one in report.findings]
    assert len(names) == len(set(names))
    assert set(truth.tiers) <= set(names)
    tried = [one for one in report.findings if one.probability is not None]
    assert report.diagnostics["factors_tried"] == len(tried)
    assert report.diagnostics["tests"] == sum(4 - truth.timing[one.factor].min_lag_days for one in tried)
    assert set(report.diagnostics["not_tried"]) == set(names) - {one.factor for one in tried}
    for one in report.findings:
        assert one.sentence.endswith(".")
        assert dataclasses.is_dataclass(one)


def test_only_the_factors_asked_for_are_tried():
    _, table, truth = next(people_from_seed(1, 90, 20266))
    report = find_triggers(
        table, "stiffness", factors=["heat", "own:never noted"], timing=truth.timing, rng=np.random.default_rng(3)
    )
    assert {one.factor for one in report.findings} == {"heat", "own:never noted"}
    assert finding(report, "own:never noted").reason == "it has not been noted"


@pytest.mark.skipif(not VISIBLE.exists(), reason="the shared real diary is not on this machine")
@pytest.mark.parametrize("outcome", ["fatigue", "crash", "own:muscle weakness"])
def test_the_real_diary_never_calls_exertion_helpful_or_harmless(outcome):
    from supple.diary import daily_table, fold
    from supple.imports import read_file

    imported = read_file(VISIBLE, person_id=UUID(int=1), zone="Europe/Oslo", now=datetime(2026, 1, 1, tzinfo=UTC))
    table = daily_table(fold(imported.events))
    report = find_triggers(table, outcome, rng=np.random.default_rng(1))
    exertions = [one for one in report.findings if one.factor.startswith("exertion_")]
    assert len(exertions) == 4
    for one in exertions:
        assert one.verdict is not Verdict.UNRELATED
        if one.verdict is not Verdict.CANNOT_TELL:
            assert one.effect is not None
            assert one.effect > 0
            assert one.lag_days is not None
            assert one.lag_days >= 1
    for one in report.findings:
        if one.factor.startswith("own:") and "fog" in one.factor:
            assert one.verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("wrong", [{"max_lag_days": -1}, {"max_lag_days": 1.5}, {"factors": "heat"}])
def test_wrong_arguments_are_named(wrong):
    table = table_of({"stiffness": rating(np.arange(60) % 7), "heat": yes_no(np.arange(60) % 3 == 0)})
    with pytest.raises(ValueError, match=next(iter(wrong))):
        find_triggers(table, "stiffness", rng=np.random.default_rng(1), **wrong)


@pytest.mark.parametrize("wrong", [{"share": {"heat": 1.5}}, {"share": {"heat": float("nan")}}])
def test_a_prior_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="heat"):
        FactorPrior(**wrong)


def test_an_infinite_cell_is_refused():
    with pytest.raises(ValueError, match="infinite"):
        table_of({"stiffness": [1.0, float("inf"), 2.0]})


def test_a_prior_that_speaks_of_nothing_here_changes_nothing():
    rng = np.random.default_rng(31)
    x = rng.random(150) < 0.3
    table = table_of({"stiffness": rating(4 + 0.5 * x + wander(rng, 150, 0.4, 0.9)), "heat": yes_no(x)})
    prior = FactorPrior({"own:zz": 0.9}, {"own:zz": 1.0}, {"own:zz": 0.3}, 200)
    alone, beside = (
        find_triggers(table, "stiffness", prior=one, rng=np.random.default_rng(1)) for one in (None, prior)
    )
    assert alone.findings == beside.findings
