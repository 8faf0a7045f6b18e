"""What would make a finding clearer? About how many more noted days, which notes, and what comes after notes.

Guesses from the finding's own numbers, rounded so that nobody reads more into them; never a ranking, and never a
wish for more bad days: what is rare is only said to be rare.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.insight.exposures import (
    MIN_DAYS_WITH,
    MIN_DAYS_WITHOUT,
    MIN_LEVEL_DAYS,
    NEVER_NOTED,
    Exposure,
    Skipped,
    correlation,
)
from supple.insight.outcome import Outcome
from supple.insight.verdicts import (
    ANSWERING_ERRORS,
    ANSWERING_GOES_WITH,
    BLANK_SHARE,
    MARGIN_PER_SPREAD,
    MIN_DAYS,
    MIN_SPELLS_FOR_CLEAR,
    UNRELATED_MIN_DAYS,
    WIDEN,
    Judged,
)
from supple.knowledge import FactorKind
from supple.model import Verdict

# Where "clear" is to be expected; the engine's own bars lie about here (docs/explanation/trigger-methods.md).
SURE = 0.8
# Found effects look larger than they are: this share of the evidence so far is expected to go on growing.
GOES_ON = 0.7
# Less likely than this to matter, the way out is not "clear" but an interval that is small enough.
WORTH_WAITING_FOR = 0.2
HALF_WIDTHS = 1.645 * WIDEN  # from a standard error to half of the 90 % interval, as widened by the verdicts
# To halve an interval takes 2 ** 2.5 times the days: which lag it is must be learnt as well (seen on tuning people,
# 90 to 360 days). And the middle must lie near none, so the interval must be smaller than the margin alone.
DAYS_PER_NARROWING, MARGIN_USED = 2.5, 0.8
LONGEST_DAYS = 350
RARE = 0.15

ANSWER_NO = "It was only noted when it was there; answering “no” on days without it would help most."
ON_ORDINARY_DAYS = "It was noted mostly on bad days; an answer on ordinary days too would help most."
ON_BAD_DAYS = "It was noted mostly on good days; an answer on bad days too would help most."
ONE_WITHOUT_THE_OTHER = "Days on which one comes without the other would tell."
IF_AGAIN = "If it comes again, that will tell."
NARROWER = "More days would narrow the range."
LONGER_THAN_A_YEAR = "At this pace it would need more than a year of notes."
NOT_BY_NOTES = "More notes alone will not settle this."
WARMER, COLDER = "Notes from warmer months would tell.", "Notes from colder months would tell."


@dataclass(frozen=True, slots=True)
class Clearer:
    """One or two plain sentences, and about how many more noted days (None where days alone would not tell)."""

    words: str = ""
    more_days: int | None = None


def for_found(
    exposure: Exposure, judged: Judged, verdict: Verdict, outcome: Outcome, *, has_partners: bool
) -> Clearer:
    """For a factor that was tried.

    Args:
        exposure: the factor.
        judged: its numbers on the working scale, and the reason that limits it.
        verdict: as shown.
        outcome: what is looked at.
        has_partners: other factors move with it so that the notes cannot part them.
    """
    notes = which_notes(exposure, outcome)
    if has_partners:
        return Clearer(ONE_WITHOUT_THE_OTHER)
    if verdict in {Verdict.CLEAR, Verdict.UNRELATED}:
        return Clearer(notes or NARROWER)
    if verdict is Verdict.CANNOT_TELL and (judged.reason or _never_unrelated(exposure, judged, outcome)):
        return Clearer("" if exposure.known.never_unrelated else NOT_BY_NOTES)
    if judged.reason and not exposure.is_number and exposure.spells < MIN_SPELLS_FOR_CLEAR:
        return Clearer(IF_AGAIN)
    if judged.reason and notes:  # held back for the way it was noted: days alone would not help
        return Clearer(notes)
    more = more_days(exposure, judged, outcome)
    if more is None:
        return Clearer(_joined(LONGER_THAN_A_YEAR, notes))
    days = f"About {more} more noted days may tell, if days go on like these."
    return Clearer(_joined(days, notes or _scarce(exposure, judged.lag_days)), more)


def for_skipped(skipped: Skipped, outcome: Outcome) -> Clearer:
    """For a factor that could not be tried yet: what is missing."""
    days, days_with, days_without = len(outcome.at), skipped.days_with, skipped.days_without
    if skipped.known.timing.is_consequence:
        return Clearer()
    if days < MIN_DAYS:
        missing = MIN_DAYS - days
        return Clearer(
            f"{_days(missing)} more with {knowledge.label(outcome.code)} noted, then Supple can look.", missing
        )
    if outcome.spread < 1e-9:
        return Clearer(f"It takes days on which {knowledge.label(outcome.code)} is not the same.")
    if skipped.reason == NEVER_NOTED:
        return Clearer("Note it when it is there, and answer “no” when it is not.")
    if skipped.is_number:
        missing = MIN_LEVEL_DAYS - days_with - days_without
        if missing <= 0:
            return Clearer("It takes days on which it is more or less than usual.")
        return Clearer(f"It takes at least {_days(missing)} more with it noted.", missing)
    if days_with < MIN_DAYS_WITH:
        missing = MIN_DAYS_WITH - days_with
        more = _at_rate(missing, days_with, days_with + days_without)
        return Clearer(f"It takes at least {_days(missing)} more on which it was there.", more)
    if days_without < MIN_DAYS_WITHOUT:
        missing = MIN_DAYS_WITHOUT - days_without
        more = _at_rate(missing, days_without, days_with + days_without)
        habit = "A day now and then that breaks the habit would tell." if _may_be_left_out(skipped.factor) else ""
        return Clearer(
            _joined(f"It takes at least {_days(missing)} more without it, answered with “no”.", habit), more
        )
    return Clearer()


def more_days(exposure: Exposure, judged: Judged, outcome: Outcome) -> int | None:
    """About how many more noted days, if they go on like these; None if more than a year.

    What may matter is followed until it would be clear: the log odds grow by (effect / standard error)² / 2 with as
    many days again. What hardly does, until its interval would be small enough to look unrelated.
    """
    days = len(outcome.at)
    error = max((judged.high - judged.low) / (2 * HALF_WIDTHS), 1e-9)
    if judged.probability >= WORTH_WAITING_FOR:
        per_as_many = GOES_ON * (judged.effect / error) ** 2 / 2
        missing = math.log(SURE / (1 - SURE)) - math.log(judged.probability / max(1 - judged.probability, 1e-9))
        more = days * max(missing, 0.0) / max(per_as_many, 1e-9)
    else:
        wanted = MARGIN_USED * outcome.margin * (MARGIN_PER_SPREAD if exposure.is_number else 1.0)
        more = days * ((error * HALF_WIDTHS / max(wanted, 1e-9)) ** DAYS_PER_NARROWING - 1)
        more = max(more, float(UNRELATED_MIN_DAYS - days))
    return about(more)


def about(days: float) -> int | None:
    """A number of days that claims no more than it knows; None beyond a year."""
    if days > LONGEST_DAYS:
        return None
    step = 10 if days <= 60 else 20 if days <= 200 else 50
    return max(10, step * math.ceil(days / step - 1e-9))


def which_notes(exposure: Exposure, outcome: Outcome) -> str:
    """Which notes would help most, "" where they are as good as they can be."""
    if exposure.is_presence_only:
        return ANSWER_NO
    answered = ~np.isnan(exposure.raw[outcome.at])
    chosen = on_chosen_days(answered, outcome)
    blank = len(answered) - int(answered.sum())
    if chosen or blank <= BLANK_SHARE * len(answered):
        return chosen
    return f"It was left open on {blank} of {len(answered)} days; an answer on each would help."


def on_chosen_days(answered: NDArray[np.bool_], outcome: Outcome) -> str:
    """What would help where answers were given mostly on bad days, or on good ones; "" where they were not chosen.

    Args:
        answered: was it answered on each of the outcome's days?
        outcome: what is looked at.
    """
    if answered.mean() >= 1 - BLANK_SHARE:
        return ""
    goes_with = correlation(answered.astype(np.float64), outcome.working)
    if abs(goes_with) < max(ANSWERING_GOES_WITH, ANSWERING_ERRORS / math.sqrt(len(answered))):
        return ""
    return ON_ORDINARY_DAYS if (goes_with > 0) != outcome.higher_is_better else ON_BAD_DAYS


def next_step(factor: str, verdict: Verdict) -> str:
    """The natural next step after a finding, for a safe factor in the person's own hands; never for a treatment."""
    entry = knowledge.load().observable(factor)
    if verdict not in {Verdict.CLEAR, Verdict.LEANING} or not isinstance(entry, FactorKind):
        return ""
    if not entry.in_own_hands or entry.is_treatment or entry.never_unrelated:
        return ""
    one = "you do it" if entry.is_helper else "you take care to avoid it"
    other = "you leave it out" if entry.is_helper else "you do as usual"
    return (
        f"This is in your own hands, and a fair trial could tell more: on some days {one}, on others {other}, and "
        "lots decide which. Supple cannot plan one yet. Leave your medicines as they are."
    )


