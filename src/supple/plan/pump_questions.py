"""Which of a pump's entries look unlike a print-out? They are asked about and kept as typed, never corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from supple.model import EntryQuestion, PumpBolus, PumpCountdown, PumpFill, PumpProgramme, PumpRecord
from supple.plan.pump_flow import alarm_volume_ml
from supple.plan.pump_labels import pump_label

# Clinical reference §2.4, "input sanity": outside of these an entry is asked about, never refused.
USUAL_CONCENTRATIONS_MCG_PER_ML = (Decimal(500), Decimal(1000), Decimal(2000))
USUAL_DAILY_MCG = (Decimal(20), Decimal(2000))
_SUSPECT_MG_BELOW_MCG = Decimal(5)
# A design choice, no evidence: the reference leaves it to the clinic what a gap means, so Supple only passes it on.
ASK_ABOUT_RESIDUAL_ML = Decimal(1)
RESIDUAL_GAP = "residual_gap"
# Twice the days for which the drug is commonly stable (§2.4): no fill is meant to last so long.
LONGEST_DAYS = 365


def questions(record: PumpRecord, estimated: date | None, today: date) -> tuple[EntryQuestion, ...]:
    """What to ask about the entries, in the order of the form, each field once.

    What was confirmed is not asked again, as long as it says the same; what cannot be read, and an estimate that lies
    too far off, cannot be confirmed.

    Args:
        record: the entries.
        estimated: the estimated low-reservoir day, local.
        today: the local day.
    """
    of_fill = [*_about_fill(record.fill), *_about_days(record.fill, today)]
    asked = [one for one in of_fill if one.field not in record.confirmed]
    for programme in record.programmes:
        asked += [one for one in about_programme(programme) if one.field not in programme.confirmed]
    asked += about_boluses(record)
    asked += [
        EntryQuestion(name, f"“{pump_label(name)}” cannot be read. Please copy it again from the clinic’s print-out.")
        for name in record.unread
    ]
    if estimated is not None and (estimated - today).days > LONGEST_DAYS:
        asked.append(_slip("low_reservoir_day", f"a fill that lasts until {estimated:%B %Y}", is_thousandfold=True))
    once = {question.field: question for question in reversed(asked)}
    return tuple(reversed(once.values()))


def residual_question(record: PumpRecord) -> str:
    """What was found in the reservoir beside what was expected there: for the clinic to judge, never for Supple.

    "" where they lie close, where one is not noted, or where somebody said that the clinic knows.
    """
    expected, found = record.fill.expected_residual_ml, record.fill.found_residual_ml
    if expected is None or found is None or RESIDUAL_GAP in record.confirmed:
        return ""
    if abs(expected - found) <= ASK_ABOUT_RESIDUAL_ML:
        return ""
    return (
        f"{found} mL were found in the pump before this fill, {expected} mL were expected. Tell the pump clinic both "
        "numbers, if they did not measure them themselves. What the gap means is for them to say."
    )


def confirmable(count: PumpCountdown, record: PumpRecord) -> frozenset[str]:
    """Fields in question that somebody can answer for. What cannot be read must be written again instead."""
    never = {*record.unread, "low_reservoir_day"}
    asked = {question.field for question in count.questions} - never
    return frozenset(asked | ({RESIDUAL_GAP} if count.residual_question else set()))


def _about_days(fill: PumpFill, today: date) -> Iterable[EntryQuestion]:
    if fill.filled_at is not None and fill.filled_at.date() > today:
        yield _slip("filled_on", "a fill that is still to come")
    if fill.clinic_alarm_date is not None and (fill.clinic_alarm_date - today).days > LONGEST_DAYS:
        yield _slip("clinic_alarm_date", f"a day in {fill.clinic_alarm_date:%B %Y}")


def _about_fill(fill: PumpFill) -> Iterable[EntryQuestion]:
    concentration = fill.concentration_mcg_per_ml
    if concentration is not None and concentration not in USUAL_CONCENTRATIONS_MCG_PER_ML:
        shifted = concentration * 1000 in USUAL_CONCENTRATIONS_MCG_PER_ML
        shifted = shifted or concentration / 1000 in USUAL_CONCENTRATIONS_MCG_PER_ML
        yield _slip("concentration_mcg_per_ml", f"{concentration} micrograms per mL", is_thousandfold=shifted)
    if fill.reservoir_ml is not None:
        for name in ("fill_volume_ml", "expected_residual_ml", "found_residual_ml"):
            volume = getattr(fill, name)
            if volume is not None and volume > fill.reservoir_ml:
                yield _slip(name, f"{volume} mL in a reservoir of {fill.reservoir_ml} mL")
    if fill.fill_volume_ml is not None and alarm_volume_ml(fill) >= fill.fill_volume_ml:
        yield _slip("fill_volume_ml", f"{fill.fill_volume_ml} mL, no more than where the alarm sounds")
    if fill.clinic_alarm_date and fill.filled_at and fill.clinic_alarm_date < fill.filled_at.date():
        yield _slip("clinic_alarm_date", "a day before the fill")


def about_programme(programme: PumpProgramme) -> Iterable[EntryQuestion]:
    """What to ask about one programme, whoever confirmed it."""
    low, high = USUAL_DAILY_MCG
    given = programme.daily_dose.mcg
    if not low <= given <= high:
        shifted = given < _SUSPECT_MG_BELOW_MCG or low <= given / 1000 <= high
        yield _slip("daily_dose_mcg", f"{given} micrograms a day", is_thousandfold=shifted)
    written = programme.written_daily_dose
    if written is not None and written != programme.daily_dose:
        yield _slip("steps", f"steps of {given} micrograms together beside {written.mcg} micrograms a day")


def about_boluses(record: PumpRecord) -> Iterable[EntryQuestion]:
    """What to ask about the boluses that nobody confirmed."""
    for bolus in unusual_boluses(record):
        if not bolus.is_confirmed:
            said = f"a bolus of {bolus.dose.mcg} micrograms on {bolus.at.day} {bolus.at:%B %Y}"
            yield _slip("bolus_mcg", said, is_thousandfold=True)


def about_trial(detail: Mapping[str, str]) -> Iterable[EntryQuestion]:
    """What to ask about the dose that was tried before a pump: it is one bolus."""
    try:
        given = Decimal(detail.get("trial_mcg", ""))
    except InvalidOperation:
        return
    if not _SUSPECT_MG_BELOW_MCG <= given <= USUAL_DAILY_MCG[1]:
        yield _slip("trial_mcg", f"a trial dose of {given} micrograms", is_thousandfold=True)


def unusual_boluses(record: PumpRecord) -> tuple[PumpBolus, ...]:
    """The boluses from this fill that are very small, or more than the programme of that moment gives in a day."""
    filled_at = record.fill.filled_at
    since = [one for one in record.boluses if filled_at is None or one.at >= filled_at]
    return tuple(one for one in since if not _SUSPECT_MG_BELOW_MCG <= one.dose.mcg <= _daily_mcg_at(record, one.at))


def _daily_mcg_at(record: PumpRecord, at: datetime) -> Decimal:
    """What the programme gives in a day; where none is noted, the most that is usual."""
    begun = [one for one in record.programmes if one.starts_at <= at] or list(record.programmes[:1])
    return begun[-1].daily_dose.mcg if begun else USUAL_DAILY_MCG[1]


def _slip(field: str, what: str, *, is_thousandfold: bool = False) -> EntryQuestion:
    mixed = " Are milligrams and micrograms mixed up? They differ 1000 times." if is_thousandfold else ""
    words = (
        f"This says {what}.{mixed} A typing slip, or is it what the clinic's print-out says? "
        "If the print-out says so, or you have none, ring the pump clinic to check."
    )
    return EntryQuestion(field, words, is_thousandfold)
