"""How sure may Supple be? From what the chains saw to clear, leaning, can't tell yet or looks unrelated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.insight.exposures import Exposure, correlation
from supple.insight.outcome import Outcome, OutcomeKind
from supple.insight.sites import needs_sites
from supple.model import Verdict

Floats = NDArray[np.float64]

MIN_DAYS = 30
# Probabilities at which a finding is called so, set on tuning people (docs/explanation/trigger-methods.md). A short
# diary must be surer: noted days, and the probability that is clear from there on.
CLEAR_BY_DAYS = (30, 60, 90, 130), (0.97, 0.88, 0.77, 0.66)
# Where what was learnt from others is borne out by the person's own days, probabilities are better founded in a long
# diary; in a short one others add false findings, so it must be surer still. Many ratings at an end: surer, too.
CLEAR_WITH_OTHERS = (30, 60, 90, 110, 140), (0.97, 0.9, 0.85, 0.8, 0.6)
CLEAR_AT_EDGE = 0.72
CLEAR, LEANING = 0.66, 0.5
# Something may matter and yet not tell which way: its draws must agree this much on the direction.
SAME_DIRECTION = 0.9
EITHER_WAY = "it may matter, but your days do not yet say which way"
# What is called clear leaves no room for "no difference".
STILL_NONE = "its range still holds no difference"
# Yes/no answers fit the model less well, so they must be surer too.
CLEAR_IF_COARSE = 0.85
# Behaviour that also answers to the outcome, the same way round, must be surer: the surer, the more closely it goes
# with the outcome of its own day (correlation, and the probability that is clear from there on).
CLEAR_IF_ANSWERING = (0.3, 0.6, 0.9), (0.8, 0.95, 1.0)
MIN_SPELLS_FOR_CLEAR = 3
LOW, HIGH = 0.05, 0.95
# Found effects look larger than they are, and clipped or missing days hide part: intervals are drawn this much wider.
WIDEN = 1.06
UNRELATED_MIN_DAYS = 60
# Noting that goes with the outcome this much (correlation) starts to raise the bar, and this much closes it.
EAGER = (0.3, 0.5)
# What happens on one day throws a smaller shadow of the other sign on the days after (spells ebb away).
SAME_DAY_SHADOW = "they go together on the same day, and what is seen later may only be what follows from that"
NOTED_ON_BAD_DAYS = "it was only noted when it was there, perhaps more on bad days; answering no as well would tell"
# A yes/no factor left blank on more than this share of the days with an outcome, and answered more on bad days or
# on good ones: at least this correlation, and this many standard errors of none.
BLANK_SHARE = 1 / 3
ANSWERING_GOES_WITH, ANSWERING_ERRORS = 0.25, 3.0
ANSWERED_ON_BAD_DAYS = (
    "it was answered more on bad days and left blank on many others; answering no as well would tell"
)
ANSWERED_ON_GOOD_DAYS = (
    "it was answered more on good days and left blank on many others; answering on bad days as well would tell"
)
# A number's effect is for one standard deviation; its low and high days lie nearly two apart.
MARGIN_PER_SPREAD = 0.6


@dataclass(frozen=True)
class Judged:
    """A verdict with its numbers on the working scale, and the reason where one limits it."""

    verdict: Verdict
    lag_days: int
    lags: tuple[int, ...]
    effect: float
    low: float
    high: float
    probability: float
    reason: str = ""


def judge(
    exposure: Exposure,
    outcome: Outcome,
    *,
    probability: float,
    sizes: Floats,
    weights: Floats,
    lag_weights: Floats,
    best_shape: Floats,
    eagerness: float | None,
    trusts_others: float = 0.0,
) -> Judged:
    """One factor's verdict.

    Args:
        exposure: the factor.
        outcome: what is looked at.
        probability: that the factor matters.
        sizes: draws of its effect if it matters.
        weights: how likely it mattered at each of these draws.
        lag_weights: how much of the effect falls on each lag, on average.
        best_shape: the likeliest lag shape.
        eagerness: correlation of the outcome with how many things were noted that day, of those that are only
            noted when present; None where too few are to tell.
        trusts_others: how far the person's days follow a prior learnt from other people (0 where there is none).
    """
    effect, low, high = interval(sizes, weights)
    if probability >= LEANING and float(np.average(sizes * effect > 0, weights=weights)) < SAME_DIRECTION:
        verdict, reason = Verdict.CANNOT_TELL, EITHER_WAY
    else:
        verdict, reason = _verdict(exposure, outcome, probability, effect, (low, high), trusts_others)
    lags = tuple(int(lag) for lag in np.nonzero(best_shape >= 0.15)[0])
    if (
        verdict is Verdict.CLEAR
        and exposure.is_presence_only
        and probability < _bar_for_noting(lags, effect, eagerness)
    ):
        verdict, reason = Verdict.LEANING, NOTED_ON_BAD_DAYS
    if verdict is Verdict.CLEAR and (chosen := _answered_on_chosen_days(exposure, outcome)):
        verdict, reason = Verdict.LEANING, chosen
    if verdict is Verdict.CLEAR and low <= 0 <= high:
        verdict, reason = Verdict.LEANING, STILL_NONE
    if verdict is Verdict.CANNOT_TELL:
        low, high = min(low, 0.0), max(high, 0.0)  # no effect at all is still among what fits
    return Judged(
        verdict=verdict,
        lag_days=int(np.argmax(lag_weights)),
        lags=lags,
        effect=effect,
        low=low,
        high=high,
        probability=probability,
        reason=reason,
    )


def interval(sizes: Floats, weights: Floats) -> tuple[float, float, float]:
    """Middle and 90 % interval of weighted draws, widened."""
    order = np.argsort(sizes)
    running = np.cumsum(weights[order])
    at = (running - 0.5 * weights[order]) / running[-1]
    low, middle, high = (float(bound) for bound in np.interp((LOW, 0.5, HIGH), at, sizes[order]))
    return middle, middle + WIDEN * (low - middle), middle + WIDEN * (high - middle)


def _verdict(
    exposure: Exposure,
    outcome: Outcome,
    probability: float,
    effect: float,
    bounds: tuple[float, float],
    trusts_others: float,
) -> tuple[Verdict, str]:
    days = len(outcome.at)
    known = exposure.known
    is_worse = (effect > 0) != outcome.higher_is_better
    if probability >= LEANING and known.reading == ("only_better" if is_worse else "only_worse"):
        return Verdict.CANNOT_TELL, _reverse_reason(is_worse)
    if probability >= LEANING and exposure.same_day * effect < 0 and abs(effect) <= abs(exposure.same_day):
        return Verdict.CANNOT_TELL, SAME_DAY_SHADOW
    alone, with_others = (float(np.interp(days, *bars)) for bars in (CLEAR_BY_DAYS, CLEAR_WITH_OTHERS))
    bar = alone + trusts_others * (with_others - alone)
    if needs_sites(outcome) and outcome.kind is OutcomeKind.RATING:
        bar = max(bar, CLEAR_AT_EDGE)
    if outcome.kind is OutcomeKind.YES_NO:
        bar = max(bar, CLEAR_IF_COARSE)
    if exposure.same_day * effect > 0:
        together = abs(exposure.same_day) * float(exposure.by_day[outcome.at].std()) / outcome.spread
        bar = max(bar, float(np.interp(together, *CLEAR_IF_ANSWERING)))
    if probability >= bar:
        if not exposure.is_number and exposure.spells < MIN_SPELLS_FOR_CLEAR:
            return Verdict.LEANING, f"it was there only {_times(exposure.spells)}, so chance cannot be ruled out"
        return Verdict.CLEAR, ""
    if probability >= LEANING:
        return Verdict.LEANING, ""
    margin = outcome.margin * (MARGIN_PER_SPREAD if exposure.is_number else 1.0)
    is_small = -margin <= bounds[0] and bounds[1] <= margin
    if is_small and days >= UNRELATED_MIN_DAYS:
        held_back = _why_not_unrelated(exposure, margin)
        return (Verdict.CANNOT_TELL, held_back) if held_back else (Verdict.UNRELATED, "")
    return Verdict.CANNOT_TELL, ""


def _bar_for_noting(lags: tuple[int, ...], effect: float, eagerness: float | None) -> float:
    """How sure a factor that is only noted when present must be: the surer, the more noting follows bad days."""
    if eagerness is None:
        return 1.1 if 0 in lags else 0.0
    return float(np.interp(eagerness * np.sign(effect), EAGER, (CLEAR, 1.0)))


def _answered_on_chosen_days(exposure: Exposure, outcome: Outcome) -> str:
    """Why answers given on chosen days cannot be clear, "" where they were not chosen.

    A yes noted on most bad days and a no now and then look like a trigger whatever the truth: the blanks in between
    hide the days that would speak against it. Blanks that come at random do no such harm.
    """
    is_bare_number = exposure.is_number and exposure.column == exposure.factor  # not how much there was of a yes
    if is_bare_number or exposure.is_presence_only:
        return ""
    is_answered = ~np.isnan(exposure.raw[outcome.at])
    if 1 - is_answered.mean() <= BLANK_SHARE:
        return ""
    goes_with = correlation(is_answered.astype(np.float64), outcome.working)
    if abs(goes_with) < max(ANSWERING_GOES_WITH, ANSWERING_ERRORS / np.sqrt(len(is_answered))):
        return ""
    return ANSWERED_ON_BAD_DAYS if (goes_with > 0) != outcome.higher_is_better else ANSWERED_ON_GOOD_DAYS


def _why_not_unrelated(exposure: Exposure, margin: float) -> str:
    """Why "looks unrelated" would be saying too much, "" if it would not."""
    known = exposure.known
    if known.never_unrelated:
        return "this is too important to be ruled out by a diary"
    if known.reading == "only_worse":
        return "people do more of this on good days, which can hide what it does later"
    if known.reading == "only_better":
        return "people do more of this on bad days, which can hide what it does later"
    if abs(exposure.same_day) > margin:
        return "they do go together on the same day, and which comes first cannot be told"
    return ""


def _reverse_reason(is_worse: bool) -> str:
    if is_worse:
        return "people do this more on bad days, so worse days around it say nothing about what it does"
    return "people do more of this on good days, so better days around it say nothing about what it does"


def _times(count: int) -> str:
    return {1: "one separate time", 2: "two separate times"}.get(count, f"{count} separate times")
