"""What does a method say of one person? A claim for each factor it looked at, and how they are kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Claim:
    """One factor that a method looked at.

    `score`: the higher, the surer; thresholds are tuned on it. `is_told`: told at the method's own threshold.
    `effect`, `low`, `high`: outcome points summed over the lags, for one exposed day or one standard deviation,
    with the 90 % interval, where the method has them. `is_unrelated`: the method says that it looks unrelated.
    `is_leaning`: told as a possibility, no more.
    """

    factor: str
    score: float
    is_told: bool
    lag: int | None = None
    effect: float | None = None
    low: float | None = None
    high: float | None = None
    is_unrelated: bool = False
    is_leaning: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """All claims about one person, and how long they took on one core."""

    claims: tuple[Claim, ...]
    seconds: float


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """Short keys and six digits: there are many."""
    rows = [
        [
            claim.factor,
            _short(claim.score),
            int(claim.is_told) + 2 * int(claim.is_unrelated) + 4 * int(claim.is_leaning),
            claim.lag,
            _short(claim.effect),
            _short(claim.low),
            _short(claim.high),
        ]
        for claim in answer.claims
    ]
    return {"seconds": round(answer.seconds, 4), "claims": rows}


def answer_from_json(data: Mapping[str, Any]) -> Answer:
    claims = tuple(
        Claim(factor, score, bool(flags & 1), lag, effect, low, high, bool(flags & 2), bool(flags & 4))
        for factor, score, flags, lag, effect, low, high in data["claims"]
    )
    return Answer(claims, data["seconds"])


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
