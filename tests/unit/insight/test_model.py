"""Are the sums right? Whitening against dense algebra, the sampler against enumeration, lag shapes, nuisance."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import comb, lgamma

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.insight import whitening
from supple.insight.kernels import kernels
from supple.insight.nuisance import nuisance
from supple.insight.sampler import SHARE_A, Beliefs, sample, share_b
from supple.insight.together import partners
from supple.insight.whitening import GRID, Products, products
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


def _exact(products_: Products, days: int, scale: float, spread: float) -> np.ndarray:
    """Probabilities of mattering by adding up every model, with the variance on a fine grid; one shape a factor."""
    factors = len(products_.xy[0])
    variances = np.exp(np.linspace(np.log(0.05), np.log(20), 400))
    total, on = 0.0, np.zeros(factors)
    b = share_b(factors)
    for pattern in product([False, True], repeat=factors):
        k = sum(pattern)
        share = lgamma(SHARE_A + k) + lgamma(b + factors - k) - lgamma(SHARE_A + b + factors)
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
    beliefs = Beliefs(tuple(np.ones(1) for _ in range(3)), np.zeros(3), np.full(3, 0.5), np.zeros(3), 1.0)
    draws = sample(made, beliefs, days=60, rng=np.random.default_rng(4), chains=200, burn_in=50, sweeps=200)
    assert draws.probability == pytest.approx(_exact(made, 60, 1.0, 0.5), abs=0.03)
    assert draws.probability == pytest.approx(draws.is_on.mean(axis=0), abs=0.02)


def test_twins_share_their_case_evenly():
    """The same column twice: neither may win because it happened to come first."""
    rng = np.random.default_rng(5)
    x = rng.random(120) < 0.4
    y = 1.2 * x + rng.normal(size=120)
    twin = np.column_stack([x, x]).astype(float) - x.mean()
    made = products(np.arange(120), y, nuisance=np.ones((120, 1)), nuisance_precision=np.array([0.01]), columns=twin)
    beliefs = Beliefs((np.ones(1), np.ones(1)), np.zeros(2), np.ones(2), np.zeros(2), 1.0)
    draws = sample(made, beliefs, days=120, rng=np.random.default_rng(6))
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


def test_patterns_are_counted_as_the_prior_says():
    """A guard on the enumeration above: its prior over patterns adds up to one."""
    factors, b = 3, share_b(3)
    total = sum(
        comb(factors, k)
        * np.exp(
            lgamma(SHARE_A + k)
            + lgamma(b + factors - k)
            - lgamma(SHARE_A + b + factors)
            + lgamma(SHARE_A + b)
            - lgamma(SHARE_A)
            - lgamma(b)
        )
        for k in range(factors + 1)
    )
    assert total == pytest.approx(1.0)
