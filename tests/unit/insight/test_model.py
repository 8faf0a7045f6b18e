"""Are the sums right? Whitening against dense algebra, the sampler against enumeration, lag shapes, nuisance."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.insight import beliefs as beliefs_room
from supple.insight import whitening
from supple.insight.beliefs import Beliefs, log_model
from supple.insight.kernels import kernels, totals
from supple.insight.nuisance import nuisance
from supple.insight.sampler import _Chains, sample
from supple.insight.together import partners
from supple.insight.verdicts import WIDEN, interval
from supple.insight.whitening import GRID, Covariance, Products, products
from supple.model import DatedChange, Timing


def test_products_equal_dense_algebra_over_gaps():
    rng = np.random.default_rng(0)
    days = np.cumsum(rng.integers(1, 5, 40))
    y, x = rng.normal(size=40), rng.normal(size=(40, 3))
    z, ridge = np.column_stack([np.ones(40), rng.normal(size=40)]), np.array([0.01, 4.0])
    got = products(days, y, nuisance=z, nuisance_precision=ridge, columns=x)
    apart = np.abs(days[:, None] - days)
    for at, (rho, nu) in enumerate(GRID):
        cov = (1 - nu) * np.where(apart == 0, 1.0, float(rho) ** apart) + nu * np.eye(40)
        inverse = np.linalg.inv(cov)
        inner = z.T @ inverse @ z + np.diag(ridge)
        project = inverse - inverse @ z @ np.linalg.solve(inner, z.T @ inverse)
        assert got.yy[at] == pytest.approx(y @ project @ y)
        assert got.xy[at] == pytest.approx(x.T @ project @ y)
        assert got.xx[at] == pytest.approx(x.T @ project @ x)
        log_dets = np.linalg.slogdet(cov)[1] + np.linalg.slogdet(inner)[1]
        assert got.log_weight[at] == pytest.approx(-0.5 * log_dets)


def test_combined_columns_equal_combining_beforehand():
    rng = np.random.default_rng(1)
    days, y, x = np.arange(30), rng.normal(size=30), rng.normal(size=(30, 5))
    blocks = [rng.normal(size=(2, 3)), rng.normal(size=(3, 1))]
    z, ridge = np.ones((30, 1)), np.array([0.1])
    late = products(days, y, nuisance=z, nuisance_precision=ridge, columns=x).combined(blocks)
    early = products(
        days,
        y,
        nuisance=z,
        nuisance_precision=ridge,
        columns=np.column_stack([x[:, :2] @ blocks[0], x[:, 2:] @ blocks[1]]),
    )
    assert late.xx == pytest.approx(early.xx)
    assert late.xy == pytest.approx(early.xy)


def _believed(factors: int, usual_spread: float, **more: object) -> Beliefs:
    """One lag shape a factor, sizes centred at none."""
    usual = {
        "shape_weights": tuple(np.ones(1) for _ in range(factors)),
        "component_weight": np.ones((1, 1)),
        "mean": np.zeros((1, factors)),
        "spread": np.full((1, factors), usual_spread),
        "world_weight": np.ones(1),
        "log_model": log_model(factors),
        "log_odds": np.zeros((0, factors)),
        "scale": 1.0,
    }
    return Beliefs(**{**usual, **more})  # type: ignore[arg-type]


def _log_prior(believed: Beliefs, pattern: tuple[bool, ...]) -> float:
    """Of one pattern of factors on and off, over all worlds."""
    on = np.array(pattern)
    apart = np.exp(believed.log_odds @ on - np.log1p(np.exp(believed.log_odds)).sum(axis=1))
    none = beliefs_room.NONE_MATTERS_TO_OTHERS
    apart = (1 - none) * apart + none * (not on.any())
    each = np.array([np.exp(believed.log_model[int(on.sum())]), *apart])
    return float(np.log(believed.world_weight @ each))


def _exact(products_: Products, days: int, scale: float, spread: float, believed: Beliefs) -> np.ndarray:
    """Probabilities of mattering by adding up every model, with the variance on a fine grid; one shape a factor."""
    factors = len(products_.xy[0])
    variances = np.exp(np.linspace(np.log(0.05), np.log(20), 400))
    total, on = 0.0, np.zeros(factors)
    for pattern in product([False, True], repeat=factors):
        k = sum(pattern)
        share = _log_prior(believed, pattern)
        weight = 0.0
        at = np.nonzero(pattern)[0]
        for g in range(len(products_.yy)):
            for v in variances:
                inner = products_.xx[g][np.ix_(at, at)] / v + np.eye(k) / spread**2
                half = products_.xy[g][at] / v
                fit = half @ np.linalg.solve(inner, half) if k else 0.0
                log = (
                    -0.5 * days * np.log(v)
                    - 0.5 * products_.yy[g] / v
                    + 0.5 * fit
                    - 0.5 * np.linalg.slogdet(inner * spread**2)[1]
                    - 0.5 * scale**2 / v
                    - 1.0 * np.log(v)  # inverse gamma (1, scale²/2): v^-2, and d(v) = v d(log v)
                    + products_.log_weight[g]
                    + share
                )
                weight += np.exp(log + 60)
        total += weight
        on += weight * np.array(pattern)
    return on / total


def test_the_sampler_agrees_with_adding_up_every_model(monkeypatch):
    """Two look-alike factors and one apart: what the chains say is what enumeration says."""
    monkeypatch.setattr(whitening, "GRID", ((0.0, 0.0), (0.5, 0.0)))
    rng = np.random.default_rng(3)
    x = rng.normal(size=(60, 3))
    x[:, 1] = 0.9 * x[:, 0] + 0.45 * x[:, 1]
    y = 0.35 * x[:, 0] + 0.22 * x[:, 2] + rng.normal(size=60)
    made = products(np.arange(60), y, nuisance=np.ones((60, 1)), nuisance_precision=np.array([0.01]), columns=x)
    with_others = {
        "component_weight": np.ones((2, 1)),
        "world_weight": np.array([0.3, 0.7]),
        "log_odds": np.array([[-2.0, 1.5, 0.5]]),
    }
    for more in ({}, with_others):
        believed = _believed(3, 0.5, **more)
        draws = sample(made, believed, days=60, rng=np.random.default_rng(4), chains=200, burn_in=50, sweeps=200)
        assert draws.probability == pytest.approx(_exact(made, 60, 1.0, 0.5, believed), abs=0.015)
        assert draws.probability == pytest.approx(draws.is_on.mean(axis=0), abs=0.01)


def test_sizes_are_those_of_draws_in_which_the_factor_matters(monkeypatch):
    """Beside its twin a factor matters half the time, and then by all of the effect; else by about nothing."""
    held: list[np.ndarray] = []
    remember = _Chains.remember
    monkeypatch.setattr(_Chains, "remember", lambda run: (held.append(run.size.copy()), remember(run)))
    rng = np.random.default_rng(5)
    x = rng.normal(size=(80, 2))
    x[:, 1] = x[:, 0] + 0.15 * x[:, 1]
    y = 0.6 * x[:, 0] + rng.normal(size=80)
    made = products(np.arange(80), y, nuisance=np.ones((80, 1)), nuisance_precision=np.array([0.01]), columns=x)
    draws = sample(made, _believed(2, 0.5), days=80, rng=np.random.default_rng(6), chains=200, burn_in=50, sweeps=200)
    state = np.concatenate(held)
    for place in (0, 1):
        truth = state[state[:, place] != 0, place].mean()
        given = np.average(draws.size[:, place], weights=draws.weight[:, place])
        assert given == pytest.approx(truth, abs=0.04)
        assert draws.size[:, place].mean() < truth - 0.06, "unweighted, the turns of its twin count as well"


def test_the_interval_is_that_of_weighted_draws():
    rng = np.random.default_rng(7)
    sizes = np.concatenate([rng.normal(1, 0.2, 4000), rng.normal(-3, 0.2, 4000)])
    weights = np.repeat([1.0, 1e-9], 4000)
    middle, low, high = interval(sizes, weights)
    assert middle == pytest.approx(1, abs=0.02)
    assert (low, high) == pytest.approx((1 - 1.645 * 0.2 * WIDEN, 1 + 1.645 * 0.2 * WIDEN), abs=0.03)
    assert interval(sizes, np.ones(8000))[1] < -3


def test_a_mixture_of_two_like_components_is_one_component():
    rng = np.random.default_rng(8)
    x = rng.normal(size=(90, 3))
    y = 0.3 * x[:, 0] + rng.normal(size=90)
    made = products(np.arange(90), y, nuisance=np.ones((90, 1)), nuisance_precision=np.array([0.01]), columns=x)
    twice = _believed(
        3, 0.5, component_weight=np.array([[0.4, 0.6]]), mean=np.zeros((2, 3)), spread=np.full((2, 3), 0.5)
    )
    one, two = (
        sample(made, believed, days=90, rng=np.random.default_rng(9), chains=200, burn_in=40, sweeps=120)
        for believed in (_believed(3, 0.5), twice)
    )
    assert one.probability == pytest.approx(two.probability, abs=0.03)
    assert np.median(one.size, axis=0) == pytest.approx(np.median(two.size, axis=0), abs=0.03)


def test_rarely_visited_factors_keep_their_probability(monkeypatch):
    """What is hardly ever on is visited less often; that must not change what is said of it."""
    rng = np.random.default_rng(10)
    x = rng.normal(size=(120, 12))
    y = 0.5 * x[:, 0] + 0.25 * x[:, 1] + rng.normal(size=120)
    made = products(np.arange(120), y, nuisance=np.ones((120, 1)), nuisance_precision=np.array([0.01]), columns=x)
    believed = _believed(12, 0.5)
    often = sample(made, believed, days=120, rng=np.random.default_rng(1), chains=200, sweeps=100)
    monkeypatch.setattr("supple.insight.sampler.RARELY_ON", 0.0)
    always = sample(made, believed, days=120, rng=np.random.default_rng(1), chains=200, sweeps=100)
    assert often.probability == pytest.approx(always.probability, abs=0.04)


def test_twins_share_their_case_evenly():
    """The same column twice: neither may win because it happened to come first."""
    rng = np.random.default_rng(5)
    x = rng.random(120) < 0.4
    y = 1.2 * x + rng.normal(size=120)
    twin = np.column_stack([x, x]).astype(float) - x.mean()
    made = products(np.arange(120), y, nuisance=np.ones((120, 1)), nuisance_precision=np.array([0.01]), columns=twin)
    draws = sample(made, _believed(2, 1.0), days=120, rng=np.random.default_rng(6))
    assert draws.probability[0] == pytest.approx(draws.probability[1], abs=0.12)
    assert (draws.is_on[:, 0] | draws.is_on[:, 1]).mean() > 0.95
    assert partners(draws.is_on, draws.probability, np.ones((2, 2))) == {0: (1,), 1: (0,)}


@settings(deadline=None, max_examples=40)
@given(low=st.integers(0, 3), more=st.integers(0, 3), longest=st.integers(0, 7))
def test_lag_shapes_add_up_to_one_and_keep_to_the_timing(low, more, longest):
    shapes, weights = kernels(Timing(low, low + more), longest)
    assert shapes.shape == (longest + 1, len(weights))
    if len(weights):
        assert shapes.sum(axis=0) == pytest.approx(1.0)
        assert weights.sum() == pytest.approx(1.0)
        lags = np.nonzero(shapes.sum(axis=1))[0]
        assert low <= lags.min()
        assert lags.max() <= min(low + more, longest)
    assert (len(weights) > 0) == (low <= longest)


def _course(kind: str, change_day: int, days: int = 150) -> np.ndarray | None:
    first = date(2025, 1, 1)
    table_days = [first + timedelta(days=i) for i in range(days)]
    plain, _ = nuisance(table_days, ())
    columns, precision = nuisance(table_days, (DatedChange(first + timedelta(days=change_day), kind),))
    assert columns.shape[1] == len(precision)
    return columns[:, -1] if columns.shape[1] > plain.shape[1] else None


def test_dated_changes_have_the_course_that_is_known_of_them():
    dose, toxin, other = _course("dose", 50), _course("injection", 20), _course("other", 50)
    assert dose is not None
    assert toxin is not None
    assert other is not None
    assert dose[49] == dose[50] == 0
    assert 0.5 < dose[54] < 0.75
    assert dose[80] > 0.99
    assert other[49] == 0
    assert other[50] == 1
    assert toxin[20] == 0
    assert toxin[50] > 0.9  # a month on
    assert 0.4 < toxin[90] < 0.6  # ten weeks on
    assert toxin[135] < 0.05


def test_changes_long_over_or_still_to_come_add_nothing():
    assert _course("dose", -60) is None
    assert _course("injection", -130) is None
    assert _course("injection", -30) is not None
    assert _course("other", 400) is None


@given(factors=st.integers(1, 40))
def test_the_prior_over_patterns_adds_up_to_one(factors):
    """And leaves room for people in whom nothing that was noted matters."""
    each = np.exp(log_model(factors))
    assert sum(comb(factors, k) * each[k] for k in range(factors + 1)) == pytest.approx(1.0)
    assert each[0] > beliefs_room.NONE_MATTERS


@given(carry_over=st.sampled_from([0.3, 0.5, 0.8]), longest=st.integers(0, 6))
def test_what_is_handed_on_is_counted_up_to_the_longest_lag(carry_over, longest):
    shapes, _ = kernels(Timing(0, longest), longest)
    for shape, total in zip(shapes.T, totals(shapes, carry_over), strict=True):
        by_lag = (sum(shape[lag - k] * carry_over**k for k in range(lag + 1)) for lag in range(longest + 1))
        assert total == pytest.approx(sum(by_lag))


@pytest.mark.parametrize(("rho", "nu"), [(0.6, 0.0), (0.6, 0.3), (0.92, 0.6)])
def test_days_with_noise_of_their_own_equal_dense_algebra(rho, nu):
    rng = np.random.default_rng(2)
    days = np.cumsum(rng.integers(1, 4, 50))
    noise = np.where(rng.random(50) < 0.5, rng.gamma(2.0, 1.0, 50), 0.01)
    columns = rng.normal(size=(50, 3))
    dense = (1 - nu) * rho ** np.abs(days[:, None] - days) + np.diag(nu + noise)
    made = Covariance.of(days, [(0.3, 0.1), (rho, nu)], noise)
    inverse = np.linalg.inv(dense)
    assert made.solve(columns)[1] == pytest.approx(inverse @ columns)
    assert made.precision()[:, 1] == pytest.approx(np.diag(inverse))
    assert made.log_det[1] == pytest.approx(np.linalg.slogdet(dense)[1])
