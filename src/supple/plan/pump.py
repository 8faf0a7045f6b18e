"""When may the pump's reservoir be low, by the clinic's date and by the arithmetic of what it was programmed to give?

The earlier of the two is counted to, and both are shown. Nothing here computes, judges or corrects a dose.
"""

from __future__ import annotations

from datetime import UTC, date
from zoneinfo import ZoneInfo

from supple.model import PumpCountdown, PumpRecord
from supple.plan.pump_flow import low_reservoir_at
from supple.plan.pump_questions import questions, residual_question

MARKS_DAYS = (30, 14, 7, 3, 1)
LARGEST_DIFFERENCE_DAYS = 7


def countdown(record: PumpRecord, today: date) -> PumpCountdown:
    """Days to the earlier of the estimated low-reservoir day and the clinic's alarm date; both are kept.

    An entry in question (see `questions`) or a gap in the entries may bring the counted day forward, never push it
    back: alone, or later than the clinic's date, such an estimate is shown and not counted.
    """
    low_at = low_reservoir_at(record)
    estimated = None if low_at is None else low_at.astimezone(ZoneInfo(record.zone)).date()
    clinic = record.fill.clinic_alarm_date
    asked = questions(record, estimated, today)
    missing = _missing(record)
    is_unsure = bool(asked or missing)
    difference = None if estimated is None or clinic is None else abs((clinic - estimated).days)
    counted: date | None
    if clinic is not None and estimated is not None:
        counted = min(clinic, estimated)
    else:
        counted = clinic if is_unsure or estimated is None else estimated
    days_left = None if counted is None else (counted - today).days
    return PumpCountdown(
        today=today,
        estimated_day=estimated,
        clinic_day=clinic,
        counted_day=counted,
        days_left=days_left,
        mark_days=None if days_left is None else mark_reached(days_left),
        difference_days=difference,
        ring_clinic=_why_ring(difference, counted),
        questions=asked,
        missing=missing,
        alarm_volume_is_assumed=estimated is not None and record.fill.alarm_volume_ml is None,
        residual_question=residual_question(record),
    )


def mark_reached(days_left: int) -> int | None:
    """The smallest of the marks (30, 14, 7, 3, 1 days) that is reached; also 1 on the day itself and after it."""
    return min((mark for mark in MARKS_DAYS if days_left <= mark), default=None)


def _missing(record: PumpRecord) -> tuple[str, ...]:
    """What the estimate lacks."""
    names = [name for name in ("concentration_mcg_per_ml", "fill_volume_ml") if getattr(record.fill, name) is None]
    filled_at = record.fill.filled_at
    if filled_at is None:
        names.insert(0, "filled_on")
    starts = [programme.starts_at.astimezone(UTC) for programme in record.programmes]
    if not starts or (filled_at is not None and min(starts) > filled_at.astimezone(UTC)):
        names.append("daily_dose_mcg")
    return tuple(names)


def _why_ring(difference: int | None, counted: date | None) -> tuple[str, ...]:
    if counted is None:
        return ("No day for the next fill can be counted from what is noted. Ring the pump clinic and ask for it.",)
    if difference is not None and difference > LARGEST_DIFFERENCE_DAYS:
        return (
            f"The clinic's alarm date and the estimate lie {difference} days apart. Ring the pump clinic and "
            "ask which is right. Until then Supple counts to the earlier one.",
        )
    return ()
