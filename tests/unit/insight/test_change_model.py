"""Are the sums of a change right? Its posterior against dense algebra, with and without an unnoted spell."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.unit.insight.diaries import FIRST, table_of

from supple.insight import step as step_room
from supple.insight.adjust import Held
from supple.insight.nuisance import nuisance
from supple.insight.outcome import read_outcome
from supple.insight.step import Step, fit_step
from supple.model import DatedChange

POINT = (0.55, 0.3)
SPREAD = 1.2


def one_model(monkeypatch: pytest.MonkeyPatch, *, with_spell: bool) -> None:
    """A single point of the grid, one prior spread, and one spell for sure (or none)."""
    monkeypatch.setattr(step_room, "GRID", (POINT,))
    monkeypatch.setattr(step_room, "STEP_SPREADS", ((SPREAD, 1.0),))
    monkeypatch.setattr(step_room, "SPELL_STAYS_DAYS", (20,))
    monkeypatch.setattr(step_room, "SPELL_EVERY_DAYS", 40)  # begins on day -10 or 30
    monkeypatch.setattr(step_room, "SPELL_SHARE", 1 - 1e-13 if with_spell else 1e-13)


def dense(columns: np.ndarray, precision: np.ndarray, y: np.ndarray, days: np.ndarray, scale: float):
    """Middle and width of the last coefficient, and the log likelihood but for a constant, with nothing clever."""
    rho, nu = POINT
    apart = np.abs(days[:, None] - days)
    inverse = np.linalg.inv((1 - nu) * rho**apart + nu * np.eye(len(days)))
    inner = columns.T @ inverse @ columns + np.diag(precision)
    size = np.linalg.solve(inner, columns.T @ inverse @ y)
    freedom = len(y) + 2.0
    left = scale**2 + y @ inverse @ y - size @ inner @ size
    width = np.sqrt(left / freedom * np.linalg.inv(inner)[-1, -1])
    evidence = -0.5 * np.linalg.slogdet(inner)[1] + 0.5 * np.log(precision).sum() - 0.5 * freedom * np.log(left)
    return size[-1], width, evidence


@pytest.mark.parametrize(("with_spell", "with_held"), [(False, False), (True, False), (False, True)])
def test_the_posterior_is_that_of_dense_algebra_over_gaps(monkeypatch, with_spell, with_held):
    one_model(monkeypatch, with_spell=with_spell)
    rng = np.random.default_rng(6)
    values: list[float | None] = [float(v) for v in np.clip(np.round(5 + rng.normal(size=80)), 2, 8)]
    for row in rng.choice(80, 20, replace=False):
        values[row] = None
    table = table_of({"stiffness": values})
    seen = read_outcome(table, "stiffness")
    change = DatedChange(FIRST + timedelta(days=40), "other")
    other = DatedChange(FIRST + timedelta(days=10), "dose")
    held = Held(rng.normal(size=(80, 2)), np.array([1.0, 4.0])) if with_held else Held.nothing(80)
    got = fit_step(table.days, seen, change, (other,), held)

    fixed, precision = nuisance(
        table.days,
        (other,),
        drift_spread=step_room.DRIFT_SPREAD_PER_90_DAYS,
        bend_spread=step_room.BEND_SPREAD_PER_PIECE,
    )
    fixed, precision = np.column_stack([fixed, held.columns]), np.concatenate([precision, held.precision])
    t = np.arange(80.0)
    spells = [np.clip((t - s) / 2.5, 0, 1) * np.exp(-np.clip(t - s - 20, 0, None) / 12) for s in (-10, 30)]
    step = (t >= 40).astype(float)
    said = []
    for spell in spells if with_spell else [None]:
        columns, known = [fixed], [*precision]
        if spell is not None:
            columns, known = [*columns, spell], [*known, step_room.SPELL_SPREAD**-2]
        made = np.column_stack([*columns, step])[seen.at]
        said.append(dense(made, np.array([*known, SPREAD**-2]), seen.values, seen.at, seen.scale))
    share = np.exp([one[2] - max(each[2] for each in said) for one in said])
    share /= share.sum()
    draws = rng.standard_t(len(seen.at) + 2, 200_000)
    which = rng.choice(len(said), size=len(draws), p=share)
    sizes = np.array([one[0] for one in said])[which] + np.array([one[1] for one in said])[which] * draws
    for at in (0.05, 0.5, 0.95):
        assert got.quantile(at) == pytest.approx(np.quantile(sizes, at), abs=0.01)
    assert got.below(0.0) == pytest.approx(np.mean(sizes < 0), abs=0.01)
    assert got.spell == pytest.approx(float(with_spell), abs=1e-3)


def test_what_is_known_to_be_impossible_is_ruled_out_and_the_rest_keeps_its_odds():
    size = np.linspace(-2, 2, 401)
    step = Step(size, (size + 2) / 4, 1.0, 0.5, 0.0, 0.0)  # any size from -2 to 2 is as likely as any other
    inside = step.within(-1.0, 0.5)
    assert (inside.quantile(0.0), inside.quantile(1.0)) == pytest.approx((-1.0, 0.5))
    assert inside.quantile(0.5) == pytest.approx(-0.25)
    assert inside.below(0.0) == pytest.approx(2 / 3)
    assert step.within(5.0, 6.0) is step  # nothing would be left


def test_where_the_days_before_were_not_the_usual_a_spell_is_likelier():
    rng = np.random.default_rng(3)
    table = table_of({"stiffness": [float(v) for v in np.clip(np.round(4 + rng.normal(size=120)), 0, 10)]})
    seen = read_outcome(table, "stiffness")
    change = DatedChange(FIRST + timedelta(days=60), "other")
    assert fit_step(table.days, seen, change, (), in_patch=True).spell > fit_step(table.days, seen, change, ()).spell


def test_a_spell_that_nobody_noted_is_not_taken_for_the_change():
    """Bad weeks that fade from the day of the change on, after months as usual."""
    rng = np.random.default_rng(9)
    values = 4 + 0.6 * rng.normal(size=180)
    values[70:] += 3 * np.exp(-np.clip(np.arange(110) - 30, 0, None) / 10)
    table = table_of({"stiffness": [float(v) for v in np.clip(np.round(values), 0, 10)]})
    seen = read_outcome(table, "stiffness")
    got = fit_step(table.days, seen, DatedChange(FIRST + timedelta(days=100), "other"), ())
    assert got.spell > 0.9
    assert got.quantile(0.05) < 0 < got.quantile(0.95)
    assert abs(got.quantile(0.5)) < 0.6
