"""The balance tells what was noted on each step, with ranges that hold, and ranks nothing."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.insight.diaries import FIRST, table_of, wander

from supple import insight
from supple.insight import stretch_means as means
from supple.model import (
    Balance,
    BalanceCell,
    BalanceKind,
    BalanceRow,
    DatedChange,
    DoseStretch,
    NotedEffect,
    balance_to_json,
)

LENGTH = 30


def steps(many: int = 2, length: int = LENGTH) -> list[DoseStretch]:
    starts = [FIRST + timedelta(days=length * i) for i in range(many)]
    return [DoseStretch(f"Step {i + 1}", day, day + timedelta(days=length - 1)) for i, day in enumerate(starts)]


def balanced(columns: dict[str, list[object]], *effects: NotedEffect, many: int = 2) -> Balance:
    return insight.balance(table_of(columns), effects, steps(many), medicine="baclofen", label="baclofen")


def row(balance: Balance, code: str) -> BalanceRow:
    return next(one for one in balance.rows if one.code == code)


def holds(cell: BalanceCell, truth: float) -> bool:
    assert cell.low is not None
    assert cell.high is not None
    return cell.low < truth < cell.high


def on(day: int) -> date:
    return FIRST + timedelta(days=day)


def test_each_step_has_its_mean_its_range_and_its_days() -> None:
    rng = np.random.default_rng(1)
    made = balanced({"stiffness": [*(6 + rng.normal(0, 1, LENGTH)), *(3 + rng.normal(0, 1, LENGTH))]})
    first, second = row(made, "stiffness").cells
    assert holds(first, 6)
    assert holds(second, 3)
    assert not holds(first, 3)
    assert (first.days_noted, second.days_noted) == (LENGTH, LENGTH)
    assert "noted on 30 days" in first.beside


def test_few_days_are_not_told_and_their_number_is() -> None:
    cells: list[object] = [*[5.0, 6.0] * 15, *[4.0] * 6, *[None] * 24]
    few = row(balanced({"stiffness": cells}), "stiffness").cells[1]
    assert (few.value, few.low, few.high, few.days_noted) == (None, None, None, 6)
    assert few.words == "can’t tell yet"
    assert few.beside == "noted on 6 days"


def test_what_nobody_noted_is_named_and_never_a_no() -> None:
    made = balanced({"stiffness": [5.0, 6.0] * LENGTH})
    assert {"sleepiness", "dizziness", "weak muscles", "falls", "spasms"} <= set(made.not_noted)
    assert not any(one.code == "sleepiness" for one in made.rows)


def test_a_side_effect_noted_only_when_there_has_no_share() -> None:
    seen = [NotedEffect(on(day), "sleepiness", True, 4.0, "Lioresal") for day in range(0, 20, 2)]
    made = row(balanced({"stiffness": [5.0] * 60}, *seen), "sleepiness")
    assert made.kind is BalanceKind.DAYS
    first, second = made.cells
    assert (first.days_yes, first.days_named, first.worst, first.value) == (10, 10, 4.0, None)
    assert second.words == "not noted"


def test_a_no_makes_a_share_and_another_medicines_name_is_not_this_one() -> None:
    seen = [NotedEffect(on(day), "sleepiness", day % 4 == 0, None, "tizanidine") for day in range(28)]
    first = row(balanced({"stiffness": [5.0] * 60}, *seen), "sleepiness").cells[0]
    assert (first.days_noted, first.days_yes, first.days_named) == (28, 7, 0)
    assert holds(first, 0.25)
    assert first.words == "yes on 7 of 28 days noted"


def test_a_yes_of_one_person_is_not_taken_away_by_anothers_no() -> None:
    seen = [NotedEffect(on(1), "dizziness", True), NotedEffect(on(1), "dizziness", False)]
    first = row(balanced({"stiffness": [5.0] * 60}, *seen), "dizziness").cells[0]
    assert (first.days_noted, first.days_yes) == (1, 1)


def test_a_fall_that_was_not_counted_is_a_fall() -> None:
    counted: list[object] = [0.0] * 20 + [None] + [0.0] * 39
    some: list[object] = [None] * 20 + [True] + [None] * 39
    first = row(balanced({"falls": counted, "falls.any": some}), "falls").cells[0]
    assert (first.days_noted, first.days_yes) == (30, 1)


def test_useful_stiffness_and_function_stand_beside_it() -> None:
    helped: list[object] = [True, True, False] * 10 + [False, False, True] * 10
    made = balanced({"stiffness_helped_standing": helped, "hindered.walking": [5.0, 6.0, 4.0] * 20})
    stood = row(made, "stiffness_helped_standing").cells
    assert [cell.days_yes for cell in stood] == [20, 10]
    assert row(made, "hindered.walking").group.value == "what it got in the way of"


def test_what_else_changed_is_named_with_its_step() -> None:
    other = DatedChange(on(LENGTH), "other", "new mattress")
    made = insight.balance(table_of({"stiffness": [5.0] * 60}), (), steps(), medicine="x", label="x", changes=[other])
    assert made.also == ((), (other,))


def test_its_words_advise_nothing_and_it_has_no_field_that_ranks() -> None:
    seen = [NotedEffect(on(day), "sleepiness", day % 3 == 0, 5.0, "baclofen") for day in range(60)]
    made = balanced({"stiffness": [5.0, 7.0] * 30, "night_spasms": [0.0, 2.0] * 30}, *seen)
    told = [words for one in made.rows for cell in one.cells for words in (cell.words, cell.beside)]
    assert all(problems(words) == [] for words in told)
    text = str(balance_to_json(made)).casefold()
    assert not any(word in text for word in ("best", "rank", "lowest", "effective dose", "recommend"))


def test_a_value_never_stands_without_its_range() -> None:
    with pytest.raises(ValueError, match="interval"):
        BalanceCell(9, value=5.0)


@pytest.mark.parametrize(("rho", "length", "least"), [(0.0, 14, 0.86), (0.4, 14, 0.86), (0.7, 30, 0.84)])
def test_ranges_hold_the_truth_on_days_that_hang_together(rho: float, length: int, least: float) -> None:
    """Four steps of invented people with known levels; nine in ten is promised, a little less is bad luck."""
    rng = np.random.default_rng(20261126)
    stretch = np.repeat(np.arange(4), length)
    level, rate = np.array([6.0, 5.0, 4.5, 4.0]), np.array([2.0, 1.2, 0.6, 0.4])
    held: dict[str, list[bool]] = {"mean": [], "rate": [], "share": []}
    for _ in range(40):
        error, noted = wander(rng, len(stretch), rho), rng.random(len(stretch)) < 0.85
        days, at = np.flatnonzero(noted), stretch[noted]
        values = np.round(level[stretch] + 1.3 * error)[noted]
        hangs = means.how_days_hang(days, values, at)
        counts = rng.poisson(rate[stretch] * np.exp(0.4 * error - 0.08))[noted].astype(float)
        counted = means.how_days_hang(days, counts, at)
        averages = [float(counts[at == s].mean()) for s in range(4)]
        spread = means.dispersion_of(counts, at, averages)
        yes = (error < 0.0)[noted].astype(float)
        said = means.how_days_hang(days, yes, at)
        for s in range(4):
            low, high = means.mean_interval(hangs, s, float(values[at == s].mean()), lowest=-9, highest=19)
            held["mean"].append(low <= level[s] <= high)
            low, high = means.rate_interval(float(counted.effective_days[s]), spread, averages[s])
            held["rate"].append(low <= rate[s] <= high)
            low, high = means.share_interval(float(said.effective_days[s]), float(yes[at == s].mean()))
            held["share"].append(low <= 0.5 <= high)
    assert {kind: np.mean(found) >= least for kind, found in held.items()} == dict.fromkeys(held, True)


def test_days_that_hang_together_count_for_fewer() -> None:
    rng, at, days = np.random.default_rng(3), np.zeros(120, dtype=np.int64), np.arange(120)
    alone = means.how_days_hang(days, wander(rng, 120, 0.0), at).effective_days[0]
    together = means.how_days_hang(days, wander(rng, 120, 0.9), at).effective_days[0]
    assert together < alone / 2 < 120


@given(st.floats(1, 400), st.floats(0, 1))
def test_a_share_lies_within_its_range(days: float, share: float) -> None:
    low, high = means.share_interval(days, share)
    assert 0 <= low <= share <= high <= 1
    assert low < high


@given(st.floats(1, 400), st.floats(1, 20), st.floats(0, 60))
def test_a_rate_lies_within_its_range(days: float, dispersion: float, mean: float) -> None:
    low, high = means.rate_interval(days, dispersion, mean)
    assert 0 <= low <= mean <= high
    assert low < high


@given(st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=60, max_size=60))
def test_whatever_was_rated_the_range_is_on_the_scale_and_the_days_add_up(cells: list[int | None]) -> None:
    made = balanced({"stiffness": [None if cell is None else float(cell) for cell in cells]})
    for one in made.rows:
        assert sum(cell.days_noted for cell in one.cells) == sum(cell is not None for cell in cells)
        for cell in one.cells:
            if cell.value is not None and cell.low is not None and cell.high is not None:
                assert 0 <= cell.low <= cell.value <= cell.high <= 10
                assert cell.low < cell.high


@given(
    gaps=st.lists(st.integers(1, 40), min_size=1, max_size=80),
    rho=st.floats(0.05, 0.99),
    nu=st.floats(0, 0.9),
)
def test_how_far_days_lie_apart_says_as_much_as_every_pair_of_them(gaps: list[int], rho: float, nu: float) -> None:
    days = np.cumsum(gaps) + 738000
    hangs = (1 - nu) * rho ** np.abs(np.subtract.outer(days, days))
    hangs[np.diag_indices(len(days))] = 1.0
    made = means._shrink(means._pairs_by_lag(days), len(days), rho, nu)
    assert made == pytest.approx(float(hangs.mean()), rel=1e-9)


def test_years_of_days_are_never_set_against_each_other_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each pair of days for each point of the grid took many seconds on one stretch of five years."""
    many, made = 1500, means._pairs_by_lag
    sizes: list[int] = []
    monkeypatch.setattr(means, "_pairs_by_lag", lambda days: sizes.append(made(days).size) or made(days))
    values = np.random.default_rng(0).integers(0, 9, many).astype(float)
    means.how_days_hang(np.arange(many), values, np.zeros(many, dtype=np.int64))
    assert sizes == [many]
