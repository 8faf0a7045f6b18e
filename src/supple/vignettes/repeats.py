"""The same thing on many days, written once: {"stiffness": {"days": 28, "usual": 3}} is four weeks of check-ins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from supple.model import Day, local_day_of
from supple.vignettes.besides import Besides
from supple.vignettes.fields import Fields, listed, whole
from supple.vignettes.problems import CaseError
from supple.vignettes.times import MOST_DAYS, Clock
from supple.vignettes.told import Told
from supple.vignettes.values import rated


@dataclass(frozen=True, slots=True)
class Repeat:
    """A thing noted once a day. `until_days_ago` None: up to the day before the case's other notes of it."""

    kind: str
    code: str
    path: str
    values: tuple[Any, ...]  # oldest first
    every: int
    until_days_ago: int | None
    role: str
    besides: Besides


def read_repeat(
    kind: str, code: str, path: str, value: Mapping[str, Any], fields: Fields, besides: Besides, role: str
) -> Repeat:
    """One compact entry; `fields` are those beside it, which may say until when."""
    inside = Fields(value, path, what="a row of days")
    values_path, values = inside.take("values")
    usual_path, usual = inside.take("usual")
    days_path, days = inside.take("days")
    every_path, every = inside.take("every")
    until_path, until = inside.take("until_days_ago", "days_ago")
    beside_path, beside = fields.take("until_days_ago", "days_ago")
    inside.end()
    if (values is None) == (usual is None):
        raise CaseError(usual_path, "What was noted on these days?", "Write “usual” with “days”, or “values”.")
    if values is not None:
        given = tuple(listed(values))
        if days is not None and whole(days, days_path) != len(given):
            raise CaseError(days_path, f"There are {len(given)} values.", "Leave “days” out, or let it be as many.")
    else:
        if days is None:
            raise CaseError(days_path, "How many days?", "Write “days” beside “usual”.")
        number_of = whole(days, days_path, low=1, high=MOST_DAYS)
        cycle = listed(usual)
        if not cycle:
            raise CaseError(usual_path, "This list is empty.", "Write a number, or numbers that take turns.")
        given = tuple(cycle[at % len(cycle)] for at in range(number_of))
    if until is None:
        until_path, until = beside_path, beside
    elif beside is not None:
        raise CaseError(beside_path, "This says again until when.", "Keep one of them.")
    ends = None if until is None else whole(until, until_path, high=MOST_DAYS)
    step = 1 if every is None else whole(every, every_path, low=1, high=MOST_DAYS)
    return Repeat(kind, code, usual_path if values is None else values_path, given, step, ends, role, besides)


def unroll(repeats: Sequence[Repeat], told: Sequence[Told], clock: Clock) -> list[Told]:
    """The notes of every day. Those that say until when come first, since others end before them."""
    out: list[Told] = []
    for repeat in sorted(repeats, key=lambda one: one.until_days_ago is None):
        ends = repeat.until_days_ago
        if ends is None:
            first = min(_days_of(repeat.code, [*told, *out]), default=clock.today)
            ends = (clock.today - first).days + 1
        for back, value in enumerate(reversed(repeat.values)):
            when = Day(clock.days_ago(ends + back * repeat.every), clock.zone)
            facts = rated(repeat.kind, repeat.code, repeat.path, value, repeat.besides)
            out.extend(Told(fact, when, repeat.role) for fact in facts)
    return out


def _days_of(code: str, told: Sequence[Told]) -> list[date]:
    return [local_day_of(one.when) for one in told if getattr(one.fact, "code", None) == code]
