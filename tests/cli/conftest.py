"""A terminal with an empty diary."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Nothing has been noted here yet."""
    return Terminal(tmp_path / "data")
