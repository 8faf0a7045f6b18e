"""Who else is asked? Each detector as one score a day (NaN on days without a note), higher for worse.

All run on the same ratings (with several notes a day: on each day's mean). The adjusted ones get the ratings less
what Supple takes to go with the day (weekday, the person's own triggers), which is kind to them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from supple.knowledge.conditions import Rise
from supple.knowledge.red_flags import load_red_flags

Floats = NDArray[np.float64]
Score = Callable[[Floats], Floats]

# What is usual for the simple charts: the median and the spread of the six weeks before, of so many notes at least.
USUAL_DAYS, USUAL_NOTES, LEAST_SPREAD = 42, 10, 0.4
# Kalman: as in Supple, so that only what is made of the innovations differs.
RHO, DAY_SD, NOTE_VARIANCE, DRIFT_SD, START_SD = 0.55, 0.8, 0.3, 0.04, 2.0
GLR_DAYS = 14
RUNS_KEPT = 150


def rule_r20(ratings: Floats) -> Floats:
    """The rises of R20 above T3: how far over their thresholds (1: just reached)."""
    return _rule_r20_of(ratings.tobytes()).copy()


@lru_cache(maxsize=4000)
def _rule_r20_of(raw: bytes) -> Floats:
    ratings = np.frombuffer(raw)
    rule = load_red_flags().rule("R20")
    assert rule is not None
    rises = {
        leaf for level in rule.levels if level.tier.rank < 3 for leaf in level.questions if isinstance(leaf, Rise)
    }
    out = np.full(len(ratings), np.nan)
    for day in np.nonzero(~np.isnan(ratings))[0]:
        over = [_over(ratings, int(day), one) for one in rises]
        out[day] = max([one for one in over if one is not None], default=np.nan)
    return out


def _over(ratings: Floats, day: int, one: Rise) -> float | None:
    first = day - one.recent_days + 1
    if first <= 0:
        return None
    recent, usual = ratings[first : day + 1], ratings[max(0, first - one.usual_days) : first]
    recent, usual = recent[~np.isnan(recent)], usual[~np.isnan(usual)]
    if len(recent) < one.min_recent or len(usual) < one.min_usual:
        return None
    mean, median = float(recent.mean()), float(np.median(usual))
    by_points = (mean - median) / one.points
    return min(by_points, (mean - median) / (one.percent / 100 * median)) if one.percent and median else by_points


def ewma(share: float) -> Score:
    def score(ratings: Floats) -> Floats:
        return _ewma(_from_usual(ratings), share)

    return score


def cusum(slack: float) -> Score:
    def score(ratings: Floats) -> Floats:
        return _cusum(_from_usual(ratings), slack)

    return score


def kalman_cusum(slack: float) -> Score:
    def score(ratings: Floats) -> Floats:
        return _cusum(_innovations(ratings)[0], slack)

    return score


def kalman_glr(days: int) -> Score:
    """The generalised likelihood ratio of a step in any of the last days, over a Kalman filter (Willsky, Jones)."""

    def score(ratings: Floats) -> Floats:
        return _glr(ratings, days)

    return score


def bocpd(hazard: float, young: int) -> Score:
    """Bayesian online change-point detection (Adams and MacKay), Gaussian with unknown mean and spread: the log odds
    that the run is at most `young` notes old and higher than before."""

    def score(ratings: Floats) -> Floats:
        return _bocpd(ratings, hazard, young)

    return score


# Name → the settings tried on the tuning people; the best of each is reported.
FAMILIES: dict[str, tuple[Score, ...]] = {
    "EWMA": tuple(ewma(share) for share in (0.2, 0.3)),
    "CUSUM": tuple(cusum(slack) for slack in (1.0, 1.5)),
    "Bayesian online change-point detection": tuple(
        bocpd(hazard, young) for hazard in (1 / 100,) for young in (6, 12)
    ),
    "Kalman-innovation CUSUM": tuple(kalman_cusum(slack) for slack in (0.7, 1.0)),
    "Kalman GLR": tuple(kalman_glr(days) for days in (14,)),
}


def _from_usual(ratings: Floats) -> Floats:
    return _from_usual_of(ratings.tobytes()).copy()


@lru_cache(maxsize=4000)
def _from_usual_of(raw: bytes) -> Floats:
    ratings = np.frombuffer(raw)
    out = np.full(len(ratings), np.nan)
    for day in np.nonzero(~np.isnan(ratings))[0]:
        before = ratings[max(0, day - USUAL_DAYS) : day]
        before = before[~np.isnan(before)]
        if len(before) >= USUAL_NOTES:
            median = np.median(before)
            spread = max(1.4826 * float(np.median(np.abs(before - median))), LEAST_SPREAD)
            out[day] = (ratings[day] - median) / spread
    return out


def _ewma(values: Floats, share: float) -> Floats:
    out, mean = np.full(len(values), np.nan), 0.0
    for day in np.nonzero(~np.isnan(values))[0]:
        out[day] = mean = (1 - share) * mean + share * values[day]
    return out


def _cusum(values: Floats, slack: float) -> Floats:
    out, total = np.full(len(values), np.nan), 0.0
    for day in np.nonzero(~np.isnan(values))[0]:
        out[day] = total = max(0.0, total + values[day] - slack)
    return out


def _innovations(ratings: Floats) -> tuple[Floats, list[tuple[float, float, float]]]:
    """Standardised one-step errors of a local level with autocorrelated ups and downs; each note's gains, spread."""
    out = np.full(len(ratings), np.nan)
    noted = ratings[~np.isnan(ratings)]
    mean = np.array([noted[:7].mean() if len(noted) else 0.0, 0.0])
    spread = np.diag([START_SD**2, DAY_SD**2])
    gains: list[tuple[float, float, float]] = []
    for value in ratings:
        mean[1] *= RHO
        spread[1] *= RHO
        spread[:, 1] *= RHO
        spread[1, 1] += DAY_SD**2 * (1 - RHO**2)
        spread[0, 0] += DRIFT_SD**2
        if np.isnan(value):
            gains.append((0.0, 0.0, math.nan))
            continue
        along = spread.sum(axis=1)
        variance = float(along.sum()) + NOTE_VARIANCE
        error = float(value - mean.sum())
        out[len(gains)] = error / math.sqrt(variance)
        gain = along / variance
        mean = mean + gain * error
        spread = spread - np.outer(gain, along)
        gains.append((float(gain[0]), float(gain[1]), math.sqrt(variance)))
    return out, gains


