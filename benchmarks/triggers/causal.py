"""What does causal discovery for time series find? PCMCI and PCMCI+ of tigramite (GPL: in the benchmark only).

Both get the timing as link assumptions: factors at their lags may point to the outcome, outcome and factors carry on
from day to day, a factor whose same day may not be read may answer to the same day's outcome, and any factor to
yesterday's. Weekday, drift and dated changes are taken out of the outcome first. They cannot bear gaps well:
dropping every slice near a gap would leave few days, so the outcome's blanks are filled for conditioning and masked
as targets.
"""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import numpy as np
from numpy.typing import NDArray

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.correlations import BH_LEVEL, discoveries, surety
from benchmarks.triggers.design import MAX_LAG_DAYS, Design, fill
from benchmarks.triggers.whiten import errors, white

Floats = NDArray[np.float64]
PC_ALPHA = 0.1
PLUS_ALPHA = 0.05  # skeleton; a link is told at Benjamini-Hochberg 10 % over the links to the outcome
FEWEST_DAYS = 20


def pcmci(design: Design) -> list[Claim]:
    return _run(design, is_plus=False)


def pcmci_plus(design: Design) -> list[Claim]:
    return _run(design, is_plus=True)


def _run(design: Design, *, is_plus: bool) -> list[Claim]:
    from tigramite import data_processing
    from tigramite.independence_tests.parcorr import ParCorr
    from tigramite.pcmci import PCMCI

    if len(design.y) < FEWEST_DAYS or not design.factors:
        return []
    with redirect_stdout(io.StringIO()):
        values, mask = _series(design)
        frame = data_processing.DataFrame(values, mask=mask)
        run = PCMCI(frame, ParCorr(mask_type="y", significance="analytic"), verbosity=0)
        links = _links(design)
        if is_plus:
            found = run.run_pcmciplus(
                link_assumptions=links, tau_min=0, tau_max=MAX_LAG_DAYS, pc_alpha=PLUS_ALPHA, reset_lagged_links=False
            )
        else:
            found = run.run_pcmci(link_assumptions=links, tau_min=0, tau_max=MAX_LAG_DAYS, pc_alpha=PC_ALPHA)
    tests = [
        (float(found["p_matrix"][f + 1, 0, lag]), f, lag)
        for f in range(len(design.factors))
        for lag in design.lags[f]
    ]
    told = discoveries([p for p, _, _ in tests], BH_LEVEL)
    best: dict[int, Claim] = {}
    for (p, f, lag), is_told in zip(tests, told, strict=True):
        claim = Claim(design.factors[f], surety(p), bool(is_told), lag)
        if f not in best or claim.score > best[f].score:
            best[f] = claim
    return list(best.values())


def _links(design: Design) -> dict[int, dict[tuple[int, int], str]]:
    links: dict[int, dict[tuple[int, int], str]] = {j: {} for j in range(len(design.factors) + 1)}
    for lag in range(1, MAX_LAG_DAYS + 1):
        links[0][0, -lag] = "-?>"
    for f, lags in enumerate(design.lags):
        for lag in lags:
            links[0][f + 1, -lag] = "-?>"
        links[f + 1][f + 1, -1] = "-?>"
        links[f + 1][0, -1] = "-?>"
        if 0 not in lags:
            links[f + 1][0, 0] = "-?>"
    return links


def _series(design: Design) -> tuple[Floats, NDArray[np.bool_]]:
    """(T, 1 + factors): the outcome freed of weekday, drift and changes, then the factors; and what is masked."""
    whitening = white(design)
    z = design.nuisance[design.at] * design.nuisance_sd
    covariance = errors(design.at, whitening.rho, whitening.nu) + z @ z.T
    inverse = np.linalg.inv(covariance)
    level = float(inverse.sum(axis=0) @ design.y / inverse.sum())
    left = design.y - level - z @ (z.T @ (inverse @ (design.y - level)))
    by_day = np.full(len(design.days), np.nan)
    by_day[design.at] = left
    values = np.column_stack([fill(by_day), design.filled])
    mask = np.zeros(values.shape, dtype=bool)
    mask[:, 0] = np.isnan(by_day)
    return values, mask
