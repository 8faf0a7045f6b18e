"""How does an entry read on a page? One plain line for each kind of fact, and when it was."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from supple.knowledge import label
from supple.model import (
    Answer,
    Comparison,
    Count,
    Day,
    DaySlot,
    Dose,
    Fact,
    Factor,
    Instant,
    Interval,
    Measurement,
    Note,
    Period,
    PlanItem,
    Profile,
    Rating,
    Recall,
    Session,
    Side,
    SideEffect,
    Sign,
    Slot,
    When,
    local_day_of,
)
from supple.web.fields import sentence_case

_UNITS = {"Cel": "°C", "1": "", "h": "hours", "min": "minutes", "/min": "a minute", "%": "%", "kg": "kg", "ms": "ms"}
_CHANGES = {
    "much_better": "much better than",
    "better": "better than",
    "same": "the same as",
    "worse": "worse than",
    "much_worse": "much worse than",
}
_THAN = {
    "usual": "usual",
    "yesterday": "yesterday",
    "last_night": "the night before",
    "before": "before",
    "last_week": "last week",
}
_RECALL = {Recall.NOW: "", Recall.LAST_24_H: "over the day", Recall.LAST_NIGHT: "last night"}
_SLOTS = {
    Slot.WAKING: "on waking",
    Slot.MORNING: "in the morning",
    Slot.LUNCHTIME: "at lunchtime",
    Slot.AFTERNOON: "in the afternoon",
    Slot.EVENING: "in the evening",
    Slot.BEDTIME: "at bedtime",
    Slot.NIGHT: "in the night",
}
_PLAN = {
    "medicine": "Medicine",
    "injection": "Injection",
    "pump": "Pump",
    "routine": "Routine",
    "aid": "Aid",
    "goal": "Goal",
    "question": "Question to ask",
    "visit": "Visit",
    "team": "Team",
}
_SEVERITY = {1: "mild", 2: "moderate", 3: "severe"}


def plain_number(value: float) -> str:
    """7 or 6.5."""
    return f"{value:.10g}"


def words(fact: Fact) -> str:
    """One plain line: "Stiffness 7 of 10, left calf"."""
    if isinstance(fact, Note):
        return fact.text  # the person's own words are never touched
    return sentence_case(_words(fact).replace("  ", " ").strip())


def _words(fact: Fact) -> str:
    match fact:
        case Rating():
            return _rating(fact)
        case Count():
            return _count(fact)
        case Comparison():
            return f"{label(fact.code)} {_CHANGES[fact.change]} {_THAN[fact.than]}{_place(fact.part, fact.side)}"
        case Answer():
            return f"{label(fact.code)}: {'yes' if fact.answer else 'no'}"
        case Factor():
            return _factor(fact)
        case Sign():
            return f"{label(fact.code)}: {_sign(fact)}"
        case Dose():
            return _dose(fact)
        case SideEffect():
            said = "yes" if fact.present else "no"
            strength = "" if fact.severity is None else f", {plain_number(fact.severity)} of 10"
            return f"{label(fact.code)} (side effect): {said}{strength}"
        case Session():
            return _session(fact)
        case Measurement():
            return f"{label(fact.code)} {plain_number(fact.value)} {_UNITS.get(fact.unit, fact.unit)}"
        case Note():
            return fact.text
        case PlanItem():
            return _plan(fact)
        case Profile():
            return f"about me, {fact.key.replace('_', ' ')}: {fact.answer}"


def _rating(fact: Rating) -> str:
    said = plain_number(fact.value)
    if fact.low is not None and fact.high is not None:
        said = f"{plain_number(fact.low)} to {plain_number(fact.high)}"
    recall = _RECALL[fact.recall]
    return f"{label(fact.code)} {said} of {plain_number(fact.scale_max)}{_place(fact.part, fact.side)}" + (
        f", {recall}" if recall else ""
    )


def _count(fact: Count) -> str:
    period = {Period.NIGHT: " in the night", Period.DAY: " in the day", None: ""}[fact.period]
    if fact.low is not None and fact.high is not None:
        said = f"{fact.low} to {fact.high}"
    else:
        said = "some, not counted" if fact.count is None else str(fact.count)
    severity = f", {_SEVERITY[fact.severity]}" if fact.severity in _SEVERITY else ""
    return f"{label(fact.code)}{period}: {said}{severity}{_place(fact.part, fact.side)}"


def _factor(fact: Factor) -> str:
    if not fact.present:
        return f"{label(fact.code)}: no"
    extra = []
    if fact.level is not None:
        extra.append(f"level {plain_number(fact.level)}")
    if fact.amount is not None:
        extra.append(f"{plain_number(fact.amount)} {_UNITS.get(fact.unit or '', fact.unit or '')}".strip())
    return f"{label(fact.code)}: " + (", ".join(["yes", *extra]))


def _sign(fact: Sign) -> str:
    if not fact.present:
        return "no"
    return {True: "yes, new for me", False: "yes, as before", None: "yes"}[fact.new]


def _dose(fact: Dose) -> str:
    amount = fact.amount_words or ("" if fact.amount_mg is None else f"{plain_number(fact.amount_mg)} mg")
    return f"{label(fact.medicine)} {amount} {fact.status.value}"


def _session(fact: Session) -> str:
    if not fact.done:
        return f"{label(fact.code)}: not done"
    extra = [] if fact.count is None else [f"{fact.count} times"]
    if fact.minutes is not None:
        extra.append(f"{plain_number(fact.minutes)} minutes")
    return f"{label(fact.code)}: " + ", ".join(extra or ["done"])


def _plan(fact: PlanItem) -> str:
    kind = _PLAN.get(fact.item, fact.item)
    name = label(fact.name) if fact.item in {"medicine", "injection"} else fact.name
    state = {"agreed": "", "changed": " (changed)", "ended": " (ended)"}[fact.status.value]
    return f"{kind}: {name}{state}" + (f" – {fact.words}" if fact.words else "")


_DETAILS = {
    "times": "{}",
    "prescriber": "prescribed by {}",
    "role": "{}",
    "phone": "{}",
    "muscles": "{}",
    "units_words": "amount as written: {}",
    "concentration_mcg_per_ml": "{} micrograms per mL",
    "daily_dose_mcg": "{} micrograms a day",
    "reservoir_ml": "reservoir {} mL",
    "filled_on": "filled on {}",
    "clinic_alarm_date": "alarm date from the clinic: {}",
}


def plan_details(item: PlanItem) -> list[str]:
    """What was written beside a plan item, each with what it is; nothing twice."""
    detail = dict(item.detail)
    said = []
    if strength := detail.pop("strength", ""):
        said.append(f"{strength} {detail.pop('unit', '')}".strip())
    for key, value in detail.items():
        form = _DETAILS.get(key)
        said.append(form.format(value) if form else f"{key.replace('_', ' ')}: {value}")
    return [words for words in said if not _stands_in(item.words, words)]


def _stands_in(text: str, words: str) -> bool:
    """As whole words and whole numbers: "2 mg" does not stand in "12 mg", nor "5 mg" in "2.5 mg"."""
    return re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def _place(part: str | None, side: Side | None) -> str:
    if part is None:
        return ""
    sides = {Side.LEFT: "left ", Side.RIGHT: "right ", Side.BOTH: "both sides, ", None: ""}
    return f", {sides[side]}{label(part)}"


def when_words(when: When) -> str:
    """The clock, the part of the day, or nothing: as fine as it was said."""
    match when:
        case Instant():
            return f"{when.local:%H:%M}"
        case Interval(start, end, zone):
            local = ZoneInfo(zone)
            return f"{start.astimezone(local):%H:%M} to {end.astimezone(local):%H:%M}"
        case DaySlot():
            return _SLOTS[when.slot]
        case Day():
            return ""


def whole_when_words(when: When, today: date) -> str:
    """ "Yesterday, in the evening": the day, and the time as fine as it was said."""
    if isinstance(when, Instant):
        return f"{_clock_day_words(when, today)}, {when_words(when)}"
    day = when.local_day if isinstance(when, Day | DaySlot) else local_day_of(when)
    if isinstance(when, DaySlot) and when.slot is Slot.NIGHT and day == today:
        return "Last night"
    return ", ".join(part for part in (day_words(day, today), when_words(when)) if part)


def _clock_day_words(when: Instant, today: date) -> str:
    """Beside a clock time stands the day on the calendar: 03:00 this morning is not "Yesterday, 03:00"."""
    day = when.local.date()
    if day - local_day_of(when) and (day - today).days in {0, 1}:  # 1: it is still night, the diary's day is not over
        return "Last night"
    return day_words(day, today)


def day_words(day: date, today: date) -> str:
    """Today, Yesterday, or Monday 23 November."""
    ago = (today - day).days
    if ago in {0, 1}:
        return ("Today", "Yesterday")[ago]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def moment_words(moment: datetime, zone: str) -> str:
    """23 Nov 2026, 08:10 on the person's own clock."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y, %H:%M}"
