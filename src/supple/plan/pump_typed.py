"""What did somebody type on a pump's form? Entries as they were typed, or for each field what to look at again.

Only what cannot be read in one way is refused. What looks unlike a print-out is asked about (`pump_review`) and kept
as typed once somebody says so: nothing here corrects, computes or judges a dose.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from supple.model import DAY_MINUTES, EntryQuestion, Micrograms, PumpProgramme, PumpRecord, PumpStep
from supple.plan.amounts import read_amount
from supple.plan.clock import read_clock
from supple.plan.pump_entries import bolus_key, write_steps
from supple.plan.pump_labels import pump_label
from supple.plan.pump_questions import about_programme, unusual_boluses

FIRST_DAY, LAST_DAY = date(1980, 1, 1), date(2200, 1, 1)
MOST_LETTERS, MOST_OWN_WORDS, MOST_LETTERS_OF_A_NAME = 300, 2000, 120
Row = tuple[str, str, str]
"""One line of the programme as it was typed: from, until (may be empty), micrograms in that time."""


@dataclass(frozen=True, slots=True)
class PumpTyped:
    """`detail` as a plan item holds it, from `day` on; `errors` by field (then nothing may be saved).

    `questions` are about what looks unlike a print-out: somebody answers them before it is kept.
    """

    day: date
    detail: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[EntryQuestion, ...] = ()


class _Form:
    """Reads field by field, and keeps what to say of each that cannot be read."""

    def __init__(self, typed: Mapping[str, str], today: date) -> None:
        self.typed = {name: words.strip() for name, words in typed.items()}
        self.today = today
        self.detail: dict[str, str] = {}
        self.errors: dict[str, str] = {}

    def done(self, day: date | None) -> PumpTyped:
        return PumpTyped(day or self.today, dict(self.detail), dict(self.errors))

    def number(self, name: str, unit: str, *, above_zero: bool = False, required: bool = False) -> None:
        text, label = self.typed.get(name, ""), _sentence(pump_label(name))
        if not text:
            if required:
                self.errors[name] = f"{label}: write the number that the print-out gives, in {unit}."
            return
        try:
            amount = read_amount(text, name)
        except ValueError:
            self.errors[name] = f"{label}: write a plain number in {unit}, such as 20 or 19.5, with no comma or unit."
            return
        if above_zero and amount == 0:
            self.errors[name] = f"{label}: 0 {unit} cannot be. Leave it empty if you do not know it."
            return
        self.detail[name] = text

    def day(self, name: str, *, key: str = "", required: bool = False, may_come: bool = False) -> date | None:
        """A day; `key`: under which name it is kept, not at all where that is empty."""
        text, label = self.typed.get(name, ""), _sentence(pump_label(key or name))
        if not text:
            if required:
                self.errors[name] = f"{label}: choose the day."
            return None
        try:
            on = date.fromisoformat(text)
        except ValueError:
            self.errors[name] = f"{label}: choose a day, like 2026-03-31."
            return None
        if not FIRST_DAY <= on <= LAST_DAY:
            self.errors[name] = f"{label}: look at the year again."
            return None
        if on > self.today and not may_come:
            self.errors[name] = f"{label}: that day has not come yet."
            return None
        if key:
            self.detail[key] = on.isoformat()
        return on

    def clock(self, name: str, *keys: str) -> None:
        text = self.typed.get(name, "")
        if not text:
            return
        at = read_clock(text)
        if at is None:
            self.errors[name] = "Write the time like 09:30 or 14:00, or leave it empty."
            return
        for key in keys:
            self.detail[key] = f"{at:%H:%M}"

    def words(self, *names: str, most: int = MOST_LETTERS) -> None:
        for name in names:
            text = self.typed.get(name, "")
            if len(text) > most:
                self.errors[name] = f"Write a few words, up to {most} letters."
            elif text:
                self.detail[name] = text

    def programme(self, rows: Sequence[Row], *, required: bool = False) -> None:
        self.number("daily_dose_mcg", "micrograms", required=required and not any(map(any, rows)))
        steps, wrong = read_rows(rows)
        self.errors.update(wrong)
        if steps and not wrong:
            self.detail["steps"] = write_steps(steps)


def refill_of(typed: Mapping[str, str], rows: Sequence[Row], *, today: date) -> PumpTyped:
    """One fill: `day`, `time`, what was found and filled, and the programme that runs from then on."""
    form = _Form(typed, today)
    day = form.day("day", key="filled_on", required=True)
    form.clock("time", "filled_time", "programmed_time")
    form.number("expected_residual_ml", "mL")
    form.number("found_residual_ml", "mL")
    form.number("fill_volume_ml", "mL", above_zero=True)
    form.number("concentration_mcg_per_ml", "micrograms per mL", above_zero=True)
    form.programme(rows)
    form.day("clinic_alarm_date", key="clinic_alarm_date", may_come=True)
    if not form.detail.keys() & {"daily_dose_mcg", "steps"}:
        form.detail.pop("programmed_time", None)
    return form.done(day)


def programming_of(typed: Mapping[str, str], rows: Sequence[Row], *, today: date) -> PumpTyped:
    """Programmed anew between fills: `day`, `time`, the dose, and the alarm date that the clinic then gave."""
    form = _Form(typed, today)
    day = form.day("day", required=True)
    form.clock("time", "programmed_time")
    form.programme(rows, required=True)
    form.day("clinic_alarm_date", key="clinic_alarm_date", may_come=True)
    return form.done(day)


def bolus_of(typed: Mapping[str, str], *, today: date) -> PumpTyped:
    """One amount given besides the programme."""
    form = _Form(typed, today)
    day = form.day("day", required=True)
    form.clock("time", "bolus_time")
    form.number("bolus_mcg", "micrograms", above_zero=True, required=True)
    return form.done(day)


def end_of(typed: Mapping[str, str], *, today: date) -> PumpTyped:
    """The day on which the pump was taken out, and who said so where somebody wrote it down."""
    form = _Form(typed, today)
    day = form.day("day", key="taken_out_on", required=True)
    form.words("said_by", most=MOST_LETTERS_OF_A_NAME)
    return form.done(day)


def set_up_of(typed: Mapping[str, str], brands: Sequence[str], *, today: date) -> PumpTyped:
    """The pump itself: its make and model, when it was put in, its sizes, its battery, and where the card is."""
    form = _Form(typed, today)
    brand = form.typed.get("brand", "")
    if brand and brand not in brands:
        form.errors["brand"] = "Choose the make from the list."
    elif brand:
        form.detail["brand"] = brand
    form.words("model", "card_at")
    form.day("implanted_on", key="implanted_on")
    form.number("reservoir_ml", "mL", above_zero=True)
    form.number("alarm_volume_ml", "mL")
    _month(form, "battery_end")
    return form.done(today)


def trial_of(typed: Mapping[str, str], *, today: date) -> PumpTyped:
    """The trial before a pump: the day, the micrograms, what changed in the person's own words, and for how long."""
    form = _Form(typed, today)
    day = form.day("trial_on")
    form.number("trial_mcg", "micrograms", above_zero=True)
    form.words("trial_changed", most=MOST_OWN_WORDS)
    form.words("trial_lasted")
    if form.detail and day is None and "trial_on" not in form.errors:
        form.errors["trial_on"] = "Day of the trial: choose the day, or leave all of the trial empty."
    return form.done(day)


