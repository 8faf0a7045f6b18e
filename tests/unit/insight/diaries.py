"""Small diaries with a known truth, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from supple.model import DailyTable, Finding, TriggerReport

FIRST = date(2025, 3, 3)


def table_of(columns: dict[str, Sequence[object]]) -> DailyTable:
    length = len(next(iter(columns.values())))
    return DailyTable.from_columns([FIRST + timedelta(days=i) for i in range(length)], columns)


def wander(rng: np.random.Generator, days: int, rho: float, sd: float = 1.0) -> np.ndarray:
    """Good and bad spells with no cause."""
    out = np.zeros(days)
    out[0] = rng.normal() * sd
    for t in range(1, days):
        out[t] = rho * out[t - 1] + sd * np.sqrt(1 - rho**2) * rng.normal()
    return out


def later(x: np.ndarray, lag: int) -> np.ndarray:
    return np.concatenate([np.zeros(lag), x[: len(x) - lag]])


def rating(latent: np.ndarray) -> list[float]:
    return [float(v) for v in np.clip(np.round(latent), 0, 10)]


def yes_no(x: np.ndarray) -> list[bool]:
    return [bool(v) for v in x]


def finding(report: TriggerReport, factor: str) -> Finding:
    return next(one for one in report.findings if one.factor == factor)
