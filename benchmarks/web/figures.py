"""The arithmetic: percentiles, and what became of a stream of notes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share of the values does not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


@dataclass(frozen=True)
class Timed:
    """So many runs of one thing, in milliseconds."""

    what: str
    runs: int
    p50: float
    p95: float
    worst: float
    bar: float | None = None

    @property
    def is_met(self) -> bool | None:
        return None if self.bar is None else self.p50 <= self.bar


def timed(what: str, values: Sequence[float], bar: float | None = None) -> Timed:
    return Timed(what, len(values), percentile(values, 0.5), percentile(values, 0.95), max(values), bar)


@dataclass(frozen=True)
class Sized:
    """Bytes over the wire."""

    what: str
    bytes: int
    bar: int | None = None


@dataclass(frozen=True)
class Stream:
    """Notes sent at a steady pace. Waiting is counted from when a note was due to be sent, not from when it was."""

    asked_per_s: float
    seconds: float
    sent: int
    kept: int
    failed: int
    p50: float
    p95: float
    p99: float
    worst: float

    @property
    def lost(self) -> int:
        """Acknowledged and not in the database."""
        return self.sent - self.failed - self.kept

    @property
    def per_s(self) -> float:
        return (self.sent - self.failed) / self.seconds


def stream(asked_per_s: float, seconds: float, waits: Sequence[float], failed: int, kept: int) -> Stream:
    """From the waits of those acknowledged, in milliseconds."""
    return Stream(
        asked_per_s,
        seconds,
        len(waits) + failed,
        kept,
        failed,
        *(percentile(waits, share) for share in (0.5, 0.95, 0.99)),
        worst=max(waits),
    )


def plain(figures: Any) -> Any:
    return asdict(figures)
