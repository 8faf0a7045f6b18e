"""Which week of which cycle is a day in? Past cycles as weeks since the injection, each and put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from supple.insight import cycle_words as words
from supple.insight.cycle_fit import CourseFit, contrast_variance
from supple.insight.outcome import Outcome, read_outcome
from supple.model import CycleWeek, DailyTable, DatedChange, OneCycle, PooledWeek

WEEKS_BEFORE, WEEKS_AFTER = 3, 16
# A week's mean needs so many noted days, the three weeks before so many, and a cycle so many after it to be counted.
MIN_WEEK, MIN_BASELINE, MIN_AFTER, AFTER_DAYS = 3, 7, 21, 84
MIN_CYCLES, MOST_CYCLES = 2, 6
# The days that are looked at beside the cycles: what is usual, and how the days go on.
BEFORE_DAYS, BEYOND_DAYS = 90, 154
# Weeks drift by what the model does not know. Set on invented people (benchmarks/cycles).
WIDER = 1.2
Z_90 = 1.645


@dataclass(frozen=True)
class CycleDays:
    """The window: noted days as ordinals with their values, and the injections in it with what each has."""

    table: DailyTable
    seen: Outcome
    ordinals: NDArray[np.int64]
    cycles: tuple[OneCycle, ...]


def cycle_days(table: DailyTable, outcome: str, injections: Sequence[DatedChange]) -> CycleDays:
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
    return CycleDays(window, seen, ordinals, made)


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


def pooled_weeks(days: CycleDays, fit: CourseFit) -> tuple[PooledWeek, ...]:
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
        wide = WIDER * Z_90 * float(np.sqrt(contrast_variance(days.ordinals, contrast, fit)))
        noted = sum(one.weeks[at].days for one in having)
        out.append(PooledWeek(week, difference, difference - wide, difference + wide, noted, len(having)))
    return tuple(out)


def followed_days(days: CycleDays) -> int:
    """For how many days after the injection at least two counted cycles were noted."""
    ends = []
    for one in days.cycles:
        noted = [week.week for week in one.weeks if week.week > 0 and week.days >= MIN_WEEK]
        if not one.reason and noted:
            ends.append(7 * max(noted))
    ends.sort(reverse=True)
    return ends[MIN_CYCLES - 1] if len(ends) >= MIN_CYCLES else 0
