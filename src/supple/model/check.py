"""Can this event be what somebody noted? Types, sizes and ranges of one that came from outside (a phone, a file)."""

from __future__ import annotations

import math
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from supple.model.event import Event
from supple.model.facts import (
    FACT_TYPES,
    AlertStep,
    Checked,
    Comparison,
    Count,
    Dose,
    Fact,
    Factor,
    FindingMark,
    Measurement,
    Pause,
    PlanItem,
    Rating,
    Session,
    SideEffect,
)
from supple.model.when import Day, DaySlot, Instant, When

MAX_TEXT = 20_000
MAX_CODE = 120
MAX_NAME = 500
MOST_INPUTS = 100
EARLIEST = date(1900, 1, 1)
LATEST_AGREED = date(2200, 1, 1)
CLOCK_SLACK = timedelta(days=2)  # a phone whose clock or zone is wrong still keeps its notes
MOST_STRETCHES = 100
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_NAMES = {"name", "amount_words", "title"}
_CHANGES = {"much_better", "better", "same", "worse", "much_worse"}
_ANSWERS = {"yes", "no", "unknown"}
_THAN = {"usual", "yesterday", "last_night", "before", "last_week"}


def check_event(event: Event, *, now: datetime) -> None:
    """Raise ValueError, naming the field and never its content, if it cannot be.

    Args:
        event: from `event_from_json`.
        now: aware; what is noted later than that (with some slack) cannot have been noted.
    """
    check_fact(event.fact)
    _require(event.recorded_at <= now + CLOCK_SLACK, "recorded_at", "lies in the future")
    _require(len(event.source) <= 80, "source", "is too long")
    _require(isinstance(event.noted_by.name, str) and len(event.noted_by.name) <= 200, "noted_by", "is no name")
    _require(
        EARLIEST <= _day(event.when) <= (now + CLOCK_SLACK).date() or _may_lie_ahead(event.fact),
        "when",
        "is no day that can have been noted",
    )


def check_fact(fact: Fact) -> None:
    """Raise ValueError, naming the field, if a fact's types, sizes or ranges cannot be."""
    hints = _hints(fact.KIND)
    for item in fields(fact):
        said = getattr(fact, item.name)
        _require(_is_of(said, hints[item.name]), item.name, "is of the wrong kind")
        _check_size(item.name, said)
    _check_range(fact)


def _check_size(name: str, said: Any) -> None:
    if isinstance(said, float | int) and not isinstance(said, bool):
        _require(math.isfinite(said) and abs(said) <= 1e9, name, "is no number that can be noted")
    elif isinstance(said, str):
        longest = MAX_TEXT if name in {"text", "words"} else MAX_NAME if name in _NAMES else MAX_CODE
        _require(len(said) <= longest, name, "is too long")
        _require(name != "code" or bool(said.strip()), name, "is empty")
    elif isinstance(said, tuple):
        texts = [each for each in said if isinstance(each, str) and 0 < len(each) <= MAX_NAME]
        _require(len(texts) == len(said) <= MOST_INPUTS, name, "is too large")
    elif isinstance(said, Mapping):
        texts = [*said.keys(), *said.values()]
        _require(
            len(texts) <= 200 and all(isinstance(t, str) and len(t) <= 2000 for t in texts), name, "is too large"
        )


def _check_range(fact: Fact) -> None:
    match fact:
        case Rating():
            _require(0 < fact.scale_max <= 100, "scale_max", "is no scale")
            for name, number in (("value", fact.value), ("low", fact.low), ("high", fact.high)):
                _require(number is None or 0 <= number <= fact.scale_max, name, "is outside its scale")
        case Count():
            for name, number in (("count", fact.count), ("low", fact.low), ("high", fact.high)):
                _require(number is None or 0 <= number <= 10_000, name, "cannot be counted")
            _require(fact.severity in {None, 1, 2, 3}, "severity", "is not 1, 2 or 3")
        case Comparison():
            _require(fact.change in _CHANGES, "change", "is not known")
            _require(fact.than in _THAN, "than", "is not known")
        case Factor():
            _require(fact.level is None or 0 <= fact.level <= 10, "level", "is not 0 to 10")
            _require(fact.amount is None or fact.amount >= 0, "amount", "is below 0")
        case Dose():
            _require(fact.due_time is None or bool(_CLOCK.fullmatch(fact.due_time)), "due_time", "is no time of day")
        case SideEffect():
            _require(fact.severity is None or 0 <= fact.severity <= 10, "severity", "is not 0 to 10")
        case Session():
            _require(fact.minutes is None or 0 <= fact.minutes <= 24 * 60, "minutes", "is more than a day")
            _require(fact.count is None or 0 <= fact.count <= 10_000, "count", "cannot be counted")
            _require(fact.due_time is None or bool(_CLOCK.fullmatch(fact.due_time)), "due_time", "is no time of day")
            _require(len(fact.did) <= MOST_STRETCHES, "did", f"names more than {MOST_STRETCHES}")
            _require(all(isinstance(each, str) and each for each in fact.did), "did", "has an empty entry")
        case Measurement():
            _require(bool(fact.unit), "unit", "is missing")
        case Checked():
            _require(bool(fact.sheet.strip()), "sheet", "is empty")
            _require(bool(fact.item.strip()), "item", "is empty")
            _require(fact.answer in _ANSWERS, "answer", "is not yes, no or unknown")
        case FindingMark():
            _require(bool(fact.outcome.strip()), "outcome", "is empty")
            _require(bool(fact.factor.strip()), "factor", "is empty")
        case AlertStep():
            _require(bool(fact.rule.strip()), "rule", "is empty")
            _require(fact.since is None or fact.since.tzinfo is not None, "since", "names no zone")
        case Pause():
            _require(fact.until is None or fact.until <= LATEST_AGREED, "until", "is no day to rest until")
            _require(fact.on or fact.until is None, "until", "belongs to a beginning")
        case PlanItem():
            _require(EARLIEST <= fact.valid_from <= LATEST_AGREED, "valid_from", "is no day to agree on")


def _may_lie_ahead(fact: Fact) -> bool:
    return fact.KIND == "plan"  # a visit, an injection: what is agreed for later


def _day(when: When) -> date:
    if isinstance(when, DaySlot | Day):
        return when.local_day
    return when.at_utc.date() if isinstance(when, Instant) else when.end_utc.date()


@cache
def _hints(kind: str) -> dict[str, Any]:
    return typing.get_type_hints(FACT_TYPES[kind])


def _is_of(said: Any, hint: Any) -> bool:
    """Is it of the annotated type? An int may stand for a float, a bool never for a number."""
    if isinstance(hint, types.UnionType):
        return any(_is_of(said, each) for each in hint.__args__)
    hint = typing.get_origin(hint) or hint
    if hint is float:
        return isinstance(said, float | int) and not isinstance(said, bool)
    if hint is int:
        return isinstance(said, int) and not isinstance(said, bool)
    return isinstance(said, hint)


def _require(holds: bool, name: str, problem: str) -> None:
    if not holds:
        raise ValueError(f"“{name}” {problem}")
