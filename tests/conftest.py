"""Every test uses temporary folders: nobody's own data folder is read or written."""

from __future__ import annotations

import itertools
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings

_numbers = itertools.count()

# A busy machine is no failure: no test asserts on timing.
hypothesis.settings.register_profile("supple", deadline=None)
hypothesis.settings.load_profile("supple")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file, not SQLite's memory: threads then share it as they do when serving."""
    folder = tmp_path_factory.mktemp("database")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture(scope="session")
def _folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("houses")


@pytest.fixture(autouse=True)
def _nothing_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that outlives its test would work on the next one's database; tests of it start it themselves."""
    from supple.actions.background import Background

    monkeypatch.setattr(Background, "ask", lambda *_: None)


@pytest.fixture(autouse=True)
def _own_folder(_folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that a test starts writes to a folder of its own, made when it is wanted."""
    monkeypatch.setenv("SUPPLE_DATA", str(_folders / f"house-{next(_numbers)}"))
    for name in ("DATABASE_URL", "ALLOWED_HOSTS", "HTTPS", "TRUSTED_PROXY", "DEMO"):
        monkeypatch.delenv(f"SUPPLE_{name}", raising=False)