def _glr(ratings: Floats, days: int) -> Floats:
    innovations, gains = _innovations(ratings)
    out = np.full(len(ratings), np.nan)
    seen = np.zeros((0, 4))  # of each beginning: in the level, in the ups and downs, products, squares
    for day, value in enumerate(innovations):
        seen = np.concatenate([seen[-(days - 1) :], np.zeros((1, 4))])
        seen[:, 1] *= RHO
        if np.isnan(value):
            continue
        to_level, to_wobble, spread = gains[day]
        shows = 1 - seen[:, 0] - seen[:, 1]
        seen[:, 0] += shows * to_level
        seen[:, 1] += shows * to_wobble
        seen[:, 2] += shows / spread * value
        seen[:, 3] += (shows / spread) ** 2
        out[day] = float(np.max(np.clip(seen[:, 2], 0, None) ** 2 / np.maximum(seen[:, 3], 1e-9)) / 2)
    return out


# Of the predictive t distribution, for runs of 0, 1, 2 … notes.
_SHAPES = 2.0 + 0.5 * np.arange(RUNS_KEPT + 1)
_NORMS = np.array([math.lgamma(shape + 0.5) - math.lgamma(shape) for shape in _SHAPES])


def _bocpd(ratings: Floats, hazard: float, young: int) -> Floats:
    out = np.full(len(ratings), np.nan)
    at, weight, shape, scale = np.array([4.0]), np.array([0.1]), np.array([2.0]), np.array([1.5])
    log_share = np.zeros(1)
    before: list[float] = []
    for day in np.nonzero(~np.isnan(ratings))[0]:
        value = ratings[day]
        spread = scale * (weight + 1) / (shape * weight)
        squares = (value - at) ** 2 / spread
        density = _NORMS[: len(shape)] - 0.5 * np.log(2 * shape * np.pi * spread)
        density -= (shape + 0.5) * np.log1p(squares / (2 * shape))
        grown = log_share + density
        log_share = np.concatenate([[_log_sum(grown) + math.log(hazard)], grown + math.log(1 - hazard)])
        log_share -= _log_sum(log_share)
        usual = float(np.median(before[-60:])) if len(before) > USUAL_NOTES else 4.0
        scale = np.concatenate([[1.5], scale + 0.5 * weight * (value - at) ** 2 / (weight + 1)])
        at = np.concatenate([[usual], (weight * at + value) / (weight + 1)])
        weight, shape = np.concatenate([[0.1], weight + 1]), np.concatenate([[2.0], shape + 0.5])
        at, weight, shape, scale, log_share = (x[:RUNS_KEPT] for x in (at, weight, shape, scale, log_share))
        before.append(float(value))
        is_up = (np.arange(len(at)) < young) & (at > usual + 0.5)
        share = float(np.exp(log_share[is_up]).sum())
        out[day] = math.log(share + 1e-9) - math.log(max(1 - share, 0.0) + 1e-9)
    return out


def _log_sum(values: Floats) -> float:
    highest = float(values.max())
    return highest + math.log(float(np.exp(values - highest).sum()))
