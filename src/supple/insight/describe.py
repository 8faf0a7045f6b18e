"""How does a judged factor become a finding? Its numbers in the outcome's own units, its sentence, diagnostics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from supple import knowledge
from supple.insight import clearer, words
from supple.insight.exposures import (
    MIN_DAYS_WITH,
    MIN_DAYS_WITHOUT,
    Exposure,
    Skipped,
)
from supple.insight.known import unit_of
from supple.insight.outcome import Outcome
from supple.insight.sampler import Draws
from supple.insight.verdicts import Judged
from supple.insight.whitening import GRID
from supple.model import DatedChange, FactorPrior, Finding, Verdict

ENGINE = "triggers/5"
ONLY_WHEN_PRESENT = "noted only when it was there: other noted days count as days without"
NEARLY_ALWAYS = "it was there on nearly every day"
WHENEVER_NOTED = "it was there nearly whenever it was noted"
NEARLY_ALL_DAYS = 2 / 3
NEVER_THERE = "it was never there on a day that was rated"
# The same day's likeness is told from this correlation on, if it is also so many standard errors from none.
SAME_DAY_GOES_WITH, SAME_DAY_ERRORS = 0.2, 3.0


def found_finding(exposure: Exposure, judged: Judged, outcome: Outcome, together: Sequence[Exposure]) -> Finding:
    """The finding of a factor that was tried.

    Args:
        exposure: the factor.
        judged: its verdict, on the working scale.
        outcome: what is looked at.
        together: factors that it cannot be told apart from.
    """
    days_with, days_without = exposure.days_by_lag[judged.lag_days]
    share = 0.0 if exposure.is_number else days_with / max(days_with + days_without, 1)
    effect, low, high = (
        outcome.to_points(size, share, len(judged.lags)) for size in (judged.effect, judged.low, judged.high)
    )
    verdict, reason = judged.verdict, judged.reason
    if together and (
        verdict is Verdict.CLEAR or (verdict is Verdict.CANNOT_TELL and not reason.startswith("people"))
    ):
        verdict, reason = Verdict.LEANING, ""
    said = words.Said(
        label=exposure.known.label,
        outcome_label=knowledge.label(outcome.code),
        kind=outcome.kind,
        lags=judged.lags,
        is_number=exposure.is_number,
        is_night_before=exposure.known.is_night_before,
        usual_step=exposure.usual_step,
        effect=effect,
        low=low,
        high=high,
        days_with=days_with,
        days_without=days_without,
        is_presence_only=exposure.is_presence_only,
        decimals=outcome.decimals,
        is_own=exposure.known.is_own,
        min_lag_days=exposure.known.timing.min_lag_days,
        unit=unit_of(outcome.code),
        more_on=_more_on(exposure, outcome),
    )
    partners = tuple(one.known.label for one in together)
    would_tell = clearer.for_found(exposure, judged, verdict, outcome, has_partners=bool(together))
    return Finding(
        factor=exposure.factor,
        outcome=outcome.code,
        verdict=verdict,
        lag_days=judged.lag_days,
        effect=effect,
        low=low,
        high=high,
        probability=judged.probability,
        days_with=days_with,
        days_without=days_without,
        sentence=words.sentence(verdict, said, reason=reason, together=partners),
        lags=judged.lags,
        is_continuous=exposure.is_number,
        reason=words.reasons(reason, ONLY_WHEN_PRESENT if exposure.is_presence_only else ""),
        together_with=tuple(one.factor for one in together),
        clearer=would_tell.words,
        more_days=would_tell.more_days,
        next_step=clearer.next_step(exposure.factor, verdict),
    )


def skipped_finding(skipped: Skipped, outcome: Outcome) -> Finding:
    """The finding of a factor that could not be tried: can't tell yet, and why."""
    known, reason = skipped.known, words.reasons(skipped.reason, _how_often(skipped, len(outcome.at)))
    would_tell = clearer.for_skipped(skipped, outcome)
    is_only_later = known.is_own and known.timing.min_lag_days > 0 and not known.timing.is_consequence
    return Finding(
        factor=skipped.factor,
        outcome=outcome.code,
        verdict=Verdict.CANNOT_TELL,
        lag_days=None,
        effect=None,
        low=None,
        high=None,
        probability=None,
        days_with=skipped.days_with,
        days_without=skipped.days_without,
        sentence=words.cannot_tell(known.label, knowledge.label(outcome.code), reason, is_only_later=is_only_later),
        is_continuous=skipped.is_number,
        reason=reason,
        clearer=would_tell.words,
        more_days=would_tell.more_days,
    )