def confirmation(record: PumpRecord, name: str, today: date) -> tuple[dict[str, str], date]:
    """The detail of an entry that confirms a field, and the day from which it holds.

    A confirmation goes with the programme entered last; for an older one it restates that programme, at its own time.
    """
    detail = {"confirmed": name}
    if name == "bolus_mcg":
        unsure = [bolus for bolus in unusual_boluses(record) if not bolus.is_confirmed]
        return detail | {"confirmed_bolus": bolus_key(unsure[0])} if unsure else detail, today
    if name not in {"daily_dose_mcg", "steps"}:
        return detail, today
    asked = [one for one in record.programmes if name not in one.confirmed and any(_asks(one, name))]
    if not asked:
        return detail, today
    of = asked[0]
    detail |= {"confirmed": " ".join(sorted({name, *of.confirmed})), "programmed_time": f"{of.starts_at:%H:%M}"}
    if not is_one_rate(of) or of.written_daily_dose is None:
        detail["steps"] = write_steps(of.steps)
    if of.written_daily_dose is not None:
        detail["daily_dose_mcg"] = str(of.written_daily_dose.mcg)
    return detail, of.starts_at.date()


def _asks(programme: PumpProgramme, name: str) -> list[bool]:
    return [True for question in about_programme(programme) if question.field == name]


