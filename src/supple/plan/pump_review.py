"""What is asked about a pump's entry before it is kept, and how is one that is kept put on its form again?

Nothing here corrects a value: a question is answered by somebody, and what they typed is kept as typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from supple.model import EntryQuestion, Event, Plan, PlanItem, PumpProgramme, PumpRecord
from supple.plan.pump_entries import SIZES, newest_fill, pump_events, read_steps, record_of
from supple.plan.pump_flow import low_reservoir_at
from supple.plan.pump_questions import about_boluses, about_programme, about_trial, questions
from supple.plan.pump_typed import Row, rows_of

# A confirmation cannot answer for it: with the entries as they are it is asked about on the pump's page too.
NEVER_CONFIRMED = "low_reservoir_day"
_FILL_FIELDS = (
    "expected_residual_ml",
    "found_residual_ml",
    "fill_volume_ml",
    "concentration_mcg_per_ml",
    "daily_dose_mcg",
    "clinic_alarm_date",
)
_FORM_FIELDS = {
    "refill": _FILL_FIELDS,
    "programming": ("daily_dose_mcg", "clinic_alarm_date"),
    "bolus": ("bolus_mcg",),
}
_CLOCKS = {
    "refill": ("filled_time", "programmed_time"),
    "programming": ("programmed_time",),
    "bolus": ("bolus_time",),
}


def ask_before_keeping(item: PlanItem, held: Sequence[PlanItem], zone: str, today: date) -> tuple[EntryQuestion, ...]:
    """What to ask about an entry that is not kept yet, each field once.

    Args:
        item: the entry, of a pump or of the trial before it.
        held: the pump's entries so far, oldest first; none for those who may not look at them.
        zone: the person's IANA zone.
        today: the local day.
    """
    if item.item != "pump":
        return tuple(about_trial(item.detail))
    before = list(held)
    if "filled_on" in item.detail and held:
        # A new fill starts afresh: only the sizes of the pump itself stay.
        sizes = {key: words for key, words in newest_fill(held)[0].items() if key in SIZES}
        before = [replace(held[-1], detail=sizes)] if sizes else []
    alone, whole = record_of([item], zone), record_of([*before, item], zone)
    assert alone is not None
    assert whole is not None
    known = {(one.field, one.words) for one in _about_fill(record_of(before, zone), today)}
    asked = [one for one in _about_fill(whole, today) if (one.field, one.words) not in known]
    for programme in alone.programmes:
        asked += about_programme(programme)
    asked += about_boluses(replace(whole, fill=replace(whole.fill, filled_at=None), boluses=alone.boluses))
    once = {one.field: one for one in reversed(asked)}
    if len(once) > 1:
        once.pop(NEVER_CONFIRMED, None)  # it follows from the slip that is asked about by its own name
    return tuple(once.values())[::-1]


def event_asked_about(plan: Plan, field: str) -> Event | None:
    """The entry to put right for a question that stands on the pump's page; None where no entry says that field."""
    wanted = {"low_reservoir_day": "filled_on", "residual_gap": "found_residual_ml"}.get(field, field)
    said = [(event, fact) for event in pump_events(plan) if isinstance(fact := event.fact, PlanItem)]
    having = [(event, fact) for event, fact in reversed(said) if fact.detail.get(wanted)]
    for event, fact in having:
        record = record_of([fact], event.when.zone)
        assert record is not None
        unsure = {one.field for programme in record.programmes for one in about_programme(programme)}
        unsure |= {one.field for one in about_boluses(record)}
        if field in unsure and field not in fact.detail.get("confirmed", "").split():
            return event
    return having[0][0] if having else None


def form_of(item: PlanItem) -> str:
    """The form on which an entry is written: `refill`, `programming`, `bolus` or `set_up`."""
    if item.detail.get("filled_on"):
        return "refill"
    if item.detail.get("bolus_mcg"):
        return "bolus"
    return "programming" if item.detail.keys() & {"daily_dose_mcg", "steps"} else "set_up"


def typed_again(item: PlanItem) -> tuple[dict[str, str], tuple[Row, ...]]:
    """An entry as its form would have it typed: the fields, and the lines of a programme."""
    form, detail = form_of(item), item.detail
    typed = {name: detail.get(name, "") for name in _FORM_FIELDS.get(form, ())}
    typed["day"] = detail.get("filled_on", "") or item.valid_from.isoformat()
    typed["time"] = next((detail[name] for name in _CLOCKS.get(form, ()) if detail.get(name)), "")
    return typed, _rows(detail.get("steps", ""))


def put_right(old: PlanItem, new: PlanItem) -> PlanItem:
    """`new` in place of `old`: what its form does not ask for goes along, and so does no old confirmation."""
    form = form_of(old)
    asked = {*_FORM_FIELDS[form], *_CLOCKS[form], "filled_on", "steps", "confirmed"}
    kept = {key: words for key, words in old.detail.items() if key not in asked}
    return replace(new, name=old.name, status=old.status, detail={**kept, **new.detail})


def says_the_same(one: PlanItem, other: PlanItem) -> bool:
    """Are they one entry written down twice, whoever confirmed what of it?"""
    first, second = ({k: w for k, w in each.detail.items() if k != "confirmed"} for each in (one, other))
    return (one.item, one.valid_from, first) == (other.item, other.valid_from, second)


def _about_fill(record: PumpRecord | None, today: date) -> Iterable[EntryQuestion]:
    """As on the pump's page, but for programmes and boluses, and whoever confirmed it."""
    if record is None:
        return ()
    low_at = low_reservoir_at(record)
    estimated = None if low_at is None else low_at.astimezone(ZoneInfo(record.zone)).date()
    return questions(replace(record, programmes=(), boluses=(), confirmed=frozenset()), estimated, today)


def _rows(steps: str) -> tuple[Row, ...]:
    try:
        read = read_steps(steps) if steps.strip() else ()
    except ValueError:
        return ()
    if not read:
        return ()
    # The day on which they began is no part of the lines.
    return rows_of(PumpProgramme(datetime(2000, 1, 1, tzinfo=UTC), read))
