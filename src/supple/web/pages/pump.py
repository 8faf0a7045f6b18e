"""What is in the pump, until when, what to ask, and whom to ring?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions, plan
from supple.model import Event, PlanItem, PumpCountdown, PumpProgramme
from supple.web import fact_words, frame
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.web.team import team_of

PAGES = {
    "refill": "pump_refill",
    "programming": "pump_programming",
    "bolus": "pump_bolus",
    "set_up": "pump_setup",
}
_SAVED = {
    "refill": "The refill is written down.",
    "programming": "The new programme is written down.",
    "bolus": "The bolus is written down.",
    "set_up": "The pump is written down.",
    "end": "Written down: the pump was taken out.",
    "confirmed": "Kept as you typed it.",
    "right": "Put right. What was written before stays in the timeline’s history.",
    "same": "That is written down already. Nothing was changed.",
}


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Both low days, the one counted to with its urgency, what is in the pump, and what holds for its make."""
    view = actions.pump(account_of(request), person.id, now=frame.clock())
    context = {
        "view": view,
        "saved_words": _SAVED.get(request.GET.get("saved", ""), ""),
        "is_later": "later" in request.GET,
        "team": team_of(view.team),
        "count": None if view.count is None else _count(view),
        "now": _now_in_it(view),
        "programme": _programme(view),
        "itself": _itself(view),
        "fills": [_fill(event, view) for event in view.fills[:12]],
        "trials": [_trial(item) for item in view.trials],
    }
    return frame.show(request, "pump/pump.html", context, person=person, here="more")


