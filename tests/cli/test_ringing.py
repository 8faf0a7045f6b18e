"""Is what rings started again whenever it ended? By `supple up`, for as long as that runs."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from supple.cli import serving


class Process:
    """A worker that ends when the test says so."""

    started: list[Process] = []

    def __init__(self, *_: Any, **__: Any) -> None:
        self.has_ended = False
        self.started.append(self)

    def poll(self) -> int | None:
        return 1 if self.has_ended else None


def test_one_that_ends_at_once_is_started_seldom_and_never_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", Process)
    Process.started = []
    seconds = [0.0]
    ringing = serving._Ringing([], clock=lambda: seconds[0])
    began = []
    for _ in range(3600):  # it ends within the second, for an hour
        before = len(Process.started)
        ringing.keep_going()
        if len(Process.started) > before:
            began.append(seconds[0])
            Process.started[-1].has_ended = True
        seconds[0] += 1
    assert began[0] == 0
    assert 50 < len(began) < 80
    assert began[-1] > 3500
    seconds[0] += 600
    ringing.keep_going()  # this one lives long: what ended the others is gone
    seconds[0] += 600
    ringing.keep_going()
    Process.started[-1].has_ended = True
    ringing.keep_going()
    seconds[0] += 2
    before = len(Process.started)
    ringing.keep_going()
    assert len(Process.started) == before + 1
