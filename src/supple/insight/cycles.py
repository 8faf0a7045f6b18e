"""How did the days run over the weeks after each injection? Past cycles laid over each other from the injection day.

Supple never judges a treatment by it. It says how the days stood, how sure that is, and what else changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from supple import knowledge
from supple.insight import cycle_words as words
from supple.insight.cycle_fit import NEVER, CourseFit, contrast_variance, fit_course
from supple.insight.known import has_direction, unit_of
from supple.insight.outcome import Outcome, OutcomeKind, read_outcome
from supple.model import (
    CourseVerdict,
    CyclesReport,
    CycleWeek,
    DailyTable,
    DatedChange,
    NearbyChange,
    OneCycle,
    PooledWeek,
)

ENGINE = "cycles/1"
WEEKS_BEFORE, WEEKS_AFTER = 3, 16
# A week's mean needs so many noted days, the three weeks before so many, and a cycle so many after it to be counted.
MIN_WEEK, MIN_BASELINE, MIN_AFTER, AFTER_DAYS = 3, 7, 21, 84
MIN_CYCLES, MOST_CYCLES = 2, 6
# The days that are looked at beside the cycles: what is usual, and how the days go on.
BEFORE_DAYS, BEYOND_DAYS = 90, 154
INTERVAL = 0.9
# As for a dated change; set on invented people (benchmarks/cycles).
SURE_ENOUGH = 0.975
BEST_PART = 0.85
# A week of wear-off is told only where its interval is not wider than this, and ends within the days noted.
WIDEST_WEAR_OFF_DAYS = 63
# Beyond what the model knows: cycles differ by some days, and sizes by what drifts. Set on invented people as well.
CYCLES_DIFFER_DAYS, WIDER = 4.0, 1.2
_INFECTIONS = ("bladder_infection", "other_infection")
_Z90 = 1.645


@dataclass(frozen=True)
class _Days:
    """The window: noted days as ordinals with their values, and the injections in it with what each has."""

    table: DailyTable
    seen: Outcome
    ordinals: NDArray[np.int64]
    cycles: tuple[OneCycle, ...]


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
    days = _days(table, outcome, injections)
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
        return CyclesReport(
            outcome=outcome,
            outcome_label=label,
            verdict=CourseVerdict.CANNOT_TELL,
            cycles=days.cycles,
            pooled=(),
            sentence=words.cannot_tell(label, reason),
            nearby=near,
            nearby_words=words.nearby(near),
            reason=reason,
            settings=settings,
        )
    fit = _fit(days, days.seen.working, others)
    of_points = fit if days.seen.kind is not OutcomeKind.COUNT else _fit(days, days.seen.values, others)
    pooled = _pooled(days, of_points)
    return _told(days, fit, pooled, near, label, settings)


def _told(
    days: _Days,
    fit: CourseFit,
    pooled: tuple[PooledWeek, ...],
    near: tuple[NearbyChange, ...],
    label: str,
    settings: dict[str, object],
) -> CyclesReport:
    """The verdict, and of a lower or higher course when it began, was largest and wore off."""
    seen = days.seen
    peak = float(fit.course.max())
    low, middle, high = (fit.quantile(share) for share in ((1 - INTERVAL) / 2, 0.5, (1 + INTERVAL) / 2))
    low, high = middle + WIDER * (low - middle), middle + WIDER * (high - middle)
    low, middle, high = (seen.to_points(peak * size, 0.5) for size in (low, middle, high))
    lower = fit.below(0.0)
    sure = max(lower, 1 - lower)
    verdict, reason = CourseVerdict.CANNOT_TELL, "" if low < 0 < high else words.LEANS
    if sure >= SURE_ENOUGH and (low > 0 or high < 0):
        verdict, reason = (CourseVerdict.LOWER if lower > 0.5 else CourseVerdict.HIGHER), ""
    sign = -1 if lower > 0.5 else 1
    is_told = verdict is not CourseVerdict.CANNOT_TELL
    is_better = is_told and has_direction(seen.code) and (sign > 0) == seen.higher_is_better
    onset = _onset(pooled, sign) if is_told else None
    followed = _followed_days(days)
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
        sentence=words.sentence(verdict, said, reason),
        onset_words=words.onset(onset, sign, label) if is_told else "",
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


def _days(table: DailyTable, outcome: str, injections: Sequence[DatedChange]) -> _Days:
    """The window around the newest cycles, each with its weeks."""
    labels: dict[date, list[str]] = {}
    for one in sorted(injections, key=lambda each: (each.day, each.label)):
        if table.days and table.days[0] - timedelta(days=BEYOND_DAYS) <= one.day <= table.days[-1]:
            labels.setdefault(one.day, []).append(one.label)
    on = sorted(labels)[-MOST_CYCLES:]
    first = (on[0] if on else date.min + timedelta(days=BEFORE_DAYS)) - timedelta(days=BEFORE_DAYS)
    last = (on[-1] if on else date.max - timedelta(days=BEYOND_DAYS)) + timedelta(days=BEYOND_DAYS)
    kept = [i for i, day in enumerate(table.days) if first <= day <= last]
    column = table.column(outcome)
    window = DailyTable(
        tuple(table.days[i] for i in kept),
        {outcome: tuple(column[i] for i in kept)},
        scale_max=table.scale_max,
    )
    seen = read_outcome(window, outcome)
    ordinals = np.array([window.days[i].toordinal() for i in seen.at], dtype=np.int64)
    following = [*on[1:], None][: len(on)]
    made = tuple(
        _cycle(ordinals, seen.values, day, after, " and ".join(dict.fromkeys(filter(None, labels[day]))))
        for day, after in zip(on, following, strict=True)
    )
    return _Days(window, seen, ordinals, made)


def _cycle(
    ordinals: NDArray[np.int64], values: NDArray[np.float64], day: date, after: date | None, label: str
) -> OneCycle:
    base = _baseline(ordinals, day)
    baseline = float(values[base].mean()) if base.sum() >= MIN_BASELINE else None
    weeks = []
    for week in (*range(-WEEKS_BEFORE, 0), *range(1, WEEKS_AFTER + 1)):
        inside = _week(ordinals, day, week, after)
        mean = float(values[inside].mean()) if inside.sum() >= MIN_WEEK else None
        weeks.append(
            CycleWeek(week, None if mean is None or baseline is None else mean - baseline, int(inside.sum()))
        )
    noted_after = sum(week.days for week in weeks if 0 < week.week <= AFTER_DAYS // 7)
    reason = ""
    if baseline is None:
        reason = words.few_before(int(base.sum()), MIN_BASELINE)
    elif noted_after < MIN_AFTER:
        reason = words.few_after(noted_after, MIN_AFTER)
    return OneCycle(day, label, baseline, int(base.sum()), tuple(weeks), reason)


def _baseline(ordinals: NDArray[np.int64], day: date) -> NDArray[np.bool_]:
    return np.asarray((ordinals >= day.toordinal() - 7 * WEEKS_BEFORE) & (ordinals < day.toordinal()))


def _week(ordinals: NDArray[np.int64], day: date, week: int, after: date | None) -> NDArray[np.bool_]:
    """Which days stand in that week; the next injection's day ends the cycle."""
    start = day.toordinal() + 7 * (week if week < 0 else week - 1)
    inside = (ordinals >= start) & (ordinals < start + 7)
    return np.asarray(inside if after is None else inside & (ordinals < after.toordinal()))