def read_rows(rows: Sequence[Row]) -> tuple[tuple[PumpStep, ...], dict[str, str]]:
    """The steps, and what to look at again by `row_1_from`, `row_1_until` or `row_1_mcg`.

    Empty rows are left out. With no end a row lasts until the next one begins, the last until the first.
    """
    errors: dict[str, str] = {}
    read: list[tuple[int, int | None, Micrograms]] = []
    for number, (begins, until, dose) in enumerate(rows, start=1):
        if not (begins.strip() or until.strip() or dose.strip()):
            continue
        start, end = _minute(begins), _minute(until) if until.strip() else None
        if start is None:
            errors[f"row_{number}_from"] = f"Line {number}: write when it begins, like 08:00."
        if until.strip() and end is None:
            errors[f"row_{number}_until"] = f"Line {number}: write when it ends, like 20:00, or leave it empty."
        try:
            amount = Micrograms(read_amount(dose, f"row_{number}_mcg"))
        except ValueError:
            errors[f"row_{number}_mcg"] = f"Line {number}: write the micrograms in that time as a plain number."
            continue
        if start is not None:
            read.append((start, end, amount))
    return ((), errors) if errors else (_lasting(read), {})


def rows_of(programme: PumpProgramme) -> tuple[Row, ...]:
    """A programme as the lines somebody would type; none where one rate runs all day."""
    if is_one_rate(programme):
        return ()
    return tuple(
        (_clock(step.start_minute), _clock(step.start_minute + step.minutes), str(step.dose.mcg))
        for step in sorted(programme.steps, key=lambda step: step.start_minute)
    )


def is_one_rate(programme: PumpProgramme) -> bool:
    """Does it run evenly over the whole day?"""
    return len(programme.steps) == 1 and programme.steps[0].minutes == DAY_MINUTES


def _lasting(read: Sequence[tuple[int, int | None, Micrograms]]) -> tuple[PumpStep, ...]:
    starts = sorted({start for start, _, _ in read})
    steps = []
    for start, end, dose in read:
        until = end if end is not None else next((each for each in starts if each > start), starts[0])
        steps.append(PumpStep(start, (until - start) % DAY_MINUTES or DAY_MINUTES, dose))
    return tuple(steps)


def _month(form: _Form, name: str) -> None:
    text = form.typed.get(name, "")
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-[0-9]{2})?", text)
    turned = re.fullmatch(r"(0?[1-9]|1[0-2])[/. ]([0-9]{4})", text)
    if turned:
        form.detail[name] = f"{turned[2]}-{int(turned[1]):02}"
    elif found:
        form.detail[name] = f"{found[1]}-{found[2]}"
    elif text:
        form.errors[name] = "Battery ends: write the month like 2031-05 or 05/2031."
    year = int(form.detail.get(name, "2000")[:4])
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        form.errors[name] = "Battery ends: look at the year again."


def _minute(text: str) -> int | None:
    at = read_clock(text)
    return None if at is None else at.hour * 60 + at.minute


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
