"""Did this change help? One dated change, judged by the days before and after, with all the doubt there is.

Supple never advises a treatment by it. It says what followed, how sure that is, and what else changed in those weeks.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.insight import change_words as words
from supple.insight.adjust import Held, hold_fixed
from supple.insight.count_sizes import count_range, even_shares
from supple.insight.known import has_direction, unit_of
from supple.insight.outcome import Outcome, OutcomeKind, read_outcome
from supple.insight.patches import PATCH_DAYS, look_before
from supple.insight.step import Step, fit_step
from supple.insight.told import is_nothing, rating_level, why_nothing
from supple.model import ChangeReport, ChangeVerdict, DailyTable, DatedChange, NearbyChange, Patch

ENGINE = "change/4"
# Days far from a change say little about it, and much else has changed by then.
WINDOW_DAYS = 120
MIN_NOTED = 14
# What else changed within so many days is named; within the fewer, no days can part the two.
NEARBY_DAYS, TOO_CLOSE_DAYS = 28, 10
INTERVAL = 0.9
# A claim needs this probability of the direction: a little more than the interval's, since real diaries are stranger
# than any model of them; and a little more again where it began in a run of days that were not the usual. Set on
# invented people, so that about 2 in 100 (begun in a bad patch 3) are told of a help where there was none.
SURE_ENOUGH, SURE_ENOUGH_IN_PATCH = 0.96, 0.975
# The model knows less of a person than it thinks: on tuning people its ranges held the truth a little too seldom.
WIDER = 1.08
# Where the interval holds so many margins of better and of worse at once, nothing can be said.
TOO_WIDE_MARGINS = 2.0


@dataclass(frozen=True)
class _Days:
    """The days that are counted: a window of the table, less those left out. `row`: the change's own day in it."""

    table: DailyTable
    seen: Outcome
    row: int
    left_out: int
    patch: Patch
    away_points: float

    @property
    def before(self) -> int:
        return int((self.seen.at < self.row).sum())

    @property
    def after(self) -> int:
        return int((self.seen.at >= self.row).sum())


def look_at_change(
    table: DailyTable,
    outcome: str,
    change: DatedChange,
    *,
    others: Sequence[DatedChange] = (),
    began_badly: bool | None = None,
) -> ChangeReport:
    """What followed one change. The same days always give the same report.

    Args:
        table: the diary by days.
        outcome: the column looked at.
        change: the one looked at.
        others: other dated changes to allow for; `change` itself among them is passed over, once.
        began_badly: whether it was begun because it was bad, if the person was asked. The days are looked at too:
            a "no" does not bring days back that look like a bad patch.
    """
    others = tuple(sorted(_without(change, others), key=lambda one: (one.day, one.kind, one.label)))
    nearby = _nearby(change, others)
    days = _days(table, outcome, change, began_badly)
    reason = _why_not(days, nearby)
    held = Held.nothing(0) if reason else hold_fixed(days.table, outcome, change, others)
    step, ends = None, (-math.inf, math.inf)
    if not reason:
        in_patch = days.patch is not Patch.USUAL
        fitted = fit_step(days.table.days, days.seen, change, others, held, in_patch=in_patch)
        step, ends = _possible(days, fitted.wider(WIDER))
    verdict, effect, low, high = ChangeVerdict.CANNOT_TELL, None, None, None
    if step is not None:
        low, effect, high = _points(days, step, ends)
        verdict, reason = _judged(days, step, low, high)
        if is_nothing(days.seen, low) and is_nothing(days.seen, high):
            # So rarely there that both ends round to nothing: that would read as "it does nothing".
            verdict, reason = ChangeVerdict.CANNOT_TELL, why_nothing(days.seen)
            step = low = effect = high = None
    said = words.Said(
        change=change,
        outcome_label=knowledge.label(outcome),
        kind=days.seen.kind,
        unit=unit_of(outcome),
        decimals=days.seen.decimals,
        effect=effect,
        low=low,
        high=high,
        days_before=days.before,
        days_after=days.after,
        has_direction=has_direction(outcome),
    )
    at = days.seen.at
    return ChangeReport(
        outcome=outcome,
        change=change,
        verdict=verdict,
        effect=effect,
        low=low,
        high=high,
        probability_better=None if step is None else _better(days.seen, step),
        days_before=days.before,
        days_after=days.after,
        days_left_out=days.left_out,
        first_day=days.table.days[at[0]] if len(at) else None,
        last_day=days.table.days[at[-1]] if len(at) else None,
        began_in=days.patch,
        nearby=nearby,
        sentence=words.sentence(verdict, said, reason=reason),
        patch_words=words.patch(days.patch, said, days.away_points, days.left_out, as_said=bool(began_badly)),
        nearby_words=words.nearby(nearby),
        reason=reason,
        diagnostics=_diagnostics(days, step, held),
        settings={
            "engine": ENGINE,
            "knowledge": knowledge.load().version,
            "window_days": WINDOW_DAYS,
            "changes_allowed_for": len(others),
            "interval": INTERVAL,
        },
    )


def _days(table: DailyTable, outcome: str, change: DatedChange, began_badly: bool | None) -> _Days:
    """The window around the change, and without the days just before it where it began in a patch, or may have."""
    span = timedelta(days=WINDOW_DAYS)
    kept = [i for i, day in enumerate(table.days) if abs(day - change.day) <= span]
    days, cells = [table.days[i] for i in kept], [table.column(outcome)[i] for i in kept]
    columns = {name: tuple(column[i] for i in kept) for name, column in table.columns.items()}

    def window(cells: list[float | bool | None]) -> DailyTable:
        return replace(table, days=tuple(days), columns={**columns, outcome: tuple(cells)})

    row = (change.day - days[0]).days if days else 0
    seen = read_outcome(window(cells), outcome)
    before = look_before(seen, row)
    patch = Patch.BAD if began_badly else before.patch
    if patch is not Patch.USUAL:
        cells = [None if row - PATCH_DAYS <= i < row else cell for i, cell in enumerate(cells)]
    counted = window(cells)
    left = read_outcome(counted, outcome)
    return _Days(counted, left, row, len(seen.at) - len(left.at), patch, _away_points(seen, before.away))


