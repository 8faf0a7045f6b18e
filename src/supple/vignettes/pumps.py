"""The pump of a case's plan: since when, its fill, both low days, a refill that is booked, an operation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from supple.model import PlanItem, PlanStatus
from supple.vignettes.fields import Fields, is_blank, number, shown, text, whole, yes_no
from supple.vignettes.plan_fields import LONG_AGO, PUMP, days_of, ended_by
from supple.vignettes.problems import CaseError
from supple.vignettes.remarks import read_as
from supple.vignettes.times import MOST_DAYS, Clock

REFILL = "pump refill"
_BOOKED = ("booked", "refill_booked", "booked_in_days", "refill_booked_in_days", "booked_on", "refill_booked_on")
_PUMP_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "concentration_mcg_per_ml": ("concentration",),
    "fill_volume_ml": ("fill_ml", "filled_ml"),
    "daily_dose_mcg": ("micrograms_per_day", "mcg_per_day"),
    "alarm_volume_ml": ("alarm_ml",),
    "reservoir_ml": ("reservoir",),
}


def pump_items(entry: Any, path: str, clock: Clock) -> list[PlanItem]:
    if not isinstance(entry, Mapping) and not isinstance(entry, bool):
        entry = {"name": entry}
    fields = Fields({} if entry is True else entry, path, what="the pump of the plan")
    _, name = fields.take("name", "brand", "make")
    _, since = days_of(fields, "since_days", "implanted_days_ago", "since_days_ago")
    filled_path, filled = days_of(fields, "filled_days_ago", "filled_days", "fill_days_ago")
    low_path, low = fields.take("low_in_days", "low_day_in_days", "alarm_in_days", "alarm_date_in_days")
    due_path, due = fields.take("refill_in_days", "refill_due_in_days", "next_refill_in_days")
    booked_path, booked = fields.take(*_BOOKED)
    ago_path, low_ago = fields.take("low_days_ago", "alarm_days_ago")
    ended_path, ended = days_of(fields, "ended_days", "ended_days_ago", "stopped_days", "stopped_days_ago")
    by = ended_by(fields)
    detail: dict[str, str] = {}
    for key, others in _PUMP_NUMBERS.items():
        where, value = fields.take(key, *others)
        if not is_blank(value):
            detail[key] = f"{number(value, where, high=100_000):g}"
    fields.end()
    if not is_blank(due) and low is None and low_ago is None:
        read_as(due_path, "the day on which the pump may be low")
        low_path, low = due_path, due
    elif not is_blank(due) and booked is None:
        read_as(due_path, "the day of a booked refill")
        booked_path, booked = due_path, due
    if low is not None and low_ago is not None:
        raise CaseError(ago_path, "The low day stands here twice.", "Keep one of them.")
    if low_ago is not None:
        low_path, low = ago_path, -number(low_ago, ago_path, high=MOST_DAYS)
    if not is_blank(low):
        on = clock.today + timedelta(days=whole(low, low_path, low=-MOST_DAYS, high=MOST_DAYS))
        detail["clinic_alarm_date"] = on.isoformat()
    visits = _booked(booked, booked_path, low, clock)
    begun = since if since is not None else max(LONG_AGO, filled or 0, ended or 0)
    if filled is not None:
        if filled > begun:
            raise CaseError(filled_path, "It was filled before it was there.", "since_days is the larger number.")
        detail["filled_on"] = clock.days_ago(filled).isoformat()
    called = PUMP if is_blank(name) else text(name, path)
    items = [PlanItem("pump", called, PlanStatus.AGREED, clock.days_ago(begun), "", detail if filled is None else {})]
    if filled is not None:
        items.append(PlanItem("pump", called, PlanStatus.CHANGED, clock.days_ago(filled), "", detail))
    if ended is not None:
        if ended > begun:
            raise CaseError(ended_path, "It ended before it began.", "since_days is the larger number.")
        items.append(PlanItem("pump", called, PlanStatus.ENDED, clock.days_ago(ended), "", by))
    return [*items, *visits]


def _booked(booked: Any, path: str, low: Any, clock: Clock) -> list[PlanItem]:
    """A refill that is booked, as a visit: in how many days, on which day, or only that it is."""
    if is_blank(booked) or booked is False:
        return []
    if isinstance(booked, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", booked.strip()):
        try:
            return [PlanItem("visit", REFILL, PlanStatus.AGREED, date.fromisoformat(booked.strip()))]
        except ValueError:
            raise CaseError(path, f"{shown(booked)} is not a day.", "Write it like 2026-06-20.") from None
    if booked is True or (isinstance(booked, str) and not booked.strip().isdigit()):
        if not yes_no(booked, path):
            return []
        if is_blank(low) or int(low) < 1:
            raise CaseError(path, "On which day is it booked?", "Write in how many days.")
        read_as(path, "a refill on the day before the low day, since no day is given")
        booked = int(low) - 1
    days = whole(booked, path, high=MOST_DAYS)
    return [PlanItem("visit", REFILL, PlanStatus.AGREED, clock.today + timedelta(days=days))]


def operation(entry: Any, path: str, clock: Clock, *, has_pump: bool) -> list[PlanItem]:
    """When the pump was operated on: its beginning, or a visit where the pump itself is told elsewhere."""
    given = entry if isinstance(entry, Mapping) else {"days_ago": entry}
    fields = Fields(given, path, what="an operation of the pump")
    days_path, days = days_of(fields, "days_ago", "since_days")
    fields.end()
    if days is None:
        raise CaseError(days_path, "When was it?", "Write days_ago.")
    kind, name = ("visit", "pump operation") if has_pump else ("pump", PUMP)
    return [PlanItem(kind, name, PlanStatus.AGREED, clock.days_ago(days))]
