"""Every test uses temporary folders: nobody's own data folder is read or written."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

# A busy machine is no failure: no test asserts on timing.
hypothesis.settings.register_profile("supple", deadline=None)
hypothesis.settings.load_profile("supple")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file, not SQLite's memory: threads then share it as they do when serving."""
    folder = tmp_path_factory.mktemp("database")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A process that a test starts writes here."""
    folder = tmp_path_factory.mktemp("data") / "supple"
    monkeypatch.setenv("SUPPLE_DATA", str(folder))
    monkeypatch.delenv("SUPPLE_DATABASE_URL", raising=False)
    return folder
