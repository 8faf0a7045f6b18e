"""Who is asked, and on what? Supple, and each peer on plain ratings and on ratings less what goes with the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from benchmarks.watch import peers
from benchmarks.watch.people import Watched
from supple.model import RatedNote
from supple.watch.usual import usual_of_days
from supple.watch.worsening import worsening_scores

Floats = NDArray[np.float64]
OURS, R20, R20_TUNED = "Supple", "rule R20 as it stands", "rule R20, its points tuned"
OURS_PLAIN = "Supple, no triggers allowed for"
ADJUSTED = ", triggers allowed for"


@dataclass(frozen=True)
class Method:
    """`settings`: scores to choose from on tuning people. `bar`: fixed where the method has one of its own."""

    name: str
    settings: tuple[Callable[[Watched], Floats], ...]
    bar: float | None = None
    is_peer: bool = True


def supple(one: Watched) -> Floats:
    return worsening_scores(one.table, one.column, check_ins=check_ins(one), zone=UTC)


def supple_plain(one: Watched) -> Floats:
    """The same with nothing but the ratings."""
    bare = type(one.table)(one.table.days, {one.column: one.table.column(one.column)})
    return worsening_scores(bare, one.column, check_ins=check_ins(one), zone=UTC)


def check_ins(one: Watched) -> tuple[RatedNote, ...]:
    return tuple(RatedNote(at.date(), value, at) for at, value in one.check_ins)


def plain(score: peers.Score) -> Callable[[Watched], Floats]:
    return lambda one: score(one.ratings)


def adjusted(score: peers.Score) -> Callable[[Watched], Floats]:
    return lambda one: score(_less_usual(one))


def methods() -> Sequence[Method]:
    made = [
        Method(OURS, (supple,), is_peer=False),
        Method(OURS_PLAIN, (supple_plain,), is_peer=False),
        Method(R20, (plain(peers.rule_r20),), bar=1.0 - 1e-9),
        Method(R20_TUNED, (plain(peers.rule_r20),)),
    ]
    for name, scores in peers.FAMILIES.items():
        made.append(Method(name, tuple(plain(score) for score in scores)))
        made.append(Method(name + ADJUSTED, tuple(adjusted(score) for score in scores)))
    return made


_KEPT: dict[int, tuple[Watched, Floats]] = {}


def _less_usual(one: Watched) -> Floats:
    if id(one) not in _KEPT:
        _KEPT[id(one)] = (one, one.ratings - usual_of_days(one.table, one.column, one.ratings).points)
    return _KEPT[id(one)][1]
