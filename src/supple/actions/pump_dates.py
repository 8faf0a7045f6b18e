"""Which days of a pump come next? The day it may be low, with both dates in words, and the end of its battery."""

from __future__ import annotations

from datetime import date

from supple.actions.views import NextUp
from supple.model import Plan, PumpCountdown
from supple.words import _


def pump_dates(plan: Plan, day: date) -> list[NextUp]:
    """Dates from `day` on. A low day that has passed is no date to come: the rules say it, loudly."""
    dates = []
    count = plan.pump
    if count is not None and count.counted_day is not None and count.counted_day >= day:
        dates.append(
            NextUp(_("pump may be low {by_what}").format(by_what=_by_what(count)), count.counted_day, item="pump")
        )
    for pump in plan.in_force("pump"):
        ends = month_of(pump.detail.get("battery_end", ""))
        if ends is not None and (ends.year, ends.month) >= (day.year, day.month):
            dates.append(NextUp(_("pump battery ends, as the clinic wrote it"), ends, item="pump", is_month=True))
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
        return _("(by the clinic’s date and by the estimate)")
    counted, other = (
        (_("the clinic’s date"), count.estimated_day)
        if count.is_clinics_day
        else (_("the estimate"), count.clinic_day)
    )
    name = _("the estimate") if count.is_clinics_day else _("the clinic’s date")
    beside = (
        _("there is no {removeprefix}").format(removeprefix=name.removeprefix("the "))
        if other is None
        else _("{name} says {day} {other:%B}").format(name=name, day=other.day, other=other)
    )
    return _("(by {counted}; {beside})").format(counted=counted, beside=beside)
