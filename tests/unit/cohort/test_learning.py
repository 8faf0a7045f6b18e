"""Is what was learnt true? Shares and sizes from people whose truth is known, and what must never be over-learnt."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.unit.cohort.invented import CODES, True_, evidence, people

from supple.cohort import MIN_EXPOSED, add, learn, next_prior, sums_of
from supple.cohort.weighing import information, weigh
from supple.model import CohortPrior, FactorEvidence, FactorPrior, UserError

DAY = date(2026, 5, 4)


def learnt(found: list[tuple[FactorEvidence, ...]], **more: int) -> FactorPrior:
    return learn(found, "stiffness", name="test", made_on=DAY, **more).prior


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shares_and_sizes_are_recovered(seed: int) -> None:
    shares = (0.45, 0.35, 0.3, 0.2, 0.15, 0.1, 0.05, 0.25)
    truth = {code: True_(share) for code, share in zip(CODES, shares, strict=True)}
    truth["travel"] = replace(truth["travel"], mean=-0.9)
    prior = learnt(people(300, truth, seed))
    off = {code: prior.share[code] - true.share for code, true in truth.items()}
    assert max(map(abs, off.values())) < 0.09
    assert np.mean(np.abs(list(off.values()))) < 0.035
    for code, true in truth.items():
        assert prior.mean[code] == pytest.approx(true.mean, abs=0.25)
        assert 0.2 < prior.spread[code] < 0.6
    assert prior.people == 300


@pytest.mark.parametrize("seed", [4, 5, 6])
def test_a_factor_that_days_tell_little_about_is_not_over_estimated(seed: int) -> None:
    """Tight clothes, worn on few days, must not come out twice as often as they matter."""
    truth = {code: True_(0.15) for code in CODES}
    truth["travel"] = True_(0.15, size_sd=1.2, met=0.4)
    truth["alcohol"] = True_(0.0, size_sd=1.2, met=0.4)
    prior = learnt(people(150, truth, seed))
    assert prior.share["travel"] < 0.24
    assert prior.share["alcohol"] < 0.2
    assert abs(prior.mean["travel"]) > 0.7, "it leans on the size that effects have, not on nothing"


def test_where_nothing_matters_nothing_is_learnt_to_matter() -> None:
    prior = learnt(people(200, {code: True_(0.0) for code in CODES}, 7))
    assert max(prior.share.values()) < 0.05


def test_a_factor_that_helps_some_and_harms_others_is_left_to_the_default() -> None:
    """No slab is true of both, and a wide one would make it seem to matter in everybody."""
    found = people(300, {code: True_(0.3) for code in CODES}, 8)

    def turned(one: FactorEvidence, number: int) -> FactorEvidence:
        size = -one.size if number % 2 else one.size
        return evidence(one.factor, size, one.size_sd, slab=(0.0, 1.0)) if one.factor == "heat" else one

    prior = learnt([tuple(turned(one, number) for one in person) for number, person in enumerate(found)])
    assert set(prior.share) == set(CODES) - {"heat"}
    all_the_same_way = learnt([tuple(turned(one, 1) for one in person) for person in found])
    assert all_the_same_way.mean["heat"] == pytest.approx(-1.0, abs=0.2)
    assert all_the_same_way.share["heat"] == pytest.approx(0.3, abs=0.08)


def test_a_few_rounds_come_close_to_many() -> None:
    truth = {code: True_(share) for code, share in zip(CODES, np.linspace(0.05, 0.4, 8), strict=True)}
    found = people(200, truth, 9)
    few, many = learnt(found, rounds=5), learnt(found, rounds=60)
    assert max(abs(few.share[code] - many.share[code]) for code in CODES) < 0.02
    assert max(abs(few.mean[code] - many.mean[code]) for code in CODES) < 0.06


@pytest.mark.parametrize(
    ("met", "is_learnt"), [(MIN_EXPOSED - 1, False), (MIN_EXPOSED, True), (MIN_EXPOSED + 1, True)]
)
def test_a_factor_met_by_few_is_left_to_the_default(met: int, is_learnt: bool) -> None:
    found = [(evidence("heat", 1.0, 0.3), *((evidence("cold", 1.0, 0.3),) if i < met else ())) for i in range(60)]
    prior = learnt(found)
    assert ("cold" in prior.share) is is_learnt
    assert ("cold" in prior.mean) is is_learnt
    assert "heat" in prior.share


def test_too_few_people_for_anything_are_refused() -> None:
    with pytest.raises(UserError, match=f"{MIN_EXPOSED} people"):
        learnt([(evidence("heat", 1.0, 0.3),)] * (MIN_EXPOSED - 1))
    with pytest.raises(UserError, match=f"{MIN_EXPOSED} people"):
        learnt([])


def test_yes_or_no_and_numbers_are_not_mixed() -> None:
    """The kind that more people used is learnt; sizes for a day and for a usual step are different things."""
    yes_no = [(evidence("heat", 1.0, 0.2),)] * 40
    number = [(evidence("heat", 0.4, 0.1, slab=(0.22, 0.38), is_number=True),)] * 50
    prior = learnt([*yes_no, *number])
    assert prior.numbers == {"heat"}
    assert prior.mean["heat"] == pytest.approx(0.42, abs=0.1)
    one = yes_no[0][0]
    assert weigh(one, prior) == weigh(one, FactorPrior({})), "a yes or no is not weighed by what holds for numbers"


def test_one_round_over_sites_is_one_round_over_all() -> None:
    found = people(120, {code: True_(0.3) for code in CODES}, 10)
    together: CohortPrior | None = None
    apart: CohortPrior | None = None
    for _ in range(3):
        whole = sums_of(found, "stiffness", prior=together)
        parts = [sums_of(found[i::3], "stiffness", prior=apart) for i in range(3)]
        assert add(parts).people == whole.people
        together = next_prior([whole], name="x", made_on=DAY)
        apart = next_prior(parts, name="x", made_on=DAY)
        assert together == apart, "rounded to what is kept, they are the same"


def test_lags_are_learnt() -> None:
    found = [
        (
            evidence("heat", 1.1, 0.2, lags=(0.0, 0.9, 0.1, 0.0)),
            evidence("cold", 0.0, 0.2, lags=(0.25, 0.25, 0.25, 0.25)),
        )
        for _ in range(50)
    ]
    shapes = learnt(found).shapes
    assert shapes["heat"] == pytest.approx((0.0, 0.9, 0.1, 0.0))
    assert sum(shapes["cold"]) == pytest.approx(1.0, abs=1e-3)


def test_an_effect_larger_than_anybody_had_still_matters() -> None:
    prior = FactorPrior({"heat": 0.1}, {"heat": 1.0}, {"heat": 0.25}, people=100, numbers=frozenset())
    huge = evidence("heat", 6.0, 0.3)
    assert weigh(huge, prior).mattering > 0.99
    assert weigh(huge, prior).size < 3, "and it does not carry the others' size away"
    against = evidence("heat", -2.0, 0.3)
    assert weigh(against, prior).mattering > 0.9
    assert not math.isnan(weigh(evidence("heat", 1e6, 1e-3), prior).mattering)


def test_the_evidence_under_the_engines_own_belief_is_the_engines_answer() -> None:
    one = evidence("heat", 0.8, 0.3)
    prior = FactorPrior({"heat": 0.5}, {"heat": one.slab_mean}, {"heat": one.slab_sd})
    assert math.log(weigh(one, prior).mattering / (1 - weigh(one, prior).mattering)) == pytest.approx(
        one.log_bayes_factor
    )


def test_days_that_tell_little_count_little() -> None:
    sharp, dull = evidence("heat", 1.0, 0.1), evidence("heat", 1.0, 5.0)
    assert information(sharp) > 0.95
    assert information(dull) < 0.05
    assert weigh(dull, FactorPrior({"heat": 0.2})).mattering == pytest.approx(0.2, abs=0.02)


def test_the_same_people_give_the_same_prior_in_any_order() -> None:
    found = people(80, {code: True_(0.3) for code in CODES}, 11)
    one, other = learnt(found), learnt(found[::-1])
    assert json.dumps(dict(one.share)) == json.dumps(dict(other.share))
