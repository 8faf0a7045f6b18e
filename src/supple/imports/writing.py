"""How does a daily table become a file again? A Supple table with one row a day, that reads back as the same table.

Cells are days, numbers, yes and no, and every heading begins with a code, so no cell can start a spreadsheet's
formula. What was not noted stays an empty cell. The person's words and the times of day are not in it, so no
columns of a part of the day either (the day's own column holds them): the events are the full copy.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from decimal import Decimal
from typing import TextIO

from supple import knowledge
from supple.imports.names import OWN
from supple.model import Cell, DailyTable


def write_table(table: DailyTable, stream: TextIO) -> None:
    """Write the table as CSV (UTF-8 is the stream's business); `read_file` gives the same columns back."""
    writer = csv.writer(stream, lineterminator="\n")
    whole = {
        name: column for name, column in table.columns.items() if not knowledge.is_part_of_day(name, table.columns)
    }
    writer.writerow(["day", *whole])
    columns = [_written(name, column) for name, column in whole.items()]
    for i, day in enumerate(table.days):
        writer.writerow([day.isoformat(), *(column[i] for column in columns)])


def _written(name: str, column: Sequence[Cell]) -> list[str]:
    """The column's cells. Own numbers that are all 0 or 1 become 0.0 and 1.0, since 0 and 1 read as no and yes."""
    numbers = [cell for cell in column if cell is not None and not isinstance(cell, bool)]
    looks_like_yes_no = name.startswith(OWN) and all(number in {0, 1} for number in numbers)
    return [_cell(cell, with_decimal=looks_like_yes_no) for cell in column]


def _cell(cell: Cell, *, with_decimal: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if cell == int(cell):
        return f"{cell + 0.0:.1f}" if with_decimal else f"{int(cell)}"
    return f"{Decimal(repr(cell)):f}"