def _never_unrelated(exposure: Exposure, judged: Judged, outcome: Outcome) -> bool:
    """It hardly seems to matter, and no number of days could make it look unrelated (see the verdicts)."""
    is_held_back = exposure.known.never_unrelated or exposure.known.reading != "either"
    return judged.probability < WORTH_WAITING_FOR and (is_held_back or abs(exposure.same_day) > outcome.margin)


def _scarce(exposure: Exposure, lag_days: int) -> str:
    """Why it goes slowly, where that is so. Nobody is asked to have more of it."""
    if exposure.is_number:
        return ""
    days_with, days_without = exposure.days_by_lag[lag_days]
    both = days_with + days_without
    if days_with < RARE * both:
        return f"It was there on only {days_with} of {both} days, so this goes slowly."
    if days_without < RARE * both:
        return f"It was there on {days_with} of {both} days; days without it tell most."
    return ""


def _at_rate(missing: int, so_far: int, of_days: int) -> int | None:
    """How many days until so many more are there, at the rate so far."""
    return about(missing * of_days / so_far) if so_far else None


def _may_be_left_out(factor: str) -> bool:
    """Is it a habit that can be left out for a day with no harm? Not what helps, and nothing unknown."""
    entry = knowledge.load().observable(factor)
    return isinstance(entry, FactorKind) and entry.in_own_hands and not (entry.is_helper or entry.is_treatment)


def _days(count: int) -> str:
    return "One day" if count == 1 else f"{count} days"


def _joined(*sentences: str) -> str:
    return " ".join(part for part in sentences if part)
