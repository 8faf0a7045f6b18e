"""The fast products are those of the covariance written out in full."""

from __future__ import annotations

import numpy as np
import pytest

from supple.insight.whitening import GRID, products


@pytest.mark.parametrize("seed", range(5))
def test_products_equal_the_dense_ones(seed: int) -> None:
    rng = np.random.default_rng(seed)
    days = np.sort(rng.choice(90, size=60, replace=False))
    outcome = rng.normal(size=60)
    nuisance = np.column_stack([np.ones(60), rng.normal(size=60)])
    precision = np.array([1e-6, 0.5])
    columns = rng.normal(size=(60, 4))
    found = products(days, outcome, nuisance=nuisance, nuisance_precision=precision, columns=columns)
    apart = np.abs(days[:, None] - days[None, :])
    relative = []
    for at, (rho, nu) in enumerate(GRID):
        covariance = (1 - nu) * (rho**apart if rho else np.eye(60)) + nu * np.eye(60)
        inverse = np.linalg.inv(covariance)
        # The nuisance is integrated out: its prior adds to the covariance of the outcome.
        inner = nuisance.T @ inverse @ nuisance + np.diag(precision)
        inverse = inverse - inverse @ nuisance @ np.linalg.solve(inner, nuisance.T @ inverse)
        assert found.yy[at] == pytest.approx(outcome @ inverse @ outcome)
        assert found.xy[at] == pytest.approx(columns.T @ inverse @ outcome)
        assert found.xx[at] == pytest.approx(columns.T @ inverse @ columns)
        log_det = np.linalg.slogdet(covariance)[1] + np.linalg.slogdet(inner)[1]
        relative.append(found.log_weight[at] + 0.5 * log_det)
    assert np.ptp(relative) == pytest.approx(0, abs=1e-8)  # the same up to one constant
