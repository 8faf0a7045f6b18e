"""What do the days say without any belief? The slab divided out, the odds beforehand taken out, and back again."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.insight.diaries import finding, rating, table_of, wander, yes_no

from supple.insight import find_triggers, weigh_factors
from supple.insight.beliefs import log_model
from supple.insight.evidence import log_bayes_factors, without_slab
from supple.insight.sampler import Draws
from supple.model import DailyTable, FactorEvidence


def diary(seed: int, *, days: int = 150, matters: float = 1.2, others: int = 0, each: float = 0.0) -> DailyTable:
    """Heat matters so much; so many other factors each by `each`."""
    rng = np.random.default_rng(seed)
    heat = rng.random(days) < 0.3
    codes = ("cold", "stress", "alcohol", "travel", "caffeine", "constipation", "dehydration", "overexertion")[
        :others
    ]
    there = {code: rng.random(days) < 0.3 for code in codes}
    latent = 5 + matters * heat + sum((each * x for x in there.values()), np.zeros(days)) - each * 0.3 * others
    columns = {code: yes_no(x) for code, x in there.items()}
    return table_of({"stiffness": rating(latent + wander(rng, days, 0.4, 0.8)), "heat": yes_no(heat), **columns})


def evidence(table: DailyTable, factor: str = "heat") -> FactorEvidence:
    found = weigh_factors(table, "stiffness", rng=np.random.default_rng(1))
    return next(one for one in found if one.factor == factor)


@pytest.mark.parametrize(("size", "size_sd"), [(0.8, 0.2), (-0.4, 0.5), (0.1, 1.5)])
def test_dividing_the_slab_out_gives_the_likelihood_back(size: float, size_sd: float) -> None:
    slab_mean, slab_sd = 0.5, 0.85
    precision = size_sd**-2 + slab_sd**-2
    middle = (size * size_sd**-2 + slab_mean * slab_sd**-2) / precision
    draws = np.random.default_rng(2).normal(middle, precision**-0.5, 200_000)
    got = without_slab(draws, np.ones(len(draws)), slab_mean, slab_sd)
    assert got == pytest.approx((size, size_sd), rel=0.06, abs=0.03)


def test_days_that_say_nothing_say_nothing() -> None:
    """Draws as wide as the slab, or wider by chance: a size of no weight, never a negative variance."""
    for sd in (0.85, 0.9, 5.0):
        draws = np.random.default_rng(3).normal(0.5, sd, 5000)
        size, size_sd = without_slab(draws, np.ones(5000), 0.5, 0.85)
        assert size_sd > 4
        assert abs(size - 0.5) < size_sd


def test_the_size_found_is_the_size_that_was_there() -> None:
    near = []
    for seed in range(4):
        one = evidence(diary(seed))
        near.append(abs(one.size - 1.2) / one.size_sd)
        assert one.log_bayes_factor > 5
        assert not one.is_number
        assert sum(one.lags) == pytest.approx(1.0)
        assert one.lags[0] > 0.6
        assert 30 < one.days_with < 60
    assert np.mean(near) < 1.6


def test_what_does_not_matter_has_evidence_against_it() -> None:
    logs = [evidence(diary(seed, matters=0.0)).log_bayes_factor for seed in range(6)]
    assert np.mean(logs) < 0
    assert max(logs) < 2.5


def test_the_odds_beforehand_are_those_given_the_other_factors() -> None:
    """By Bayes' rule on a case that can be counted: the fourth beside three, of nine."""
    factors, others_on = 9, 3
    log_each = log_model(factors)
    is_on = np.zeros((1000, factors), dtype=bool)
    is_on[:, 1 : 1 + others_on] = True
    before = float(np.exp(log_each[others_on + 1] - log_each[others_on]))
    bayes_factor = 7.0
    posterior = bayes_factor * before / (1 + bayes_factor * before)
    probability = np.full(factors, 0.5)
    probability[0] = posterior
    nothing = np.zeros(1)
    sizes = np.zeros((1000, factors))
    draws = Draws(probability, sizes, np.ones_like(sizes), is_on, (), nothing, nothing, nothing, 1.0)
    assert log_bayes_factors(draws)[0] == pytest.approx(np.log(bayes_factor))


def test_what_else_matters_does_not_change_what_the_days_say() -> None:
    """Eight strong other factors make anything likelier beforehand; the evidence has that taken out again."""

    def log_odds(table: DailyTable) -> float:
        report = find_triggers(table, "stiffness", rng=np.random.default_rng(1))
        probability = finding(report, "heat").probability or 0.0
        return float(np.log(probability / (1 - probability)))

    raised, moved = [], []
    for seed in range(5):
        quiet, busy = (diary(seed, matters=0.45, others=8, each=each) for each in (0.0, 1.5))
        raised.append(log_odds(busy) - log_odds(quiet))
        moved.append(evidence(busy).log_bayes_factor - evidence(quiet).log_bayes_factor)
    assert np.mean(raised) - np.mean(moved) > 1.0, "the odds beforehand rise by about that much"


def test_a_short_diary_is_no_evidence() -> None:
    assert weigh_factors(diary(1, days=20), "stiffness", rng=np.random.default_rng(1)) == ()
    assert weigh_factors(table_of({"stiffness": [4.0] * 60}), "stiffness", rng=np.random.default_rng(1)) == ()


def test_the_same_days_are_the_same_evidence() -> None:
    table = diary(2, others=3)
    one, other = (weigh_factors(table, "stiffness", rng=np.random.default_rng(4)) for _ in range(2))
    assert one == other
    assert {each.factor for each in one} == {"heat", "cold", "stress", "alcohol"}
