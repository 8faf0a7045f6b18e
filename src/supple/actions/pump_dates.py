"""Which days of a pump come next? The day it may be low, with both dates in words, and the end of its battery."""

from __future__ import annotations

from datetime import date

from supple.actions.views import NextUp
from supple.model import Plan, PumpCountdown


def pump_dates(plan: Plan, day: date) -> list[NextUp]:
    """Dates from `day` on. A low day that has passed is no date to come: the rules say it, loudly."""
    dates = []
    count = plan.pump
    if count is not None and count.counted_day is not None and count.counted_day >= day:
        dates.append(NextUp(f"pump may be low {_by_what(count)}", count.counted_day, item="pump"))
    for pump in plan.in_force("pump"):
        ends = month_of(pump.detail.get("battery_end", ""))
        if ends is not None and (ends.year, ends.month) >= (day.year, day.month):
            dates.append(NextUp("pump battery ends, as the clinic wrote it", ends, item="pump", is_month=True))
    return dates


def month_of(text: str) -> date | None:
    """The first day of "2031-05"; None where it is no month."""
    try:
        return date.fromisoformat(f"{text.strip()[:7]}-01")
    except ValueError:
        return None


def _by_what(count: PumpCountdown) -> str:
    """Which date is counted to, and what the other one says."""
    if count.clinic_day == count.estimated_day:
        return "(by the clinic’s date and by the estimate)"
    counted, other = (
        ("the clinic’s date", count.estimated_day) if count.is_clinics_day else ("the estimate", count.clinic_day)
    )
    name = "the estimate" if count.is_clinics_day else "the clinic’s date"
    beside = f"there is no {name.removeprefix('the ')}" if other is None else f"{name} says {other.day} {other:%B}"
    return f"(by {counted}; {beside})"
