"""When was an entry, and what stands beside a plan item? The facts themselves are said by `knowledge.saying`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from supple.knowledge import whens
from supple.knowledge.agreeing import AIDS, AREAS, LEVELS, level_of
from supple.knowledge.saying import plain_number
from supple.knowledge.saying import say as words
from supple.model import Day, DaySlot, Event, Instant, Interval, PlanItem, Slot, When, local_day_of
from supple.web import clock_words
from supple.words import N_, _, later

__all__ = [
    "coming_words",
    "day_words",
    "moment_words",
    "noted_by_words",
    "plain_number",
    "plan_details",
    "when_words",
    "whole_when_words",
    "words",
]

_ROLES = later({"carer": N_("a carer"), "clinician": N_("a clinician")})


_DETAILS = later(
    {
        "times": "{}",
        "prescriber": N_("prescribed by {}"),
        "role": "{}",
        "phone": "{}",
        "hours": "{}",
        "note": "{}",
        "muscles": "{}",
        "units": N_("units: {}"),
        "advised_by": N_("advised by {}"),
        "agreed_with": N_("agreed with {}"),
        "by": N_("by {}"),
        "units_words": N_("amount as written: {}"),
        "goals": N_("for: {}"),
        "aftercare": N_("agreed for the weeks after: {}"),
        "given_by": N_("given by {}"),
        "review_day": N_("review planned on {}"),
        "guidance": N_("guidance: {}"),
        "concentration_mcg_per_ml": N_("{} micrograms per mL"),
        "daily_dose_mcg": N_("{} micrograms a day"),
        "filled_on": N_("filled on {}"),
        "clinic_alarm_date": N_("alarm date from the clinic: {}"),
        "trial_mcg": N_("{} micrograms"),
        "trial_changed": "{}",
        "trial_lasted": N_("lasted {}"),
    }
)


# The pump has its own page, which says these in full.
_ON_THE_PUMP_PAGE = {
    *(
        "filled_time",
        "fill_volume_ml",
        "reservoir_ml",
        "alarm_volume_ml",
        "expected_residual_ml",
        "found_residual_ml",
    ),
    *("steps", "programmed_time", "brand", "model", "drug", "implanted_on", "battery_end", "card_at", "confirmed"),
    "confirmed_bolus",
}


# Levels are said in words, with their own day; a lone "-1" says nothing.
_SAID_ELSEWHERE = frozenset({"attained", "attained_on", "role_code"})
_CHOSEN: Mapping[str, Mapping[str, str]] = {"area": AREAS, "kind": AIDS}


def plan_details(item: PlanItem) -> list[str]:
    """What was written beside a plan item, each with what it is; nothing twice."""
    detail = dict(item.detail)
    if item.item == "medicine" and item.words and "unit" not in detail:
        return []  # its words were made of them when it was written down
    said = []
    if strength := detail.pop("strength", ""):
        said.append(f"{strength} {detail.pop('unit', '')}".strip())
    if (level := level_of(item)) is not None:
        said.append(LEVELS[level])
    for key, value in detail.items():
        if key in _SAID_ELSEWHERE or (item.item == "pump" and key in _ON_THE_PUMP_PAGE):
            continue
        if key == "clinic_alarm_date" and (_stands_in(item.words, value) or _stands_in(item.words, _day_or(value))):
            continue  # a pump's own words may say that day already, written another way
        form = _DETAILS.get(key)
        value = _CHOSEN.get(key, {}).get(value) or _day_or(value)
        said.append(form.format(value) if form else f"{key.replace('_', ' ')}: {value}")
    return [words for words in said if not _stands_in(item.words, words)]


def _day_or(text: str) -> str:
    """A day as it is read, where the text is one; else as typed."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%b %Y}"


def _stands_in(text: str, words: str) -> bool:
    """As whole words and whole numbers: "2 mg" does not stand in "12 mg", nor "5 mg" in "2.5 mg"."""
    return re.search(rf"(?<![\w.,]){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def noted_by_words(event: Event, own_name: str) -> str:
    """Who noted it, where that was not the person: "noted by Bob, carer"; a helper's own entries are marked too."""
    role, name = event.noted_by.role, event.noted_by.name
    if role in {"self", "device"}:
        return ""
    if name == own_name:
        return _("noted by you")
    return (
        _("noted by {name}, {role}").format(name=name, role=role)
        if name
        else _("noted by {get}").format(get=_ROLES.get(role, role))
    )


def when_words(when: When) -> str:
    """The clock, the part of the day, or nothing: as fine as it was said."""
    match when:
        case Instant():
            return clock_words.said(when.local)
        case Interval(start, end, zone):
            local = ZoneInfo(zone)
            return _("{said} to {said_2}").format(
                said=clock_words.said(start.astimezone(local)), said_2=clock_words.said(end.astimezone(local))
            )
        case _:
            return whens.when_words(when)


def whole_when_words(when: When, today: date) -> str:
    """ "Yesterday, in the evening": the day, and the time as fine as it was said."""
    if isinstance(when, Instant):
        return f"{_clock_day_words(when, today)}, {when_words(when)}"
    day = when.local_day if isinstance(when, Day | DaySlot) else local_day_of(when)
    if isinstance(when, DaySlot) and when.slot is Slot.NIGHT and day == today:
        return _("Last night")
    return ", ".join(part for part in (day_words(day, today), when_words(when)) if part)


def _clock_day_words(when: Instant, today: date) -> str:
    """Beside a clock time stands the day on the calendar: 03:00 this morning is not "Yesterday, 03:00"."""
    day = when.local.date()
    if day - local_day_of(when) and (day - today).days in {0, 1}:  # 1: it is still night, the diary's day is not over
        return _("Tonight") if day > today else _("Last night")
    return day_words(day, today)


def day_words(day: date, today: date) -> str:
    """Today, Yesterday, or Monday 23 November."""
    ago = (today - day).days
    if ago in {0, 1}:
        return (_("Today"), _("Yesterday"))[ago]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def coming_words(day: date, today: date, *, is_month: bool = False) -> str:
    """When something comes: its day, or its month where no more is known."""
    return f"{day:%B %Y}" if is_month else day_words(day, today)


def since_words(moment: datetime, zone: str) -> str:
    """As `moment_words`; the first moment of a day stands for the day, since a note may know no more than that."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y}" if local.time() == time() else moment_words(moment, zone)


def moment_words(moment: datetime, zone: str) -> str:
    """23 Nov 2026, 08:10 on the person's own clock."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%b %Y}, {clock_words.said(local)}"
