"""A terminal with an empty diary. The empty store is made once and copied: migrations take a second each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which nothing has been noted."""
    folder = tmp_path_factory.mktemp("empty") / "data"
    made = Terminal(folder)("person")
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def terminal(tmp_path: Path, empty_store: Path) -> Terminal:
    """Nothing has been noted here yet."""
    shutil.copytree(empty_store, tmp_path / "data")
    return Terminal(tmp_path / "data")


@pytest.fixture
def new_terminal(tmp_path: Path) -> Terminal:
    """Not even a data folder is there yet."""
    return Terminal(tmp_path / "none-yet")
