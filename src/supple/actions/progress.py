"""How far is the reading of a file? From bytes to a share of the whole."""

from __future__ import annotations

from collections.abc import Callable


def by_bytes(progress: Callable[[float], None] | None) -> Callable[[int, int], None] | None:
    """What the imports room calls with (bytes done, bytes in all), for a caller that wants 0.0 … 1.0."""
    if progress is None:
        return None
    return lambda done, in_all: progress(min(1.0, done / in_all) if in_all else 1.0)
