"""Does what rings begin once its database is there?"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, OperationalError

from supple import actions
from supple.model import UserError
from supple.worker import __main__ as starting


def fails(*, times: int, why: type[Exception]) -> Any:
    asked: list[int] = []

    def opened(*_: object, **__: object) -> Path:
        asked.append(1)
        if len(asked) > times:
            return Path("here")
        raise UserError("the database cannot be opened.") from why("no")

    return opened


def test_a_database_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_SECONDS_BETWEEN", 0.01)
    monkeypatch.setattr(actions, "open_data", fails(times=3, why=OperationalError))
    assert starting._opened(None, threading.Event(), demo=False) == Path("here")


def test_one_that_cannot_be_used_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "open_data", fails(times=3, why=DataError))
    with pytest.raises(UserError):
        starting._opened(None, threading.Event(), demo=False)


def test_told_to_stop_it_waits_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    stop.set()
    monkeypatch.setattr(actions, "open_data", fails(times=10**9, why=OperationalError))
    assert starting._opened(None, stop, demo=False) is None
