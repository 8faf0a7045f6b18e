"""How does Supple say what followed a change? Size, interval, days and doubt, in plain words; never what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from supple.insight import words
from supple.insight.outcome import OutcomeKind
from supple.knowledge.changes import say_change
from supple.model import ChangeVerdict, DatedChange, NearbyChange, Patch

NOT_PROOF = "It went with the change; that is not proof."
STILL_OPEN = "There may be a change all the same."
TOO_WIDE = "your days fit with better and with worse"
LEANS = "the days lean that way, and not surely enough yet"
WHICH_WAY = "it moved, and whether more of it is better or worse is for you to say"
SHOW_IT = "This is worth showing to your care team."


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence is made of. `effect`, `low` and `high` are in the outcome's own units, all or none given."""

    change: DatedChange
    outcome_label: str
    kind: OutcomeKind
    unit: str = ""
    decimals: int = 1
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    days_before: int = 0
    days_after: int = 0
    has_direction: bool = True


def sentence(verdict: ChangeVerdict, said: Said, *, reason: str = "") -> str:
    """A few sentences to read aloud.

    Args:
        verdict: how it is judged.
        said: the numbers.
        reason: why it cannot be told, where that is so.
    """
    thing = f"{name_of(said.change)} on {day_of(said.change.day)}"
    if said.effect is None or said.low is None or said.high is None:
        return f"Can't tell yet about {said.outcome_label} after {thing}: {reason}."
    days = f"over {said.days_before} days before and {said.days_after} since"
    if verdict is ChangeVerdict.CANNOT_TELL:
        is_one_side = said.low > 0 or said.high < 0
        fits = words.size(_as_finding(said)) if is_one_side else words.anything(_as_finding(said))
        why = f"{fits} {days}. {reason[:1].upper()}{reason[1:]}" if is_one_side else f"{fits}, {days}"
        return f"Can't tell yet about {said.outcome_label} after {thing}: {why}."
    if verdict is ChangeVerdict.NO_CLEAR_CHANGE:
        fits = words.anything(_as_finding(said))
        return f"No clear change in {said.outcome_label} after {thing}: {fits}, {days}. {STILL_OPEN}"
    was = "were" if said.kind is OutcomeKind.COUNT else "was"
    told = f"After {thing}, {said.outcome_label} {was} {words.size(_as_finding(said))} – seen {days}."
    ending = f"{NOT_PROOF} {SHOW_IT}" if verdict is ChangeVerdict.MADE_WORSE else NOT_PROOF
    return f"{told} {ending}"


def patch(which: Patch, said: Said, away: float, left_out: int, *, as_said: bool) -> str:
    """That it began in a run of worse (better, unusual) days, or may have, and what that means; "" if it did not.

    Args:
        which: what the days just before were like.
        said: for the outcome's words and units.
        away: their mean minus the usual, in the outcome's points.
        left_out: so many noted days are not counted for it.
        as_said: the person said that it was begun because it was bad.
    """
    if which is Patch.USUAL or (which is Patch.UNKNOWN and not left_out):
        return ""
    not_counted = f"the {left_out} days noted just before are" if left_out > 1 else "the one day noted just before is"
    if which is Patch.UNKNOWN:
        days = "worse" if said.has_direction else "unusual"
        return (
            f"Too few days were noted to tell whether it began in a run of {days} days, so {not_counted} not counted."
        )
    how, then = {Patch.BAD: ("worse", "better"), Patch.GOOD: ("better", "worse")}.get(
        which, ("unusual", "more usual")
    )
    if as_said:
        start = "You said that it began because things were bad"
    else:
        size = words.amount(_as_finding(said), abs(away))
        where = "above" if away > 0 else "below"
        start = f"It began in a run of {how} days: {said.outcome_label} stood about {size} {where} your usual"
    after = f"After {how} days often come {then} ones by themselves"
    if not left_out:
        return f"{start}. {after}."
    return f"{start}. {after}, so {not_counted} not counted."


def nearby(others: Sequence[NearbyChange]) -> str:
    """What else changed within the same weeks; "" if nothing did."""
    if not others:
        return ""
    told = [f"{_what_changed(one.change)} ({_apart(one.days_apart)})" for one in others]
    return f"Also changed within four weeks: {words.listed(told, 'and')}. What followed may come from there as well."


def too_few(noted: int, when: str, needed: int, *, left_out: int = 0) -> str:
    """ "9 days noted since, and at least 14 are needed"."""
    days = f"{noted} day{'s' if noted != 1 else ''} noted {when}"
    besides = f" besides the {left_out} just before" if left_out else ""
    return f"{days}{besides}, and at least {needed} are needed"


def too_close(others: Sequence[DatedChange]) -> str:
    """ "tizanidine changed within days of it, and your days can't part the two"."""
    names = words.listed([name_of(one) for one in others], "and")
    return f"{names} came within days of it, and your notes can't separate them"


def name_of(change: DatedChange) -> str:
    """ "the start of baclofen": as it stands after "after"."""
    return say_change(change).noun


def _what_changed(change: DatedChange) -> str:
    """ "baclofen began": as it stands in a list."""
    short = say_change(change).short
    return short if change.label else name_of(change)


def day_of(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _apart(days: int) -> str:
    if days == 0:
        return "the same day"
    count = f"{abs(days)} day{'s' if abs(days) != 1 else ''}"
    return f"{count} {'before' if days < 0 else 'after'}"


def _as_finding(said: Said) -> words.Said:
    return words.Said(
        label="",
        outcome_label=said.outcome_label,
        kind=said.kind,
        unit=said.unit,
        decimals=said.decimals,
        effect=said.effect or 0.0,
        low=said.low or 0.0,
        high=said.high or 0.0,
    )
