"""How is an entry about a medicine found, read back and kept? A prescription or what was said of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import Day, MedicineCard, MedicinesView, PlanItem
from supple.web import frame, medicine_form
from supple.web.guard import account_of


def view_of(request: HttpRequest, person: actions.PersonCard) -> MedicinesView:
    """Every medicine, as it stands today."""
    return actions.medicines(account_of(request), person.id, now=frame.clock())


def card_of(request: HttpRequest, person: actions.PersonCard, event_id: UUID) -> MedicineCard | None:
    """The medicine that an entry belongs to; None for any other entry."""
    view = view_of(request, person)
    return next((card for card in view.all if event_id in {event.id for event in card.history}), None)


def review(request: HttpRequest, person: actions.PersonCard, context: dict[str, Any]) -> HttpResponse:
    """The second screen: how it was read, with the day of every step. Nothing is kept yet."""
    whole = {**context, "carried": medicine_form.carried(request.POST), "form_id": frame.form_id(request)}
    return frame.show(request, "medicines/review.html", whole, person=person, here="more")


def keep(request: HttpRequest, person: actions.PersonCard, item: PlanItem) -> HttpResponse:
    """Keep the entry; what held before it stays in the history."""
    now = frame.clock()
    when = Day(min(item.valid_from, frame.today_of(person, now)), person.zone)
    kept = actions.save_facts(
        account_of(request), person.id, [(item, when)], now=now, source="plan", group=frame.form_id(request)
    )
    return redirect(f"{reverse('medicines', args=[person.id])}?saved={kept[0].group}")
