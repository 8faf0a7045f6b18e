"""Has the level shifted up, and if so when and by how much? All beginnings and sizes are weighed at once.

Without a shift, notes wander about a slowly drifting level with ups and downs that last for days (an autoregression
in continuous time, so that notes may be hours or days apart and gaps cost nothing). For every note as a beginning,
two paces and several sizes, the likelihood of all notes since is compared with that of no shift; the score is the
logarithm of their weighted sum. Any note may be a slip: no single one can say much, and one alone says nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple.watch.usual import DAY_SD, DRIFT_SD, WILD_SD, WILD_SHARE, share_tame

Floats = NDArray[np.float64]

# Frozen on tuning people of benchmarks/watch; how and why is in docs/decisions/0011-sudden-worsening.md.
RHO, NOTE_VARIANCE, START_SD = 0.55, 0.3, 2.0
# Sizes in points and how likely each; days until a shift is all there; how far back a beginning is looked for.
SIZES = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0])
SIZE_SHARES = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.8, 0.4])
PACES = np.array([1.0, 3.0])
WINDOW_DAYS, AGE_DAYS, LONGEST_GAP_DAYS = 14.0, 10.0, 1.0
# A shift may have begun so long before the first note that shows it.
BEFORE_NOTE_DAYS = 0.5
# So many notes at least must tell of it.
MIN_NOTES = 2
# And no single note may say more than this (a log ratio): in a very calm diary one wild entry would else be enough.
MOST_OF_ONE_NOTE = 2.5
# A person's own spread against the usual one: counts as much as so many notes; what is newer is left out.
SPREAD_NOTES, SPREAD_LATE_DAYS, SPREAD_CAP = 40.0, 8.0, 6.0


@dataclass(frozen=True)
class Shift:
    """What the last note says. `weight` (beginnings, sizes) sums to one; `begun` (days) and `share` (how much of it
    is there by now) of each beginning."""

    score: float
    weight: Floats
    begun: Floats
    share: Floats


class ShiftFilter:
    """Takes notes one by one, in their order. Only `weigh_from` on are beginnings kept (that takes longer)."""

    def __init__(self, start: float, *, weigh_from: float = -math.inf) -> None:
        self._weigh_from = weigh_from
        self._at: float | None = None
        self._level, self._wobble = start, 0.0
        self._var_level, self._cov, self._var_wobble = START_SD**2, 0.0, DAY_SD**2
        self._squares, self._notes = 0.0, 0.0
        self._later: list[tuple[float, float]] = []
        none = np.zeros(0)
        self._begun, self._pace, self._prior, self._in_level, self._in_wobble = none, none, none, none, none
        self._count, self._said = none, np.zeros((0, len(SIZES)))

    def take(self, at: float, value: float, variance: float) -> Shift | None:
        """One note.

        Args:
            at: days, rising.
            value: the rating less what goes with the day.
            variance: of what goes with the day, not known better, and of what only the moment brought.
        """
        gap = 0.0 if self._at is None else at - self._at
        since_last = LONGEST_GAP_DAYS if self._at is None else gap
        self._at = at
        faded = RHO**gap
        self._wobble *= faded
        self._cov *= faded
        self._var_wobble = self._var_wobble * faded**2 + DAY_SD**2 * (1 - faded**2)
        self._var_level += DRIFT_SD**2 * gap
        self._in_wobble = self._in_wobble * faded
        note = NOTE_VARIANCE + variance
        plain = self._var_level + 2 * self._cov + self._var_wobble + note
        error = value - self._level - self._wobble
        spread = plain * self._own_spread(at)
        shift = None
        is_weighed = at >= self._weigh_from
        if is_weighed:
            self._begin(at, since_last)
            share = np.clip((at - self._begun) / self._pace, 0.0, 1.0)
            seen = share - self._in_level - self._in_wobble
            told = _log_density(error - seen[:, None] * SIZES, spread) - _log_density(error, spread)
            self._said += np.minimum(told, MOST_OF_ONE_NOTE)
            self._count += 1
            shift = self._weigh(at, share)
        tame = share_tame(error, spread)
        self._later.append((at, min(error**2 / plain, SPREAD_CAP)))
        plain += note * (1 / tame - 1)
        to_level, to_wobble = (self._var_level + self._cov) / plain, (self._cov + self._var_wobble) / plain
        self._level += to_level * error
        self._wobble += to_wobble * error
        along_level, along_wobble = self._var_level + self._cov, self._cov + self._var_wobble
        self._var_level -= to_level * along_level
        self._cov -= to_level * along_wobble
        self._var_wobble -= to_wobble * along_wobble
        if is_weighed:
            self._in_level = self._in_level + seen * to_level
            self._in_wobble = self._in_wobble + seen * to_wobble
        return shift

    def _own_spread(self, at: float) -> float:
        """How stormy this person's notes are against the usual, from notes old enough not to be of a shift."""
        while self._later and self._later[0][0] <= at - SPREAD_LATE_DAYS:
            self._squares += self._later.pop(0)[1]
            self._notes += 1
        return (SPREAD_NOTES + self._squares) / (SPREAD_NOTES + self._notes)

    def _begin(self, at: float, since_last: float) -> None:
        """A shift may have begun just before this note; beginnings too long ago are let go."""
        keep = self._begun > at - WINDOW_DAYS
        paces = len(PACES)
        begun = at - min(BEFORE_NOTE_DAYS, max(since_last, 1e-3))
        weight = min(since_last, LONGEST_GAP_DAYS) / paces
        none = np.zeros(paces)
        self._begun = np.concatenate([self._begun[keep], np.full(paces, begun)])
        self._pace = np.concatenate([self._pace[keep], PACES])
        self._prior = np.concatenate([self._prior[keep], np.full(paces, weight)])
        self._in_level = np.concatenate([self._in_level[keep], none])
        self._in_wobble = np.concatenate([self._in_wobble[keep], none])
        self._count = np.concatenate([self._count[keep], none])
        self._said = np.concatenate([self._said[keep], np.zeros((paces, len(SIZES)))])

    def _weigh(self, at: float, share: Floats) -> Shift | None:
        prior = self._prior * np.exp(-(at - self._begun) / AGE_DAYS)
        prior = prior / prior.sum()
        told = self._count >= MIN_NOTES
        if not told.any():
            return None
        sizes = np.log(SIZE_SHARES / SIZE_SHARES.sum())
        log_weight = np.log(np.maximum(prior[told], 1e-12))[:, None] + sizes + self._said[told]
        highest = float(log_weight.max())
        weight = np.exp(log_weight - highest)
        total = float(weight.sum())
        return Shift(highest + math.log(total), weight / total, self._begun[told], share[told])


def _log_density(error: Floats | float, variance: float) -> Floats:
    """Of an error, which may be a slip."""
    wild = variance + WILD_SD**2
    square = np.square(error)
    tame = math.log((1 - WILD_SHARE) / math.sqrt(variance)) - square / (2 * variance)
    slip = math.log(WILD_SHARE / math.sqrt(wild)) - square / (2 * wild)
    return np.asarray(np.logaddexp(tame, slip))
