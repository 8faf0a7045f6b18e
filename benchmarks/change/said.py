"""What does a method say of one case? A size with its 90 % interval, a verdict, and a score to rank claims by."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """None where it says nothing. `score`: the larger, the surer that it helped (0 where nothing is said of it)."""

    helped: bool
    made_worse: bool
    size: float | None
    low: float | None
    high: float | None
    score: float = 0.0
    seconds: float = 0.0

    @classmethod
    def of(cls, size: float, error: float, wide: float) -> Said:
        """A size with its standard error; `wide` errors to either side make its 90 % interval."""
        half = wide * error
        score = -size / error if error > 0 else 0.0
        return cls(size + half < 0, size - half > 0, size, size - half, size + half, score)


NOTHING = Said(False, False, None, None, None)
