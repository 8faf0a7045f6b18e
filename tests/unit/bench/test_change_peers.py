"""Is every peer of the change benchmark written fairly, and are the people what they are said to be?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from benchmarks.change.methods import BY_NAME, METHODS, Method
from benchmarks.change.people import (
    BAD_PATCH,
    FURTHER,
    MORE,
    RANDOM,
    REPORTING_SEED,
    SCENARIOS,
    TUNING_SEED,
    Case,
    cases,
    of_scenario,
)
from benchmarks.change.structural import causal_impact, causal_impact_loose

from supple.model import DailyTable, DatedChange

FIRST = date(2025, 3, 3)
DAYS, ROW = 150, 70
PEERS = [method for method in METHODS if method.name != "Supple"]
# A trend and a step share the days; what knows of no trend is not bothered by it.
LADDER = next(one for one in FURTHER if one.is_ladder)
TOXIN = next(one for one in FURTHER if one.kind == "injection")


def case(ratings: Sequence[float | None], *, others: tuple[DatedChange, ...] = (), kind: str = "other") -> Case:
    days = tuple(FIRST + timedelta(days=i) for i in range(len(ratings)))
    return Case(
        DailyTable.from_columns(days, {"stiffness": list(ratings)}), DatedChange(days[ROW], kind), others, 0.0
    )


def plain(size: float, seed: int = 1) -> list[float | None]:
    """A level with independent ups and downs, one step and every tenth day blank."""
    values = 5 + 0.6 * np.random.default_rng(seed).normal(size=DAYS)
    values[ROW:] += size
    return [None if i % 10 == 3 else float(v) for i, v in enumerate(values)]


def ask(method: Method, one: Case):
    if not method.can_run:
        pytest.skip(f"{method.needs} is only in .venv-bench")
    return method.ask(one)


@pytest.mark.parametrize("method", PEERS, ids=lambda method: method.name)
def test_a_large_step_is_found_either_way_with_its_size(method):
    for size in (-3.0, 3.0):
        said = ask(method, case(plain(size)))
        assert (said.helped, said.made_worse) == (size < 0, size > 0)
        assert said.size == pytest.approx(size, abs=0.8)
        assert said.low < said.size < said.high
        assert (said.score > 0) == (size < 0)


@pytest.mark.parametrize("method", PEERS, ids=lambda method: method.name)
def test_no_peer_looks_at_the_truth(method):
    """The true effect is in the case for scoring; nothing may depend on it."""
    values = plain(-1.0)
    one = case(values)
    other = Case(one.table, one.change, one.others, -9.0)
    assert ask(method, one) == ask(method, other)


@pytest.mark.parametrize(
    "name",
    ["step, trend and other changes, HAC", "UnobservedComponents", "ARIMA intervention",
     "AR regression with all noted factors"],
)  # fmt: skip
def test_who_is_told_of_another_change_allows_for_it(name):
    values = [None if v is None else v - 3.0 * (i >= 40) for i, v in enumerate(plain(0.0))]
    said = ask(BY_NAME[name], case(values, others=(DatedChange(FIRST + timedelta(days=40), "other"),)))
    assert said.size == pytest.approx(0.0, abs=0.7)


def test_a_level_that_wanders_makes_causal_impact_less_sure():
    rng = np.random.default_rng(4)
    values = [float(v) for v in 5 + np.cumsum(0.25 * rng.normal(size=DAYS)) + 0.4 * rng.normal(size=DAYS)]
    strict, loose = causal_impact(case(values)), causal_impact_loose(case(values))
    assert strict.high is not None
    assert strict.low is not None
    assert loose.high is not None
    assert loose.low is not None
    assert loose.high - loose.low > strict.high - strict.low


def test_what_comes_after_does_not_bear_on_the_forecast_but_on_the_gap():
    """A higher end of the diary raises the size told by about as much."""
    values = plain(0.0)
    raised = [None if v is None else v + 2.0 * (i >= ROW) for i, v in enumerate(values)]
    one, other = causal_impact(case(values)), causal_impact(case(raised))
    assert one.size is not None
    assert other.size is not None
    assert other.size - one.size == pytest.approx(2.0, abs=1e-6)


def test_seeds_are_kept_apart():
    assert TUNING_SEED < 1000 < REPORTING_SEED


def test_the_same_seed_makes_the_same_people_whatever_the_effect():
    nothing, helped = of_scenario(RANDOM, 3, 91), of_scenario(MORE, 3, 91)
    for one, other in zip(nothing, helped, strict=True):
        assert one.change == other.change
        before = slice(0, one.row)
        assert np.array_equal(one.ratings[before], other.ratings[before], equal_nan=True)
        assert np.nanmean(other.ratings[one.row + 10 :]) < np.nanmean(one.ratings[one.row + 10 :])


def test_a_bad_patch_is_one():
    away = []
    for one in of_scenario(BAD_PATCH, 12, 92):
        away.append(np.nanmean(one.ratings[one.row - 7 : one.row]) - np.nanmean(one.ratings[: one.row - 7]))
    assert np.mean(away) > 0.8


def test_a_toxin_cycle_has_the_injection_before_and_fades():
    for one in cases(4, 93, effect=-3.0, in_bad_patch=False, kind="injection"):
        assert one.change.kind == "injection"
        assert [84 <= (one.change.day - other.day).days <= 98 for other in one.others] == [True]
    same = cases(4, 93, effect=0.0, in_bad_patch=False, kind="injection")
    for one, other in zip(cases(4, 93, effect=-3.0, in_bad_patch=False, kind="injection"), same, strict=True):
        moved = one.ratings - other.ratings
        best = np.nanmean(moved[one.row + 15 : one.row + 45])
        assert best < -1.5
        if one.row + 95 < len(moved) - 3:
            assert np.nanmean(moved[one.row + 95 :]) > 0.4 * best


def test_a_ladder_has_three_to_five_steps_some_days_apart():
    for one in of_scenario(LADDER, 10, 94):
        steps = sorted([one.change.day, *(other.day for other in one.others if other.kind == "dose")])
        assert 2 <= len(steps) <= 5
        gaps = [(later - earlier).days for earlier, later in pairwise(steps)]
        assert min(gaps) >= 7
        assert max(gaps) <= 21
    assert len({len(one.others) for one in of_scenario(LADDER, 10, 94)}) > 1


def test_every_scenario_can_be_made():
    for scenario in SCENARIOS:
        made = of_scenario(scenario, 2, 95)
        assert [one.effect for one in made] == [scenario.effect] * 2
        assert {one.change.kind for one in made} == {scenario.kind}
    assert TOXIN.is_null
