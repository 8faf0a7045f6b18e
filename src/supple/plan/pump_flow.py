"""How much has the pump given, and when is so much used up? Exact, from the programmed steps.

The arithmetic is the clinical reference's §2.4: (fill volume − alarm volume) × concentration, used up by all
programmed steps (fractions, no float). It is an estimate all the same: the pump's own flow is not exact. Nothing here
computes, judges or corrects a dose.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from supple.model import DAY_MINUTES, PumpFill, PumpProgramme, PumpRecord

# Clinical reference §2.4: the usual setting, programmable; shown as assumed wherever it is used.
USUAL_ALARM_VOLUME_ML = Decimal(2)

# A hundred years: no reservoir, but an entry in question, and still within the calendar.
_FARTHEST_MINUTES = 100 * 366 * DAY_MINUTES

_MINUTE = timedelta(minutes=1)
_MICROSECONDS_A_MINUTE = 60_000_000


def delivered_mcg(programmes: Sequence[PumpProgramme], start: datetime, end: datetime) -> Fraction:
    """Micrograms programmed to be given from `start` to `end` (aware), exact. Before the first programme: none.

    A pump counts elapsed hours: it keeps the clock it was programmed with, so a day of 23 or 25 wall-clock hours
    gives as much less or more. Raises ValueError when `end` lies before `start`.
    """
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("“start” and “end” must be aware")
    if _utc(end) < _utc(start):
        raise ValueError("“end” lies before “start”")
    total = Fraction(0)
    for programme, begins, until in _stretches(programmes):
        low = max(begins, _utc(start))
        high = _utc(end) if until is None else min(until, _utc(end))
        if low < high:
            total += _given(programme, _minutes(high - begins)) - _given(programme, _minutes(low - begins))
    return total


def low_reservoir_at(record: PumpRecord) -> datetime | None:
    """The estimated moment (UTC, the minute begun) at which the low-reservoir alarm would sound.

    None if the fill's day, concentration or volume or the programme is not noted, or nothing more is programmed.
    """
    fill = record.fill
    if fill.filled_at is None or fill.concentration_mcg_per_ml is None or fill.fill_volume_ml is None:
        return None
    if not record.programmes:
        return None
    usable_ml = fill.fill_volume_ml - alarm_volume_ml(fill)
    left = Fraction(usable_ml) * Fraction(fill.concentration_mcg_per_ml)
    filled = _utc(fill.filled_at)
    boluses = sorted((_utc(one.at), Fraction(one.dose.mcg)) for one in record.boluses if _utc(one.at) >= filled)
    taken = list(itertools.accumulate((dose for _, dose in boluses), initial=Fraction(0)))

    def low_after(count: int) -> datetime | None:
        """With the first `count` boluses taken out."""
        return _used_up_at(record.programmes, filled, left - taken[count])

    def is_over_before(count: int) -> bool:
        """Is the reservoir low before the next bolus? The more are taken out, the sooner: so it can be searched."""
        low_at = low_after(count)
        return low_at is not None and boluses[count][0] >= low_at

    count = bisect.bisect_left(range(len(boluses)), True, key=is_over_before)
    low_at = low_after(count)
    # Not before the bolus that takes the last of it (by the minute begun).
    return max(low_at, boluses[count - 1][0]) if low_at is not None and count else low_at


def _used_up_at(programmes: Sequence[PumpProgramme], filled: datetime, left: Fraction) -> datetime | None:
    """The minute begun in which `left` micrograms are given by the programmes; None if they never are."""
    if left <= 0:
        return filled
    for programme, begins, until in _stretches(programmes):
        low = max(begins, filled)
        if until is not None and until <= low:
            continue
        before = _given(programme, _minutes(low - begins))
        if until is not None:
            amount = _given(programme, _minutes(until - begins)) - before
            if amount < left:
                left -= amount
                continue
        minute = _minute_given(programme, before + left)
        if minute is None:
            return None
        if minute > _FARTHEST_MINUTES:
            return None
        # Rounded down to a whole minute: the earlier, never the later.
        return begins + _MINUTE * int(minute)
    return None


def alarm_volume_ml(fill: PumpFill) -> Decimal:
    return USUAL_ALARM_VOLUME_ML if fill.alarm_volume_ml is None else fill.alarm_volume_ml


def _stretches(
    programmes: Sequence[PumpProgramme],
) -> Iterable[tuple[PumpProgramme, datetime, datetime | None]]:
    """Each programme with its start and its end (the next one's start, None for the last), in UTC."""
    ordered = sorted(programmes, key=lambda programme: _utc(programme.starts_at))
    starts = [_utc(programme.starts_at) for programme in ordered]
    return zip(ordered, starts, [*starts[1:], None], strict=True)


def _given(programme: PumpProgramme, minutes: Fraction) -> Fraction:
    """Micrograms given in the first `minutes` of a programme."""
    phase = _phase(programme)
    return _since_midnight(programme, phase + minutes) - _since_midnight(programme, phase)


def _since_midnight(programme: PumpProgramme, minutes: Fraction) -> Fraction:
    """Micrograms given in `minutes` from a midnight of the pump's clock on, in the steady run of its days."""
    days, rest = divmod(minutes, DAY_MINUTES)
    total = days * Fraction(programme.daily_dose.mcg)
    for start, minutes_long, dose in _pieces(programme):
        within = min(max(rest - start, Fraction(0)), Fraction(minutes_long))
        total += dose * within / minutes_long
    return total


def _pieces(programme: PumpProgramme) -> list[tuple[int, int, Fraction]]:
    """The steps as (start, minutes, micrograms), one that runs past midnight cut there."""
    pieces = []
    for step in programme.steps:
        dose = Fraction(step.dose.mcg)
        first = min(step.minutes, DAY_MINUTES - step.start_minute)
        pieces.append((step.start_minute, first, dose * first / step.minutes))
        if first < step.minutes:
            rest = step.minutes - first
            pieces.append((0, rest, dose * rest / step.minutes))
    return pieces


def _minute_given(programme: PumpProgramme, amount: Fraction) -> Fraction | None:
    """The first minute of a programme by which `amount` micrograms (above 0) are given. None: never."""
    daily = Fraction(programme.daily_dose.mcg)
    if daily == 0:
        return None
    phase = _phase(programme)
    wanted = _since_midnight(programme, phase) + amount
    days, rest = divmod(wanted, daily)
    if rest == 0:  # reached within the day before, maybe hours before its midnight
        days, rest = days - 1, daily
    pieces = _pieces(programme)
    edges = sorted({0, DAY_MINUTES, *(start for start, *_ in pieces), *(start + long for start, long, _ in pieces)})
    for low, high in itertools.pairwise(edges):
        at_low, at_high = (_since_midnight(programme, Fraction(edge)) for edge in (low, high))
        if at_low < rest <= at_high:
            within = (high - low) * (rest - at_low) / (at_high - at_low)
            return days * DAY_MINUTES + low + within - phase
    raise AssertionError("a day's steps add up to its dose")


def _phase(programme: PumpProgramme) -> Fraction:
    """Minutes since midnight on the wall clock on which it was programmed: the pump's clock from then on."""
    at = programme.starts_at
    return Fraction(at.hour * 60 + at.minute) + Fraction(
        at.second * 1_000_000 + at.microsecond, _MICROSECONDS_A_MINUTE
    )


def _minutes(span: timedelta) -> Fraction:
    return Fraction(span // timedelta(microseconds=1), _MICROSECONDS_A_MINUTE)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
