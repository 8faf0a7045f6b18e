"""How is a medicine written down, or a change to it? A form, then how it was read, then it is kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions
from supple.model import MedicineCard, PlanReading
from supple.web import frame, medicine_form, medicine_rows, meetings
from supple.web.guard import account_of
from supple.web.medicine_keeping import card_of, keep, review
from supple.words import _

# Asked beside the steps with their days, where "Yes, keep it" is its answer; every other question beside its field.
ASKED_ON_REVIEW = "times"


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """A medicine that is not written down yet."""
    today = frame.today_of(person, frame.clock())
    return _answer(request, person, None, {"from_day": today.isoformat()})


def change(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """The same form, filled in with what holds now; its first day is left open."""
    card = card_of(request, person, event_id)
    if card is None:
        return redirect("medicines", person.id)
    return _answer(request, person, card, {**card.as_typed, "from_day": ""})


def _answer(
    request: HttpRequest, person: actions.PersonCard, card: MedicineCard | None, first: dict[str, str]
) -> HttpResponse:
    if request.method != "POST":
        return _form(request, person, card, first, PlanReading())
    account, now = account_of(request), frame.clock()
    typed = medicine_form.typed_in(request.POST)
    if card is not None:
        typed["name"] = card.item.name
    if request.POST.get("do") == "edit":
        return _form(request, person, card, typed, PlanReading())
    confirmed = set(request.POST.getlist("confirm"))
    reading = actions.read_prescription(account, person.id, typed, now=now, confirmed=confirmed)
    open_fields = {each.field for each in reading.questions} - confirmed
    asked_here = request.POST.get("do") != "keep" and open_fields == {ASKED_ON_REVIEW}
    if asked_here:
        reading = actions.read_prescription(account, person.id, typed, now=now, confirmed=confirmed | open_fields)
    if card is not None and not typed["from_day"].strip():
        words = _("Choose the day from which it holds. To put a slip right, give the day on which it began.")
        reading = PlanReading(errors={**reading.errors, "from_day": words}, questions=reading.questions)
    if reading.item is None:
        return _form(request, person, card, typed, reading, status=400)
    if request.POST.get("do") == "keep":
        return keep(request, person, reading.item)
    context = {
        "item": reading.item,
        "rows": medicine_rows.rows(reading.item),
        "steps": medicine_rows.step_rows(reading.course, frame.today_of(person, now)),
        "has_steps": bool(reading.course),
        "notes": reading.notes,
        "confirmed": [each for each in reading.questions if each.field in confirmed],
        "asked": [each for each in reading.questions if asked_here and each.field in open_fields],
        **meetings.before_it_is_kept(request, person, reading.item),
    }
    return review(request, person, context)


def _form(
    request: HttpRequest,
    person: actions.PersonCard,
    card: MedicineCard | None,
    typed: dict[str, str],
    reading: PlanReading,
    status: int = 200,
) -> HttpResponse:
    confirmed = set(request.POST.getlist("confirm"))
    open_questions = {each.field: each.words for each in reading.questions if each.field not in confirmed}
    context: dict[str, object] = {
        "card": card,
        "fields": medicine_form.fields(typed, reading.errors),
        "typed": typed,
        "errors": {**reading.errors, **open_questions},
        "bad": reading.errors,
        "questions": [(each, each.field in confirmed) for each in reading.questions],
        "times": medicine_form.times(typed),
        "food": medicine_form.FOOD,
        "kinds": medicine_form.KINDS,
        "suggestions": medicine_form.suggestions(),
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "medicines/form.html", context, person=person, here="more", status=status)