def _why_not(days: _Days) -> str:
    """Why nothing may be said; "" if something may."""
    counted = sum(not one.reason for one in days.cycles)
    if counted < MIN_CYCLES:
        return words.too_few_cycles(counted, MIN_CYCLES)
    if days.seen.spread < 1e-9:
        return "it was the same on every day noted"
    return ""


def _fit(days: _Days, values: NDArray[np.float64], others: Sequence[DatedChange]) -> CourseFit:
    return fit_course(
        days.table.days,
        days.seen.at,
        values,
        [one.injected_on for one in days.cycles],
        [not one.reason for one in days.cycles],
        scale=days.seen.scale if values is days.seen.working else max(float(values.std()), 1e-6),
        others=others,
    )


def _pooled(days: _Days, fit: CourseFit) -> tuple[PooledWeek, ...]:
    """Each week's mean over the counted cycles, as a weighted sum of days: a day may stand in two cycles."""
    counted = [one for one in days.cycles if not one.reason]
    following = {one.injected_on: other.injected_on for one, other in zip(days.cycles, days.cycles[1:], strict=False)}
    out = []
    for at, week in enumerate(week.week for week in counted[0].weeks):
        having = [one for one in counted if one.weeks[at].difference is not None]
        if not having:
            continue
        contrast = np.zeros(len(days.ordinals))
        for one in having:
            inside = _week(days.ordinals, one.injected_on, week, following.get(one.injected_on))
            base = _baseline(days.ordinals, one.injected_on)
            contrast += (inside / inside.sum() - base / base.sum()) / len(having)
        difference = float(contrast @ days.seen.values)
        wide = WIDER * _Z90 * float(np.sqrt(contrast_variance(days.ordinals, contrast, fit)))
        noted = sum(one.weeks[at].days for one in having)
        out.append(PooledWeek(week, difference, difference - wide, difference + wide, noted, len(having)))
    return tuple(out)


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


def _followed_days(days: _Days) -> int:
    """For how many days after the injection at least two counted cycles were noted."""
    ends = []
    for one in days.cycles:
        noted = [week.week for week in one.weeks if week.week > 0 and week.days >= MIN_WEEK]
        if not one.reason and noted:
            ends.append(7 * max(noted))
    ends.sort(reverse=True)
    return ends[MIN_CYCLES - 1] if len(ends) >= MIN_CYCLES else 0


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
