"""Which factors can be tried on this diary, and what do the chains say of them? Nothing is judged here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.beliefs import Beliefs, beliefs
from supple.insight.exposures import (
    Exposure,
    Skipped,
    lagged,
    noted_days,
    noting_eagerness,
    read_exposure,
)
from supple.insight.kernels import kernels, totals
from supple.insight.known import Known, known, offered
from supple.insight.nuisance import nuisance
from supple.insight.outcome import Outcome, read_outcome
from supple.insight.sampler import Draws, sample
from supple.insight.sites import POINTS as SITE_POINTS
from supple.insight.sites import Fitted, Sites, first_sites, needs_sites, refined
from supple.insight.verdicts import MIN_DAYS
from supple.insight.whitening import GRID, Products, products
from supple.model import DailyTable, DatedChange, FactorPrior, Timing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Rounds that settle the sites; columns whose squared size is below this share of the errors' are left out of them.
SITE_ROUNDS, SITE_LEAST = 3, 1e-3
# The share of an effect that is still there a day later, the same for all factors of a person, and how likely it is.
CARRY_OVER: tuple[tuple[float, float], ...] = ((0.0, 0.88), (0.5, 0.12))


@dataclass(frozen=True)
class Shapes:
    """Lag shapes of every exposure (lags, shapes), and their weights beforehand."""

    of_factor: tuple[Floats, ...]
    weights: tuple[Floats, ...]


@dataclass(frozen=True)
class Tried:
    """What was tried and what the chains saw: all that a finding, or the evidence for other people, is made from.

    `beliefs` and `draws` are None where nothing could be tried.
    """

    seen: Outcome
    exposures: list[Exposure]
    skipped: list[Skipped]
    left_out: list[str]
    shapes: Shapes
    beliefs: Beliefs | None
    draws: Draws | None


def try_factors(
    table: DailyTable,
    outcome: str,
    *,
    factors: Sequence[str] | None,
    timing: Mapping[str, Timing] | None,
    max_lag_days: int,
    changes: Sequence[DatedChange],
    prior: FactorPrior | None,
    rng: np.random.Generator,
) -> Tried:
    """Read the diary and run the chains. Arguments as in `find_triggers`."""
    seen = read_outcome(table, outcome)
    names = list(dict.fromkeys(factors)) if factors is not None else offered(table.columns, outcome)
    exposures, skipped, left_out = _read_factors(table, names, seen, timing, max_lag_days)
    shapes = _shapes(exposures, max_lag_days)
    if not exposures:
        return Tried(seen, exposures, skipped, left_out, shapes, None, None)
    believed = beliefs(seen, exposures, shapes.weights, prior)
    draws = _run(table, seen, exposures, shapes, believed, changes=changes, rng=rng)
    return Tried(seen, exposures, skipped, left_out, shapes, believed, draws)


def _read_factors(
    table: DailyTable,
    names: Sequence[str],
    seen: Outcome,
    timing: Mapping[str, Timing] | None,
    max_lag_days: int,
) -> tuple[list[Exposure], list[Skipped], list[str]]:
    """Those that can be tried, those that cannot yet with the reason, and treatments (left out of everything)."""
    exposures: list[Exposure] = []
    skipped: list[Skipped] = []
    left_out: list[str] = []
    noted = noted_days(table)
    noted[seen.at] = True
    centred = seen.working - seen.working.mean() if len(seen.at) else seen.working
    for name in names:
        about = known(name, seen.code, timing)
        if about.is_treatment:
            left_out.append(name)
            continue
        one = read_exposure(table, name, about, at=seen.at, noted=noted, outcome=centred, max_lag_days=max_lag_days)
        reason = _why_not(about, seen, max_lag_days)
        if reason and isinstance(one, Exposure):
            one = Skipped(name, about, reason, *one.days_by_lag[0], one.is_number)
        elif reason and isinstance(one, Skipped):
            one = Skipped(name, about, reason, one.days_with, one.days_without, one.is_number)
        if isinstance(one, Exposure):
            exposures.append(one)
        else:
            skipped.append(one)
    return exposures, skipped, left_out


def _why_not(about: Known, seen: Outcome, max_lag_days: int) -> str:
    """Why nothing may be tried, whatever was noted; "" if something may."""
    if about.timing.is_consequence:
        return "it comes along with it or after it, so it cannot be read as a trigger"
    if len(seen.at) < MIN_DAYS:
        days = len(seen.at)
        return f"{days} day{'s' if days != 1 else ''} noted so far, and at least {MIN_DAYS} are needed"
    if seen.spread < 1e-9:
        return "it was the same on every day noted"
    if about.timing.min_lag_days > max_lag_days:
        return "it could only show later than the days looked at"
    return ""


def _shapes(exposures: Sequence[Exposure], max_lag_days: int) -> Shapes:
    both = [kernels(one.known.timing, max_lag_days) for one in exposures]
    return Shapes(tuple(shape for shape, _ in both), tuple(weights for _, weights in both))


def _run(
    table: DailyTable,
    seen: Outcome,
    exposures: Sequence[Exposure],
    shapes: Shapes,
    believed: Beliefs,
    *,
    changes: Sequence[DatedChange],
    rng: np.random.Generator,
) -> Draws:
    """The chains; before them, where days become sites, a few short rounds that settle the sites."""
    allowed_for, precision = nuisance(table.days, changes, noting_eagerness(exposures))
    allowed_for = allowed_for[seen.at]
    days = np.array([table.days[i].toordinal() for i in seen.at])
    lags = len(shapes.of_factor[0])
    columns = [
        np.column_stack([lagged(one.by_day, seen.at, lags, carry_over) for one in exposures])
        for carry_over, _ in CARRY_OVER
    ]
    growth = np.repeat(
        [np.concatenate([totals(shape, share) for shape in shapes.of_factor]) for share, _ in CARRY_OVER],
        len(GRID),
        axis=0,
    )

    sites = first_sites(seen)
    sized = np.column_stack(
        [columns[0][:, lags * i : lags * (i + 1)] @ shape for i, shape in enumerate(shapes.of_factor)]
    )
    for _ in range(SITE_ROUNDS if needs_sites(seen) else 0):
        made = _products(days, sites, allowed_for, precision, columns[0], shapes, SITE_POINTS)
        draws = sample(made, believed, days=sites.worth, rng=rng, chains=24, burn_in=10, sweeps=10)
        square = draws.error_sd**2
        matter = np.nonzero(draws.square > SITE_LEAST * square)[0]
        fitted = Fitted(
            np.column_stack([allowed_for, sized[:, matter]]),
            np.concatenate([precision, square / draws.square[matter]]),
            SITE_POINTS[int(np.argmax(draws.grid_share))],
            draws.error_sd,
        )
        sites = refined(seen, days, sites, fitted)
    made_of_each = [_products(days, sites, allowed_for, precision, each, shapes) for each in columns]
    joined = Products.joined(made_of_each, [weight for _, weight in CARRY_OVER])
    return sample(joined, believed, days=sites.worth, rng=rng, growth=growth)


def _products(
    days: Ints,
    sites: Sites,
    allowed_for: Floats,
    precision: Floats,
    columns: Floats,
    shapes: Shapes,
    points: Sequence[tuple[float, float]] = GRID,
) -> Products:
    return products(
        days,
        sites.value,
        nuisance=allowed_for,
        nuisance_precision=precision,
        columns=columns,
        noise=sites.noise,
        points=points,
    ).combined(shapes.of_factor)
