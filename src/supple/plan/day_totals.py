"""How much does the plan give for a day, and how much is noted of it? Numbers side by side; nothing is made up.

Both are in pieces; where the strength of a piece is not written, in milligrams. What cannot be read stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from supple.model import Dose, Event, Plan, Prescription
from supple.plan.pieces import each_time, piece_word, pieces_in, pieces_of, strength_mg
from supple.plan.stock import prescribed_of, prescribed_on

_TIMES = {
    "once": 1, "twice": 2, "two times": 2, "three times": 3, "four times": 4, "five times": 5, "six times": 6,
    **{f"{number} times": number for number in range(1, 13)},
}  # fmt: skip
_OFTEN = "|".join(sorted(_TIMES, key=len, reverse=True))
_EACH_DAY = re.compile(rf"(.+?),? ({_OFTEN}) (?:a|each|per|every) day|(.+?),? ({_OFTEN}) daily")
_MG = re.compile(r"(\d{1,4}(?:\.\d{1,3})?) ?mg")


@dataclass(frozen=True)
class PlanOfDay:
    """What a prescription gives. `word` is the piece's ("tablet"), or "mg". None: it does not say.

    `each`: at one time. `day`: in all; of an as-needed medicine the most, as prescribed.
    """

    word: str
    each: Fraction | None
    day: Fraction | None


@dataclass(frozen=True)
class NotedOfDay:
    """The sum of the known amounts, and how many doses have none."""

    known: Fraction
    unknown: int


def plan_of_day(plan: Plan, one: Prescription) -> PlanOfDay:
    """One prescription on the plan's day. Of two totals that it gives, the smaller."""
    by_mg = _is_in_mg(one)
    said, often = _each_and_often(one, by_mg=by_mg)
    each = None if by_mg else each_time(one)
    each = said if each is None else each
    if one.as_needed:
        most = None if one.most_a_day is None or by_mg else Fraction(one.most_a_day)
        return PlanOfDay("mg" if by_mg else piece_word(one), each, most)
    totals = [each * count for count in (len(one.times), often) if each is not None and count]
    if not by_mg and (written := _written(plan, one.medicine)) is not None:
        totals.append(written)
    return PlanOfDay("mg" if by_mg else piece_word(one), each, min(totals, default=None))


def noted_of_day(
    doses: Iterable[Event], one: Prescription, planned: PlanOfDay, as_planned: Collection[UUID]
) -> NotedOfDay:
    """The doses taken on a day, each event one of the prescription's medicine.

    Args:
        as_planned: the entries that answer a line of the plan; one with no amount of its own is what that line says.
    """
    known, unknown = Fraction(0), 0
    for event in doses:
        amount = amount_of(event, one, planned)
        if amount is None and event.id in as_planned and _says_no_amount(event):
            amount = planned.each
        known, unknown = (known, unknown + 1) if amount is None else (known + amount, unknown)
    return NotedOfDay(known, unknown)


def amount_of(event: Event, one: Prescription, planned: PlanOfDay) -> Fraction | None:
    """A noted dose in the plan's own measure. Where its words and its milligrams differ: the more."""
    dose = event.fact
    assert isinstance(dose, Dose)
    if planned.word == "mg":
        return _in_mg(dose)
    said = [pieces_of(dose, one)]
    strength = strength_mg(one)
    if dose.amount_mg is not None and strength is not None:
        said.append(Fraction(str(dose.amount_mg)) / Fraction(strength))
    return max((one for one in said if one is not None), default=None)


def _says_no_amount(event: Event) -> bool:
    return isinstance(event.fact, Dose) and event.fact.amount_mg is None and not event.fact.amount_words


def _is_in_mg(one: Prescription) -> bool:
    """Whether the prescription's own amount is in milligrams, and nothing turns it into pieces."""
    return strength_mg(one) is None and each_time(one) is None and _each_and_often(one, by_mg=True)[0] is not None


def _each_and_often(one: Prescription, *, by_mg: bool) -> tuple[Fraction | None, int]:
    """ "10 mg three times a day" as an amount and how often; 0: that is not said."""
    step = one.step.words if one.step is not None else None
    for words in (step,) if step else (one.each_time, one.words):
        plain = " ".join((words or "").split()).casefold().rstrip(".")
        found = _EACH_DAY.fullmatch(plain)
        amount = (found[1] or found[3]) if found else plain
        said = _read(amount, one, by_mg=by_mg)
        if said is not None:
            return said, _TIMES[found[2] or found[4]] if found else 0
    return None, 0


def _read(words: str, one: Prescription, *, by_mg: bool) -> Fraction | None:
    found, strength = _MG.fullmatch(words), strength_mg(one)
    mg = Fraction(found[1]) if found else None
    if by_mg:
        return mg
    pieces = pieces_in(words)
    return pieces if pieces is not None or mg is None or strength is None else mg / Fraction(strength)


def _in_mg(dose: Dose) -> Fraction | None:
    if dose.amount_mg is not None:
        return Fraction(str(dose.amount_mg))
    found = _MG.fullmatch(" ".join((dose.amount_words or "").split()).casefold())
    return Fraction(found[1]) if found else None


def _written(plan: Plan, medicine: str) -> Fraction | None:
    """The pieces in a day, where somebody wrote them down."""
    try:
        lines = prescribed_of(plan, medicine)
    except ValueError:
        return None
    return prescribed_on(lines, plan.day) or None
