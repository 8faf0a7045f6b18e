"""When was it? A day, and a time or a part of the day if somebody wants to say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.http import QueryDict

from supple.knowledge.wording import held
from supple.model import Day, DaySlot, Instant, Interval, Slot, UserError, When, local_day_of
from supple.web import clock_words
from supple.web.fields import Field
from supple.words import N_, _, later

EARLIEST = date(1950, 1, 1)
SLOTS = later(
    (
        ("", N_("Not said")),
        (Slot.NIGHT.value, N_("In the night (before this day’s waking)")),
        (Slot.WAKING.value, N_("On waking")),
        (Slot.MORNING.value, N_("Morning")),
        (Slot.LUNCHTIME.value, N_("Lunchtime")),
        (Slot.AFTERNOON.value, N_("Afternoon")),
        (Slot.EVENING.value, N_("Evening")),
        (Slot.BEDTIME.value, N_("Bedtime")),
    )
)


@dataclass
class WhenForm:
    """The three questions, and what they say. `when` is None after an error."""

    day: Field
    time: Field
    slot: Field
    errors: dict[str, str]
    when: When | None = None


def shown(when: When) -> tuple[str, str, str]:
    """(day, time, slot) as the form shows them."""
    match when:
        case Instant():
            return when.local.date().isoformat(), f"{when.local:%H:%M}", ""
        case Interval(_, end, zone):
            local = end.astimezone(ZoneInfo(zone))
            return local.date().isoformat(), f"{local:%H:%M}", ""
        case DaySlot(day, slot, _):
            return day.isoformat(), "", slot.value
        case Day(day, _):
            return day.isoformat(), "", ""


def local_day(when: When) -> date:
    """The diary day an entry belongs to: after midnight it is still the evening before."""
    return when.local_day if isinstance(when, Day | DaySlot) else local_day_of(when)


def empty(day: date, slot: str = "") -> WhenForm:
    """The form for a day, and a part of it where one was named and is known."""
    return _form(day.isoformat(), "", slot if slot in {each.value for each in Slot} else "", {})


def of(when: When) -> WhenForm:
    """The form that shows an entry's own time."""
    day, clock, slot = shown(when)
    form = _form(day, clock, slot, {})
    form.when = when
    return form


def read(posted: QueryDict, *, zone: str, now: datetime, before: When | None = None) -> WhenForm:
    """What was posted. `before`: the entry's own time, kept exactly when nothing was changed."""
    day, clock, slot = (posted.get(name, "").strip() for name in ("day", "time", "slot"))
    if before is not None and (day, clock, slot) == shown(before):
        return of(before)
    errors: dict[str, str] = {}
    when = None
    try:
        when = _when(day, clock, slot, zone=zone, now=now)
    except UserError as error:
        errors[error.field or "day"] = error.message
    form = _form(day, clock, slot, errors)
    form.when = when
    return form


def _when(day_text: str, time_text: str, slot_text: str, *, zone: str, now: datetime) -> When:
    today = now.astimezone(ZoneInfo(zone)).date()
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        raise UserError(_("Choose a day, like 2026-03-31."), field="day") from None
    if day > today:
        raise UserError(_("That day has not come yet."), field="day")
    if day < EARLIEST:
        raise UserError(_("That is too long ago. Look at the year again."), field="day")
    if time_text and slot_text:
        raise UserError(_("Give a time or a part of the day, not both."), field="time")
    if time_text:
        return _instant(day, time_text, zone=zone, now=now)
    if slot_text:
        if slot_text not in {slot.value for slot in Slot}:
            raise UserError(_("Choose a part of the day from the list."), field="slot")
        return DaySlot(day, Slot(slot_text), zone)
    return Day(day, zone)


def _instant(day: date, time_text: str, *, zone: str, now: datetime) -> Instant:
    at = clock_words.read(time_text)
    if at is None:
        raise UserError(_("Write the time like 03:15, 14:30 or 2:30 pm."), field="time")
    local = datetime.combine(day, at, ZoneInfo(zone))
    if local.astimezone(UTC) > now:
        raise UserError(_("That time has not come yet."), field="time")
    return Instant(local.astimezone(UTC), zone)


def _slots() -> list[tuple[str, str]]:
    """The parts of the day; beside morning and evening when these are for this person."""
    ours = held()
    at = {Slot.MORNING.value: ours.morning_at, Slot.EVENING.value: ours.evening_at}
    return [
        (
            slot,
            _("{words}, about {restated}").format(words=words, restated=clock_words.restated(at[slot]))
            if at.get(slot)
            else words,
        )
        for slot, words in SLOTS
    ]


def _form(day: str, time_text: str, slot: str, errors: dict[str, str]) -> WhenForm:
    return WhenForm(
        day=Field("day", _("Day"), day, error=errors.get("day", ""), type="date"),
        time=Field("time", _("Time, if you know it"), time_text, error=errors.get("time", ""), type="time"),
        slot=Field("slot", _("Or part of the day"), slot, error=errors.get("slot", ""), options=_slots()),
        errors=errors,
    )
