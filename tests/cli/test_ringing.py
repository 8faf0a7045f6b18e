"""Is what rings started again whenever it ended? By `supple up`, for as long as that runs."""

from __future__ import annotations

import signal
import subprocess
from typing import Any

import pytest
import typer

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


class Killed:
    """What serves or rings, and ends as the test says. `asked`: what comes first."""

    def __init__(self, code: int, asked: str = "") -> None:
        self.code, self.asked = code, asked

    def __repr__(self) -> str:
        return f"{self.code} {self.asked}".strip()

    def wait(self, timeout: float | None = None) -> int:
        asked, self.asked = self.asked, ""
        if asked == "Ctrl-C":
            raise KeyboardInterrupt
        if asked:
            signal.raise_signal(signal.Signals[asked])
        return self.code

    def terminate(self) -> None:
        """It ends by itself."""


@pytest.mark.parametrize(
    ("process", "code"),
    [
        (Killed(-9), 137),
        (Killed(-15), 143),
        (Killed(-15, "SIGTERM"), 0),
        (Killed(-2, "Ctrl-C"), 0),
        (Killed(3), 3),
        (Killed(3, "SIGTERM"), 3),
        (Killed(0), 0),
    ],
    ids=repr,
)
@pytest.mark.parametrize("command", ["up", "worker"])
def test_what_was_killed_and_not_asked_to_end_has_not_ended_well(
    command: str, process: Killed, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else whatever keeps Supple running takes it for stopped on purpose, and leaves it so."""
    monkeypatch.setattr(subprocess, "Popen", lambda *_, **__: Killed(process.code, process.asked))
    kept = {each: signal.getsignal(each) for each in signal.Signals if each.name in {"SIGTERM", "SIGHUP"}}
    try:
        with pytest.raises(typer.Exit) as ended:
            serving.up() if command == "up" else serving.worker()
    finally:
        for each, handler in kept.items():
            signal.signal(each, handler)
    assert ended.value.exit_code == code
