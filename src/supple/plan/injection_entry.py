"""What does a typed injection say? A plan item, or every field that needs a second look, by its name.

Nothing is read in two ways: a number that could mean something else is sent back. Units are those of one toxin
product; a nerve block has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from supple.model import PlanItem, PlanStatus, Side, TypedInjection, TypedMuscle
from supple.plan.amounts import read_amount
from supple.plan.injections import GUIDANCE, kind_of

EARLIEST = date(1950, 1, 1)
MOST_AHEAD_DAYS, MOST_REVIEW_DAYS = 400, 365
MOST_NAME, MOST_WORDS = 80, 500
# In many countries 1.000 is a thousand; no letter gives units to a thousandth.
MOST_DECIMALS = 2
TIMES_THE_TOTAL = 2  # "about 300 in all" beside 350 units is no slip; beside 5000 it may be
_UNITS = re.compile(r"\s*(?:units?|u|iu)\.?\s*$", re.IGNORECASE)
_MUSCLE = re.compile(r"\s*(?P<muscle>[^,:;]+?)\s*(?:,\s*(?P<side>left|right|both))?\s*(?::\s*(?P<units>.*?))?\s*")
_TEXTS = {
    "amount_words": "units_words",
    "goals": "goals",
    "aftercare": "aftercare",
    "given_by": "given_by",
}


def read_muscle(text: str) -> TypedMuscle:
    """ "soleus, left: 50" as typed fields. Raises ValueError saying how to write it."""
    found = _MUSCLE.fullmatch(text)
    if not found:
        raise ValueError("write it as muscle, side: units, such as “soleus, left: 50”")
    return TypedMuscle(found["muscle"], found["side"] or "", found["units"] or "")


def read_injection(typed: TypedInjection, *, today: date) -> tuple[PlanItem | None, dict[str, str]]:
    """(the plan item, {}) or (None, what needs a second look).

    Args:
        typed: as it was typed.
        today: the person's day; an injection may be agreed for later.

    Returns:
        Problems by field: `product`, `on`, `guidance`, `review_day` …, and of row 1 (the first) `muscle_1`, `side_1`
        and `units_1`. Each names the row and says what to write; none repeats more than the muscle. `sure` asks about
        units that are far more than the amount in the letter's own words; with `is_sure` it is not asked.
    """
    problems: dict[str, str] = {}
    product = " ".join(typed.product.split())
    if not product or len(product) > MOST_NAME:
        problems["product"] = f"Write what was injected, up to {MOST_NAME} letters, such as the brand on the letter."
    day = _day(typed.on)
    if day is None:
        problems["on"] = "Choose the day of the injection."
    elif not EARLIEST <= day <= today + timedelta(days=MOST_AHEAD_DAYS):
        problems["on"] = "Look at the year of the injection again."
    detail: dict[str, str] = {}
    kind = kind_of(product) if product else "toxin"
    detail |= _shots(typed.muscles, problems, has_units=kind == "toxin")
    if typed.guidance:
        if typed.guidance in GUIDANCE:
            detail["guidance"] = typed.guidance
        else:
            problems["guidance"] = "Choose how it was guided from the list."
    for field, key in _TEXTS.items():
        words = " ".join(str(getattr(typed, field)).split())
        if len(words) > MOST_WORDS:
            problems[field] = f"Write up to {MOST_WORDS} letters here."
        elif words:
            detail[key] = words
    if typed.review_day:
        review = _day(typed.review_day)
        if review is None or (day is not None and not 0 < (review - day).days <= MOST_REVIEW_DAYS):
            problems["review_day"] = "Choose a review day after the injection, within a year of it."
        else:
            detail["review_day"] = review.isoformat()
    if not problems and not typed.is_sure and (question := _unlike_the_total(detail)):
        problems["sure"] = question
    if problems or day is None:
        return None, problems
    return PlanItem("injection", product, PlanStatus.AGREED, day, detail=detail), {}


def _unlike_the_total(detail: Mapping[str, str]) -> str:
    """Units that together are far more than the one number of the letter's own words: a slip of the keys, perhaps."""
    said = re.findall(r"(?<![\d.,])\d+(?:\.\d+)?(?![\d.,]*\d)", detail.get("units_words", ""))
    units = [Decimal(part.rpartition(":")[2].strip()) for part in detail.get("units", "").split(";") if part.strip()]
    if len(said) != 1 or sum(units, Decimal(0)) <= TIMES_THE_TOTAL * Decimal(said[0]):
        return ""
    total = sum(units, Decimal(0)).normalize()
    return (
        f"The units of the muscles are {total:f} together, and this says “{detail['units_words']}”. "
        "A typing slip, or does the letter say both?"
    )


def _shots(rows: Sequence[TypedMuscle], problems: dict[str, str], *, has_units: bool) -> dict[str, str]:
    """The keys `units` and `muscles`: with an amount, and without."""
    with_units: list[str] = []
    without: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=1):
        muscle, units = " ".join(row.muscle.split()), _UNITS.sub("", row.units).strip()
        if not muscle and not units:
            continue
        if not muscle or len(muscle) > MOST_NAME or re.search(r"[,:;]", muscle):
            problems[f"muscle_{number}"] = f"Row {number}: choose the muscle, or write it with no comma or colon."
            continue
        if row.side not in {"", *(side.value for side in Side)}:
            problems[f"side_{number}"] = f"Row {number} ({muscle}): choose left, right or both."
            continue
        sides = ("left", "right") if row.side == "both" else (row.side,)
        again = next((seen[muscle.casefold(), side] for side in sides if (muscle.casefold(), side) in seen), None)
        if again is not None:
            problems[f"muscle_{number}"] = (
                f"Row {number}: {muscle} on this side stands in row {again} already. Keep one row for each."
            )
            continue
        seen |= {(muscle.casefold(), side): number for side in sides}
        if problem := _problem(units, row.units, has_units=has_units):
            problems[f"units_{number}"] = f"Row {number} ({muscle}): {problem}"
            continue
        for side in sides:
            place = f"{muscle}, {side}" if side else muscle
            (with_units if units else without).append(f"{place}: {units}" if units else place)
    return {key: "; ".join(parts) for key, parts in (("units", with_units), ("muscles", without)) if parts}


def _problem(units: str, typed: str, *, has_units: bool) -> str:
    if not units:
        return "write the units as a number, or leave them out." if typed.strip() else ""
    if not has_units:
        return "units belong to a botulinum toxin. Write this amount in words, as the letter says it."
    try:
        amount: Decimal = read_amount(units, "units")
        if len(units.partition(".")[2]) > MOST_DECIMALS:
            raise ValueError("“units” may be a thousand written with a dot")
    except ValueError:
        return (
            "write the units as a plain number with no comma and nothing beside it, such as 50 or 37.5. "
            "A comma, or three digits after a dot, could be a thousand or a part of one."
        )
    return "" if amount > 0 else "units must be above 0. Leave them out if you do not know them."


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