def diagnostics(
    outcome: Outcome,
    exposures: Sequence[Exposure],
    skipped: Sequence[Skipped],
    left_out: Sequence[str],
    draws: Draws | None,
    max_lag_days: int,
) -> dict[str, Any]:
    """How the days were seen: plain JSON, rounded, the same on every run."""
    days = len(outcome.at)
    between = int(outcome.at[-1] - outcome.at[0] + 1) if days else 0
    out: dict[str, Any] = {
        "outcome_kind": outcome.kind.value,
        "days": days,
        "missing_share": round(1 - days / between, 3) if between else None,
        "sd": round(outcome.spread, 3),
        "share_of_days_at_the_end_of_the_scale": round(outcome.edge_share, 3),
        "too_small_to_matter": round(outcome.to_points(outcome.margin, 0.5), 3),
        "factors_tried": len(exposures),
        "tests": sum(_lags_tried(one, max_lag_days) for one in exposures),
        "only_noted_when_present": [one.factor for one in exposures if one.is_presence_only],
        "not_tried": {one.factor: one.reason for one in skipped},
        "treatments_never_findings": list(left_out),
    }
    if draws is not None:
        grid, share = np.array(GRID), draws.grid_share.reshape(-1, len(GRID))
        out["rho"] = round(float(share.sum(axis=0) @ grid[:, 0]), 3)
        out["nu"] = round(float(share.sum(axis=0) @ grid[:, 1]), 3)
        out["effects_carry_over"] = round(float(share[1:].sum()), 3)
        out["error_sd"] = round(draws.error_sd, 3)
        out["expected_factors_that_matter"] = round(float(draws.probability.sum()), 2)
    return out


def settings(max_lag_days: int, changes: Sequence[DatedChange], prior: FactorPrior | None) -> dict[str, Any]:
    """What made the report, besides the diary."""
    return {
        "engine": ENGINE,
        "knowledge": knowledge.load().version,
        "max_lag_days": max_lag_days,
        "changes_allowed_for": len(changes),
        "prior_from_people": prior.people if prior is not None else 0,
        "interval": 0.9,
    }


def _how_often(skipped: Skipped, days: int) -> str:
    """Names what was nearly always there, or never, where that is why nothing can be said."""
    if skipped.is_number or not skipped.reason.startswith("too few days"):
        return ""
    if skipped.days_without < MIN_DAYS_WITHOUT and skipped.days_with >= MIN_DAYS_WITH:
        return NEARLY_ALWAYS if skipped.days_with >= NEARLY_ALL_DAYS * days else WHENEVER_NOTED
    return NEVER_THERE if skipped.days_with == 0 else ""


def _more_on(exposure: Exposure, outcome: Outcome) -> str:
    """ "good" or "bad": days on which it is noted more, where it may answer to the day; "" where it does not."""
    spread = float(np.nanstd(exposure.raw)) / exposure.usual_step
    goes_with = exposure.same_day * spread / max(outcome.spread, 1e-9)
    if abs(goes_with) < max(SAME_DAY_GOES_WITH, SAME_DAY_ERRORS / max(len(outcome.at), 1) ** 0.5):
        return ""
    return "bad" if (goes_with > 0) != outcome.higher_is_better else "good"


def _lags_tried(exposure: Exposure, max_lag_days: int) -> int:
    timing = exposure.known.timing
    return max(0, min(timing.max_lag_days, max_lag_days) - timing.min_lag_days + 1)
