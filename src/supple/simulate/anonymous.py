"""What if nothing were known about the factors? The same diary with names that say nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import numpy as np

from supple.model import DailyTable
from supple.simulate.habits import HABITS, factor_of
from supple.simulate.truth import Truth

_T = TypeVar("_T")


def anonymise(table: DailyTable, truth: Truth, rng: np.random.Generator) -> tuple[DailyTable, Truth]:
    """Every factor becomes `own:factor 01` …, in any order, in the table and in the truth alike."""
    order = rng.permutation(len(HABITS))
    columns = [list(HABITS)[int(i)] for i in order]
    name_of = {factor_of(column): f"own:factor {number:02}" for number, column in enumerate(columns, start=1)}
    outcomes = {name: cells for name, cells in table.columns.items() if factor_of(name) not in name_of}
    # The level says it all, so the yes/no beside it is left out: two columns of one factor would need known endings.
    renamed = {name_of[factor_of(column)]: table.columns[column] for column in columns}

    def moved(values: Mapping[str, _T]) -> dict[str, _T]:
        return {name_of[factor]: value for factor, value in values.items()}

    return (
        replace(table, columns={**outcomes, **renamed}),
        replace(
            truth,
            effects=tuple(replace(effect, factor=name_of[effect.factor]) for effect in truth.effects),
            tiers=moved(truth.tiers),
            ancestors=frozenset(name_of[factor] for factor in truth.ancestors),
            timing=moved(truth.timing),
            exposures=moved(truth.exposures),
            exposures_before=moved(truth.exposures_before),
            usual_names={name: factor for factor, name in name_of.items()},
        ),
    )
