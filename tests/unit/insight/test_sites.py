"""Do ratings at the end of their scale and counts enter the model with what they really say, and no more?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.insight import find_triggers
from supple.insight.outcome import OutcomeKind, read_outcome
from supple.insight.sites import _edge_moments, _poisson_moments, first_sites, needs_sites
from supple.model import DailyTable, Timing, Verdict

FIRST = date(2025, 3, 1)


def table_of(**columns: object) -> DailyTable:
    days = len(next(iter(columns.values())))  # type: ignore[arg-type]
    return DailyTable.from_columns([FIRST + timedelta(days=i) for i in range(days)], columns)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=60)
@given(count=st.integers(0, 40), mean=st.floats(-3, 4), sd=st.floats(0.1, 2.0))
def test_a_counts_moments_equal_a_fine_sum(count, mean, sd):
    grid = np.linspace(mean - 12 * sd - 6, mean + 12 * sd + 6, 40001)
    log = count * grid - np.exp(np.minimum(grid, 20)) - 0.5 * ((grid - mean) / sd) ** 2
    weight = np.exp(log - log.max())
    weight /= weight.sum()
    middle = weight @ grid
    spread = weight @ (grid - middle) ** 2
    got_middle, got_spread = _poisson_moments(np.array([float(count)]), np.array([mean]), np.array([sd**2]))
    assert got_middle[0] == pytest.approx(middle, abs=0.02 * sd)
    assert got_spread[0] == pytest.approx(min(spread, 0.9999 * sd**2), rel=0.05)


@settings(deadline=None, max_examples=60)
@given(mean=st.floats(-3, 6), sd=st.floats(0.3, 2.0), at_top=st.booleans())
def test_the_moments_under_an_edge_rating_equal_a_fine_sum(mean, sd, at_top):
    seen = read_outcome(table_of(stiffness=[10.0 if at_top else 0.0] + [5.0] * 9), "stiffness")
    mean = 10 - mean if at_top else mean
    grid = np.linspace(mean - 12 * sd, mean + 12 * sd, 200001)
    inside = grid >= 9.5 if at_top else grid <= 0.5
    weight = np.where(inside, np.exp(-0.5 * ((grid - mean) / sd) ** 2), 0.0)
    if weight.sum() < 1e-12:
        return
    weight /= weight.sum()
    middle = weight @ grid
    spread = weight @ (grid - middle) ** 2
    got_middle, got_spread = _edge_moments(seen, np.full(10, mean), np.full(10, sd**2))
    assert got_middle[0] == pytest.approx(middle, abs=0.02 * sd)
    assert got_spread[0] == pytest.approx(max(spread, 0.02 * sd**2), rel=0.08)


def test_a_zero_says_at_most_and_a_day_in_the_middle_says_itself():
    seen = read_outcome(table_of(stiffness=[0.0, 0.0, 1.0, 2.0, 0.0, 3.0, 0.0, 4.0]), "stiffness")
    sites = first_sites(seen)
    assert needs_sites(seen)
    zero = seen.values == 0
    assert (sites.variance[zero] > 0).all()
    assert (sites.value[zero] < 0.5).all()
    assert (sites.variance[~zero] == 0).all()
    assert (sites.value[~zero] == seen.values[~zero]).all()


def test_ordinary_ratings_stay_as_they_are():
    seen = read_outcome(table_of(stiffness=[3.0, 4.0, 5.0, 6.0] * 10), "stiffness")
    assert not needs_sites(seen)
    assert first_sites(seen).noise is None


def _effects(make: object, column: str, people: int = 10) -> list[tuple[Verdict, float, float, float]]:
    out = []
    for seed in range(people):
        rng = np.random.default_rng(seed)
        x = rng.random(180) < 0.35
        table = table_of(**{column: make(rng, x), "stress": [bool(v) for v in x]})  # type: ignore[operator]
        report = find_triggers(table, column, timing={"stress": Timing(0, 0)}, rng=np.random.default_rng(1))
        one = report.findings[0]
        assert one.low is not None
        out.append((one.verdict, one.effect, one.low, one.high))
    return out  # type: ignore[return-value]


def test_a_floor_does_not_hide_the_size_of_an_effect():
    """Half the ratings sit at 0: a plain mean of with and without shows half of the 1.5 points that are there."""

    def floor(rng: np.random.Generator, x: np.ndarray) -> list[float]:
        return [float(v) for v in np.clip(np.round(0.2 + 1.5 * x + 1.2 * rng.normal(size=180)), 0, 10)]

    found = _effects(floor, "stiffness")
    assert sum(verdict is Verdict.CLEAR for verdict, *_ in found) >= 9
    assert np.mean([effect for _, effect, _, _ in found]) == pytest.approx(1.5, abs=0.25)
    assert sum(low <= 1.5 <= high for _, _, low, high in found) >= 8


def test_counts_with_many_zeros_are_read_as_counts():
    """Spasms double on some nights, from about one: the finding says how many more, in spasms."""

    def nights(rng: np.random.Generator, x: np.ndarray) -> list[float]:
        return [float(v) for v in rng.poisson(0.9 * np.exp(np.log(2.2) * x + 0.4 * rng.normal(size=180)))]

    found = _effects(nights, "night_spasms")
    truth = 0.9 * np.exp(0.08) * 1.2
    assert sum(verdict is Verdict.CLEAR for verdict, *_ in found) >= 8
    assert np.mean([effect for _, effect, _, _ in found]) == pytest.approx(truth, rel=0.25)
    assert sum(low <= truth <= high for _, _, low, high in found) >= 8


def test_counts_are_known_by_their_name_or_by_what_stands_in_them():
    assert read_outcome(table_of(night_spasms=[0.0, 1.0, 2.0, 14.0]), "night_spasms").kind is OutcomeKind.COUNT
    assert read_outcome(table_of(x=[0.0, 1.0, 2.0, 14.0]), "x").kind is OutcomeKind.COUNT
    assert read_outcome(table_of(stiffness=[0.0, 1.0, 2.0, 9.0]), "stiffness").kind is OutcomeKind.RATING
