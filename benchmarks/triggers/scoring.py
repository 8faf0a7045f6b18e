"""How right are the claims? Each person becomes a row of counts; every figure is a ratio of sums over people.

So a bootstrap over people is one matrix product, and figures of two methods can be compared on the same people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.triggers.claims import Answer
from supple.simulate import Truth

Floats = NDArray[np.float64]
# A true factor seen on fewer days is not scored: nobody could find it.
MIN_EXPOSED_DAYS = 5
HIDDEN_ABOVE = 0.5
ROUNDS = 400

COUNTS = (
    "people", "found", "false", "missed", "share false", "share false lenient", "told any", "told any false",
    "squares all", "effects all", "squares found", "effects found", "held all", "intervals all", "held true",
    "intervals true", "held chosen", "intervals chosen", "held carried", "intervals carried", "lags right", "lags",
    "hidden", "unrelated", "leaning right", "leaning",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(COUNTS)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A ratio of counts: `top` over `bottom`, each a sum of counts with weights."""

    name: str
    top: Mapping[str, float]
    bottom: Mapping[str, float]
    is_root: bool = False
    percent: bool = True


FIGURES = (
    Figure("precision", {"found": 1}, {"found": 1, "false": 1}),
    Figure("recall", {"found": 1}, {"found": 1, "missed": 1}),
    Figure("F1", {"found": 2}, {"found": 2, "false": 1, "missed": 1}, percent=False),
    Figure("FDR", {"share false": 1}, {"people": 1}),
    Figure("FDR lenient", {"share false lenient": 1}, {"people": 1}),
    Figure("told of any", {"told any": 1}, {"people": 1}),
    Figure("told something false", {"told any false": 1}, {"people": 1}),
    Figure("effect error, all", {"squares all": 1}, {"effects all": 1}, is_root=True, percent=False),
    Figure("effect error, found", {"squares found": 1}, {"effects found": 1}, is_root=True, percent=False),
    Figure("coverage, all", {"held all": 1}, {"intervals all": 1}),
    Figure("coverage, true", {"held true": 1}, {"intervals true": 1}),
    Figure("coverage, chosen", {"held chosen": 1}, {"intervals chosen": 1}),
    Figure("coverage, chosen, as carried", {"held carried": 1}, {"intervals carried": 1}),
    Figure("lag right", {"lags right": 1}, {"lags": 1}),
    Figure("unrelated hides > 0.5", {"hidden": 1}, {"unrelated": 1}),
    Figure("unrelated told per person", {"unrelated": 1}, {"people": 1}, percent=False),
    Figure("leaning that are right", {"leaning right": 1}, {"leaning": 1}),
)
BY_NAME = {figure.name: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 90 % bootstrap interval over people."""

    middle: float
    low: float
    high: float


def count(truth: Truth, answer: Answer, threshold: float | None = None) -> Floats:
    """One person's counts; told are claims at the method's own threshold, or with at least this score."""
    true = {effect.factor: effect for effect in truth.effects}
    findable = {f for f, effect in true.items() if effect.is_number or effect.days_exposed >= MIN_EXPOSED_DAYS}
    row = dict.fromkeys(COUNTS, 0.0)
    row["people"] = 1
    told = [claim for claim in answer.claims if is_told(claim.is_told, claim.score, threshold)]
    names = {claim.factor for claim in told}
    false = names - set(true)
    row["found"] = len(names & findable)
    row["false"] = len(false)
    row["missed"] = len(findable - names)
    row["share false"] = len(false) / max(len(names), 1)
    row["share false lenient"] = len(false - truth.ancestors) / max(len(names), 1)
    row["told any"] = bool(names)
    row["told any false"] = bool(false)
    for claim in answer.claims:
        effect = true.get(claim.factor)
        size = effect.effect if effect else 0.0
        is_chosen = claim.factor in names
        if effect and is_chosen and claim.lag is not None:
            row["lags"] += 1
            row["lags right"] += claim.lag in effect.lags
        if claim.is_leaning:
            row["leaning"] += 1
            row["leaning right"] += effect is not None
        if claim.is_unrelated:
            row["unrelated"] += 1
            row["hidden"] += abs(size) > HIDDEN_ABOVE
        if claim.effect is not None:
            row["squares all"] += (claim.effect - size) ** 2
            row["effects all"] += 1
            if effect and is_chosen:
                row["squares found"] += (claim.effect - size) ** 2
                row["effects found"] += 1
        if claim.low is None or claim.high is None:
            continue
        held = claim.low <= size <= claim.high
        carried = effect.effect_carried if effect else 0.0
        for which, counts in (("all", True), ("true", effect is not None), ("chosen", is_chosen)):
            row[f"intervals {which}"] += counts
            row[f"held {which}"] += counts and held
        row["intervals carried"] += is_chosen
        row["held carried"] += is_chosen and claim.low <= carried <= claim.high
    return np.array([row[name] for name in COUNTS], dtype=float)


def is_told(is_own: bool, score: float, threshold: float | None) -> bool:
    return is_own if threshold is None else score >= threshold


def counts(truths: Sequence[Truth], answers: Sequence[Answer], threshold: float | None = None) -> Floats:
    """(people, COUNTS)."""
    return np.array([count(t, a, threshold) for t, a in zip(truths, answers, strict=True)]).reshape(-1, len(COUNTS))


def value(figure: Figure, sums: Floats) -> Floats:
    """The figure from sums of counts (…, COUNTS); NaN where there is nothing to divide by."""
    top = sum(weight * sums[..., _AT[name]] for name, weight in figure.top.items())
    bottom = np.asarray(sum(weight * sums[..., _AT[name]] for name, weight in figure.bottom.items()), dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where(bottom > 0, top / bottom, np.nan)
    return np.sqrt(ratio) if figure.is_root else ratio


def draws(people: int, rounds: int = ROUNDS) -> Floats:
    """How often each person is drawn, round by round: the same rounds for every method on the same people."""
    rng = np.random.default_rng(0)
    return rng.multinomial(people, np.full(people, 1 / max(people, 1)), size=rounds).astype(float)


def figures(rows: Floats) -> dict[str, Interval | None]:
    """Every figure with its interval; None where nothing can be counted."""
    sums, again = rows.sum(axis=0), draws(len(rows)) @ rows
    return {figure.name: interval(value(figure, sums), value(figure, again)) for figure in FIGURES}


def interval(middle: Floats, rounds: Floats) -> Interval | None:
    if np.isnan(middle) or np.isnan(rounds).all():
        return None
    low, high = np.nanquantile(rounds, [0.05, 0.95])
    return Interval(float(middle), float(low), float(high))


def difference(one: Floats, other: Floats, name: str = "F1") -> Interval | None:
    """How much higher a figure is for `one` than for `other`, on the same people in the same order."""
    figure, weights = BY_NAME[name], draws(len(one))
    middle = value(figure, one.sum(axis=0)) - value(figure, other.sum(axis=0))
    return interval(middle, value(figure, weights @ one) - value(figure, weights @ other))
