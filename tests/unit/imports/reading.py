"""Read a text as a file, for the tests of the imports."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from supple.diary import daily_table, fold
from supple.imports import ImportResult, read_file
from supple.model import DailyTable, UserError

PERSON = UUID(int=0xA)
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ZONE = "Europe/London"
REPOSITORY = Path(__file__).resolve().parents[3]
VISIBLE = REPOSITORY / "../shared/data/visible_first_year/visible.csv"


def read(folder: Path, content: str | bytes, name: str = "diary.csv") -> ImportResult:
    """The content, as a file of that name."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, person_id=PERSON, zone=ZONE, now=NOW)


def refusal(folder: Path, content: str | bytes, name: str = "diary.csv") -> UserError:
    """Why the content is refused."""
    with pytest.raises(UserError) as caught:
        read(folder, content, name)
    return caught.value


def table_of(result: ImportResult) -> DailyTable:
    """The daily table of all rows of the file."""
    first, last = (result.days[0], result.days[-1]) if result.days else (None, None)
    return daily_table(fold(result.events, person_id=PERSON), first=first, last=last)


def rows_of(result: ImportResult) -> list[dict[str, object]]:
    return list(table_of(result).rows())
