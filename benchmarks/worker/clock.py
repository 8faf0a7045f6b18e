"""A clock that runs while the worker works, and leaps over the time in which it would only wait.

So lateness is what it would be: the wait for the next look, and all the work that stands in between. It runs by the
wall, or by the processor time of the worker and of its database: on a machine that others use too the wall counts
their work as ours.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


class Clock:
    """`now` is the simulated moment."""

    def __init__(self, start: datetime, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._at, self._since = start, seconds()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=self._seconds() - self._since)

    def leap_to(self, at: datetime) -> None:
        """Nothing happens until then; a clock never goes back."""
        self._at, self._since = max(self.now(), at), self._seconds()


def _by_wall(_server: int | None) -> Callable[[], float]:
    return time.perf_counter


def _by_processor(server: int | None) -> Callable[[], float]:
    """Of this process and of the database's server with all that it started, as if they never ran at once."""
    return lambda: time.process_time() + (0.0 if server is None else _family(server))


def _by_two_processors(server: int | None) -> Callable[[], float]:
    """The larger of the two, as if they always ran at once: each has a processor of its own."""
    mine, theirs = time.process_time(), 0.0 if server is None else _family(server)

    def seconds() -> float:
        return max(time.process_time() - mine, 0.0 if server is None else _family(server) - theirs)

    return seconds


CLOCKS: dict[str, Callable[[int | None], Callable[[], float]]] = {
    "wall": _by_wall,
    "processor": _by_processor,
    "two processors": _by_two_processors,
}


def _family(root: int) -> float:
    """Processor seconds of a process and its children, those that ended too."""
    total = 0.0
    for stat in (Path(f"/proc/{root}/stat"), *(Path(f"/proc/{pid}/stat") for pid in _children(root))):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:13]))
        total += sum(map(int, fields[13:15])) if stat.parent.name == str(root) else 0
    return total / _TICKS


def _children(root: int) -> list[str]:
    try:
        return Path(f"/proc/{root}/task/{root}/children").read_text().split()
    except OSError:
        return []


def resident_mb() -> float:
    """How much memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
