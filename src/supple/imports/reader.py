"""Which format is this file? Recognised by what stands in it, never by its name, and given to its reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from os import PathLike
from pathlib import Path
from uuid import UUID

from supple.imports.daily_rows import DAY_NAMES, read_daily
from supple.imports.making import Maker
from supple.imports.observations import is_observations, read_observations
from supple.imports.opening import check_is_file, read_text
from supple.imports.result import ImportResult
from supple.imports.rows import Progress, Row, read_rows
from supple.imports.supple_export import is_export, read_export
from supple.imports.visible import is_visible, read_visible
from supple.model import UserError

_Read = Callable[..., ImportResult]


def read_file(
    path: str | PathLike[str],
    *,
    person_id: UUID,
    zone: str,
    now: datetime,
    progress: Progress | None = None,
) -> ImportResult:
    """What the file holds, as events; nothing is stored.

    Args:
        path: a file of any name.
        person_id: whose diary it is.
        zone: IANA name of the wall clock the file was written by.
        now: aware; days after it are refused (Supple table) or left out (app exports).
        progress: called now and then with (bytes done, bytes in all).

    Raises:
        UserError: the file is missing, unreadable, of a kind Supple does not know, or malformed.
    """
    file = Path(path)
    check_is_file(file)
    if is_export(file):
        return read_export(file, person_id=person_id, now=now, progress=progress)
    text, size_bytes = read_text(file)
    rows = read_rows(text, name=file.name, size_bytes=size_bytes, progress=progress)
    file_format, read = _recognise(rows.header, file.name)
    return read(rows, maker=Maker(person_id, zone, now, file_format), file_name=file.name)


def _recognise(header: Row, file_name: str) -> tuple[str, _Read]:
    names = [cell.strip().casefold() for cell in header.cells]
    if is_visible(names):
        return "visible", read_visible
    if DAY_NAMES.intersection(names):
        return ("supple-observations", read_observations) if is_observations(names) else ("supple-table", read_daily)
    raise UserError(
        "Supple does not know this kind of file: its first line names no column “day”.",
        file=file_name,
        line=header.line,
        hint="Supple takes tables with a column “day” (`supple import --template` writes one) and the Visible app’s "
        "export. Nothing was stored.",
    )
