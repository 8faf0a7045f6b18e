"""How may ratings at the end of their scale, and counts, enter a model of normal errors? As days that know less.

Under a 0 the true stiffness may lie anywhere below a half; one spasm where 0.4 were to be expected says little of
the night. Each such day becomes a *site*: a value and a variance of its own, chosen so that a normal observation
there has the moments that the true likelihood gives, in the light of all other days (expectation propagation,
Minka 2001).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import erfc, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from supple.insight.outcome import Outcome, OutcomeKind
from supple.insight.whitening import Covariance

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Below this share of days at the end of the scale, sites would change nothing that can be seen.
EDGE_SHARE = 0.06
SWEEPS, DAMPING = 4, 0.7
# The (rho, nu) among which the rounds before the chains choose: a coarse grid will do for that.
POINTS: tuple[tuple[float, float], ...] = ((0.35, 0.0), (0.55, 0.3), (0.75, 0.3), (0.92, 0.6))
# A site that knows next to nothing is kept this vague (variances of the outcome).
VAGUEST = 400.0
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(24)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()


@dataclass(frozen=True)
class Sites:
    """`value` and `variance` of each day, on the working scale; variance 0 where the day is taken as it is.

    `error_square`: the errors' variance that goes with them; `worth`: how many plain days they are worth to somebody
    who estimates it from them.
    """

    value: Floats
    variance: Floats
    error_square: float
    worth: float

    @property
    def noise(self) -> Floats | None:
        """The variances in units of the errors'; None where every day is taken as it is."""
        return self.variance / self.error_square if self.variance.any() else None


@dataclass(frozen=True)
class Fitted:
    """What the rest of the model says at the moment: everything linear (`columns`: nuisance and factors) with the
    prior `precision` of its coefficients in units of the errors' variance, the likeliest (rho, nu), the errors'
    spread."""

    columns: Floats
    precision: Floats
    point: tuple[float, float]
    error_sd: float


def needs_sites(seen: Outcome) -> bool:
    return seen.kind is OutcomeKind.COUNT or (seen.kind is OutcomeKind.RATING and seen.edge_share >= EDGE_SHARE)


def first_sites(seen: Outcome) -> Sites:
    """As if nothing but the diary's own mean and spread were known of a day; plain days where that is enough."""
    days = len(seen.working)
    mean, variance = np.full(days, seen.middle), np.full(days, max(seen.spread, 0.3) ** 2)
    plain = Sites(seen.working, np.zeros(days), seen.scale**2, float(days))
    return _matched(seen, mean, variance, plain, 1.0) if needs_sites(seen) else plain


def refined(seen: Outcome, days: Ints, sites: Sites, fitted: Fitted) -> Sites:
    """The sites once more, in the light of all *other* days: the factors' sizes are left open, so that no day is a
    witness to itself. The errors' variance is brought up to date with them (expectation maximisation), since a site's
    distance from what was expected is not an error of the usual kind."""
    linear = fitted.columns
    sites = replace(sites, error_square=fitted.error_sd**2)
    for _ in range(SWEEPS):
        noise = sites.variance / sites.error_square
        covariance = Covariance.of(days, [fitted.point], noise)
        solved = covariance.solve(np.column_stack([linear, sites.value]))[0]
        whitened = solved[:, :-1]
        half = np.linalg.solve(linear.T @ whitened + np.diag(fitted.precision), whitened.T)
        explained = half @ sites.value
        pull = solved[:, -1] - whitened @ explained
        by_day = np.einsum("tk,kt->t", whitened, half)
        precision = np.maximum(covariance.precision()[:, 0] - by_day, 1e-9)
        free = len(days) - float(np.einsum("tk,kt->", linear, half))
        misfit = float(pull @ (sites.value - linear @ explained))
        square = (misfit - float(noise @ pull**2)) / max(free - float(noise @ precision), 1.0)
        square = float(np.clip(square, 0.25 * sites.error_square, 4 * sites.error_square))
        mean = sites.value - pull / precision
        variance = np.maximum(sites.error_square / precision - sites.variance, 0.02 * sites.error_square)
        sites = _matched(seen, mean, variance, sites, DAMPING)
        sites = replace(sites, error_square=square, worth=len(days) * misfit / square / max(free, 1.0))
    return sites


def _matched(seen: Outcome, mean: Floats, variance: Floats, before: Sites, step: float) -> Sites:
    """Sites that give each day the moments of its true likelihood times N(mean, variance)."""
    if seen.kind is OutcomeKind.COUNT:
        there = np.ones(len(mean), dtype=bool)
        middle, spread = _poisson_moments(seen.values, mean, variance)
    else:
        there = seen.at_edge != 0
        middle, spread = _edge_moments(seen, mean, variance)
    vague = VAGUEST * max(seen.spread, 0.3) ** 2
    precision = np.clip(1.0 / spread - 1.0 / variance, 1.0 / vague, None)
    pull = precision * mean + (middle - mean) / spread  # equal to middle / spread - mean / variance where not clipped
    old = np.where(before.variance > 0, 1.0 / np.maximum(before.variance, 1e-12), 0.0)
    if step < 1:
        pull = step * pull + (1 - step) * old * before.value
        precision = step * precision + (1 - step) * old
    return replace(
        before,
        value=np.where(there, pull / precision, seen.working),
        variance=np.where(there, 1.0 / precision, 0.0),
    )


def _poisson_moments(counts: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of a log rate ~ N(mean, variance) after a Poisson count was seen, by quadrature."""
    # Centred where the product peaks (Newton), so that few nodes suffice.
    peak = mean.copy()
    for _ in range(8):
        rate = np.exp(np.clip(peak, -12, 8))
        peak = peak + np.clip((counts - rate - (peak - mean) / variance) / (rate + 1.0 / variance), -2, 2)
    width = 1.0 / np.sqrt(np.exp(np.clip(peak, -12, 8)) + 1.0 / variance)
    nodes = peak[:, None] + 1.3 * width[:, None] * _NODES
    log_f = (
        counts[:, None] * nodes
        - np.exp(np.clip(nodes, -30, 12))
        - 0.5 * (nodes - mean[:, None]) ** 2 / variance[:, None]
    )
    log_f += 0.5 * _NODES**2
    weight = _WEIGHTS * np.exp(log_f - log_f.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    middle = (weight * nodes).sum(axis=1)
    spread = (weight * (nodes - middle[:, None]) ** 2).sum(axis=1)
    return middle, np.clip(spread, 1e-6, variance * 0.9999)


def _edge_moments(seen: Outcome, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Mean and variance of N(mean, variance) cut off above the lowest rating's upper end (or below the highest's)."""
    side = np.where(seen.at_edge < 0, -1.0, 1.0)  # mirrored, so that what is known is always "at least `bound`"
    bound = np.where(seen.at_edge < 0, -(seen.lowest + seen.half_step), seen.highest - seen.half_step)
    sd = np.sqrt(variance)
    at = (bound - side * mean) / sd
    hazard = _hazard(at)
    middle = side * (side * mean + sd * hazard)
    spread = variance * np.clip(1.0 - hazard * (hazard - at), 0.02, 0.9999)
    return middle, spread


def _hazard(at: Floats) -> Floats:
    """φ(x) / (1 - Φ(x)) of the standard normal."""
    x = np.clip(at, -30, 30)
    above = np.array([0.5 * erfc(value / sqrt(2)) for value in x.tolist()])
    return np.asarray(np.exp(-0.5 * x**2) / (sqrt(2 * pi) * above))
