"""Does what rings run? It leaves a mark in the data folder each time it looks at its clock; nobody else does."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

PULSE_FILE = "ringing-pulse"
# A mark is made so often at most; without one for so long it does not run.
EVERY = timedelta(seconds=10)
RUNS_WITHIN = timedelta(minutes=2)


def beating(folder: Path, clock: Callable[[], datetime]) -> Callable[[], datetime]:
    """The clock, which leaves a mark when it is looked at. A folder that takes none stops nobody from ringing."""
    marked: datetime | None = None

    def look() -> datetime:
        nonlocal marked
        now = clock()
        if marked is None or not timedelta() <= now - marked < EVERY:
            marked = now
            with contextlib.suppress(OSError):
                path = folder / PULSE_FILE
                path.touch(mode=0o600)
                os.utime(path, (now.timestamp(), now.timestamp()))
        return now

    return look


def last_beat(folder: Path) -> datetime | None:
    """When the last mark was made; None where it never ran here."""
    try:
        return datetime.fromtimestamp((folder / PULSE_FILE).stat().st_mtime, UTC)
    except OSError:
        return None
