"""How does Supple say how the days ran after injections? What was lower or higher, and when; no more than that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.insight import words
from supple.insight.change_words import day_of
from supple.insight.outcome import OutcomeKind
from supple.knowledge.changes import say_change
from supple.model import CourseVerdict, NearbyChange

NOT_PROOF = "It often came after the injection; that is not proof."
LEANS = "the days lean one way, and not surely enough yet"
SHOW_IT = "This is worth showing to your care team."
NOT_SEEN_TO_END = "the next injection or the last day noted came before it was clearly gone"
TOO_WIDE = "your days fit with many different weeks"
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence is made of: the difference in the outcome's own units, from so many cycles and days."""

    outcome_label: str
    kind: OutcomeKind
    unit: str
    decimals: int
    effect: float
    low: float
    high: float
    cycles: int
    days: int


def sentence(verdict: CourseVerdict, told: Told, reason: str, *, is_worse: bool) -> str:
    """A few sentences to read aloud.

    Args:
        verdict: how the course is judged.
        told: the numbers.
        reason: why it cannot be told, where that is so.
        is_worse: the days stood on the side that is known to be worse; lower mood is, lower stiffness is not.
    """
    said = words.Said(
        label="",
        outcome_label=told.outcome_label,
        kind=told.kind,
        effect=told.effect,
        low=told.low,
        high=told.high,
        decimals=told.decimals,
        unit=told.unit,
    )
    seen = f"seen over {told.days} days in {told.cycles} cycles"
    if verdict is CourseVerdict.CANNOT_TELL:
        fits = words.size(said) if told.low > 0 or told.high < 0 else words.anything(said)
        why = f" {reason[:1].upper()}{reason[1:]}." if reason else ""
        return f"Can't tell yet how {told.outcome_label} ran after your injections: {fits}, {seen}.{why}"
    was = _was(told.kind)
    main = f"After your injections, {told.outcome_label} {was} {words.size(said)} in the weeks of most difference"
    ending = f"{NOT_PROOF} {SHOW_IT}" if is_worse else NOT_PROOF
    return f"{main} – {seen}. {ending}"


def cannot_tell(label: str, reason: str) -> str:
    """The sentence where nothing may be worked out."""
    return f"Can't tell yet how {label} ran after your injections: {reason}."


def onset(week: int | None, sign: int, label: str, kind: OutcomeKind) -> str:
    """From which week on the days stood apart."""
    side = "higher" if sign > 0 else "lower"
    if week is None:
        return f"First week: can't tell yet; no single week is clearly {side} by itself."
    return f"First week in which {label} {_was(kind)} clearly {side} than in the three weeks before: week {week}."


def best(weeks: tuple[int, int] | None, sign: int) -> str:
    """In which weeks the difference was largest; "" where nothing is told."""
    if weeks is None:
        return ""
    first, last = weeks
    span = f"week {first}" if first == last else f"weeks {first} to {last}"
    return f"{'Highest' if sign > 0 else 'Lowest'} in {span}, as far as your days tell."


def wear_off(weeks: tuple[float, float, float] | None, why: str) -> str:
    """When about half of the difference was gone, or why that cannot be told."""
    if weeks is None:
        return f"When it wore off: can't tell yet; {why}."
    middle, low, high = (f"{week:.0f}" for week in weeks)
    return (
        f"About half of the difference was gone some {middle} weeks after the injection "
        f"(your days fit with {low} to {high} weeks)."
    )


def too_few_cycles(counted: int, needed: int) -> str:
    """ "only one past cycle has enough days, and at least 2 are needed"."""
    have = {0: "no past cycle has enough days", 1: "only one past cycle has enough days"}[counted]
    return f"{have}, and at least {needed} are needed"


def few_before(noted: int, needed: int) -> str:
    """Why a cycle is not counted: the weeks before it."""
    return f"{_days(noted)} noted in the three weeks before, and at least {needed} are needed"


def few_after(noted: int, needed: int) -> str:
    """Why a cycle is not counted: the weeks since."""
    return f"{_days(noted)} noted in the weeks after, and at least {needed} are needed"


def nearby(others: Sequence[NearbyChange]) -> str:
    """What else changed within the same weeks; "" if nothing did."""
    if not others:
        return ""
    told = [f"{say_change(one.change).short} ({day_of(one.change.day)})" for one in others[-MOST_NAMED:]]
    more = f", and {len(others) - MOST_NAMED} more" if len(others) > MOST_NAMED else ""
    return f"In the same weeks there was also: {'; '.join(told)}{more}. What you see may come from there as well."


def _was(kind: OutcomeKind) -> str:
    return "were" if kind is OutcomeKind.COUNT else "was"


def _days(count: int) -> str:
    return f"{count} day{'s' if count != 1 else ''}"
