"""How is the exact posterior drawn? Partially collapsed Gibbs sampling, a factor at a time, errors integrated out.

One sweep: every factor off, or on with lags and a size, given the felt values and everything else; some factors that
are on change places with some that are off (three to seven are on, so one must go when another comes); the course of
the errors; the felt value behind each rating. With heavy tails the shocks' variances are drawn as well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CHAINS, BURN_IN, SWEEPS = 2, 200, 1000
FEWEST, MOST = 3, 7
NODES, NODE_WEIGHTS = np.polynomial.laguerre.laggauss(32)
SHOCK_FREEDOM = 3.0  # of the generator's Student-t shocks, divided by sqrt(3) to unit spread
SHOCKS_EVERY = 5


@dataclass(frozen=True)
class Problem:
    """n days heard of, F factors, C columns (a factor's lags side by side from `starts`).

    `expected` (n): the rating without factors and errors, as far as it is known; `unknown` (n, q): what else it may
    hold, in columns whose coefficients are standard normal beforehand. `said` (n): whole points, -1 where the rating
    is not one (then `rating` is taken as measured). `may_mean` (said, meant). `witness` (n): other news of errors and
    factors together, `witness_precision` 0 where there is none. `low`, `high`, `weight` (F): sizes and chance of
    factors.
    """

    at: Ints
    memory: float
    spread: float
    heavy_tails: bool
    expected: Floats
    rating: Floats
    said: Ints
    may_mean: Floats
    rating_precision: Floats
    unknown: Floats
    witness: Floats
    witness_precision: Floats
    columns: Floats
    starts: Ints
    log_kernel: Floats
    low: Floats
    high: Floats
    weight: Floats
    is_always_on: NDArray[np.bool_]


@dataclass(frozen=True)
class Seen:
    """`probability` (F) of mattering; `sizes` (draws, F), 0 where off; `kernels` (draws, F): which of its lag shapes
    (the first where off); `kernel_share` (F, shapes) given on."""

    probability: Floats
    sizes: Floats
    kernels: Ints
    kernel_share: Floats


def run_chains(problem: Problem, *, sweeps: int = SWEEPS, chains: int = CHAINS) -> Seen:
    parts = [_one_chain(problem, chain, sweeps) for chain in range(chains)]
    sizes = np.concatenate([part[0] for part in parts])
    on = np.mean([part[1] for part in parts], axis=0)
    kernels = np.concatenate([part[2] for part in parts])
    counts = [np.sum((kernels == k) & (sizes != 0), axis=0) for k in range(problem.log_kernel.shape[1])]
    share = np.array(counts).T / np.maximum(np.sum(sizes != 0, axis=0), 1)[:, None]
    return Seen(on, sizes, kernels, share)


def _one_chain(problem: Problem, seed: int, sweeps: int) -> tuple[Floats, Floats, Ints]:
    lifted = np.expm1(np.outer(problem.weight / problem.weight.sum(), NODES))
    return _chain(
        problem.at,
        problem.memory,
        problem.spread,
        problem.heavy_tails,
        problem.expected,
        problem.rating,
        problem.said,
        problem.may_mean,
        problem.rating_precision,
        np.ascontiguousarray(problem.unknown),
        problem.witness,
        problem.witness_precision,
        np.ascontiguousarray(problem.columns),
        problem.starts,
        problem.log_kernel,
        problem.low,
        problem.high,
        problem.weight / problem.weight.sum(),
        problem.is_always_on,
        lifted,
        NODE_WEIGHTS,
        seed,
        BURN_IN,
        sweeps,
    )


@njit(cache=True)
def _chain(
    at, memory, spread, heavy_tails, expected, rating, said, may_mean, rating_precision, unknown, witness,
    witness_precision, columns, starts, log_kernel, low, high, weight, is_always_on, lifted, node_weights, seed,
    burn_in, sweeps,
):  # fmt: skip
    np.random.seed(seed)
    factors = len(low)
    days = at[-1] - at[0] + 1
    shocks = np.ones(days)
    precision = rating_precision + witness_precision
    solved, gram, news, news_root = _products(at, memory, spread, shocks, precision, columns, unknown)
    kernel = np.full(factors, -1, dtype=np.int64)
    size = np.zeros(factors)
    while np.sum(kernel >= 0) < FEWEST + np.sum(is_always_on):
        j = np.random.randint(factors)
        kernel[j], size[j] = 0, (low[j] + high[j]) / 2
    for j in range(factors):
        if is_always_on[j]:
            kernel[j], size[j] = 0, (low[j] + high[j]) / 2
    felt = rating.copy()
    probability = np.zeros(factors)
    kept, kernels = np.zeros((sweeps, factors)), np.zeros((sweeps, factors), dtype=np.int64)
    log_shape = np.empty(log_kernel.shape[1])
    for sweep in range(burn_in + sweeps):
        keeps = sweep >= burn_in
        heard = (rating_precision * (felt - expected) + witness_precision * witness) / precision
        left = heard @ solved
        for j in range(factors):
            if kernel[j] >= 0:
                left -= gram[starts[j] + kernel[j]] * size[j]
        for j in range(factors):
            if kernel[j] >= 0:
                left += gram[starts[j] + kernel[j]] * size[j]
                kernel[j] = -1
            case = _case(j, left, gram, starts, log_kernel, low, high, log_shape)
            without = _log_set(kernel, is_always_on, lifted, node_weights, weight)
            kernel[j] = 0
            log_odds = case + _log_set(kernel, is_always_on, lifted, node_weights, weight) - without
            on = 1.0 if is_always_on[j] else 1.0 / (1.0 + math.exp(-min(max(log_odds, -500.0), 500.0)))
            if keeps:
                probability[j] += on / sweeps
            kernel[j] = -1
            if np.random.random() < on:
                kernel[j], size[j] = _draw(j, left, gram, starts, low, high, log_shape)
                left -= gram[starts[j] + kernel[j]] * size[j]
        for _ in range(2 * MOST):
            i, k = np.random.randint(factors), np.random.randint(factors)
            if kernel[i] < 0 or kernel[k] >= 0 or is_always_on[i]:
                continue
            left += gram[starts[i] + kernel[i]] * size[i]
            kernel[i], kernel[k] = -1, 0
            other = _case(k, left, gram, starts, log_kernel, low, high, log_shape)
            other += _log_set(kernel, is_always_on, lifted, node_weights, weight)
            kernel[i], kernel[k] = 0, -1
            same = _case(i, left, gram, starts, log_kernel, low, high, log_shape)
            same += _log_set(kernel, is_always_on, lifted, node_weights, weight)
            kernel[i] = -1
            stays = 1.0 / (1.0 + math.exp(min(max(other - same, -500.0), 500.0)))
            j = i if np.random.random() < stays else k
            if j == k:
                _case(k, left, gram, starts, log_kernel, low, high, log_shape)
            kernel[j], size[j] = _draw(j, left, gram, starts, low, high, log_shape)
            left -= gram[starts[j] + kernel[j]] * size[j]
        fitted = np.zeros(len(at))
        for j in range(factors):
            if kernel[j] >= 0:
                fitted += columns[:, starts[j] + kernel[j]] * size[j]
        if unknown.shape[1] > 0:
            # The unknown background's coefficients, errors integrated out.
            half = np.linalg.solve(news_root, news.T @ (heard - fitted))
            half += np.random.normal(0.0, 1.0, unknown.shape[1])
            fitted += unknown @ np.linalg.solve(news_root.T, half)
        errors = _errors(at, memory, spread, shocks, heard - fitted, precision)
        for t in range(len(at)):
            if said[t] >= 0:
                centre = expected[t] + fitted[t] + errors[at[t] - at[0]]
                felt[t] = _felt(said[t], may_mean, centre, 1.0 / math.sqrt(rating_precision[t]))
        if heavy_tails and sweep % SHOCKS_EVERY == 0:
            scale = spread * math.sqrt(1 - memory**2)
            for t in range(1, days):
                shock = (errors[t] - memory * errors[t - 1]) / scale
                shocks[t] = (1 + shock**2) / 2 / np.random.gamma((SHOCK_FREEDOM + 1) / 2, 1.0)
            solved, gram, news, news_root = _products(at, memory, spread, shocks, precision, columns, unknown)
        if keeps:
            for j in range(factors):
                if kernel[j] >= 0:
                    kept[sweep - burn_in, j], kernels[sweep - burn_in, j] = size[j], kernel[j]
    return kept, probability, kernels


@njit(cache=True)
def _products(at, memory, spread, shocks, precision, columns, unknown):
    """V^-1 X and X' V^-1 X, V the covariance of errors, noise and unknown background Z on the days heard of; and
    W^-1 Z and the root of I + Z' W^-1 Z, W the covariance without the background."""
    n = len(at)
    variance = np.empty(len(shocks))
    variance[0] = spread**2
    for t in range(1, len(shocks)):
        variance[t] = memory**2 * variance[t - 1] + spread**2 * (1 - memory**2) * shocks[t]
    covariance = np.empty((n, n))
    for s in range(n):
        for t in range(s, n):
            covariance[s, t] = memory ** float(at[t] - at[s]) * variance[at[s] - at[0]]
            covariance[t, s] = covariance[s, t]
        covariance[s, s] += 1.0 / precision[s]
    solved = np.linalg.solve(covariance, columns)
    news = np.linalg.solve(covariance, unknown)
    news_root = np.linalg.cholesky(np.eye(unknown.shape[1]) + unknown.T @ news)
    if unknown.shape[1] > 0:
        half = np.linalg.solve(news_root, unknown.T @ solved)
        solved -= news @ np.linalg.solve(news_root.T, half)
    return solved, columns.T @ solved, news, news_root


@njit(cache=True)
def _log_set(kernel, is_always_on, lifted, node_weights, weight):
    """Log chance that these are the ones chosen: three to seven, drawn one after the other by weight.

    Drawing by weight without replacement is a race of exponential clocks; the chance that all of a set ring before
    any other is an integral over time, done by Gauss-Laguerre. What is planted in everybody may or may not also have
    been chosen.
    """
    total = 0.0
    forced = -1
    for j in range(len(kernel)):
        if is_always_on[j]:
            forced = j
    for also in range(2 if forced >= 0 else 1):
        many, rest, product = 0, 1.0, node_weights.copy()
        for j in range(len(kernel)):
            if (kernel[j] >= 0 and not is_always_on[j]) or (also == 1 and j == forced):
                many += 1
                rest -= weight[j]
                product *= lifted[j]
        if FEWEST <= many <= MOST:
            total += rest * product.sum()
    return math.log(total) if total > 0 else -1e30


@njit(cache=True)
def _case(j, left, gram, starts, log_kernel, low, high, log_shape):
    """Log Bayes factor for factor j, its lags and size integrated out; `log_shape` gets the parts."""
    best = -1e300
    for k in range(starts[j + 1] - starts[j]):
        c = starts[j] + k
        power = max(gram[c, c], 1e-9)
        root = math.sqrt(power)
        centre = left[c] / power
        log_shape[k] = (
            log_kernel[j, k]
            + 0.5 * power * centre**2
            + 0.5 * math.log(2 * math.pi / power)
            - math.log(high[j] - low[j])
            + _log_mass((low[j] - centre) * root, (high[j] - centre) * root)
        )
        best = max(best, log_shape[k])
    total = 0.0
    for k in range(starts[j + 1] - starts[j]):
        total += math.exp(log_shape[k] - best)
    return best + math.log(total)


@njit(cache=True)
def _draw(j, left, gram, starts, low, high, log_shape):
    """Lags and a size for factor j, given that it is on; `log_shape` as `_case` left it."""
    many = starts[j + 1] - starts[j]
    best = log_shape[:many].max()
    share = np.exp(log_shape[:many] - best)
    aim = np.random.random() * share.sum()
    k = 0
    while k < many - 1 and aim > share[k]:
        aim -= share[k]
        k += 1
    c = starts[j] + k
    power = max(gram[c, c], 1e-9)
    root = math.sqrt(power)
    centre = left[c] / power
    return k, centre + _within((low[j] - centre) * root, (high[j] - centre) * root) / root


@njit(cache=True)
def _errors(at, memory, spread, shocks, left, precision):
    """A course of the errors on every day, by filtering forward and sampling backward."""
    days = len(shocks)
    mean, variance = np.zeros(days), np.zeros(days)
    m, v = 0.0, spread**2
    here = 0
    for t in range(days):
        if t > 0:
            m, v = memory * m, memory**2 * v + spread**2 * (1 - memory**2) * shocks[t]
        if here < len(at) and at[here] - at[0] == t:
            gain = v / (v + 1.0 / precision[here])
            m, v = m + gain * (left[here] - m), v * (1 - gain)
            here += 1
        mean[t], variance[t] = m, v
    out = np.empty(days)
    out[-1] = mean[-1] + math.sqrt(variance[-1]) * np.random.normal()
    for t in range(days - 2, -1, -1):
        ahead = memory**2 * variance[t] + spread**2 * (1 - memory**2) * shocks[t + 1]
        gain = memory * variance[t] / ahead
        out[t] = mean[t] + gain * (out[t + 1] - memory * mean[t])
        out[t] += math.sqrt(max(variance[t] * (1 - memory * gain), 0.0)) * np.random.normal()
    return out


@njit(cache=True)
def _felt(said, may_mean, centre, sd):
    """The value felt behind a whole point: somewhere in the points that may have been meant."""
    top = may_mean.shape[1] - 1
    mass = np.zeros(top + 1)
    for meant in range(top + 1):
        if may_mean[said, meant] > 0:
            a = -40.0 if meant == 0 else (meant - 0.5 - centre) / sd
            b = 40.0 if meant == top else (meant + 0.5 - centre) / sd
            mass[meant] = may_mean[said, meant] * math.exp(_log_mass(a, b))
    aim, meant = np.random.random() * mass.sum(), 0
    if mass.sum() <= 0:
        meant = said
    else:
        while meant < top and aim > mass[meant]:
            aim -= mass[meant]
            meant += 1
    a = -40.0 if meant == 0 else (meant - 0.5 - centre) / sd
    b = 40.0 if meant == top else (meant + 0.5 - centre) / sd
    return centre + sd * _within(a, b)


@njit(cache=True)
def _log_mass(a, b):
    """Log chance of a standard normal between a and b, also far out."""
    if a > 0:
        a, b = -b, -a
    if b < -30:
        return -0.5 * b * b - math.log(-b * math.sqrt(2 * math.pi))
    mass = 0.5 * (math.erfc(-b / math.sqrt(2.0)) - math.erfc(-a / math.sqrt(2.0)))
    return math.log(mass) if mass > 1e-300 else -700.0


@njit(cache=True)
def _within(a, b):
    """A standard normal between a and b: even draws near the middle, Robert's exponential tails far out."""
    if a > 2:
        return _tail(a, b)
    if b < -2:
        return -_tail(-b, -a)
    if b - a < 3:
        peak = 0.0 if a < 0 < b else min(a * a, b * b)
        while True:
            x = a + (b - a) * np.random.random()
            if np.random.random() <= math.exp((peak - x * x) / 2):
                return x
    while True:
        x = np.random.normal()
        if a < x < b:
            return x


@njit(cache=True)
def _tail(a, b):
    rate = (a + math.sqrt(a * a + 4)) / 2
    if (b - a) * rate < 1:
        while True:
            x = a + (b - a) * np.random.random()
            if np.random.random() <= math.exp((a * a - x * x) / 2):
                return x
    while True:
        x = a - math.log(np.random.random()) / rate
        if x < b and np.random.random() <= math.exp(-((x - rate) ** 2) / 2):
            return x