def _without(change: DatedChange, others: Sequence[DatedChange]) -> list[DatedChange]:
    """The others without the change itself, once: two that nobody named on one day are two."""
    left = list(others)
    if change in left:
        left.remove(change)
    return left


def _nearby(change: DatedChange, others: Sequence[DatedChange]) -> tuple[NearbyChange, ...]:
    apart = [NearbyChange(one, (one.day - change.day).days) for one in others]
    return tuple(one for one in apart if abs(one.days_apart) <= NEARBY_DAYS)


def _why_not(days: _Days, nearby: Sequence[NearbyChange]) -> str:
    """Why nothing may be said; "" if something may."""
    for noted, when in ((days.before, "before"), (days.after, "since")):
        if noted < MIN_NOTED:
            return words.too_few(noted, when, MIN_NOTED, left_out=days.left_out if when == "before" else 0)
    if days.seen.spread < 1e-9:
        return "it was the same on every day noted"
    close = [one.change for one in nearby if abs(one.days_apart) <= TOO_CLOSE_DAYS]
    return words.too_close(close) if close else ""


def _judged(days: _Days, step: Step, low_points: float, high_points: float) -> tuple[ChangeVerdict, str]:
    seen = days.seen
    low, high = step.quantile((1 - INTERVAL) / 2), step.quantile((1 + INTERVAL) / 2)
    if low > 0 or high < 0:
        if not has_direction(seen.code):
            return ChangeVerdict.CANNOT_TELL, words.WHICH_WAY
        better = _better(seen, step)
        enough = SURE_ENOUGH if days.patch is Patch.USUAL else SURE_ENOUGH_IN_PATCH
        if max(better, 1 - better) < enough or low_points <= 0 <= high_points:
            return ChangeVerdict.CANNOT_TELL, words.LEANS
        return (ChangeVerdict.HELPED if better > 0.5 else ChangeVerdict.MADE_WORSE), ""
    bar = TOO_WIDE_MARGINS * seen.margin
    if low < -bar and high > bar:
        return ChangeVerdict.CANNOT_TELL, words.TOO_WIDE
    return ChangeVerdict.NO_CLEAR_CHANGE, ""


def _possible(days: _Days, step: Step) -> tuple[Step, tuple[float, float]]:
    """The sizes that there can be, and the ends of a scale if it ends there.

    Of yes/no answers, shares before and since both lie between none and all days. Ratings can but fall to none and
    rise to the highest; the model's own size runs on beyond the end, where nothing can be noted.
    """
    if days.seen.kind is OutcomeKind.YES_NO:
        mean, since = float(days.seen.values.mean()), days.after / (days.before + days.after)
        highest = min((1 - mean) / (1 - since), mean / since)
        lowest = -min(mean / (1 - since), (1 - mean) / since)
        return step.within(lowest, highest), (-math.inf, math.inf)
    if days.seen.kind is OutcomeKind.RATING:
        least, most = rating_level(days.seen, _ordinals(days), days.seen.at < days.row)
        ends = (-most, days.seen.highest - least)
        low, high = (step.quantile(share) for share in ((1 - INTERVAL) / 2, (1 + INTERVAL) / 2))
        reached = (ends[0] if low < ends[0] else -math.inf, ends[1] if high > ends[1] else math.inf)
        return step.within(*ends), reached
    return step, (-math.inf, math.inf)


def _ordinals(days: _Days) -> NDArray[np.int64]:
    return np.array([days.table.days[i].toordinal() for i in days.seen.at], dtype=np.int64)


def _better(seen: Outcome, step: Step) -> float:
    lower = step.below(0.0)
    return 1.0 - lower if seen.higher_is_better else lower


def _points(days: _Days, step: Step, ends: tuple[float, float]) -> tuple[float, float, float]:
    """(low, effect, high) in the outcome's own points. A range that reached an end of the scale still ends there."""
    seen = days.seen
    if seen.kind is not OutcomeKind.COUNT:
        low, effect, high = (step.quantile(share) for share in ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2))
        low = ends[0] if ends[0] > -math.inf else low
        high = ends[1] if ends[1] < math.inf else high
        return low, effect, high
    sizes = [step.quantile(float(share)) for share in even_shares()]
    return count_range(sizes, (seen.at >= days.row).astype(float), _ordinals(days), seen.values, interval=INTERVAL)


def _away_points(seen: Outcome, away: float) -> float:
    return seen.to_points(away, 0.0) if len(seen.at) else 0.0


def _diagnostics(days: _Days, step: Step | None, held: Held) -> dict[str, object]:
    """How the days were seen: plain JSON, rounded, the same on every run."""
    out: dict[str, object] = {
        "outcome_kind": days.seen.kind.value,
        "just_before_against_usual": round(days.away_points, 3),
        "too_small_to_matter": round(days.seen.to_points(days.seen.margin, 0.5), 3) if len(days.seen.at) else None,
    }
    if step is not None:
        out |= {
            "rho": round(step.rho, 3),
            "nu": round(step.nu, 3),
            "error_sd": round(step.error_sd, 3),
            "unnoted_spell": round(step.spell, 3),
            "held_fixed": sorted(held.factors),
            "moved_with_it": sorted(held.moved),
        }
    return out
