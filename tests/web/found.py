"""Findings for the tests of what a person sees of them, short to write."""

from __future__ import annotations

from typing import Any

from supple.model import Finding, Verdict


def found(factor: str, verdict: Verdict = Verdict.CLEAR, **changed: Any) -> Finding:
    values: dict[str, Any] = {
        "outcome": "stiffness",
        "lag_days": 1,
        "lags": (1,),
        "effect": 1.2,
        "low": 0.9,
        "high": 1.4,
        "probability": 0.97,
        "days_with": 12,
        "days_without": 20,
        "sentence": f"The day after {factor}, stiffness was higher.",
    }
    return Finding(factor=factor, verdict=verdict, **{**values, **changed})


def untold(factor: str, reason: str = "", verdict: Verdict = Verdict.CANNOT_TELL, **changed: Any) -> Finding:
    nothing = {"lag_days": None, "lags": (), "effect": None, "low": None, "high": None, "probability": None}
    return found(factor, verdict, reason=reason, **{**(nothing if reason else {}), **changed})
