"""What does a column in one's own words hold? Decided from all its cells together, never cell by cell.

- every cell yes/no, y/n, true/false, 1/0 → yes or no (also a column of nothing but 0s and 1s: write 1.0 for numbers),
- every cell a number → a measured number,
- every cell words → notes, each with the column's name before it,
- anything mixed is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from supple.imports import cells
from supple.imports.names import Target
from supple.imports.problems import BadCell
from supple.model import Fact, Factor, Measurement, Note


@dataclass(frozen=True, slots=True)
class OwnCell:
    line: int
    cell: str


def own_facts(target: Target, column: Sequence[OwnCell], *, decimal_comma: bool) -> list[tuple[int, Fact]]:
    """(line, fact) for each cell that is not blank.

    Raises:
        MixedColumn: some cells are of another kind than the rest.
    """
    noted = [one for one in column if not cells.blank(one.cell)]
    if all(cells.is_yes_or_no(one.cell) for one in noted):
        return [(one.line, Factor(target.code, cells.yes_no(one.cell))) for one in noted]
    numbers = {one.line: _number(one.cell, decimal_comma) for one in noted}
    if all(value is not None for value in numbers.values()):
        return [(line, Measurement(target.code, value, "1")) for line, value in numbers.items() if value is not None]
    if all(value is None for value in numbers.values()) and not any(cells.is_yes_or_no(one.cell) for one in noted):
        name = target.code.removeprefix("own:")
        return [(one.line, Note(cells.words(f"{name}: {one.cell.strip()}"))) for one in noted]
    raise MixedColumnError(*_odd_one(noted, numbers))


class MixedColumnError(BadCell):
    """Words among numbers, or numbers among yes and no. `line` is where the odd one stands."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message, "Give each kind its own column, or correct the cell.")
        self.line = line


def _number(cell: str, decimal_comma: bool) -> float | None:
    try:
        return cells.number(cell, decimal_comma=decimal_comma)
    except BadCell:
        return None


def _odd_one(noted: Sequence[OwnCell], numbers: dict[int, float | None]) -> tuple[int, str]:
    """The first cell of the rarer kind, since that is most likely the slip."""
    is_number = {one.line: numbers[one.line] is not None for one in noted}
    rarer = sum(is_number.values()) * 2 <= len(noted)
    odd = next(one for one in noted if is_number[one.line] is rarer)
    others = [one for one in noted if is_number[one.line] is not rarer]
    rest = "yes or no" if all(cells.is_yes_or_no(one.cell) for one in others) else "words" if rarer else "numbers"
    return odd.line, f"“{cells.short(odd.cell)}” does not fit the column: the other cells are {rest}."
