"""Is every peer written fairly? Each finds an obvious trigger and little else; what it needs may be missing."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec

import numpy as np
import pytest
from benchmarks.triggers.claims import Claim
from benchmarks.triggers.correlations import discoveries
from benchmarks.triggers.design import read
from benchmarks.triggers.methods import BY_NAME, METHODS, Method
from benchmarks.triggers.people import (
    BASE,
    PRIOR_SEED,
    REPORTING_SEED,
    TUNING_SEED,
    VARIANTS,
    Variant,
    generator_version,
    person,
)
from benchmarks.triggers.run import Answers, Plan
from benchmarks.triggers.whiten import errors, white

from supple.model import DailyTable
from supple.simulate import Settings, Truth

# Large effects on people of a seed that nothing is tuned on.
OBVIOUS = Variant("obvious", Settings(days=120, effect_scale=2.5, missing_share=0.05), 120)
APP = "same-day correlation, p < .05"
PEERS = [method for method in METHODS if not method.is_supple]


def obvious(number: int) -> tuple[DailyTable, Truth]:
    return person(OBVIOUS, 77, number)


def ask(method: Method, number: int) -> tuple[list[Claim], Truth]:
    if method.needs and find_spec(method.needs) is None:
        pytest.skip(f"{method.needs} is only in .venv-bench")
    table, truth = obvious(number)
    return method.ask(table, truth, BASE), truth


@pytest.mark.parametrize("method", [m for m in PEERS if m.name != APP], ids=lambda method: method.name)
def test_the_largest_effects_come_first(method: Method):
    claims, truth = ask(method, 0)
    true = {effect.factor for effect in truth.effects}
    ordered = sorted(claims, key=lambda claim: -claim.score)
    assert ordered[0].factor in true
    assert ordered[0].is_told
    assert {claim.factor for claim in claims} <= set(truth.tiers)
    best = truth.effect_of(ordered[0].factor)
    assert best is not None
    if ordered[0].effect is not None and method.name != "whitened lasso, 1-SE":
        assert ordered[0].effect == pytest.approx(best.effect, abs=0.4 * abs(best.effect))
    if ordered[0].low is not None and ordered[0].high is not None:
        assert ordered[0].low < ordered[0].high


@pytest.mark.parametrize("method", PEERS, ids=lambda method: method.name)
def test_symptoms_are_never_offered_by_those_who_know_the_timing(method: Method):
    claims, truth = ask(method, 1)
    symptoms = {factor for factor, tier in truth.tiers.items() if tier == "C"}
    offered = symptoms & {claim.factor for claim in claims}
    assert bool(offered) == (method.name == APP)


def test_what_apps_do_is_fooled_by_what_answers_to_the_day():
    claims, truth = ask(BY_NAME[APP], 0)
    told = sorted((claim for claim in claims if claim.is_told), key=lambda claim: -claim.score)
    assert truth.tiers[told[0].factor] in {"B", "C"}


def test_nobody_but_the_references_sees_the_truth():
    """Peers see timing, dated changes and the outcome's name of the truth: another truth changes nothing."""
    table, truth = obvious(2)
    blank = replace(truth, effects=(), latent=(), background=(), exposures={}, rho=0.0, sd=1.0, ancestors=frozenset())
    for name in (APP, "correlation over lags, BH", "AR-errors regression, BH"):
        assert BY_NAME[name].ask(table, truth, BASE) == BY_NAME[name].ask(table, blank, BASE)


def test_the_design_reads_what_was_noted_and_keeps_gaps():
    table, truth = person(VARIANTS["noted only when present"], 78, 0)
    design = read(table, truth)
    outcome = table.columns["stiffness"]
    assert list(design.y) == [cell for cell in outcome if cell is not None]
    assert not {"pain", "fatigue", "mood"} & set(design.factors)
    place = design.factors.index("caffeine")
    noted = [cell is not None for cell in outcome]
    # Noted only when present: on a day with other notes, blank is none of it; on a blank day nobody knows.
    values = design.observed[:, place]
    assert set(values[~np.isnan(values)]) == {0.0, 1.0}
    assert all(not np.isnan(value) for value, was in zip(values, noted, strict=True) if was)
    assert np.isnan(values).sum() > 0
    assert min(design.lags[design.factors.index("steps")]) == 1
    assert abs(design.filled[:, place].mean()) < 0.2


def test_memory_of_the_errors_is_found():
    rng = np.random.default_rng(5)
    found = []
    for number in range(3):
        table, truth = obvious(number)
        design = read(table, truth)
        at = design.at
        rough = np.linalg.cholesky(errors(at, 0.8, 0.2)) @ rng.normal(size=len(at))
        found.append(white(replace(design, y=rough)).rho)
    assert 0.6 < np.mean(found) < 0.95


def test_benjamini_hochberg():
    assert list(discoveries([0.9, 0.001, 0.04, 0.03], 0.1)) == [False, True, True, True]
    assert not discoveries([0.5, 0.9], 0.1).any()
    assert not discoveries([], 0.1).any()


def test_seeds_are_kept_apart_and_every_kind_of_people_can_be_made():
    assert REPORTING_SEED > 1000
    assert len({REPORTING_SEED, TUNING_SEED, PRIOR_SEED}) == 3
    assert max(TUNING_SEED, PRIOR_SEED) < 1000
    for variant in VARIANTS.values():
        table, truth = person(variant, 79, 0)
        assert truth.settings.column in table.columns
        assert len(table.days) == variant.days
        assert bool(truth.effects) == variant.has_true_ones


def test_kept_answers_are_void_when_people_are_made_differently():
    assert len({generator_version(name) for name in VARIANTS}) == len(VARIANTS)


def test_a_run_asks_only_what_is_missing(tmp_path, monkeypatch):
    asked = []
    plan = Plan(people=2, tuning=1, methods=("correlation over lags, BH",), variants=(BASE.name,))

    def counting(task):
        asked.append(task)
        return task[3], run_one(task)[1]

    from benchmarks.triggers import run

    run_one = run.ask_one
    monkeypatch.setattr(run, "ask_one", counting)
    first = Answers(plan, tmp_path)
    first.fill(lambda _: None)
    assert len(asked) == 3
    Answers(replace(plan, people=3), tmp_path).fill(lambda _: None)
    assert len(asked) == 4
    assert asked[-1][3] == 2
    assert len(first.of(BY_NAME["correlation over lags, BH"], BASE, plan.seed)) == 2
