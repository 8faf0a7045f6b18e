"""Does a condition hold? Yes, no, or nothing noted; with what was looked at and since when.

Three answers, never two: a blank is None, and None is neither yes nor no (Kleene's logic).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from supple.knowledge.conditions import AllOf, AnyOf, AtLeast, Condition, NotRuledOut, RuledOut
from supple.watch.evidence import Evidence
from supple.watch.questions import NOT_NOTED, Asked, ask

__all__ = ["NOT_NOTED", "Asked", "Outcome", "evaluate"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a condition. `asked` holds every question in it; `since` is when the earliest yes began."""

    truth: bool | None
    asked: tuple[Asked, ...]
    since: datetime | None = None


def evaluate(condition: Condition, evidence: Evidence, *, hours: float) -> Outcome:
    """One condition against the evidence; `hours` is the rule's window for questions without their own."""
    match condition:
        case AllOf(parts):
            return _join([evaluate(part, evidence, hours=hours) for part in parts], wanted=len(parts))
        case AnyOf(parts):
            return _join([evaluate(part, evidence, hours=hours) for part in parts], wanted=1)
        case AtLeast(wanted, parts):
            return _join([evaluate(part, evidence, hours=hours) for part in parts], wanted=wanted)
        case RuledOut(part):
            inner = evaluate(part, evidence, hours=hours)
            return Outcome(None if inner.truth is None else not inner.truth, inner.asked)
        case NotRuledOut(part):
            inner = evaluate(part, evidence, hours=hours)
            return Outcome(inner.truth is not False, inner.asked, inner.since)
        case leaf:
            answer = ask(leaf, evidence, hours=hours)
            return Outcome(answer.truth, (answer,), answer.since if answer.truth else None)


def holds(condition: Condition, evidence: Evidence, *, hours: float) -> bool:
    """Whether `evaluate` would come to yes. It stops asking as soon as that is settled, so most rules cost little."""
    match condition:
        case AllOf(parts):
            return all(holds(part, evidence, hours=hours) for part in parts)
        case AnyOf(parts):
            return any(holds(part, evidence, hours=hours) for part in parts)
        case AtLeast(wanted, parts):
            return sum(holds(part, evidence, hours=hours) for part in parts) >= wanted
        case RuledOut(part):
            return evaluate(part, evidence, hours=hours).truth is False
        case NotRuledOut(part):
            return evaluate(part, evidence, hours=hours).truth is not False
        case leaf:
            return ask(leaf, evidence, hours=hours).truth is True


def _join(parts: Sequence[Outcome], *, wanted: int) -> Outcome:
    """True when `wanted` parts hold; False when too few can still hold; None when blanks decide it."""
    held = [part for part in parts if part.truth is True]
    blanks = sum(part.truth is None for part in parts)
    truth = True if len(held) >= wanted else None if len(held) + blanks >= wanted else False
    begun = [part.since for part in held if part.since is not None]
    return Outcome(truth, tuple(one for part in parts for one in part.asked), min(begun, default=None))
