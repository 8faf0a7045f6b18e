"""How did the days run over the weeks after each injection? Past cycles laid over each other from the injection day.

Supple never judges a treatment by it. It says how the days stood, how sure that is, and what else changed.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.insight import cycle_words as words
from supple.insight.count_sizes import count_range, even_shares
from supple.insight.cycle_fit import NEVER, CourseFit, fit_course
from supple.insight.cycle_weeks import (
    AFTER_DAYS,
    MIN_CYCLES,
    WEEKS_AFTER,
    WEEKS_BEFORE,
    WIDER,
    CycleDays,
    cycle_days,
    followed_days,
    pooled_weeks,
)
from supple.insight.known import has_direction, unit_of
from supple.insight.outcome import OutcomeKind
from supple.insight.told import is_nothing, rating_level, why_nothing
from supple.model import (
    CourseVerdict,
    CyclesReport,
    DailyTable,
    DatedChange,
    NearbyChange,
    OneCycle,
    PooledWeek,
)

ENGINE = "cycles/2"
INTERVAL = 0.9
# As for a dated change; set on invented people (benchmarks/cycles).
SURE_ENOUGH = 0.975
BEST_PART = 0.85
# A week of wear-off is told only where its interval is not wider than this, and ends within the days noted.
WIDEST_WEAR_OFF_DAYS = 63
# Beyond what the model knows: cycles differ by some days. Set on invented people as well.
CYCLES_DIFFER_DAYS = 4.0
_INFECTIONS = ("bladder_infection", "other_infection")


def overlay_cycles(
    table: DailyTable,
    outcome: str,
    injections: Sequence[DatedChange],
    *,
    others: Sequence[DatedChange] = (),
) -> CyclesReport:
    """Past cycles of one person laid over each other. There is no chance in it.

    Args:
        table: the diary by days.
        outcome: the column looked at.
        injections: toxin injections; those after the table's last day are passed over, the newest are kept.
        others: other dated changes to allow for and to name, nerve blocks among them.
    """
    days = cycle_days(table, outcome, injections)
    laid = {one.injected_on for one in days.cycles}
    others = tuple(
        sorted(
            {one for one in others if one.kind != "injection" or one.day not in laid},
            key=lambda one: (one.day, one.label),
        )
    )
    near = _nearby(days.cycles, (*others, *_infections(table)))
    label = knowledge.label(outcome)
    reason = _why_not(days)
    settings = {
        "engine": ENGINE,
        "knowledge": knowledge.load().version,
        "weeks_before": WEEKS_BEFORE,
        "interval": INTERVAL,
        "changes_allowed_for": len(others),
    }
    if reason:
        return _untold(days, (), near, label, settings, reason)
    fit = _fit(days, days.seen.working, others)
    of_points = fit if days.seen.kind is not OutcomeKind.COUNT else _fit(days, days.seen.values, others)
    pooled = pooled_weeks(days, of_points)
    return _told(days, fit, pooled, near, label, settings)


def _untold(
    days: CycleDays,
    pooled: tuple[PooledWeek, ...],
    near: tuple[NearbyChange, ...],
    label: str,
    settings: dict[str, object],
    reason: str,
) -> CyclesReport:
    """No size, with the reason."""
    return CyclesReport(
        outcome=days.seen.code,
        outcome_label=label,
        verdict=CourseVerdict.CANNOT_TELL,
        cycles=days.cycles,
        pooled=pooled,
        sentence=words.cannot_tell(label, reason),
        nearby=near,
        nearby_words=words.nearby(near),
        reason=reason,
        settings=settings,
    )


def _told(
    days: CycleDays,
    fit: CourseFit,
    pooled: tuple[PooledWeek, ...],
    near: tuple[NearbyChange, ...],
    label: str,
    settings: dict[str, object],
) -> CyclesReport:
    """The verdict, and of a lower or higher course when it began, was largest and wore off."""
    seen = days.seen
    peak = float(fit.course.max())
    low, middle, high = _points(days, fit, peak)
    if is_nothing(seen, low) and is_nothing(seen, high):
        return _untold(days, pooled, near, label, settings, why_nothing(seen))
    lower = fit.below(0.0)
    sure = max(lower, 1 - lower)
    verdict, reason = CourseVerdict.CANNOT_TELL, "" if low < 0 < high else words.LEANS
    if sure >= SURE_ENOUGH and (low > 0 or high < 0):
        verdict, reason = (CourseVerdict.LOWER if lower > 0.5 else CourseVerdict.HIGHER), ""
    sign = -1 if lower > 0.5 else 1
    is_told = verdict is not CourseVerdict.CANNOT_TELL
    is_better = is_told and has_direction(seen.code) and (sign > 0) == seen.higher_is_better
    onset = _onset(pooled, sign) if is_told else None
    followed = followed_days(days)
    best = _best(fit, followed) if is_told else None
    wear_off, why = _wear_off(fit, followed) if is_better else (None, "")
    said = words.Told(
        outcome_label=label,
        kind=seen.kind,
        unit=unit_of(seen.code),
        decimals=seen.decimals,
        effect=middle,
        low=low,
        high=high,
        cycles=sum(not one.reason for one in days.cycles),
        days=sum(week.days for one in days.cycles if not one.reason for week in one.weeks if week.week > 0),
    )
    return CyclesReport(
        outcome=seen.code,
        outcome_label=label,
        verdict=verdict,
        cycles=days.cycles,
        pooled=pooled,
        difference=middle,
        low=low,
        high=high,
        probability=sure,
        onset_week=onset,
        best_weeks=best,
        wear_off=wear_off,
        sentence=words.sentence(
            verdict, said, reason, is_worse=is_told and has_direction(seen.code) and not is_better
        ),
        onset_words=words.onset(onset, sign, label, seen.kind) if is_told else "",
        best_words=words.best(best, sign),
        wear_off_words=words.wear_off(wear_off, why) if is_better else "",
        nearby=near,
        nearby_words=words.nearby(near),
        reason=reason,
        diagnostics={
            "outcome_kind": seen.kind.value,
            "error_sd": round(float(fit.grid @ fit.error_sd), 3),
            "never_gone": round(float(fit.share[-1]), 3),
            "followed_days": followed,
        },
        settings=settings,
    )


def _points(days: CycleDays, fit: CourseFit, peak: float) -> tuple[float, float, float]:
    """(low, middle, high) of the largest difference in the outcome's own points."""
    seen = days.seen
    if seen.kind is not OutcomeKind.COUNT:
        low, middle, high = (fit.quantile(share) for share in ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2))
        low, high = middle + WIDER * (low - middle), middle + WIDER * (high - middle)
        least, most = _possible(days)
        low, middle, high = (min(max(peak * size, least), most) for size in (low, middle, high))
        return low, middle, high
    sizes = np.array([fit.quantile(float(share)) for share in even_shares()])
    sizes = np.median(sizes) + WIDER * (sizes - np.median(sizes))
    since = np.full(len(days.ordinals), -1)
    for one in days.cycles:
        after = days.ordinals - one.injected_on.toordinal()
        since = np.where(after >= 0, after, since)
    held = np.where(since < 0, 0.0, fit.course[np.clip(since, 0, len(fit.course) - 1)])
    return count_range(sizes, held, days.ordinals, seen.values, interval=INTERVAL, peak=peak)


