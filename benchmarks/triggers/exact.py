"""What could anybody find at best? The exact posterior of somebody told how these people are made.

The generator's own parameters are given: the background day by day, memory and spread of the errors, reading noise,
which lags an effect may have and how often, how large effects are and which way, how often each factor matters, how
many matter, and every exposure that happened, noted or not. What is left to find is which factors matter in this
person, at which lags, and how much. Ratings are whole points (and round numbers where preferred), so the felt value
behind each is drawn too. `chains` holds the sampler; this module says what is true of the generator.

Several of them, by what is told. `exact_as_noted` knows the errors, the lags and the sizes, but of the background
only what every peer knows, and of the exposures only what was noted (blanks at their expectation): near the ceiling
for one person alone. `exact_as_noted_with_cohort` also knows how often each factor matters and which way, as a
perfect cohort would tell. `exact_with_all_exposures` also knows every exposure, noted or not: more than anybody could
make of the blanks, so a ceiling for one person with a cohort's prior. `exact_for_one_alone` knows the background and
every exposure, and nothing of factors; `exact` knows it all: the ceiling. `exact_with_symptoms` also reads symptoms
and behaviour as further witnesses of the stiffness: what a model of the whole diary could find.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.triggers.chains import Problem, run_chains
from benchmarks.triggers.claims import Claim
from benchmarks.triggers.design import read
from supple.model import DailyTable
from supple.simulate import Truth
from supple.simulate.generate import SIZE_DAY, SIZE_INFECTION, SIZE_NUMBER
from supple.simulate.habits import HABITS, KERNELS_A, KERNELS_B, factor_of
from supple.simulate.living import NUMBERS
from supple.simulate.noting import HEAPED
from supple.simulate.truth import WITHIN_DAY_SD

Floats = NDArray[np.float64]
TOLD_AT = 0.8
ROUNDING_VARIANCE = 1 / 12
LEVEL_SD = 3.0  # how far the level may lie from the mean rating, where it is not known
RELAPSE_POINTS = 2.25  # the usual size of a relapse, which comes and goes: two steps
INFECTION_KERNELS = (((0,), 1.0),)
PHYSIO_KERNELS = (((0,), 1 / 3), ((0, 1), 1 / 3), ((1,), 1 / 3))


@dataclass(frozen=True)
class _Candidate:
    """One factor that may have been planted: name in the table, usual name, lags, sizes, weight of being chosen."""

    factor: str
    usual: str
    kernels: tuple[tuple[tuple[int, ...], float], ...]
    low: float
    high: float
    weight: float
    is_always_on: bool
    is_two_sided: bool = False

    def sign(self, kernel: int) -> float:
        return -1.0 if self.is_two_sided and kernel >= len(self.kernels) // 2 else 1.0


def exact_as_noted(table: DailyTable, truth: Truth) -> list[Claim]:
    return _claims(table, truth, knows_factors=False, knows_life=False)


def exact_as_noted_with_cohort(table: DailyTable, truth: Truth) -> list[Claim]:
    return _claims(table, truth, knows_life=False)


def exact_with_all_exposures(table: DailyTable, truth: Truth) -> list[Claim]:
    return _claims(table, truth, knows_life=False, knows_exposures=True)


def exact(table: DailyTable, truth: Truth) -> list[Claim]:
    return _claims(table, truth)


def exact_for_one_alone(table: DailyTable, truth: Truth) -> list[Claim]:
    return _claims(table, truth, knows_factors=False)


def exact_with_symptoms(table: DailyTable, truth: Truth) -> list[Claim]:
    return _claims(table, truth, with_symptoms=True)


def _claims(
    table: DailyTable,
    truth: Truth,
    *,
    with_symptoms: bool = False,
    knows_factors: bool = True,
    knows_life: bool = True,
    knows_exposures: bool = False,
) -> list[Claim]:
    candidates = _candidates(truth)
    if not knows_factors:
        candidates = [_unknown(one) for one in candidates]
    problem = _problem(table, truth, candidates, with_symptoms=with_symptoms)
    if not knows_life:
        as_noted = _as_noted(table, truth, candidates, problem)
        problem = replace(as_noted, columns=problem.columns) if knows_exposures else as_noted
    seen = run_chains(problem)
    found = []
    for place, one in enumerate(candidates):
        signs = np.array([one.sign(k) for k in range(len(one.kernels))])
        draws = seen.sizes[:, place] * signs[seen.kernels[:, place]] * _in_points(truth, one)
        low, high = np.quantile(draws, [0.05, 0.95])
        shape = one.kernels[int(np.argmax(seen.kernel_share[place]))][0]
        probability = float(seen.probability[place])
        found.append(
            Claim(
                one.factor,
                probability,
                probability >= TOLD_AT,
                shape[0],
                float(draws.mean()),
                float(low),
                float(high),
                probability < 0.5 and low > -0.5 and high < 0.5,
            )
        )
    return found


def _candidates(truth: Truth) -> list[_Candidate]:
    kind = truth.settings
    name_of = {usual: name for name, usual in truth.usual_names.items()}
    found = []
    for column, habit in HABITS.items():
        if habit.share_true == 0:
            continue
        usual = factor_of(column)
        low, high = (kind.effect_scale * size for size in (SIZE_NUMBER if habit.is_number else SIZE_DAY))
        kernels = KERNELS_B if habit.tier == "B" else KERNELS_A
        is_on = False
        if kind.infections and usual == "bladder_infection":
            low, high = (kind.effect_scale * size for size in SIZE_INFECTION)
            kernels, is_on = INFECTION_KERNELS, True
        if kind.weekly_physio and usual == "physiotherapy":
            kernels, is_on = PHYSIO_KERNELS, True
        ends = sorted((habit.direction * low, habit.direction * high))
        found.append(_Candidate(name_of.get(usual, usual), usual, kernels, *ends, habit.share_true, is_on))
    return found


def _unknown(one: _Candidate) -> _Candidate:
    """The same factor, but nothing is known of how often it matters and which way. An effect that makes days better
    is a unit of its opposite: every lag shape stands twice, with either sign."""
    low, high = sorted((abs(one.low), abs(one.high)))
    kernels = tuple((lags, share / 2) for lags, share in one.kernels)
    return replace(one, kernels=kernels + kernels, low=low, high=high, weight=1.0, is_two_sided=True)


def _problem(table: DailyTable, truth: Truth, candidates: list[_Candidate], *, with_symptoms: bool) -> Problem:
    ratings = np.array([np.nan if c is None else float(c) for c in table.columns[truth.settings.column]])
    offset = np.array(truth.rating_offset) if truth.rating_offset else np.zeros(len(ratings))
    background = np.array(truth.background)
    is_mean = truth.settings.ratings_a_day > 1
    noise = np.full(len(ratings), truth.noise_sd**2)
    if is_mean:
        each = truth.noise_sd**2 + WITHIN_DAY_SD**2 + ROUNDING_VARIANCE
        noise = each / np.maximum(np.array(truth.ratings_noted), 1)
    rating_precision = np.where(np.isnan(ratings), 0.0, 1 / noise)
    witness, witness_precision = np.zeros(len(ratings)), np.zeros(len(ratings))
    if with_symptoms:
        deviation, witness_precision = witnesses(table, truth)
        witness = deviation + truth.mean - background
    precision = rating_precision + witness_precision
    at = np.nonzero(precision > 0)[0]
    most = max(len(one.kernels) for one in candidates)
    log_kernel = np.full((len(candidates), most), -np.inf)
    for place, one in enumerate(candidates):
        log_kernel[place, : len(one.kernels)] = np.log([share for _, share in one.kernels])
    said = np.where(np.isnan(ratings) | is_mean, -1, np.round(np.nan_to_num(ratings))).astype(np.int64)
    columns = [
        one.sign(k) * _column(truth, one, lags) for one in candidates for k, (lags, _) in enumerate(one.kernels)
    ]
    return Problem(
        at=at,
        memory=truth.rho,
        spread=truth.sd,
        heavy_tails=truth.settings.heavy_tails,
        expected=(background + offset)[at],
        rating=np.nan_to_num(ratings)[at],
        said=said[at],
        may_mean=_may_mean(truth.settings.heaping),
        rating_precision=rating_precision[at],
        unknown=np.zeros((len(at), 0)),
        witness=witness[at],
        witness_precision=witness_precision[at],
        columns=np.array(columns).T[at],
        starts=np.concatenate([[0], np.cumsum([len(one.kernels) for one in candidates])]).astype(np.int64),
        log_kernel=log_kernel,
        low=np.array([one.low for one in candidates]),
        high=np.array([one.high for one in candidates]),
        weight=np.array([one.weight for one in candidates]),
        is_always_on=np.array([one.is_always_on for one in candidates]),
    )


def _as_noted(table: DailyTable, truth: Truth, candidates: list[_Candidate], problem: Problem) -> Problem:
    """The same with noted exposures for those that happened, and an unknown background: level, weekday, drift and
    dated changes have coefficients, of the usual sizes beforehand, and so have steps of the level from week to week,
    of the size that relapses and wandering make in such people."""
    design = read(table, truth)
    place = {factor: f for f, factor in enumerate(design.factors)}
    columns = []
    for one in candidates:
        f = place.get(one.factor)
        values = np.zeros(len(table.days)) if f is None else design.filled[:, f] * _in_points(truth, one)
        columns += [one.sign(k) * _lagged(values, lags, truth) for k, (lags, _) in enumerate(one.kernels)]
    level = float(np.mean(problem.rating[problem.rating_precision > 0]))
    kind, t = truth.settings, np.arange(len(table.days))
    steps = np.array([t >= start for start in range(7, len(t), 7)], dtype=float).T.reshape(len(t), -1)
    step_sd = np.sqrt(2 * kind.relapses_per_year / 52 * RELAPSE_POINTS**2 + 7 * kind.drift_sd_per_day**2)
    spread = [LEVEL_SD, *design.nuisance_sd * truth.sd, *np.full(steps.shape[1], step_sd)]
    unknown = np.column_stack([np.ones(len(t)), design.nuisance, steps]) * np.array(spread)
    return replace(
        problem,
        expected=np.full(len(problem.at), level),
        unknown=unknown[problem.at],
        columns=np.array(columns).T[problem.at],
    )


def _column(truth: Truth, one: _Candidate, lags: tuple[int, ...]) -> Floats:
    """What one unit of this factor does on each day, its lags averaged, with what carries over."""
    before = truth.exposures_before[one.factor]
    values = np.array([*before, *truth.exposures[one.factor]])
    mean, sd = next((n for column, n in NUMBERS.items() if factor_of(column) == one.usual), (0.0, 1.0))
    return _lagged((values - mean) / sd, lags, truth)[len(before) :]


def _lagged(values: Floats, lags: tuple[int, ...], truth: Truth) -> Floats:
    pushed = np.mean([np.concatenate([np.zeros(lag), values[: len(values) - lag]]) for lag in lags], axis=0)
    carried, out = 0.0, np.empty(len(values))
    for t, push in enumerate(pushed):
        carried = truth.settings.carry_over * carried + push
        out[t] = carried
    return out


def _in_points(truth: Truth, one: _Candidate) -> float:
    """From an effect for a usual standard deviation to one for a standard deviation in this life."""
    for column, (_, sd) in NUMBERS.items():
        if factor_of(column) == one.usual:
            return float(np.std(truth.exposures[one.factor])) / sd
    return 1.0


def witnesses(table: DailyTable, truth: Truth) -> tuple[Floats, Floats]:
    """What symptoms and behaviour tell of each day's deviation from the mean: value and precision (0: nothing)."""
    r = truth.settings.reverse_scale
    name_of = {usual: name for name, usual in truth.usual_names.items()}
    total, weight = np.zeros(len(table.days)), np.zeros(len(table.days))

    def hear(values: Floats, level: Floats | float, slope: float, sd: float, low: float, high: float) -> None:
        heard = ~np.isnan(values) & (values > low) & (values < high)
        precision = slope**2 / (sd**2 + ROUNDING_VARIANCE)
        weight[heard] += precision
        total[heard] += precision * ((values - level) / slope)[heard]

    for usual, level, slope, sd in (("pain", 3.0, 0.6, 1.1), ("fatigue", 4.5, 0.6, 1.2), ("mood", 6.0, -0.5, 1.2)):
        cells = table.columns[name_of.get(usual, usual)]
        hear(np.array([np.nan if c is None else float(c) for c in cells]), level, slope * r, sd, -1.0, 11.0)
    exposures = {truth.usual_names.get(name, name): np.array(values) for name, values in truth.exposures.items()}
    is_week = np.array([day.weekday() < 5 for day in table.days])
    hours = exposures["sitting_long"]
    works = is_week & (hours[is_week].mean() - hours[~is_week].mean() > 0.45)
    hear(hours, 7.0 + 0.9 * works, 0.55 * r, 1.2, 1.0, 10.0)
    hear(
        exposures["steps"] / 1100,
        (4700 - 250 * (hours - 7.5) - 500 * exposures["heat"]) / 1100,
        -450 / 1100 * r,
        1.0,
        200 / 1100,
        99.0,
    )
    return total / np.maximum(weight, 1e-12), weight


def _may_mean(heaping: float) -> Floats:
    """(said, meant): how likely somebody who means a whole point says this one."""
    table = (1 - heaping) * np.eye(len(HEAPED))
    for meant, said in enumerate(HEAPED):
        table[said, meant] += heaping
    return table
