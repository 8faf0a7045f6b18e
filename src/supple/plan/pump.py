"""When may the pump's reservoir be low, by the clinic's date and by the arithmetic of what it was programmed to give?

The arithmetic is the clinical reference's §2.4: (fill volume − alarm volume) × concentration, used up by all
programmed steps. It is exact (fractions, no float) but still an estimate: the pump's own flow is not exact, and
the clinic's date stands beside it. Nothing here computes, judges or corrects a dose.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from supple.model import (
    DAY_MINUTES,
    EntryQuestion,
    Micrograms,
    Plan,
    PlanItem,
    PlanStatus,
    PumpCountdown,
    PumpFill,
    PumpProgramme,
    PumpRecord,
    PumpStep,
)
from supple.plan.amounts import read_amount

MARKS_DAYS = (30, 14, 7, 3, 1)
LARGEST_DIFFERENCE_DAYS = 7
# Clinical reference §2.4: the usual setting, programmable; shown as assumed wherever it is used.
USUAL_ALARM_VOLUME_ML = Decimal(2)
# Clinical reference §2.4, "input sanity": outside of these an entry is asked about, never refused.
USUAL_CONCENTRATIONS_MCG_PER_ML = (Decimal(500), Decimal(1000), Decimal(2000))
USUAL_DAILY_MCG = (Decimal(20), Decimal(2000))
_SUSPECT_MG_BELOW_MCG = Decimal(5)

# A hundred years: no reservoir, but an entry in question, and still within the calendar.
_FARTHEST_MINUTES = 100 * 366 * DAY_MINUTES
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)  # as a plan item's own days

_MINUTE = timedelta(minutes=1)
_MICROSECONDS_A_MINUTE = 60_000_000
_STEP = re.compile(r"([0-9]{1,2}):([0-5][0-9])\s*\+\s*([0-9]{1,4})\s*min\s*:\s*(\S+)")


def steady(starts_at: datetime, daily_dose: Micrograms) -> PumpProgramme:
    """The programme that gives `daily_dose` evenly over each day."""
    return PumpProgramme(starts_at, (PumpStep(0, DAY_MINUTES, daily_dose),), daily_dose)


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
    usable_ml = fill.fill_volume_ml - _alarm_volume_ml(fill)
    left = Fraction(usable_ml) * Fraction(fill.concentration_mcg_per_ml)
    filled = _utc(fill.filled_at)
    if left <= 0:
        return filled
    for programme, begins, until in _stretches(record.programmes):
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


def estimated_volume_ml(record: PumpRecord, at: datetime) -> Fraction | None:
    """mL that should be in the reservoir at `at` by what was programmed; never below 0. None if not all is noted."""
    fill = record.fill
    if fill.filled_at is None or fill.concentration_mcg_per_ml is None or fill.fill_volume_ml is None:
        return None
    if not record.programmes:
        return None
    used = delivered_mcg(record.programmes, fill.filled_at, at) / Fraction(fill.concentration_mcg_per_ml)
    return max(Fraction(0), Fraction(fill.fill_volume_ml) - used)


def countdown(record: PumpRecord, today: date) -> PumpCountdown:
    """Days to the earlier of the estimated low-reservoir day and the clinic's alarm date; both are kept.

    An entry in question (see `questions`) or a gap in the entries may bring the counted day forward, never push it
    back: alone, or later than the clinic's date, such an estimate is shown and not counted.
    """
    low_at = low_reservoir_at(record)
    estimated = None if low_at is None else low_at.astimezone(ZoneInfo(record.zone)).date()
    clinic = record.fill.clinic_alarm_date
    asked = questions(record)
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
    )


def mark_reached(days_left: int) -> int | None:
    """The smallest of the marks (30, 14, 7, 3, 1 days) that is reached; also 1 on the day itself and after it."""
    return min((mark for mark in MARKS_DAYS if days_left <= mark), default=None)


def mark_days(counted_day: date) -> tuple[tuple[int, date], ...]:
    """Each mark with its local day, the farthest first."""
    return tuple((mark, counted_day - timedelta(days=mark)) for mark in MARKS_DAYS)


def questions(record: PumpRecord) -> tuple[EntryQuestion, ...]:
    """What to ask about the entries, in the order of the form. What was confirmed is not asked again."""
    asked = [*_about_fill(record.fill), *_about_programmes(record.programmes)]
    asked += [
        EntryQuestion(name, f"“{name}” cannot be read. Please copy it again from the clinic's print-out.")
        for name in record.unread
    ]
    once = {question.field: question for question in reversed(asked) if question.field not in record.confirmed}
    return tuple(reversed(once.values()))


def pump_of(plan: Plan, zone: str) -> PumpRecord | None:
    """The pump in force on the plan's day: its newest fill and every programme since, read from the plan's events.

    Args:
        plan: from `fold_plan`, so corrections are applied and what begins later is left out.
        zone: the person's IANA zone; a fill or a programme with no clock time counts from that day's start.

    Returns:
        None without a pump. With nothing but the clinic's date noted, that is counted to. Fields that cannot be read
        are named in `unread`.
    """
    items = _pump_items(plan)
    if not items:
        return None
    detail = _newest_fill(items)
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
    return PumpRecord(
        name=items[-1].name,
        fill=fill,
        programmes=programmes,
        zone=zone,
        confirmed=frozenset(detail.get("confirmed", "").replace(",", " ").split()),
        unread=tuple(dict.fromkeys(reading.unread)),
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
        try:
            at = time.fromisoformat(text.strip()) if text.strip() else time()
        except ValueError:
            self.unread.append(field)
            at = time()
        return datetime.combine(day, at.replace(tzinfo=None), tzinfo=self.zone)

    def steps(self, detail: Mapping[str, str]) -> tuple[PumpStep, ...]:
        text = detail.get("steps", "").strip()
        try:
            return read_steps(text) if text else ()
        except ValueError:
            self.unread.append("steps")
            return ()


def _pump_items(plan: Plan) -> list[PlanItem]:
    """Entries of the pump in force, oldest first, from its last agreed beginning on."""
    if not plan.in_force("pump"):
        return []
    items: list[PlanItem] = []
    for event in plan.events:
        if isinstance(event.fact, PlanItem) and event.fact.item == "pump":
            items = [] if event.fact.status is PlanStatus.ENDED else [*items, event.fact]
    return items


def _newest_fill(items: Iterable[PlanItem]) -> dict[str, str]:
    """The details of the fill in the pump. Later entries may say only what changed; a new fill starts afresh.

    Of an older fill only the pump's own make-up stays: its volume, alarm date and concentration were that fill's.
    """
    detail: dict[str, str] = {}
    for item in items:
        filled_on = item.detail.get("filled_on", "").strip()
        if filled_on and filled_on != detail.get("filled_on"):
            detail = {key: detail[key] for key in ("reservoir_ml", "alarm_volume_ml") if key in detail}
        detail.update({key: words.strip() for key, words in item.detail.items() if words.strip()})
    return detail


def _programmes(items: Iterable[PlanItem], reading: _Reading) -> list[PumpProgramme]:
    """One for each entry that states a dose; the same day and time again replaces the one before."""
    by_start: dict[datetime, PumpProgramme] = {}
    for item in items:
        daily = reading.number(item.detail, "daily_dose_mcg")
        steps = reading.steps(item.detail)
        if daily is None and not steps:
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
        by_start[_utc(starts_at)] = PumpProgramme(starts_at, steps, written)
    return [by_start[start] for start in sorted(by_start)]


def _about_fill(fill: PumpFill) -> list[EntryQuestion]:
    asked = []
    concentration = fill.concentration_mcg_per_ml
    if concentration is not None and concentration not in USUAL_CONCENTRATIONS_MCG_PER_ML:
        shifted = concentration * 1000 in USUAL_CONCENTRATIONS_MCG_PER_ML
        shifted = shifted or concentration / 1000 in USUAL_CONCENTRATIONS_MCG_PER_ML
        asked.append(_slip("concentration_mcg_per_ml", f"{concentration} micrograms per mL", is_thousandfold=shifted))
    if fill.reservoir_ml is not None:
        for name in ("fill_volume_ml", "expected_residual_ml", "found_residual_ml"):
            volume = getattr(fill, name)
            if volume is not None and volume > fill.reservoir_ml:
                asked.append(_slip(name, f"{volume} mL in a reservoir of {fill.reservoir_ml} mL"))
    if fill.fill_volume_ml is not None and _alarm_volume_ml(fill) >= fill.fill_volume_ml:
        asked.append(_slip("fill_volume_ml", f"{fill.fill_volume_ml} mL, no more than where the alarm sounds"))
    if fill.clinic_alarm_date and fill.filled_at and fill.clinic_alarm_date < fill.filled_at.date():
        asked.append(_slip("clinic_alarm_date", "a day before the fill"))
    return asked


def _about_programmes(programmes: Sequence[PumpProgramme]) -> list[EntryQuestion]:
    asked = []
    for programme in programmes:
        low, high = USUAL_DAILY_MCG
        given = programme.daily_dose.mcg
        if not low <= given <= high:
            shifted = given < _SUSPECT_MG_BELOW_MCG or low <= given / 1000 <= high
            asked.append(_slip("daily_dose_mcg", f"{given} micrograms a day", is_thousandfold=shifted))
        written = programme.written_daily_dose
        if written is not None and written != programme.daily_dose:
            asked.append(
                _slip("steps", f"steps of {given} micrograms together beside {written.mcg} micrograms a day")
            )
    return asked


def _slip(field: str, what: str, *, is_thousandfold: bool = False) -> EntryQuestion:
    mixed = " Are milligrams and micrograms mixed up? They differ 1000 times." if is_thousandfold else ""
    words = (
        f"This says {what}.{mixed} A typing slip, or is it what the clinic's print-out says? "
        "If the print-out says so, or you have none, ring the pump clinic to check."
    )
    return EntryQuestion(field, words, is_thousandfold)


def _missing(record: PumpRecord) -> tuple[str, ...]:
    """What the estimate lacks."""
    names = [name for name in ("concentration_mcg_per_ml", "fill_volume_ml") if getattr(record.fill, name) is None]
    filled_at = record.fill.filled_at
    if filled_at is None:
        names.insert(0, "filled_on")
    starts = [_utc(programme.starts_at) for programme in record.programmes]
    if not starts or (filled_at is not None and min(starts) > _utc(filled_at)):
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


def _alarm_volume_ml(fill: PumpFill) -> Decimal:
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
