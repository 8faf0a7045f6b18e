"""What fact is in a cell? One cell, or the cells of one row that speak of the same thing, become one fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from supple import knowledge
from supple.imports import cells
from supple.imports.names import Holds, Target
from supple.imports.problems import BadCell
from supple.model import (
    Answer,
    Count,
    Dose,
    DoseStatus,
    Fact,
    Factor,
    Measurement,
    Note,
    Rating,
    Session,
    Sign,
)

# What a person can have; outside it is a slip of the hand or another unit.
POSSIBLE: Mapping[str, tuple[float, float]] = {
    "sleep_hours": (0, 24),
    "temperature": (30, 44),
    "steps": (0, 200_000),
    "hrv": (1, 400),
    "resting_hr": (20, 250),
    "stability_score": (1, 5),
}
MOST_TIMES_A_DAY = 1000
_MINUTES_A_DAY = 1440


@dataclass
class Together:
    """The cells of one row about one factor or session ("stress" and "stress.level"), gathered into one fact."""

    said: bool | None = None
    numbers: dict[Holds, float] = field(default_factory=dict)
    unit: str = ""


def fact_of(target: Target, cell: str, *, decimal_comma: bool) -> Fact:
    """The fact in a cell that stands by itself. Factors and sessions with levels go through `Together`.

    Raises:
        BadCell: the cell does not hold what its column holds.
    """
    match target.holds:
        case Holds.NOTE:
            return Note(cells.words(cell))
        case Holds.RATING:
            return _rating(target, cell, decimal_comma)
        case Holds.MEASUREMENT:
            return Measurement(target.code, _measured(target, cell, decimal_comma), target.unit)
        case Holds.COUNT:
            count = cells.whole_number(cell, decimal_comma=decimal_comma)
            if count > MOST_TIMES_A_DAY:
                raise BadCell(f"{count} is more than anybody can count in a day.", "Correct it, or leave it empty.")
            return Count(target.code, count, target.period)
        case Holds.ANY:
            return Count(target.code, None if cells.yes_no(cell) else 0, target.period)
        case Holds.ANSWER:
            return Answer(target.code, cells.yes_no(cell))
        case Holds.SIGN:
            return Sign(target.code, cells.yes_no(cell))
        case Holds.DOSE:
            return _dose(target, cell, decimal_comma)
        case _:
            together = Together()
            add_to(together, target, cell, decimal_comma=decimal_comma)
            return together_fact(target, together)


def add_to(together: Together, target: Target, cell: str, *, decimal_comma: bool) -> None:
    """Add one cell about a factor or a session."""
    if target.holds in {Holds.FACTOR, Holds.SESSION}:
        together.said = _said(target, cell)
        return
    value = cells.number(cell, decimal_comma=decimal_comma)
    most = {Holds.LEVEL: target.scale_max, Holds.MINUTES: _MINUTES_A_DAY, Holds.TIMES: MOST_TIMES_A_DAY}
    if value < 0 or value > most.get(target.holds, float("inf")):
        range_words = f"from 0 to {most[target.holds]:g}" if target.holds in most else "0 or more"
        raise BadCell(
            f"{cells.short(cell)} is not {target.holds.value} {range_words}.", "Correct it, or leave it empty."
        )
    if target.holds is Holds.TIMES and value != int(value):
        raise BadCell(f"{cells.short(cell)} is not a whole number of times.", "Correct it, or leave it empty.")
    together.numbers[target.holds] = value
    together.unit = target.unit or together.unit


def together_fact(target: Target, together: Together) -> Fact:
    """One factor or session from what the row says of it. A number above 0 means that it was there."""
    there = any(value > 0 for value in together.numbers.values())
    if together.said is False and there:
        raise BadCell(
            f"“{target.code}” says no, but another column of this row gives a number for it.",
            "Write yes, or leave one of the two empty.",
        )
    present = there if together.said is None else together.said
    numbers = together.numbers
    if target.holds in {Holds.SESSION, Holds.MINUTES, Holds.TIMES}:
        times = numbers.get(Holds.TIMES)
        return Session(target.code, present, numbers.get(Holds.MINUTES), None if times is None else int(times))
    amount = numbers.get(Holds.AMOUNT)
    unit = (together.unit or None) if amount is not None else None
    return Factor(target.code, present, numbers.get(Holds.LEVEL), amount, unit)


def _said(target: Target, cell: str) -> bool:
    try:
        return cells.yes_no(cell)
    except BadCell as bad:
        if target.code.startswith("own:") or not cell.strip()[:1].isdigit():
            raise
        other = "minutes" if target.holds is Holds.SESSION else "level"
        hint = f"Write yes or no, or name the column “{target.code}.{other}” if it holds numbers."
        raise BadCell(bad.message, hint) from None


def _rating(target: Target, cell: str, decimal_comma: bool) -> Rating:
    value = cells.number(cell, decimal_comma=decimal_comma)
    if not 0 <= value <= target.scale_max:
        entry = knowledge.load().observable(target.code)
        ends = (
            f" ({low}) to {target.scale_max:g} ({high})"
            if (low := getattr(entry, "low_words", "")) and (high := getattr(entry, "high_words", ""))
            else f" to {target.scale_max:g}"
        )
        raise BadCell(
            f"{cells.short(cell)} is not a possible rating: {knowledge.label(target.code)} goes from 0{ends}.",
            "Correct it, or leave the cell empty.",
        )
    return Rating(target.code, value, target.recall, target.part, target.side, scale_max=target.scale_max)


def _measured(target: Target, cell: str, decimal_comma: bool) -> float:
    value = cells.number(cell, decimal_comma=decimal_comma)
    entry = knowledge.load().measures.get(target.code)
    has_range = target.code in POSSIBLE and entry is not None and entry.unit == target.unit
    low, high = POSSIBLE[target.code] if has_range else (float("-inf"), float("inf"))
    if not low <= value <= high:
        fahrenheit = (
            " It looks like °F: turn it into °C first." if target.code == "temperature" and value > 80 else ""
        )
        raise BadCell(
            f"{cells.short(cell)} is not possible for {knowledge.label(target.code)} ({low:g} to {high:g}).",
            f"Correct it, or leave the cell empty.{fahrenheit}",
        )
    return value


def _dose(target: Target, cell: str, decimal_comma: bool) -> Dose:
    """yes: taken; no: not taken; a number other than 0 and 1: taken, so many milligrams."""
    if cells.is_yes_or_no(cell):
        return Dose(target.code, DoseStatus.TAKEN if cells.yes_no(cell) else DoseStatus.MISSED)
    amount = cells.number(cell, decimal_comma=decimal_comma)
    unit = knowledge.load().medicines[target.code].unit
    if unit != "mg" or amount < 0:
        why = "a dose cannot be below 0" if unit == "mg" else f"{knowledge.label(target.code)} is not counted in mg"
        raise BadCell(f"“{cells.short(cell)}” cannot be taken: {why}.", "Write yes or no, and the amount in a note.")
    return Dose(target.code, DoseStatus.TAKEN, amount)
