"""Every table shown in the how-to imports as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.unit.imports.reading import REPOSITORY, read

TABLES = re.findall(
    r"```csv\n(.*?)```", (REPOSITORY / "docs/how-to/import.md").read_text(encoding="utf-8"), re.DOTALL
)


def test_there_are_tables_to_try() -> None:
    assert len(TABLES) == 2


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_the_how_to_imports(tmp_path: Path, table: str) -> None:
    result = read(tmp_path, table)
    assert len(result.events) >= 4
    assert result.warnings == ("Kept in your own words: “loud music”.",)