def _possible(days: CycleDays) -> tuple[float, float]:
    """How far ratings can fall or rise from the weeks before; the model's own size runs on beyond the scale."""
    if days.seen.kind is not OutcomeKind.RATING:
        return -np.inf, np.inf
    before = np.zeros(len(days.ordinals), dtype=bool)
    for one in days.cycles:
        since = days.ordinals - one.injected_on.toordinal()
        before |= (not one.reason) & (since >= -7 * WEEKS_BEFORE) & (since < 0)
    least, most = rating_level(days.seen, days.ordinals, before)
    return -most, days.seen.highest - least


def _why_not(days: CycleDays) -> str:
    """Why nothing may be said; "" if something may."""
    counted = sum(not one.reason for one in days.cycles)
    if counted < MIN_CYCLES:
        return words.too_few_cycles(counted, MIN_CYCLES)
    if days.seen.spread < 1e-9:
        return "it was the same on every day noted"
    return ""


def _fit(days: CycleDays, values: NDArray[np.float64], others: Sequence[DatedChange]) -> CourseFit:
    return fit_course(
        days.table.days,
        days.seen.at,
        values,
        [one.injected_on for one in days.cycles],
        [not one.reason for one in days.cycles],
        scale=days.seen.scale if values is days.seen.working else max(float(values.std()), 1e-6),
        others=others,
    )


def _onset(pooled: Sequence[PooledWeek], sign: int) -> int | None:
    """The first week, over two cycles at least, whose interval lies wholly on that side."""
    for one in pooled:
        if one.week > 0 and one.cycles >= MIN_CYCLES and (one.low > 0 if sign > 0 else one.high < 0):
            return one.week
    return None


def _best(fit: CourseFit, followed: int) -> tuple[int, int] | None:
    """The first and the last week in which the mean course stood near its highest, within the days noted."""
    by_week = fit.course[: 7 * WEEKS_AFTER].reshape(WEEKS_AFTER, 7).mean(axis=1)[: followed // 7]
    if not len(by_week):
        return None
    high = np.nonzero(by_week >= BEST_PART * by_week.max())[0]
    return int(high[0]) + 1, int(high[-1]) + 1


def _wear_off(fit: CourseFit, followed: int) -> tuple[tuple[float, float, float] | None, str]:
    """(weeks with interval, "") or (None, why it cannot be told)."""
    low, middle, high = (fit.gone_by(share) for share in ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2))
    low, high = low - CYCLES_DIFFER_DAYS, high + CYCLES_DIFFER_DAYS
    if high >= min(followed, NEVER):
        return None, words.NOT_SEEN_TO_END
    if high - low > WIDEST_WEAR_OFF_DAYS:
        return None, words.TOO_WIDE
    return (middle / 7, low / 7, high / 7), ""


def _infections(table: DailyTable) -> tuple[DatedChange, ...]:
    """The first day of each spell of a noted infection."""
    found = []
    for code in _INFECTIONS:
        noted = [day for day, cell in zip(table.days, table.column(code), strict=True) if cell is not None and cell]
        starts = [day for i, day in enumerate(noted) if not i or (day - noted[i - 1]).days > 7]
        found += [DatedChange(day, "other", knowledge.label(code)) for day in starts]
    return tuple(found)


def _nearby(cycles: Sequence[OneCycle], others: Sequence[DatedChange]) -> tuple[NearbyChange, ...]:
    """What else changed from three weeks before an injection until twelve after it, beside the nearest injection."""
    found = []
    for one in others:
        apart = [(one.day - cycle.injected_on).days for cycle in cycles if not cycle.reason]
        near = [days for days in apart if -7 * WEEKS_BEFORE <= days <= AFTER_DAYS]
        if near:
            found.append(NearbyChange(one, min(near, key=abs)))
    return tuple(sorted(found, key=lambda one: (one.change.day, one.change.label)))
