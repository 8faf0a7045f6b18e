"""What else that was noted moves the days? Held fixed when one change is looked at, so as not to hide it.

Poor nights, heat and infections move the days a good deal, and more of them fall on one side of a change by chance.
Which of them matter to this person is found as for triggers. Two things are never held fixed: treatments (medicines,
missed doses, sessions of stretching or physiotherapy: the change may be one of them), and what comes with or after
the outcome. And where something clearly moved *with* the change, as sleep may, its move stays in: it may be the very
way in which the change works (decision 8).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.insight.beliefs import SLAB_DAY, SLAB_NUMBER
from supple.insight.exposures import Exposure, lagged
from supple.insight.known import base_of, is_left_to_the_change, is_outside, known, offered
from supple.insight.nuisance import change_course
from supple.insight.trying import try_factors
from supple.model import DailyTable, DatedChange

Floats = NDArray[np.float64]

# Less likely ones than this change nothing that can be seen.
LEAST_PROBABILITY = 0.1
# Whether a change moved a factor, beforehand: how likely it is, and by how much (the factor's own spreads).
MOVES, MOVES_SPREADS = 0.2, 0.8
MAX_LAG_DAYS = 3
# The chains that weigh the factors draw from this, so that the same days always give the same report.
_SEED = 20261126


@dataclass(frozen=True)
class Held:
    """`columns` (days, factors) with the prior `precision` of their coefficients in units of the errors' variance.

    `factors`: what they are; `moved`: those of them that clearly moved with the change, whose move stays in.
    """

    columns: Floats
    precision: Floats
    factors: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()

    @classmethod
    def nothing(cls, days: int) -> Held:
        return cls(np.zeros((days, 0)), np.zeros(0))


def hold_fixed(table: DailyTable, outcome: str, change: DatedChange, others: Sequence[DatedChange]) -> Held:
    """The factors that move this person's days, as columns to be held fixed.

    Args:
        table: the days that are counted, with all that was noted on them.
        outcome: the column looked at.
        change: the one looked at.
        others: other dated changes to allow for.
    """
    names = [name for name in offered(table.columns, outcome) if not is_left_to_the_change(name)]
    names = [name for name in names if not known(name, outcome, None).timing.is_consequence]
    if not names:
        return Held.nothing(len(table.days))
    tried = try_factors(
        table,
        outcome,
        factors=names,
        timing=None,
        max_lag_days=MAX_LAG_DAYS,
        changes=(change, *others),
        prior=None,
        rng=np.random.default_rng(_SEED),
    )
    course = change_course(table.days, change)
    if tried.draws is None or course is None:
        return Held.nothing(len(table.days))
    rows = np.arange(len(table.days))
    columns, precision, factors, moved = [], [], [], []
    for place, one in enumerate(tried.exposures):
        probability = float(tried.draws.probability[place])
        if probability < LEAST_PROBABILITY:
            continue
        shape = tried.shapes.of_factor[place] @ tried.draws.shape_probability[place]
        column = lagged(one.by_day, rows, len(shape), 0.0) @ shape
        if not is_outside(one.factor):
            size, is_sure = _move(one, course)
            column = column - size * course
            if is_sure:
                moved.append(one.factor)
        columns.append(column)
        slab = SLAB_NUMBER if one.is_number else SLAB_DAY
        precision.append(1.0 / (slab**2 * probability))
        factors.append(one.factor)
    if not columns:
        return Held.nothing(len(table.days))
    return Held(np.column_stack(columns), np.array(precision), tuple(factors), tuple(moved))


def _move(one: Exposure, course: Floats) -> tuple[float, bool]:
    """How far the factor itself moved with the change, shrunken towards not at all; is it likelier than not?

    Days of a factor hang together too (heat, stress), so the step is weighed against errors that do.
    """
    is_noted = ~np.isnan(one.raw)
    x = one.by_day[is_noted]
    columns = np.column_stack([np.ones(len(x)), course[is_noted]])
    if len(x) < 10 or columns[:, 1].std() < 1e-9:
        return 0.0, False
    size, *_ = np.linalg.lstsq(columns, x, rcond=None)
    rest = x - columns @ size
    variance = float(rest @ rest) / max(len(x) - 2, 1)
    both = is_noted[1:] & is_noted[:-1]
    spread_out = np.zeros(len(one.raw))
    spread_out[is_noted] = rest
    r = 0.0
    if variance > 0 and both.sum() > 10:
        r = float(np.clip(np.mean((spread_out[1:] * spread_out[:-1])[both]) / variance, 0.0, 0.9))
    error = max(variance, 1e-4) * np.linalg.inv(columns.T @ columns)[1, 1] * (1 + r) / (1 - r)
    prior = MOVES_SPREADS**2 * max(float(x.var()), 1e-6)
    log_odds = np.log(MOVES / (1 - MOVES)) + 0.5 * np.log(error / (error + prior))
    log_odds += 0.5 * size[1] ** 2 * (1 / error - 1 / (error + prior))
    share = float(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))))
    return share * float(size[1]) * prior / (prior + error), share > 0.5


def labels(factors: Sequence[str]) -> list[str]:
    """The factors' words, each once, in alphabetical order."""
    return sorted({knowledge.label(base_of(factor)) for factor in factors})
