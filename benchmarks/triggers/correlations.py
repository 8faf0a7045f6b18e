"""What do diary apps do? Correlation of each thing noted with the outcome, on the same day or at each lag."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks.triggers.claims import Claim
from benchmarks.triggers.design import Design, factor_columns
from supple.model import DailyTable

Floats = NDArray[np.float64]
BH_LEVEL = 0.1
MIN_BOTH = 10


def same_day(table: DailyTable, column: str) -> list[Claim]:
    """Every column against the same day's outcome, told if p < 0.05. No timing, no care for symptoms."""
    y = _numbers(table.columns[column])
    found = []
    for factor, name in factor_columns(table).items():
        x = _numbers(table.columns[name])
        known = ~np.isnan(x) & ~np.isnan(y)
        unit = float(np.nanstd(x)) if _is_number(table.columns[name]) and known.any() else 1.0
        effect, error, p = _slope(x[known] / (unit or 1.0), y[known])
        found.append(_claim(factor, p, p < 0.05, 0, effect, error))
    return found


def over_lags(design: Design) -> list[Claim]:
    """Each factor at each lag the timing allows; Benjamini-Hochberg over all of them; the strongest lag is told."""
    tests = []
    for place, factor in enumerate(design.factors):
        for lag in design.lags[place]:
            x = np.where(design.at >= lag, design.observed[np.maximum(design.at - lag, 0), place], np.nan)
            known = ~np.isnan(x)
            effect, error, p = _slope(x[known], design.y[known])
            tests.append((p, place, factor, lag, effect, error))
    told = discoveries([test[0] for test in tests], BH_LEVEL)
    best: dict[str, Claim] = {}
    for (p, place, factor, lag, effect, error), is_told in zip(tests, told, strict=True):
        claim = _claim(factor, p, bool(is_told), lag, effect, error, design=design, place=place)
        if factor not in best or claim.score > best[factor].score:
            best[factor] = claim
    return list(best.values())


def discoveries(p: Sequence[float], level: float) -> NDArray[np.bool_]:
    """Which of these does Benjamini-Hochberg call found?"""
    values = np.array(p)
    order = np.argsort(values)
    passed = np.nonzero(values[order] <= level * np.arange(1, len(values) + 1) / max(len(values), 1))[0]
    out = np.zeros(len(values), dtype=bool)
    if len(passed):
        out[order[: passed[-1] + 1]] = True
    return out


def surety(p: float) -> float:
    """A p-value as a score: its digits."""
    return float(-np.log10(max(p, 1e-300)))


def _claim(
    factor: str,
    p: float,
    is_told: bool,
    lag: int,
    effect: float,
    error: float,
    *,
    design: Design | None = None,
    place: int = 0,
) -> Claim:
    bounds = (effect, effect - 1.645 * error, effect + 1.645 * error)
    if design is not None:
        bounds = design.in_outcome(place, *bounds)
    return Claim(factor, surety(p), is_told, lag, *bounds)


def _slope(x: Floats, y: Floats) -> tuple[float, float, float]:
    """Slope, its standard error and p; nothing to be told (0, 0, 1) where either never changes."""
    if len(x) < MIN_BOTH or x.std() == 0 or y.std() == 0:
        return 0.0, 0.0, 1.0
    found = stats.linregress(x, y)
    return float(found.slope), float(found.stderr), float(found.pvalue)


def _numbers(cells: Sequence[object]) -> Floats:
    return np.array([np.nan if cell is None else float(cell) for cell in cells])


def _is_number(cells: Sequence[object]) -> bool:
    return any(cell is not None and not isinstance(cell, bool) for cell in cells)
