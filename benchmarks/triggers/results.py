"""What do the answers come to? Counts for each method and kind of people, at its own threshold and equal error."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.triggers.claims import Answer
from benchmarks.triggers.methods import BY_NAME, METHODS, Method
from benchmarks.triggers.people import BASE, NO_TRIGGER, Variant, person
from benchmarks.triggers.run import Answers
from benchmarks.triggers.scoring import Interval, counts, difference, figures
from benchmarks.triggers.tuning import tune
from supple.simulate import Truth

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """One method on one kind of people. `own` and `equal` (people, COUNTS); `threshold` for equal error."""

    method: Method
    variant: Variant
    own: Floats
    equal: Floats
    threshold: float
    seconds: float

    @property
    def people(self) -> int:
        return len(self.own)

    @cached_property
    def at_own(self) -> dict[str, Interval | None]:
        return figures(self.own)

    @cached_property
    def at_equal(self) -> dict[str, Interval | None]:
        return figures(self.equal)


class Results:
    """Rows by method and kind of people, made as they are asked for."""

    def __init__(self, answers: Answers) -> None:
        self.answers, self.plan = answers, answers.plan
        self._truths: dict[tuple[str, int], list[Truth]] = {}
        self._rows: dict[tuple[str, str], Row | None] = {}

    def row(self, method: Method, variant: Variant) -> Row | None:
        """None where the method has nothing to say of these people."""
        key = (method.name, variant.name)
        if key not in self._rows:
            self._rows[key] = self._make(method, variant)
        return self._rows[key]

    def rows(self, variant: Variant) -> list[Row]:
        return [row for method in METHODS if (row := self.row(method, variant)) is not None]

    def best_peer(self, variant: Variant) -> Row | None:
        """The peer that finds most at equal error."""
        peers = [row for row in self.rows(variant) if not row.method.is_supple and not row.method.is_reference]
        return max(peers, key=lambda row: middle(row.at_equal["F1"]), default=None)

    def ahead(self, variant: Variant, name: str = "Supple") -> tuple[Row, Interval | None] | None:
        """How far Supple's F1 is above the best peer's at equal error, on the same people."""
        mine, best = self.row(BY_NAME[name], variant), self.best_peer(variant)
        if mine is None or best is None:
            return None
        both = min(mine.people, best.people)
        return best, difference(mine.equal[:both], best.equal[:both])

    def _make(self, method: Method, variant: Variant) -> Row | None:
        answers = self.answers.of(method, variant, self.plan.seed)
        if not answers:
            return None
        truths = self._of(variant, self.plan.seed, len(answers))
        threshold = self._threshold(method, variant, truths, answers)
        return Row(
            method,
            variant,
            counts(truths, answers),
            counts(truths, answers, threshold),
            threshold,
            float(np.median([answer.seconds for answer in answers])),
        )

    def _threshold(self, method: Method, variant: Variant, truths: list[Truth], answers: list[Answer]) -> float:
        """From tuning people where there are any (of the base case for people without triggers), else from these."""
        like = BASE if variant == NO_TRIGGER else variant
        tuning = self.answers.of(method, like, self.plan.tuning_seed)
        if tuning:
            return tune(self._of(like, self.plan.tuning_seed, len(tuning)), tuning)
        return tune(truths, answers)

    def _of(self, variant: Variant, seed: int, many: int) -> list[Truth]:
        known = self._truths.setdefault((variant.name, seed), [])
        known.extend(person(variant, seed, number)[1] for number in range(len(known), many))
        return known[:many]


def middle(figure: Interval | None) -> float:
    return -1.0 if figure is None else figure.middle
