"""What do the plan's entries say of the pump? Its newest fill and every programme since, as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from supple.knowledge.medicine_names import plain_name
from supple.model import (
    DAY_MINUTES,
    Event,
    Micrograms,
    Plan,
    PlanItem,
    PlanStatus,
    PumpBolus,
    PumpFill,
    PumpProgramme,
    PumpRecord,
    PumpStep,
)
from supple.plan.amounts import read_amount
from supple.plan.clock import read_clock
from supple.plan.pump_questions import RESIDUAL_GAP

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)  # as a plan item's own days
# A volume is asked about beside the sizes that it is held against.
SIZES = ("reservoir_ml", "alarm_volume_ml")
_VOLUMES = {"fill_volume_ml", "expected_residual_ml", "found_residual_ml"}
_RESIDUALS = {"expected_residual_ml", "found_residual_ml"}
_OF_A_FILL = _VOLUMES | {"filled_on", "filled_time", "concentration_mcg_per_ml", "clinic_alarm_date"}
_OF_A_PROGRAMME = {"daily_dose_mcg", "steps", "programmed_time"}
# Said of one moment: it does not go on holding.
_ONCE = {"confirmed", "confirmed_bolus", "bolus_mcg", "bolus_time"}
_STEP = re.compile(r"([0-9]{1,2}):([0-5][0-9])\s*\+\s*([0-9]{1,4})\s*min\s*:\s*(\S+)")


def pump_of(plan: Plan, zone: str) -> PumpRecord | None:
    """The pump in force on the plan's day: its newest fill and every programme since, read from the plan's events.

    Args:
        plan: from `fold_plan`, so corrections are applied and what begins later is left out.
        zone: the person's IANA zone; a fill or a programme with no clock time counts from that day's start.

    Returns:
        None without a pump. With nothing but the clinic's date noted, that is counted to. Fields that cannot be read
        are named in `unread`.
    """
    return record_of([event.fact for event in pump_events(plan) if isinstance(event.fact, PlanItem)], zone)


def record_of(items: Sequence[PlanItem], zone: str) -> PumpRecord | None:
    """What entries of one pump say, oldest first, as `pump_of` reads them; None where there is none."""
    if not items:
        return None
    detail, confirmed = newest_fill(items)
    reading = _Reading(zone)
    fill = PumpFill(
        filled_at=reading.filled_at(detail),
        concentration_mcg_per_ml=reading.number(detail, "concentration_mcg_per_ml", above_zero=True),
        fill_volume_ml=reading.number(detail, "fill_volume_ml", above_zero=True),
        reservoir_ml=reading.number(detail, "reservoir_ml", above_zero=True),
        alarm_volume_ml=reading.number(detail, "alarm_volume_ml"),
        expected_residual_ml=reading.number(detail, "expected_residual_ml"),
        found_residual_ml=reading.number(detail, "found_residual_ml"),
        clinic_alarm_date=reading.day(detail, "clinic_alarm_date"),
    )
    programmes = tuple(_programmes(items, reading))
    boluses = tuple(_boluses(items, reading, fill.filled_at))
    return PumpRecord(
        name=items[-1].name,
        fill=fill,
        programmes=programmes,
        zone=zone,
        confirmed=confirmed,
        boluses=boluses,
        unread=tuple(dict.fromkeys(reading.unread)),
    )


def pump_zone(plan: Plan) -> str | None:
    """The zone of the newest pump entry: on that wall clock the pump was filled and programmed. None without one."""
    zones = [
        event.when.zone for event in plan.events if isinstance(event.fact, PlanItem) and event.fact.item == "pump"
    ]
    return zones[-1] if zones else None


def carry_over(before: PlanItem, item: PlanItem) -> PlanItem:
    """An entry with what went on holding of those before it: a later entry may say only what changed.

    A new fill drops the old fill's numbers, a new programme the old programme's; a bolus holds for its moment only.
    """
    said = {key: words for key, words in item.detail.items() if words.strip() and key not in _ONCE}
    gone = set(_ONCE)
    if "filled_on" in said and said["filled_on"] != before.detail.get("filled_on"):
        gone |= _OF_A_FILL
    if said.keys() & {"daily_dose_mcg", "steps"}:
        gone |= _OF_A_PROGRAMME
    kept = {key: words for key, words in before.detail.items() if key not in gone}
    is_new = bool(said.keys() & {"filled_on", "daily_dose_mcg", "steps"})
    since = item.valid_from if is_new else before.valid_from
    return replace(
        item, valid_from=since, words=(item.words if is_new else "") or before.words, detail={**kept, **said}
    )


def read_steps(text: str, field: str = "steps") -> tuple[PumpStep, ...]:
    """The pump's day as "00:00 + 1200 min: 100; 20:00 + 240 min: 60" (start, how long, micrograms in all).

    Raises ValueError naming `field`.
    """
    steps = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        found = _STEP.fullmatch(part)
        if not found:
            raise ValueError(f"“{field}” has a step that is not written as start + minutes: micrograms")
        hour, minute, minutes, dose = found.groups()
        steps.append(PumpStep(int(hour) * 60 + int(minute), int(minutes), Micrograms(read_amount(dose, field))))
    if not steps:
        raise ValueError(f"“{field}” is empty")
    return tuple(steps)


def write_steps(steps: Iterable[PumpStep]) -> str:
    """The inverse of `read_steps`, in the order of the day."""
    ordered = sorted(steps, key=lambda step: (step.start_minute, step.minutes))
    return "; ".join(
        f"{step.start_minute // 60:02}:{step.start_minute % 60:02} + {step.minutes} min: {step.dose.mcg}"
        for step in ordered
    )


class _Reading:
    """Reads a plan item's words; what cannot be read is named, never guessed."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.unread: list[str] = []

    def number(self, detail: Mapping[str, str], field: str, *, above_zero: bool = False) -> Decimal | None:
        text = detail.get(field, "").strip()
        if not text:
            return None
        try:
            number = read_amount(text, field)
        except ValueError:
            number = None
        if number is None or (above_zero and number == 0):
            self.unread.append(field)
            return None
        return number

    def day(self, detail: Mapping[str, str], field: str) -> date | None:
        text = detail.get(field, "").strip()
        if not text:
            return None
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = None
        if day is None or not _FIRST_DAY <= day <= _LAST_DAY:
            self.unread.append(field)
            return None
        return day

    def filled_at(self, detail: Mapping[str, str]) -> datetime | None:
        day = self.day(detail, "filled_on")
        return None if day is None else self.clock(day, detail.get("filled_time", ""), "filled_time")

    def clock(self, day: date, text: str, field: str) -> datetime:
        """With no time noted, the start of the day: an estimate from there is the earlier one."""
        at = read_clock(text) if text.strip() else time()
        if at is None:
            self.unread.append(field)
            at = time()
        return datetime.combine(day, at, tzinfo=self.zone)

    def steps(self, detail: Mapping[str, str]) -> tuple[PumpStep, ...]:
        text = detail.get("steps", "").strip()
        try:
            return read_steps(text) if text else ()
        except ValueError:
            self.unread.append("steps")
            return ()


