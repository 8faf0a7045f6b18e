"""Is what else was noted held fixed, and only that? By hand-made diaries in which something else moves the days."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.unit.insight.diaries import FIRST, rating, table_of, wander

from supple.insight import look_at_change
from supple.insight.adjust import hold_fixed
from supple.insight.known import is_left_to_the_change, is_outside
from supple.model import ChangeReport, ChangeVerdict, DatedChange

DAYS, ROW = 140, 70
CHANGE = DatedChange(FIRST + timedelta(days=ROW), "other", "new mattress")


def nights(share_before: float, share_since: float, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    share = np.where(np.arange(DAYS) < ROW, share_before, share_since)
    return np.asarray(rng.random(DAYS) < share)


def look(values: np.ndarray, **noted: np.ndarray) -> ChangeReport:
    columns: dict[str, list[object]] = {"stiffness": list(rating(values))}
    for name, there in noted.items():
        columns[name.replace("__", ":")] = [bool(x) for x in there]
    return look_at_change(table_of(columns), "stiffness", CHANGE)


def calm(seed: int = 2) -> np.ndarray:
    return np.asarray(4.0 + 0.7 * wander(np.random.default_rng(seed), DAYS, 0.3))


def width(report: ChangeReport) -> float:
    assert report.low is not None
    assert report.high is not None
    return report.high - report.low


def test_what_clearly_matters_is_held_fixed_and_makes_the_range_narrower():
    poor = nights(0.35, 0.35)
    values = calm() + 2.5 * poor - 1.0 * (np.arange(DAYS) >= ROW)
    without, with_it = look(values), look(values, poor_sleep=poor)
    assert with_it.diagnostics["held_fixed"] == ["poor_sleep"]
    assert without.diagnostics["held_fixed"] == []
    assert width(with_it) < 0.8 * width(without)
    assert with_it.low is not None
    assert with_it.high is not None
    assert with_it.low < -1.0 < with_it.high


def test_heat_that_came_on_one_side_only_is_not_taken_for_the_change():
    """Two hot spells before the change, none since; nothing else happened."""
    heat = np.zeros(DAYS, dtype=bool)
    heat[20:32] = heat[44:58] = True
    report = look(calm() + 2.5 * heat, heat=heat)
    assert "heat" in report.diagnostics["held_fixed"]
    assert report.diagnostics["moved_with_it"] == []
    assert report.verdict is not ChangeVerdict.HELPED
    assert report.effect == pytest.approx(0.0, abs=0.5)


def test_what_a_change_does_through_sleep_stays_in_its_size():
    """Poor nights cost 2.5 points; the change ended nearly all of them, and did nothing else."""
    poor = nights(0.6, 0.05)
    report = look(calm() + 2.5 * poor, poor_sleep=poor)
    moved = 2.5 * (poor[ROW:].mean() - poor[:ROW].mean())
    assert report.diagnostics["moved_with_it"] == ["poor_sleep"]
    assert report.low is not None
    assert report.high is not None
    assert report.low < moved < report.high
    assert report.verdict is ChangeVerdict.HELPED


def test_something_of_ones_own_that_is_the_change_hides_nothing():
    """Noted as present on every day since: the change by another name."""
    values = calm() - 2.0 * (np.arange(DAYS) >= ROW)
    report = look(values, own__splint=np.arange(DAYS) >= ROW)
    assert report.effect == pytest.approx(-2.0, abs=0.7)
    assert report.verdict is ChangeVerdict.HELPED


@pytest.mark.parametrize("treatment", ["missed_dose", "stretching", "physiotherapy", "new_medicine", "baclofen"])
def test_treatments_are_never_held_fixed(treatment):
    assert is_left_to_the_change(treatment)
    there = nights(0.4, 0.4)
    report = look(calm() + 2.5 * there, **{treatment: there})
    assert report.diagnostics["held_fixed"] == []


@pytest.mark.parametrize("own", ["own:extra baclofen", "own:half a tizanidine"])
def test_a_medicine_in_ones_own_words_is_a_medicine(own):
    assert is_left_to_the_change(own)


def test_symptoms_of_the_day_are_never_held_fixed():
    """They come with it: to hold pain fixed would hide what the change did."""
    values = rating(calm() - 2.0 * (np.arange(DAYS) >= ROW))
    table = table_of({"stiffness": values, "pain": [min(v + 1, 10.0) for v in values]})
    assert hold_fixed(table, "stiffness", CHANGE, ()).factors == ()


def test_nothing_moves_the_weather():
    assert is_outside("heat")
    assert is_outside("cold.level")
    assert not is_outside("poor_sleep")
    assert not is_outside("bladder_infection")


def test_the_same_days_give_the_same_report():
    poor = nights(0.35, 0.2)
    values = calm() + 1.5 * poor
    one, other = look(values, poor_sleep=poor), look(values, poor_sleep=poor)
    assert (one.effect, one.low, one.high) == (other.effect, other.low, other.high)
