"""How lucky could this be? The same engine on fake factors: a person's own notes, shifted in time all together.

A factor shifted by weeks keeps its habits, its spells, its weekdays and the way it was noted, and still goes with
the other factors as before; only its tie to the outcome is cut. What then comes out *clear* came out by luck. What
shifting cannot show is bias: notes that were only made on bad days lose that tie as well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.insight.exposures import correlation, noted_days
from supple.insight.known import AMOUNT_ENDINGS, base_of, known
from supple.insight.triggers import find_triggers
from supple.model import Cell, DailyTable, DatedChange, FactorPrior, Luck, Timing, TriggerReport, Verdict

Floats = NDArray[np.float64]

ROUNDS = 24
WEEK = 7
# Nearer to the truth than this, an effect that lasts some days could still show.
LEAST_WEEKS = 2
# Fewer noted days, or fewer shifts that differ, and the answer would be luck itself.
MIN_DAYS, MIN_SHIFTS = 60, 6
# A fake that still runs like the factor itself (a fixed weekly habit, a long warm spell) is no fake.
LIKE_ITSELF = 0.3
TOO_SHORT = f"Your diary is still too short for this: it takes about {MIN_DAYS} noted days."
NOTHING_TRIED = "Nothing in your notes could be tried yet, so there is nothing to weigh against luck."


def how_lucky(
    table: DailyTable,
    outcome: str,
    *,
    factors: Sequence[str] | None = None,
    timing: Mapping[str, Timing] | None = None,
    max_lag_days: int = 3,
    changes: Sequence[DatedChange] = (),
    prior: FactorPrior | None = None,
    rounds: int = ROUNDS,
    rng: np.random.Generator,
    progress: Callable[[float], None] | None = None,
) -> Luck:
    """How many fake factors the engine calls clear or leaning on this diary.

    Args:
        table, outcome, factors, timing, max_lag_days, changes, prior: as for `find_triggers`. Dated changes stay in
            their place: they are allowed for, not tried.
        rounds: how many different shifts, if the diary has room for so many.
        rng: the only source of chance.
        progress: called with 0.0 … 1.0 after each round.

    Returns:
        Counts and a sentence; with `rounds` 0 where the diary is too short to say.
    """

    def find(these: DailyTable, names: Sequence[str] | None) -> TriggerReport:
        return find_triggers(
            these,
            outcome,
            factors=names,
            timing=timing,
            max_lag_days=max_lag_days,
            changes=changes,
            prior=prior,
            rng=rng,
        )

    real = find(table, factors)
    tried = [one.factor for one in real.findings if one.probability is not None]
    shifts = shifts_of(len(table.days), max_lag_days)
    if real.days_noted < MIN_DAYS or len(shifts) < MIN_SHIFTS:
        return Luck(0, 0, 0, 0, TOO_SHORT)
    if not tried:
        return Luck(0, 0, 0, 0, NOTHING_TRIED)
    chosen = sorted(int(days) for days in rng.choice(shifts, size=min(rounds, len(shifts)), replace=False))
    keeps_noting = bool(real.diagnostics.get("only_noted_when_present"))
    diary = _Notes.read(table, outcome, timing=timing, seam_days=max_lag_days)
    seen: list[Verdict] = []
    for done, days in enumerate(chosen, start=1):
        report = find(diary.shifted(days, keeps_noting=keeps_noting), tried)
        seen += [
            one.verdict
            for one in report.findings
            if one.probability is not None and not diary.is_like_itself(one.factor, days)
        ]
        if progress is not None:
            progress(done / len(chosen))
    clear, leaning = seen.count(Verdict.CLEAR), seen.count(Verdict.LEANING)
    return Luck(len(chosen), len(seen), clear, leaning, sentence(len(seen), clear, len(tried)))


def shifts_of(days: int, seam_days: int) -> list[int]:
    """By how many days all notes may be shifted: whole weeks, at least two weeks from the truth either way round."""
    weeks = _cycle(days, seam_days) // WEEK
    return [WEEK * week for week in range(LEAST_WEEKS, weeks - LEAST_WEEKS + 1)]


def sentence(fakes: int, clear: int, tried: int) -> str:
    """Plain words, with how many of the things looked at luck alone would bring."""
    if not fakes:
        return NOTHING_TRIED
    things = "the one thing" if tried == 1 else f"the {tried} things"
    told = f"Of {fakes} fake factors made by shifting your notes in time, {clear or 'none'} came out clear."
    # None of n: the true share may still be as high as three in n.
    expected = tried * (clear or 3) / fakes
    if clear and expected >= 0.05:
        size = f"about {expected:.1f}" if expected < 1.95 else f"about {expected:.0f}"
    else:
        size = f"fewer than {math.ceil(expected * 10 + 1e-9) / 10:.1f}"
    return f"{told} So of {things} looked at, {size} would come out clear by luck alone."


def _cycle(days: int, seam_days: int) -> int:
    """The length of the ring on which notes are shifted: whole weeks, so that weekdays stay weekdays, with at least
    `seam_days` blank rows between the last day and the first, so that no lag reaches from one to the other."""
    return math.ceil((days + seam_days) / WEEK) * WEEK


@dataclass(frozen=True)
class _Notes:
    """A diary ready to be shifted: the outcome's column stays, `moving` go round; `noted`: days noted by hand."""

    table: DailyTable
    outcome: str
    moving: Mapping[str, tuple[Cell, ...]]
    noted: NDArray[np.bool_]
    seam_days: int

    @classmethod
    def read(cls, table: DailyTable, outcome: str, *, timing: Mapping[str, Timing] | None, seam_days: int) -> _Notes:
        kin = knowledge.load().column(base_of(outcome)).code
        moving = {
            name: cells
            for name, cells in table.columns.items()
            if name != outcome
            and knowledge.load().column(base_of(name)).code != kin
            and not known(base_of(name), outcome, timing).is_treatment
        }
        noted = noted_days(table) | np.array([cell is not None for cell in table.column(outcome)], dtype=bool)
        return cls(table, outcome, moving, noted, seam_days)

    def shifted(self, days: int, *, keeps_noting: bool) -> DailyTable:
        """Every factor `days` days later, round the ring; treatments and the outcome's kin are left out.

        The outcome is blank at the seam. `keeps_noting`: also where the shifted day was not noted at all, so that
        "not noted though other things were" keeps its meaning for factors that are only noted when present.
        """
        source = self._source(days)
        is_there = source < len(self.table.days)
        was_noted = is_there & self.noted[np.where(is_there, source, 0)]
        keeps = was_noted if keeps_noting else is_there
        columns: dict[str, tuple[Cell, ...]] = {
            name: tuple(cells[at] if there else None for at, there in zip(source.tolist(), is_there, strict=True))
            for name, cells in self.moving.items()
        }
        own = self.table.column(self.outcome)
        columns[self.outcome] = tuple(cell if keep else None for cell, keep in zip(own, keeps, strict=True))
        noted = frozenset(day for day, was in zip(self.table.days, was_noted, strict=True) if was)
        return DailyTable(self.table.days, columns, noted, self.table.scale_max)

    def is_like_itself(self, factor: str, days: int) -> bool:
        """Does the factor, shifted, still run like the factor where it truly was?"""
        source = self._source(days)
        is_there = source < len(self.table.days)
        for name in (factor, *(f"{factor}{ending}" for ending in AMOUNT_ENDINGS)):
            if name not in self.moving:
                continue
            values = np.array([np.nan if cell is None else float(cell) for cell in self.moving[name]])
            values = np.where(np.isnan(values) & self.noted, 0.0, values) if _is_bare_yes(values) else values
            moved = np.where(is_there, values[np.where(is_there, source, 0)], np.nan)
            both = ~np.isnan(values) & ~np.isnan(moved)
            if both.any() and abs(correlation(values[both], moved[both])) > LIKE_ITSELF:
                return True
        return False

    def _source(self, days: int) -> NDArray[np.int64]:
        """For each row, the row it takes its factors from; past the end: none."""
        length = len(self.table.days)
        return np.asarray((np.arange(length) - days) % _cycle(length, self.seam_days))


def _is_bare_yes(values: Floats) -> bool:
    """Only ever noted when present: its blanks are then what tells its days apart."""
    there = values[~np.isnan(values)]
    return bool(len(there)) and bool(np.all(there == 1.0))
