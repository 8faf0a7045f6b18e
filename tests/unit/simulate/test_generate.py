"""Are the invented people what they are said to be?"""

from __future__ import annotations

import numpy as np
import pytest

from supple.model import DailyTable
from supple.simulate import Settings, generate, people_from_seed
from supple.simulate.habits import DRIVES, HABITS, ancestors, factor_of, timing_map
from supple.simulate.living import NUMBERS

NUMBERS_BY_FACTOR = {factor_of(column): numbers for column, numbers in NUMBERS.items()}


def _people(count: int, seed: int = 7, **changes: object) -> list[tuple[str, DailyTable, object]]:
    return list(people_from_seed(count, 180, seed, settings=Settings(**changes)))  # type: ignore[arg-type]


def test_the_same_seed_and_number_give_the_same_person_however_many_there_are():
    few, many = _people(2), _people(5)
    assert few == many[:2]
    assert list(people_from_seed(5, 180, 7, first=4)) == many[4:]
    assert _people(1, seed=8)[0][1] != few[0][1]


def test_there_are_25_candidates_in_three_tiers():
    tiers = [habit.tier for habit in HABITS.values()]
    assert [tiers.count(tier) for tier in "ABC"] == [18, 4, 3]
    timing = timing_map()
    for column, habit in HABITS.items():
        assert timing[factor_of(column)].is_consequence == (habit.tier == "C")
        assert (timing[factor_of(column)].min_lag_days == 1) == (habit.tier == "B")


def test_three_to_seven_effects_are_planted_where_they_may_act():
    for _, _, truth in _people(20):
        assert 3 <= len(truth.effects) <= 7
        for effect in truth.effects:
            assert truth.tiers[effect.factor] != "C"
            assert min(effect.lags) >= truth.timing[effect.factor].min_lag_days
            assert 0.05 < abs(effect.effect) <= 1.6


def test_people_without_a_trigger_have_none():
    assert all(not truth.effects for _, _, truth in _people(3, no_trigger=True))


def test_ratings_are_whole_points_and_days_are_missing_more_on_bad_ones():
    missing_bad, missing_good = [], []
    for _, table, truth in _people(25):
        cells = table.columns["stiffness"]
        assert all(cell is None or (cell == int(cell) and 0 <= cell <= 10) for cell in cells)
        latent = np.array(truth.latent)
        gone = np.array([cell is None for cell in cells])
        missing_bad.append(gone[latent > np.median(latent)].mean())
        missing_good.append(gone[latent <= np.median(latent)].mean())
    assert 0.07 < np.mean([*missing_bad, *missing_good]) < 0.2
    assert np.mean(missing_bad) > np.mean(missing_good) * 1.2


@pytest.mark.parametrize("share", [0.0, 0.4])
def test_the_missing_share_is_what_was_asked_for(share):
    found = [
        np.mean([cell is None for cell in table.columns["stiffness"]])
        for _, table, _ in _people(6, missing_share=share)
    ]
    assert np.mean(found) == pytest.approx(share, abs=0.06)


def test_floor_people_sit_at_the_floor():
    ratings = [
        cell for _, table, _ in _people(8, at_floor=True) for cell in table.columns["stiffness"] if cell is not None
    ]
    assert np.mean(np.array(ratings) <= 1) > 0.4


def test_presence_only_people_never_answer_no():
    for _, table, _ in _people(3, presence_only=True):
        assert not any(
            cell is False for name, column in table.columns.items() if name != "sitting_long" for cell in column
        )


def test_a_planted_effect_shows_in_the_latent_course():
    """Averaged over many people with poor sleep planted, days it acts on stand higher by about what was planted."""
    differences = []
    for _, table, truth in _people(60, missing_share=0.0):
        effect = truth.effect_of("overexertion")
        if effect is None or len(effect.lags) > 1:
            continue
        x = np.array([cell is True for cell in table.columns["overexertion"]])
        x = np.roll(x, effect.lags[0])[3:]
        latent = np.array(truth.latent)[3:]
        differences.append(latent[x].mean() - latent[~x].mean() - effect.effect)
    assert len(differences) >= 5
    assert abs(np.mean(differences)) < 0.25