def pump_events(plan: Plan) -> tuple[Event, ...]:
    """Entries of the pump in force, oldest first, from its last agreed beginning on."""
    if not plan.in_force("pump"):
        return ()
    events: list[tuple[str, Event]] = []
    for event in plan.events:
        if isinstance(event.fact, PlanItem) and event.fact.item == "pump":
            name = plain_name(event.fact.name)
            if event.fact.status is PlanStatus.ENDED:
                events = [(other, kept) for other, kept in events if other != name]
            else:
                events.append((name, event))
    return tuple(event for _, event in events)


def newest_fill(items: Iterable[PlanItem]) -> tuple[dict[str, str], frozenset[str]]:
    """The details of the fill in the pump, and which of them were confirmed. Later entries may say only what changed;
    a new fill starts afresh.

    Of an older fill only the pump's own make-up stays: its volume, alarm date and concentration were that fill's.
    A confirmation is of what was said, not of a field: another value is asked about anew.
    """
    detail: dict[str, str] = {}
    confirmed: set[str] = set()
    for item in items:
        said = {key: words.strip() for key, words in item.detail.items() if words.strip()}
        if said.get("filled_on", detail.get("filled_on")) != detail.get("filled_on"):
            detail = {key: detail[key] for key in SIZES if key in detail}
            confirmed.clear()
        other = {key for key, words in said.items() if detail.get(key) != words}
        confirmed -= other if other.isdisjoint(SIZES) else other | _VOLUMES
        if other & _RESIDUALS:
            confirmed.discard(RESIDUAL_GAP)
        confirmed |= _confirmed_by(item)
        detail |= said
    return detail, frozenset(confirmed)


def _programmes(items: Iterable[PlanItem], reading: _Reading) -> list[PumpProgramme]:
    """One for each entry that states a dose; the same day and time again replaces the one before.

    An entry that states none and confirms something confirms the programme entered last.
    """
    by_start: dict[datetime, PumpProgramme] = {}
    newest: datetime | None = None
    for item in items:
        daily = reading.number(item.detail, "daily_dose_mcg")
        steps = reading.steps(item.detail)
        if daily is None and not steps:
            if newest is not None:
                known = by_start[newest]
                by_start[newest] = replace(known, confirmed=known.confirmed | _confirmed_by(item))
            continue
        time_text = item.detail.get("programmed_time", "")
        starts_at = reading.clock(item.valid_from, time_text, "programmed_time")
        filled_at = reading.filled_at(item.detail)
        if not by_start and not time_text.strip() and filled_at is not None and filled_at < starts_at:
            # Fill and dose stand in one entry, written down as holding later: one print-out, one visit.
            starts_at = filled_at
        written = None if daily is None else Micrograms(daily)
        if not steps and written is not None:
            steps = (PumpStep(0, DAY_MINUTES, written),)
        newest = starts_at.astimezone(UTC)
        by_start[newest] = PumpProgramme(starts_at, steps, written, _confirmed_by(item))
    return [by_start[start] for start in sorted(by_start)]


def _boluses(items: Sequence[PlanItem], reading: _Reading, filled_at: datetime | None) -> Iterable[PumpBolus]:
    """Each once. With no time noted on the day of the fill it counts as after it: the earlier estimate."""
    confirmed = {item.detail.get("confirmed_bolus", "") for item in items}
    for item in items:
        amount = reading.number(item.detail, "bolus_mcg", above_zero=True)
        if amount is None:
            continue
        time_text = item.detail.get("bolus_time", "")
        at = reading.clock(item.valid_from, time_text, "bolus_time")
        if not time_text.strip() and filled_at is not None and filled_at.date() == item.valid_from:
            at = max(at, filled_at)
        bolus = PumpBolus(at, Micrograms(amount))
        yield replace(bolus, is_confirmed="bolus_mcg" in _confirmed_by(item) or bolus_key(bolus) in confirmed)


def bolus_key(bolus: PumpBolus) -> str:
    """ "2026-05-03 30000": the day and the micrograms, as a confirmation names the bolus that it is of."""
    return f"{bolus.at.date().isoformat()} {bolus.dose.mcg}"


def _confirmed_by(item: PlanItem) -> frozenset[str]:
    return frozenset(item.detail.get("confirmed", "").replace(",", " ").split())
