"""What are the rows of a CSV text, and on which line does each stand? The separator is found from the first line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from supple.model import UserError

Progress = Callable[[int, int], None]
MAX_COLUMNS = 300
MAX_ROWS = 300_000  # more than twenty years of the busiest export; each row becomes an entry in memory
_REPORT_EVERY_CHARS = 65_536


class Row(NamedTuple):
    """One record: the line it starts on, and its cells as they stand."""

    line: int
    cells: tuple[str, ...]


class Rows(NamedTuple):
    """The header and what follows it. `separator` is ",", ";" or a tab."""

    header: Row
    body: Iterator[Row]
    separator: str


def read_rows(text: str, *, name: str, size_bytes: int, progress: Progress | None = None) -> Rows:
    """The rows, read as one goes; blank lines are passed over.

    Raises:
        UserError: quotes are not closed, or a cell is larger than any diary's (also later, while reading).
    """
    _refuse_cut_off(text, name)
    first = re.split(r"[\r\n]", text.lstrip("\r\n"), maxsplit=1)[0]
    separator = max(",;\t", key=first.count)
    if first.count(separator) >= MAX_COLUMNS:
        raise UserError(
            f"the first line names more than {MAX_COLUMNS} columns.",
            file=name,
            line=1,
            hint="Is this a table of days? Leave out the columns that are not needed. Nothing was stored.",
        )
    body = _rows(text, separator, name, size_bytes, progress)
    header = next(body, None)
    if header is None:
        raise UserError("it holds nothing but separators.", file=name, hint="Save it again. Nothing was stored.")
    return Rows(header, body, separator)


def _rows(text: str, separator: str, name: str, size_bytes: int, progress: Progress | None) -> Iterator[Row]:
    reader = csv.reader(_lines(text, size_bytes, progress), delimiter=separator, strict=True)
    start, rows = 1, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _unreadable(error, name, start) from None
        if any(cell.strip() for cell in cells):
            rows += 1
            if rows > MAX_ROWS:
                raise UserError(
                    f"the file has more than {MAX_ROWS:,} rows.", file=name, hint="Split it into several."
                )
            yield Row(start, tuple(cells))
        start = reader.line_num + 1


def _lines(text: str, size_bytes: int, progress: Progress | None) -> Iterator[str]:
    done, reported = 0, 0
    for line in io.StringIO(text, newline=""):
        yield line
        done += len(line)
        if progress is not None and done - reported >= _REPORT_EVERY_CHARS:
            reported = done
            progress(size_bytes * done // len(text), size_bytes)
    if progress is not None:
        progress(size_bytes, size_bytes)


def _refuse_cut_off(text: str, name: str) -> None:
    """Programs end every line alike; a last line without an end, in a file of Windows lines, was cut off."""
    if "\r\n" in text and not text.endswith(("\n", "\r")):
        raise UserError(
            "the last line breaks off: the file was cut short while it was copied or saved.",
            file=name,
            line=text.count("\n") + 1,
            hint="Export or copy it again. Nothing was stored.",
        )


def _unreadable(error: csv.Error, name: str, line: int) -> UserError:
    if "field larger" in str(error):
        return UserError("one cell holds more than 130,000 letters.", file=name, line=line, hint="Is this a table?")
    return UserError(
        "a quotation mark is opened and not closed.",
        file=name,
        line=line,
        hint='Write a quotation mark inside a cell twice (""), and close the cell with one. Nothing was stored.',
    )
