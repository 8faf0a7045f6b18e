"""What stood clearly better this week, and was the week clearly worse? One honest test for both.

A week is held against the four weeks before, on the days noted in each. Days follow one another (a bad day is rarely
alone), so seven of them tell about as much as two or three that have nothing to do with each other: `DAYS_IN_ONE`.
The bars were set on invented people in whom nothing changes; docs/how-to/looking-back.md has what came of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from supple import knowledge
from supple.model import Better, DailyTable
from supple.words import _

WEEK_DAYS, BEFORE_DAYS = 7, 28
ENOUGH_NOW, ENOUGH_BEFORE = 4, 12
DAYS_IN_ONE = 3.0
# How far apart the two must stand, in standard errors: to call something better; to call the week hard by the main
# rating (sooner, since cheering a hard week hurts more than not cheering a good one).
BAR_BETTER, BAR_HARD = 2.2, 1.6
# Less than this is not worth a word: a tenth of the scale; of a count, a third of it.
WORTH_OF_SCALE, WORTH_OF_COUNT = 0.1, 1 / 3
# Whole points hide small ups and downs: however alike the days are, their spread is taken for no less.
LEAST_SPREAD_OF_SCALE, LEAST_SPREAD_OF_COUNT = 0.08, 0.5
MOST_TOLD = 2
RATINGS = (
    "stiffness",
    "stiffness_now",
    "spasm_severity",
    "pain",
    "pain_now",
    "sleep_disruption",
    "fatigue",
    "hindered.walking",
    "hindered.transfers",
    "hindered.sleep",
    "sleep_quality",
    "mood",
)
COUNTS = ("night_spasms", "day_spasms", "spasms", "night_cramps", "day_cramps", "cramps", "wakings", "falls")


@dataclass(frozen=True, slots=True)
class Stretches:
    """One column in the week and in the four weeks before. `away` is how far the week stands on the better side, in
    standard errors; `is_worth` whether the difference is large enough to be named, on whichever side."""

    column: str
    now: tuple[float, ...]
    before: tuple[float, ...]
    away: float
    is_worth: bool


def looked_at(main: str | None) -> tuple[str, ...]:
    """The columns that are compared, the main one first."""
    known = (*RATINGS, *COUNTS)
    return (main, *(name for name in known if name != main)) if main in known else known


def compare(table: DailyTable, column: str, last: date) -> Stretches | None:
    """The week that ends on `last` beside the four weeks before; None where too few days were noted in either."""
    week = last - timedelta(days=WEEK_DAYS)
    now = _noted(table, column, after=week, until=last)
    before = _noted(table, column, after=week - timedelta(days=BEFORE_DAYS), until=week)
    if len(now) < ENOUGH_NOW or len(before) < ENOUGH_BEFORE:
        return None
    is_count = column in COUNTS
    scale = table.scale_max.get(column, 10.0)
    difference = (_mean(now) - _mean(before)) * (1 if is_higher_better(column) else -1)
    worth = WORTH_OF_COUNT * max(_mean(now), _mean(before)) if is_count else WORTH_OF_SCALE * scale
    # The root of a count has about the same spread whether there are few or many.
    a, b = (([math.sqrt(each) for each in cells] if is_count else list(cells)) for cells in (now, before))
    apart = (_mean(a) - _mean(b)) * (1 if is_higher_better(column) else -1)
    least = LEAST_SPREAD_OF_COUNT if is_count else LEAST_SPREAD_OF_SCALE * scale
    spread = max(_spread(a, b), least)
    away = apart / (spread * math.sqrt(DAYS_IN_ONE / len(a) + DAYS_IN_ONE / len(b)))
    return Stretches(column, now, before, away, difference != 0 and abs(difference) >= worth)


def better(compared: Sequence[Stretches], *, said_worse: frozenset[str] = frozenset()) -> tuple[Better, ...]:
    """What stood clearly better, the clearest first.

    Args:
        compared: from `compare`.
        said_worse: codes that the person called worse in words this week: nothing is said against that.
    """
    found = [
        one for one in compared if one.is_worth and one.away >= BAR_BETTER and _code(one.column) not in said_worse
    ]
    alike: set[str] = set()
    told = []
    for one in sorted(found, key=lambda each: (-each.away, each.column)):
        if _code(one.column) not in alike:  # spasms by night and by day are told once
            alike.add(_code(one.column))
            told.append(one)
    return tuple(map(_told, told[:MOST_TOLD]))


def was_hard(compared: Sequence[Stretches], main: str | None) -> bool:
    """Was the week clearly worse in the main rating, or very clearly in any other?"""
    return any(
        one.is_worth and -one.away >= (BAR_HARD if one.column in _alike_main(main) else BAR_BETTER)
        for one in compared
    )


def is_higher_better(column: str) -> bool:
    return getattr(knowledge.load().entry(_code(column)), "higher_is", "worse") == "better"


def _alike_main(main: str | None) -> frozenset[str]:
    """Stiffness of the moment and of the day are one thing to the person."""
    stiffness = frozenset({"stiffness", "stiffness_now"})
    return stiffness if main is None or main in stiffness else frozenset({main})


def _code(column: str) -> str:
    return column.removeprefix("night_").removeprefix("day_").removesuffix("_now")


def _told(one: Stretches) -> Better:
    mean_now, mean_before = _mean(one.now), _mean(one.before)
    label = knowledge.label(one.column)
    label = label[:1].upper() + label[1:]
    is_night = one.column.startswith("night_") or one.column == "wakings"
    unit = _("night") if is_night else _("day")
    if one.column in COUNTS:
        how, each = _("fewer"), f" a {unit}"
    else:
        how, each = _("higher") if is_higher_better(one.column) else _("lower"), ""
    words = _(
        "{label}: {how} than in the four weeks before. {number}{each} against "
        "{number_2}, on the {unit}s noted ({count} and {count_2})."
    ).format(
        label=label,
        how=how,
        number=_number(mean_now),
        each=each,
        number_2=_number(mean_before),
        unit=unit,
        count=len(one.now),
        count_2=len(one.before),
    )
    return Better(one.column, mean_now, mean_before, len(one.now), len(one.before), words)


def _noted(table: DailyTable, column: str, *, after: date, until: date) -> tuple[float, ...]:
    return tuple(
        float(cell)
        for day, cell in zip(table.days, table.column(column), strict=True)
        if cell is not None and after < day <= until
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _spread(a: Sequence[float], b: Sequence[float]) -> float:
    """How much the days of one stretch differ among themselves."""
    squares = sum((each - _mean(a)) ** 2 for each in a) + sum((each - _mean(b)) ** 2 for each in b)
    return math.sqrt(squares / (len(a) + len(b) - 2))


def _number(value: float) -> str:
    """One decimal, none where it is whole."""
    return f"{value:.1f}".removesuffix(".0")