def confirm(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """ "It is what the print-out says": kept as typed, and not asked about again."""
    actions.confirm_pump(
        account_of(request),
        person.id,
        request.POST.get("field", ""),
        now=frame.clock(),
        source="pump",
        group=frame.form_id(request),
    )
    response = redirect("pump", person.id)
    response["Location"] += "?saved=confirmed"
    return response


def left_words(days_left: int) -> str:
    """In 6 days, tomorrow, today, 2 days ago."""
    if days_left in {0, 1}:
        return ("today", "tomorrow")[days_left]
    if days_left < 0:
        return "yesterday" if days_left == -1 else f"{-days_left} days ago"
    return f"in {days_left} days"


def _count(view: actions.PumpView) -> dict[str, Any]:
    count = view.count
    assert count is not None
    return {
        "day": count.counted_day,
        "left": "" if count.days_left is None else left_words(count.days_left),
        "estimate": count.estimated_day,
        "clinic": count.clinic_day,
        "counted": _counted_words(count),
        "why_ring": count.ring_clinic,
        "missing": [plan.pump_label(name) for name in count.missing],
        "residual": count.residual_question,
        "residual_field": plan.RESIDUAL_GAP,
        "residual_right": _right(view, plan.RESIDUAL_GAP),
        "assumed": count.alarm_volume_is_assumed,
        "questions": [
            {
                "field": question.field,
                "label": sentence_case(plan.pump_label(question.field)),
                "words": question.words,
                "can": question.field in view.confirmable,
                "right": _right(view, question.field),
            }
            for question in count.questions
        ],
    }


def _counted_words(count: PumpCountdown) -> str:
    if count.counted_day is None:
        return ""
    if count.clinic_day == count.estimated_day:
        return "Both dates fall on this day."
    if count.clinic_day is None:
        return "By the estimate. No date from the clinic is written down."
    if count.estimated_day is None:
        return "By the clinic’s date. There is no estimate."
    return f"By {'the clinic’s date' if count.is_clinics_day else 'the estimate'}, the earlier of the two."


def _now_in_it(view: actions.PumpView) -> list[tuple[str, str]]:
    """Name and value, as typed; "not noted" for what the clinic’s print-out would say."""
    if view.item is None:
        return []
    detail = view.detail
    filled = _day_words(detail.get("filled_on", ""), detail.get("filled_time", ""))
    rows = [
        ("Drug", detail.get("drug", "") or "baclofen"),
        ("Filled on", filled),
        ("Filled volume", _with(detail, "fill_volume_ml", "mL")),
        ("Concentration", _with(detail, "concentration_mcg_per_ml", "micrograms per mL")),
        ("Dose a day", _daily(view)),
    ]
    left = [
        ("Expected left before the fill", _with(detail, "expected_residual_ml", "mL")),
        ("Found before the fill", _with(detail, "found_residual_ml", "mL")),
    ]
    return [(name, value or "not noted") for name, value in rows] + [pair for pair in left if pair[1]]


def _itself(view: actions.PumpView) -> list[tuple[str, str]]:
    if view.item is None:
        return []
    detail = view.detail
    ends = view.battery_ends
    rows = [
        ("Make", view.brand.label if detail.get("brand") else ""),
        ("Model", detail.get("model", "")),
        ("Reservoir", _with(detail, "reservoir_ml", "mL")),
        ("The alarm sounds at", _with(detail, "alarm_volume_ml", "mL left")),
        ("Put in", _day_words(detail.get("implanted_on", ""))),
        ("Battery ends", f"{ends:%B %Y}" if ends else detail.get("battery_end", "")),
        ("The pump card is", detail.get("card_at", "")),
    ]
    return [(name, value or "not noted") for name, value in rows]


def _programme(view: actions.PumpView) -> dict[str, Any]:
    """The programme in force and when it began; its lines only where the rate differs through the day."""
    last = last_programme(view)
    if last is None:
        return {"rows": [], "since": None}
    return {"rows": plan.rows_of(last), "since": last.starts_at, "total": last.daily_dose.mcg}


def last_programme(view: actions.PumpView) -> PumpProgramme | None:
    return view.record.programmes[-1] if view.record is not None and view.record.programmes else None


def _daily(view: actions.PumpView) -> str:
    last = last_programme(view)
    if last is None:
        return ""
    written = last.written_daily_dose
    return f"{(written or last.daily_dose).mcg} micrograms" + ("" if written else ", all steps together")


def _right(view: actions.PumpView, name: str) -> dict[str, str]:
    """The form on which a value in question is put right, and the entry that says it."""
    return {} if name not in view.asked else _form_for(view.asked[name])


def _form_for(event: Event) -> dict[str, str]:
    assert isinstance(event.fact, PlanItem)
    form = plan.form_of(event.fact)
    return {"page": PAGES[form], "entry": "" if form == "set_up" else str(event.id)}


def _fill(event: Event, view: actions.PumpView) -> dict[str, Any]:
    assert isinstance(event.fact, PlanItem)
    detail = event.fact.detail
    parts = [
        _with(detail, "fill_volume_ml", "mL filled"),
        _with(detail, "concentration_mcg_per_ml", "micrograms per mL"),
        _with(detail, "daily_dose_mcg", "micrograms a day"),
        _with(detail, "expected_residual_ml", "mL expected"),
        _with(detail, "found_residual_ml", "mL found"),
    ]
    day = _day_words(detail.get("filled_on", ""), detail.get("filled_time", ""))
    right = _form_for(event) if event in view.entries else {}
    return {"day": day, "words": ", ".join(part for part in parts if part), "right": right}


def _trial(item: PlanItem) -> dict[str, str]:
    dose, lasted = _with(item.detail, "trial_mcg", "micrograms"), item.detail.get("trial_lasted", "")
    return {
        "day": fact_words.day_words(item.valid_from, date.min),
        "dose": dose,
        "changed": item.detail.get("trial_changed", ""),
        "lasted": lasted,
    }


def _with(detail: Any, name: str, unit: str) -> str:
    value = str(detail.get(name, "")).strip()
    return f"{value} {unit}" if value else ""


def _day_words(text: str, clock: str = "") -> str:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        return text
    return fact_words.day_words(on, date.min) + (f", {clock}" if clock else "")
