"""What is in the pump, until when, what to ask, and whom to ring?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions, plan
from supple.model import Account, Event, PlanItem, PumpCountdown, PumpProgramme
from supple.web import fact_words, frame
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.web.pages.saved import banner
from supple.words import N_, _, later

PAGES = {
    "refill": "pump_refill",
    "programming": "pump_programming",
    "bolus": "pump_bolus",
    "set_up": "pump_setup",
}
_BESIDES = {PAGES["programming"], PAGES["bolus"]}
_SAVED = later(
    {
        "refill": N_("The refill is written down."),
        "programming": N_("The new programme is written down."),
        "bolus": N_("The bolus is written down."),
        "set_up": N_("The pump is written down."),
        "end": N_("Written down: the pump was taken out."),
        "confirmed": N_("Kept as you typed it."),
        "right": N_("Put right. What was written before stays in the timeline’s history."),
        "same": N_("That is written down already. Nothing was changed."),
    }
)


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Both low days, the one counted to with its urgency, what is in the pump, and what holds for its make."""
    account, now = account_of(request), frame.clock()
    view = actions.pump(account, person.id, now=now)
    context = {
        "view": view,
        "saved": _saved(request, account, person, view),
        "ring": actions.call_book(account, person.id, now=now).pump_lines(),
        "count": None if view.count is None else _count(view),
        "now": _now_in_it(view),
        "programme": _programme(view),
        "itself": _itself(view),
        "fills": [_fill(event, view) for event in view.fills[:12]],
        "besides": [_besides(event) for event in _since(view)[:24]],
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


def _saved(
    request: HttpRequest, account: Account, person: actions.PersonCard, view: actions.PumpView
) -> dict[str, str] | None:
    """What was written down, with the form that puts it right and "Undo"; a correction has neither."""
    words = _SAVED.get(request.GET.get("saved", ""), "")
    if words and "later" in request.GET:
        words += _(" It shows here when the new day of the diary begins, early in the morning.")
    said = banner(request, account, person, request.GET.get("group", ""), words)
    if said is not None and "edit_url" in said:
        group = request.GET["group"]
        entry = next((event for event in view.entries if str(event.group) == group), None)
        form = {} if entry is None else _form_for(entry)
        if form.get("entry"):
            said["edit_url"] = f"{reverse(form['page'], args=[person.id])}?entry={form['entry']}"
    return said


def left_words(days_left: int) -> str:
    """In 6 days, tomorrow, today, 2 days ago."""
    if days_left in {0, 1}:
        return ("today", "tomorrow")[days_left]
    if days_left < 0:
        return "yesterday" if days_left == -1 else _("{value} days ago").format(value=-days_left)
    return _("in {days_left} days").format(days_left=days_left)


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
        return _("Both dates fall on this day.")
    if count.clinic_day is None:
        return _("By the estimate. No date from the clinic is written down.")
    if count.estimated_day is None:
        return _("By the clinic’s date. There is no estimate.")
    return _("By {more}, the earlier of the two.").format(
        more=_("the clinic’s date") if count.is_clinics_day else _("the estimate")
    )


def _now_in_it(view: actions.PumpView) -> list[tuple[str, str]]:
    """Name and value, as typed; "not noted" for what the clinic’s print-out would say."""
    if view.item is None:
        return []
    detail = view.detail
    filled = _day_words(detail.get("filled_on", ""), detail.get("filled_time", ""))
    rows = [
        (_("Drug"), detail.get("drug", "") or "baclofen"),
        (_("Filled on"), filled),
        (_("Filled volume"), _with(detail, "fill_volume_ml", "mL")),
        (_("Concentration"), _with(detail, "concentration_mcg_per_ml", _("micrograms per mL"))),
        (_("Dose a day"), _daily(view)),
    ]
    left = [
        (_("Expected left before the fill"), _with(detail, "expected_residual_ml", "mL")),
        (_("Found before the fill"), _with(detail, "found_residual_ml", "mL")),
    ]
    return [(name, value or _("not noted")) for name, value in rows] + [pair for pair in left if pair[1]]


def _itself(view: actions.PumpView) -> list[tuple[str, str]]:
    if view.item is None:
        return []
    detail = view.detail
    ends = view.battery_ends
    rows = [
        (_("Make"), view.brand.label if detail.get("brand") else ""),
        (_("Model"), detail.get("model", "")),
        (_("Reservoir"), _with(detail, "reservoir_ml", "mL")),
        (_("The alarm sounds at"), _with(detail, "alarm_volume_ml", _("mL left"))),
        (_("Put in"), _day_words(detail.get("implanted_on", ""))),
        (_("Battery ends"), f"{ends:%B %Y}" if ends else detail.get("battery_end", "")),
        (_("The pump card is"), detail.get("card_at", "")),
    ]
    return [(name, value or _("not noted")) for name, value in rows]


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
    return _("{mcg} micrograms").format(mcg=(written or last.daily_dose).mcg) + (
        "" if written else _(", all steps together")
    )


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
        _with(detail, "fill_volume_ml", _("mL filled")),
        _with(detail, "concentration_mcg_per_ml", _("micrograms per mL")),
        _with(detail, "daily_dose_mcg", _("micrograms a day")),
        _with(detail, "expected_residual_ml", _("mL expected")),
        _with(detail, "found_residual_ml", _("mL found")),
    ]
    day = _day_words(detail.get("filled_on", ""), detail.get("filled_time", ""))
    right = _form_for(event) if event in view.entries else {}
    return {"day": day, "words": ", ".join(part for part in parts if part), "right": right}


def _since(view: actions.PumpView) -> list[Event]:
    """Programmes and boluses of the pump in force that are no fill, newest first."""
    return [event for event in reversed(view.entries) if _form_for(event)["page"] in _BESIDES]


def _besides(event: Event) -> dict[str, Any]:
    assert isinstance(event.fact, PlanItem)
    detail, form = event.fact.detail, _form_for(event)
    clock = detail.get("bolus_time", "") or detail.get("programmed_time", "")
    parts = [
        _with(detail, "bolus_mcg", _("micrograms, bolus")),
        _with(detail, "daily_dose_mcg", _("micrograms a day")),
        _("different through the day") if detail.get("steps") else "",
    ]
    day = _day_words(event.fact.valid_from.isoformat(), clock)
    return {"day": day, "words": ", ".join(part for part in parts if part), "right": form}


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