def test_more_relapses_and_doubled_reverse_causation_are_what_they_say():
    usual, many = _people(20), _people(20, relapses_per_year=4.0)
    assert sum(len(truth.relapse_days) for _, _, truth in many) > sum(
        len(truth.relapse_days) for _, _, truth in usual
    )

    def pain_follows(**changes: object) -> float:
        pairs = [
            np.corrcoef(
                [
                    [p, s]
                    for p, s in zip(table.columns["pain"], table.columns["stiffness"], strict=True)
                    if p is not None and s is not None
                ],
                rowvar=False,
            )[0, 1]
            for _, table, _ in _people(8, **changes)
        ]
        return float(np.mean(pairs))

    assert pain_follows(reverse_scale=2.0) > pain_follows() + 0.1


def test_ancestors_are_drivers_of_true_factors():
    assert "stress_level" in ancestors(frozenset({"poor_sleep"}))
    assert ancestors(frozenset({"caffeine"})) >= {"poor_sleep", "stress_level", "late_screen_time"}
    assert "heat" not in ancestors(frozenset({"heat"}))
    assert set(DRIVES) <= set(HABITS)


def test_generate_takes_all_its_chance_from_the_generator():
    one = generate(np.random.default_rng(3), Settings(days=40))
    other = generate(np.random.default_rng(3), Settings(days=40))
    assert one == other


def test_the_truth_adds_up_to_the_latent_day_by_day():
    """Background and planted factors leave errors that hang together as `rho` and `sd` say, and nothing else."""
    spreads, carries = [], []
    for _, table, truth in _people(30):
        latent, background, planted = (np.array(s) for s in (truth.latent, truth.background, truth.planted_latent))
        assert len(latent) == len(background) == len(planted) == len(table.days)
        errors = latent - background - planted
        spreads.append(errors.std() / truth.sd)
        carries.append(np.corrcoef(errors[1:], errors[:-1])[0, 1] - truth.rho)
        again = np.zeros(len(latent))
        for effect in truth.effects:
            before, during = truth.exposures_before[effect.factor], truth.exposures[effect.factor]
            whole = np.array([*before, *during])
            mean, sd = NUMBERS_BY_FACTOR.get(effect.factor, (0.0, 1.0))
            size = effect.effect / (np.std(during) / sd) if effect.is_number else effect.effect
            for lag in effect.lags:
                again += size / len(effect.lags) * ((whole - mean) / sd)[len(before) - lag : len(whole) - lag]
        assert np.allclose(again, planted)
    assert np.mean(spreads) == pytest.approx(1.0, abs=0.08)
    assert np.mean(carries) == pytest.approx(0.0, abs=0.06)


def test_complete_exposures_agree_with_what_was_noted():
    _, table, truth = _people(1)[0]
    for column in HABITS:
        for cell, happened in zip(table.columns[column], truth.exposures[factor_of(column)], strict=True):
            assert cell is None or float(cell) == happened


def test_a_carried_effect_is_recorded_beside_the_one_before_carrying():
    for (_, _, plain), (_, _, carrying) in zip(_people(10), _people(10, carry_over=0.5), strict=True):
        for effect in plain.effects:
            assert effect.effect_carried == pytest.approx(effect.effect)
        for effect in carrying.effects:
            share = np.mean([sum(0.5**after for after in range(4 - lag)) for lag in effect.lags])
            assert effect.effect_carried == pytest.approx(effect.effect * share)


def test_the_base_case_stays_the_same_people():
    """A fingerprint of the people that earlier figures are about: new settings draw from streams of their own."""
    _, table, truth = _people(1)[0]
    assert [cell for cell in table.columns["stiffness"] if cell is not None][:12] == [
        4,
        4,
        2,
        5,
        5,
        5,
        4,
        6,
        5,
        6,
        4,
        5,
    ]
    assert truth.noise_sd == pytest.approx(0.5417102)
