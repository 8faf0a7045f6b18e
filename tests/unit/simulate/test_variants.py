"""Does each setting of the generator do what it says, and leave the rest alone?"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from supple.model import DailyTable, FactorPrior
from supple.simulate import Settings, Truth, generate, people_from_seed, prior_from_truths, wrong_prior
from supple.simulate.habits import HABITS, factor_of
from supple.simulate.noting import HEAPED

Person = tuple[str, DailyTable, Truth]


@cache
def people(count: int, **changes: Any) -> tuple[Person, ...]:
    return tuple(people_from_seed(count, 180, 11, settings=Settings(**changes)))


def numbers(table: DailyTable, column: str) -> np.ndarray:
    return np.array([np.nan if cell is None else float(cell) for cell in table.columns[column]])


@pytest.mark.parametrize(
    "changes",
    [
        {"eager_noting": 1.0, "presence_only": True},
        {"ratings_a_day": 3},
        {"heaping": 0.5},
        {"drift_sd_per_day": 0.12},
        {"anonymous": True},
    ],
)
def test_new_settings_leave_what_was_planted_alone(changes):
    for (_, _, plain), (_, _, other) in zip(people(3), people(3, **changes), strict=True):
        assert [(e.lags, e.is_number) for e in plain.effects] == [(e.lags, e.is_number) for e in other.effects]
        assert (plain.rho, plain.sd, plain.mean, plain.noise_sd) == (other.rho, other.sd, other.mean, other.noise_sd)


def test_ceiling_people_sit_at_the_ceiling():
    ratings = np.concatenate([numbers(table, "stiffness") for _, table, _ in people(8, at_ceiling=True)])
    assert np.nanmean(ratings >= 9) > 0.4


def test_nobody_sits_at_both_ends():
    with pytest.raises(ValueError, match="floor and at the ceiling"):
        Settings(at_floor=True, at_ceiling=True)


def test_several_ratings_a_day_become_the_mean_of_those_given():
    counts = []
    for _, table, truth in people(10, ratings_a_day=3):
        assert "stiffness" not in table.columns
        for cell, count in zip(table.columns["stiffness_now"], truth.ratings_noted, strict=True):
            assert (cell is None) == (count == 0)
            assert cell is None or cell * count == pytest.approx(round(cell * count))
        counts += [count for count in truth.ratings_noted if count]
        given = np.array(truth.ratings_noted) > 0
        left = (numbers(table, "stiffness_now") - np.array(truth.latent) - np.array(truth.rating_offset))[given]
        assert abs(left.mean()) < 0.15
        # Three ratings tell more than one: less is left over than one rating's reading noise and rounding.
        assert left.std() < np.sqrt(truth.noise_sd**2 + 1 / 12 + 0.4**2)
    assert {1, 2, 3} == set(counts)
    assert np.mean(counts) == pytest.approx(2.25, abs=0.1)
    assert people(1, ratings_a_day=3)[0][2].settings.column == "stiffness_now"


def test_more_ratings_than_moments_are_refused():
    with pytest.raises(ValueError, match="ratings_a_day"):
        Settings(ratings_a_day=4)


def test_heaped_ratings_lie_on_round_numbers_more_often():
    def share_round(**changes: Any) -> float:
        ratings = np.concatenate([numbers(table, "stiffness") for _, table, _ in people(10, **changes)])
        return float(np.mean(np.isin(ratings[~np.isnan(ratings)], sorted(set(HEAPED)))))

    assert share_round(heaping=1.0) == 1.0
    assert share_round() + 0.15 < share_round(heaping=0.5) < 0.95


def test_heaping_moves_a_rating_by_at_most_one():
    assert max(abs(said - meant) for meant, said in enumerate(HEAPED)) == 1


def test_the_level_wanders_where_drift_is_strong():
    def wandering(**changes: Any) -> float:
        ends = [
            np.mean(truth.background[-30:]) - np.mean(truth.background[:30]) for _, _, truth in people(30, **changes)
        ]
        return float(np.std(ends))

    assert wandering(drift_sd_per_day=0.12) > 1.3 * wandering()


def test_infections_come_in_spells_are_noted_and_raise_the_latent_while_they_last():
    spells, lifts = [], []
    for _, table, truth in people(20, infections=True):
        ill = np.array(truth.exposures["bladder_infection"]) > 0
        effect = truth.effect_of("bladder_infection")
        assert effect is not None
        assert effect.lags == (0,)
        assert 1.0 <= effect.effect <= 2.5
        spells.append(int(np.sum(ill[1:] & ~ill[:-1])))
        if ill.any():
            lifts.append(np.array(truth.latent)[ill].mean() - np.array(truth.latent)[~ill].mean() - effect.effect)
            assert any(cell is True for cell in table.columns["bladder_infection"])
    assert np.mean(spells) == pytest.approx(3, abs=1)
    assert abs(np.mean(lifts)) < 0.35


def test_weekly_physio_is_on_the_same_weekday_in_every_week_and_helps():
    for _, table, truth in people(10, weekly_physio=True):
        on = [day.weekday() for day, there in zip(table.days, truth.exposures["physiotherapy"], strict=True) if there]
        assert len(set(on)) == 1
        assert len(on) >= 25
        effect = truth.effect_of("physiotherapy")
        assert effect is not None
        assert effect.effect < 0


def test_eager_noting_leaves_blanks_on_good_days():
    noted_bad, noted_good = [], []
    for _, table, truth in people(15, presence_only=True, eager_noting=1.0):
        latent = np.array(truth.latent)
        answered = np.array([cell is not None for cell in table.columns["stiffness"]])
        for column in ("caffeine", "tight_clothing", "alcohol"):
            there = (np.array(truth.exposures[column]) > 0) & answered
            said = np.array([cell is True for cell in table.columns[column]])
            is_bad = latent > np.median(latent)
            noted_bad.append(said[there & is_bad])
            noted_good.append(said[there & ~is_bad])
    assert np.mean(np.concatenate(noted_bad)) > np.mean(np.concatenate(noted_good)) + 0.2


def test_effects_on_spasms_multiply_the_count_and_leave_stiffness_alone():
    zeros, ratios = [], []
    for _, table, truth in people(60, outcome="night_spasms", missing_share=0.0):
        counts = numbers(table, "night_spasms")
        zeros.append(np.mean(counts == 0))
        for effect in truth.effects:
            assert min(effect.lags) >= truth.timing[effect.factor].min_lag_days == 1
            if effect.is_number or effect.days_exposed < 20 or effect.effect < 0:
                continue
            x = np.roll(np.array(truth.exposures[effect.factor]), effect.lags[0])[3:] > 0
            if len(effect.lags) == 1:
                ratios.append(counts[3:][x].mean() - counts[3:][~x].mean() - effect.effect)
    assert 0.35 < np.mean(zeros) < 0.7
    assert len(ratios) > 20
    assert abs(np.mean(ratios)) < 0.15
    # The stiffness is that of people in whom nothing is planted.
    for (_, table, _), (_, other, _) in zip(
        people(3, outcome="night_spasms"), people(3, outcome="night_spasms", effect_scale=3.0), strict=True
    ):
        assert table.columns["stiffness"] == other.columns["stiffness"]


def test_anonymous_factors_are_the_same_diary_under_names_that_say_nothing():
    for (_, table, truth), (_, hidden, renamed) in zip(people(3), people(3, anonymous=True), strict=True):
        factors = [name for name in hidden.columns if name not in {"stiffness", "night_spasms"}]
        assert sorted(factors) == [f"own:factor {number:02}" for number in range(1, 26)]
        assert set(renamed.timing) == set(renamed.tiers) == set(renamed.exposures) == set(factors)
        usual = renamed.usual_names
        columns = {factor_of(column): column for column in HABITS}
        for name in factors:
            assert hidden.columns[name] == table.columns[columns[usual[name]]]
            assert renamed.timing[name] == truth.timing[usual[name]]
        assert [usual[e.factor] for e in renamed.effects] == [e.factor for e in truth.effects]
        assert {usual[factor] for factor in renamed.ancestors} == truth.ancestors
    orders = {tuple(truth.usual_names.values()) for _, _, truth in people(3, anonymous=True)}
    assert len(orders) == 3


def test_a_prior_from_truths_counts_people_and_averages_effects():
    truths = [truth for _, _, truth in people(40)]
    prior = prior_from_truths(truths)
    assert prior.people == 40
    assert set(prior.share) == {factor for factor, tier in truths[0].tiers.items() if tier != "C"}
    found = [effect.effect for truth in truths for effect in truth.effects if effect.factor == "poor_sleep"]
    assert prior.share["poor_sleep"] == pytest.approx(len(found) / 40)
    assert prior.mean["poor_sleep"] == pytest.approx(np.mean(found))
    assert prior.spread["poor_sleep"] == pytest.approx(np.std(found))
    assert prior.mean["stretching"] < 0


def test_a_wrong_prior_deals_the_same_numbers_to_others_and_turns_a_quarter_round():
    factors = [f"f{i}" for i in range(20)]
    prior = FactorPrior(
        {f: (i + 1) / 30 for i, f in enumerate(factors)},
        {f: 1.0 + i for i, f in enumerate(factors)},
        {f: 0.1 * (i + 1) for i, f in enumerate(factors)},
        people=9,
    )
    wrong = wrong_prior(prior, np.random.default_rng(3))
    assert sorted(wrong.share.values()) == sorted(prior.share.values())
    assert sum(wrong.share[f] == prior.share[f] for f in factors) <= 4
    assert sorted(abs(mean) for mean in wrong.mean.values()) == sorted(prior.mean.values())
    assert sum(mean < 0 for mean in wrong.mean.values()) == 5
    assert sorted(wrong.spread.values()) == sorted(prior.spread.values())
    assert wrong.people == 9


def test_what_is_laid_over_a_life_moves_its_ratings_and_what_answers_to_them() -> None:
    over = (0.0,) * 60 + (3.0,) * 60
    plain, moved = (generate(np.random.default_rng(8), Settings(days=120, laid_over=laid)) for laid in ((), over))
    latent = np.array(moved.truth.latent) - np.array(plain.truth.latent)
    assert abs(latent[:60]).max() < 1e-9
    assert latent[60:].mean() > 2
    with pytest.raises(ValueError, match="one number a day"):
        Settings(days=120, laid_over=(1.0,))
