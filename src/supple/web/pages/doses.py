"""Which doses are due, and what was taken? Answered with one tap each, or all at once; and what is in the box."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge.saying import label
from supple.model import AsNeeded, Box, DoseAnswer, DoseStatus, Scope, UserError
from supple.plan import notable_from
from supple.web import clock_words, dose_typed, dose_words, extra_doses, fact_words, frame
from supple.web.fields import Field, sentence_case
from supple.web.first_page import first_page
from supple.web.guard import account_of
from supple.web.pages import saved
from supple.words import _

TYPED = ("kind", "medicine", "at", "pieces", "mg", "counted", "picked_up")
TOLD_FOR_DAYS = 1  # what was besides the prescription is shown on its day and the next


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The doses of a day: today's, or those of ?day=2026-03-09."""
    return _page(request, person, dose_typed.day(request.GET.get("day", "")), {}, {})


def answer(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what was tapped: one dose, or all that were listed."""
    day = dose_typed.day(request.POST.get("day", ""))
    said = request.POST.get("status", "")
    is_partly = said == dose_words.PARTLY
    try:
        status = DoseStatus.MISSED if is_partly else DoseStatus(said)
    except ValueError:
        raise UserError(_("Say taken, late, missed or skipped."), field="status") from None
    picks = []
    for key in request.POST.getlist("dose"):
        due_time, _ignored, medicine = key.partition("|")
        picks.append(actions.Picked(medicine, due_time or None, status, is_partly))
    if not picks:
        raise UserError(_("No dose was chosen, so there is nothing to save."), field="dose")
    kept = actions.answer_doses(
        account_of(request),
        person.id,
        picks,
        day=day,
        now=frame.clock(),
        source="doses",
        group=frame.form_id(request),
        reason=request.POST.get("reason", "")[:1000],
    )
    fresh = [event for event in kept if event.replaces is None]
    if len(fresh) < len(kept):
        return _back(person, day, {"changed": "1"})
    # Nothing new: the second of two taps, whose first one saved.
    return _back(person, day, {"saved": str(fresh[0].group if fresh else frame.form_id(request))})


def note(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep a dose besides the due ones. One that is unlike the prescription is asked about first."""
    day = dose_typed.day(request.POST.get("day", ""))
    typed = {name: request.POST.get(name, "").strip() for name in TYPED}
    sure = request.POST.get("sure", "")
    may_look = Scope.LOOK in person.scopes
    if sure == "slip":
        if not may_look:
            return redirect(first_page(person), person.id)
        return _page(request, person, day, {}, typed)
    now = frame.clock()
    try:
        said = actions.TypedDose(
            typed["medicine"],
            dose_typed.clock(typed["at"]),
            dose_typed.number(typed["pieces"], "pieces"),
            dose_typed.mg(typed["mg"]),
        )
        done = actions.note_dose(
            account_of(request),
            person.id,
            said,
            day=day,
            now=now,
            source="doses",
            group=frame.form_id(request),
            is_sure=sure == "yes",
        )
    except UserError as error:
        if not may_look:
            raise  # the page of doses shows the plan
        return _page(request, person, day, {error.field or "medicine": error.message}, typed, status=400)
    if not done.events:
        is_now = not typed["at"] and day is None
        context = {
            "typed": {**typed, "at": typed["at"] or (f"{_local(person, now):%H:%M}" if is_now else "")},
            "medicine": sentence_case(label(done.medicine)),
            "amount": dose_typed.amount(typed),
            "when": ("now" if is_now else typed["at"]) or _("time not noted"),
            "day_words": _night_words(done.day, day, person),
            "day": day.isoformat() if day else "",
            "questions": done.questions,
            "form_id": frame.form_id(request),
        }
        return frame.show(request, "doses/ask.html", context, person=person, here="today")
    # Taken after midnight it stands on the page of the day before: show it there.
    shown = day if done.day == (day or _today(person)) else done.day
    return _back(person, shown, {"saved": str(done.events[0].group)})


def box(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what was counted or picked up today."""
    typed = {name: request.POST.get(name, "").strip() for name in TYPED}
    try:
        kept = actions.note_box(
            account_of(request),
            person.id,
            typed["medicine"],
            counted=dose_typed.number(typed["counted"], "counted"),
            picked_up=dose_typed.number(typed["picked_up"], "picked_up"),
            now=frame.clock(),
            source="doses",
            group=frame.form_id(request),
        )
    except UserError as error:
        if Scope.LOOK not in person.scopes:
            raise
        return _page(request, person, None, {error.field or "counted": error.message}, typed, status=400)
    return _back(person, None, {"saved": str(kept[0].group)})


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    day: date | None,
    errors: dict[str, str],
    typed: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    account, now = account_of(request), frame.clock()
    view = actions.doses(account, person.id, day, now=now)
    by_name = {one.medicine: one for one in view.prescriptions}
    rows = [
        dose_words.row(one, by_name.get(one.due.medicine), notable_from=_to_come(one, view, now))
        for one in view.of_day.answers
    ]
    open_keys = [dose_words.key_of(one) for one in view.open_now]
    can_note = Scope.NOTE in person.scopes
    context: dict[str, Any] = {
        "view": view,
        "is_today": view.day == view.today,
        "day_words": fact_words.day_words(view.day, view.today),
        "day_before": view.day - timedelta(days=1),
        "day_after": view.day + timedelta(days=1),
        "rows": rows,
        "steps": dose_words.steps_beside(view.prescriptions),
        "only_named": [sentence_case(label(name)) for name in view.only_named],
        "open_keys": open_keys,
        "all_words": dose_words.all_words(len(open_keys)),
        "also": [dose_words.also(event) for event in view.of_day.also_noted],
        "as_needed": [_as_needed(one, number, view, errors, typed) for number, one in enumerate(view.as_needed)],
        "extra": _extra_fields(view, errors, typed) if rows else None,
        "extra_open": typed.get("kind") == "extra",
        "boxes": [_box(one, number, view, errors, typed) for number, one in enumerate(view.boxes)],
        "saved": saved.just_saved(request, account, person) if can_note else None,
        "changed": "changed" in request.GET,
        "errors": errors,
        "told": _told(request, person, view),
    }
    return frame.show(request, "doses/doses.html", context, person=person, here="today", status=status)


def _to_come(one: DoseAnswer, view: actions.DosesView, now: datetime) -> str:
    """The clock time from which an open dose can be answered, where that lies ahead."""
    since = None if one.event is not None else notable_from(one.due, view.zone, view.day_starts_at_hour)
    return clock_words.said(since.astimezone(ZoneInfo(view.zone))) if since is not None and now < since else ""


def _as_needed(
    one: AsNeeded, number: int, view: actions.DosesView, errors: dict[str, str], typed: dict[str, str]
) -> dict[str, Any]:
    name = one.prescription.medicine
    is_it = typed.get("medicine") == name and typed.get("kind") == "as_needed"
    mine, bad = (typed, errors) if is_it else ({}, {})
    hint = _("Empty: now.") if view.day == view.today else _("If you know it.")
    fields = [
        Field("at", _("When"), mine.get("at", ""), hint=hint, error=bad.get("at", ""), type="time"),
        Field(
            "pieces",
            _("How many {plural}").format(plural=dose_words.plural(one.prescription)),
            mine.get("pieces", ""),
            hint=_("Empty: not noted."),
            error=bad.get("pieces", ""),
        ),
    ]
    return {
        "id": f"n{number}",
        "name": name,
        "title": sentence_case(label(name)),
        "words": one.prescription.each_time or one.prescription.words,
        "facts": [
            (_("Last one noted"), dose_words.last_words(one, view.today)),
            (_("Not before, as prescribed"), dose_words.not_before_words(one, view.today, view.zone)),
            (_("Noted for the day"), dose_words.total_words(one)),
        ],
        "fields": [{"field": field, "id": f"n{number}_{field.name}"} for field in fields],
    }


def _extra_fields(view: actions.DosesView, errors: dict[str, str], typed: dict[str, str]) -> dict[str, Field]:
    is_it = typed.get("kind") == "extra"
    mine, bad = (typed, errors) if is_it else ({}, {})
    regular = [one.medicine for one in view.prescriptions if not one.as_needed]
    options = tuple((name, sentence_case(label(name))) for name in regular)
    hint = _("Empty: now.") if view.day == view.today else _("If you know it.")
    fields = (
        Field("medicine", _("Medicine"), mine.get("medicine", ""), error=bad.get("medicine", ""), options=options),
        Field("at", _("When"), mine.get("at", ""), hint=hint, error=bad.get("at", ""), type="time"),
        Field("pieces", _("How many pieces"), mine.get("pieces", ""), error=bad.get("pieces", "")),
        Field("mg", _("Or how many milligrams (mg)"), mine.get("mg", ""), error=bad.get("mg", "")),
    )
    return {field.name: field for field in fields}


def _box(
    one: Box, number: int, view: actions.DosesView, errors: dict[str, str], typed: dict[str, str]
) -> dict[str, Any]:
    is_it = typed.get("medicine") == one.medicine and typed.get("kind") == "box"
    mine, bad = (typed, errors) if is_it else ({}, {})
    fields = (
        Field(
            "counted",
            _("Counted just now, {unit}").format(unit=one.unit),
            mine.get("counted", ""),
            error=bad.get("counted", ""),
        ),
        Field(
            "picked_up",
            _("Picked up today, {unit}").format(unit=one.unit),
            mine.get("picked_up", ""),
            error=bad.get("picked_up", ""),
        ),
    )
    return {
        "name": one.medicine,
        "title": sentence_case(label(one.medicine)),
        "lines": dose_words.box_lines(one, view.today),
        "is_open": is_it,
        "fields": [{"field": field, "id": f"b{number}_{field.name}"} for field in fields],
    }


def _told(request: HttpRequest, person: actions.PersonCard, view: actions.DosesView) -> dict[str, Any] | None:
    """What stands beside a dose besides the prescription: facts, the rules' own words and the numbers."""
    if (view.today - view.day).days > TOLD_FOR_DAYS:
        return None
    if not view.extra:
        return None
    return extra_doses.told(view.extra, actions.call_book(account_of(request), person.id, now=frame.clock()))


def _back(person: actions.PersonCard, day: date | None, told: dict[str, str]) -> HttpResponse:
    asked = {**({"day": day.isoformat()} if day else {}), **told}
    return redirect(f"{reverse('doses', args=[person.id])}{'?' if asked else ''}{urlencode(asked)}")


def _night_words(of: date | None, chosen: date | None, person: actions.PersonCard) -> str:
    """The day as the form had it; a dose after midnight, with the day to which its night belongs."""
    today = _today(person)
    said = fact_words.day_words(chosen or today, today)
    return (
        said
        if of in {None, chosen or today}
        else _("{said}, in the night that belongs to the day before").format(said=said)
    )


def _local(person: actions.PersonCard, now: datetime) -> datetime:
    return now.astimezone(ZoneInfo(person.zone))


def _today(person: actions.PersonCard) -> date:
    return frame.today_of(person, frame.clock())
