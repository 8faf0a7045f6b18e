"""What is prescribed now, which step of it, and what was said on the way? As written; no move is proposed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions
from supple.knowledge.medicine_names import known_medicines
from supple.model import MedicineCard, PlanReading
from supple.plan import UNKNOWN_NAME
from supple.web import frame, medicine_form, medicine_rows, meetings
from supple.web.guard import account_of
from supple.web.medicine_keeping import card_of, keep, review, view_of
from supple.web.pages import saved
from supple.words import _

MOVE_NAMES = ("move", "days", "said_by", "said_on", "from_day")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Every medicine, those in force first."""
    account = account_of(request)
    view = view_of(request, person)
    context = {
        "held": [_shown(card) for card in view.held],
        "later": [_shown(card) for card in view.later],
        "ended": [_shown(card) for card in view.ended],
        **meetings.shown(actions.today(account, person.id, now=frame.clock()).alerts),
        "saved": saved.just_saved(request, account, person),
    }
    return frame.show(request, "medicines/medicines.html", context, person=person, here="more")


def one(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """One medicine with its steps and its history."""
    card = card_of(request, person, event_id)
    if card is None:
        return redirect("medicines", person.id)
    return _page(request, person, card, {}, PlanReading(), "")


def said(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """Somebody said something about the steps: how it was read, then it is kept."""
    card = card_of(request, person, event_id)
    if card is None:
        return redirect("medicines", person.id)
    now = frame.clock()
    typed = {name: request.POST.get(name, "") for name in MOVE_NAMES}
    if request.POST.get("do") == "edit":
        return _page(request, person, card, typed, PlanReading(), "said")
    reading = actions.read_move(account_of(request), person.id, typed, card.item.name, now=now)
    if reading.item is None:
        return _page(request, person, card, typed, reading, "said", status=400)
    if request.POST.get("do") == "keep":
        return keep(request, person, reading.item)
    context = {
        "item": reading.item,
        "rows": [(_("Said"), reading.item.words)],
        "steps": medicine_rows.step_rows(reading.course, frame.today_of(person, now)),
        "notes": reading.notes,
    }
    return review(request, person, context)


def ended(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> HttpResponse:
    """Somebody said that a medicine has ended. It stays in the history."""
    card = card_of(request, person, event_id)
    if card is None:
        return redirect("medicines", person.id)
    typed = {name: request.POST.get(name, "") for name in ("ended_on", "said_by")}
    reading = actions.read_ending(account_of(request), person.id, typed, card.item.name, now=frame.clock())
    if reading.item is None:
        return _page(request, person, card, typed, reading, "ended", status=400)
    return keep(request, person, reading.item)


def _shown(card: MedicineCard) -> dict[str, Any]:
    unread = () if card.prescribed is None else card.prescribed.unread
    words = [card.item.detail[name] for name in unread if name in card.item.detail and name != "step_1"]
    return {
        "card": card,
        "rows": medicine_rows.rows(card.item),
        "unread": ", ".join(words),
        "has_steps": "step_1" in card.item.detail,
    }


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    card: MedicineCard,
    typed: dict[str, str],
    reading: PlanReading,
    part: str,
    status: int = 200,
) -> HttpResponse:
    day = frame.today_of(person, frame.clock())
    errors = dict(reading.errors)
    of_said, of_ended = (errors if part == each else {} for each in ("said", "ended"))
    context = {
        **_shown(card),
        "steps": medicine_rows.step_rows(card.course, day),
        "history": medicine_rows.history_rows(card, person.zone),
        "errors": errors,
        "part": part,
        "moves": medicine_form.MOVES,
        "move": typed.get("move", "") if part == "said" else "",
        "move_error": of_said.get("move", ""),
        "said_fields": medicine_form.said_fields(typed if part == "said" else {"said_on": day.isoformat()}, of_said),
        "ended_fields": medicine_form.said_fields(typed if part == "ended" else {}, of_ended),
        "unknown_name": "" if known_medicines(card.item.name) else UNKNOWN_NAME,
        "sudden": medicine_rows.sudden_stop_words(card.item.name),
    }
    return frame.show(request, "medicines/medicine.html", context, person=person, here="more", status=status)
