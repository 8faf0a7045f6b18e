"""A sick day, a holiday: may Supple stop asking for a while? Noted with one tap, ended with one tap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import Scope, UserError
from supple.web import frame
from supple.web.fields import Field
from supple.web.guard import account_of
from supple.words import _


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Begin a rest: till I end it, or until a day."""
    account, now = account_of(request), frame.clock()
    if request.method != "POST":
        return _page(request, person, {})
    typed = request.POST.get("until", "").strip()
    until = frame.day_or_none(typed)
    if typed and until is None:
        return _page(request, person, {"until": _("Choose a day, like 2026-03-31, or leave it empty.")}, status=400)
    try:
        event = actions.pause(account, person.id, now=now, until=until, group=frame.form_id(request))
    except UserError as error:
        return _page(request, person, {error.field or "until": f"{error.message} {error.hint}".strip()}, status=400)
    return redirect(f"{reverse('today', args=[person.id])}?saved={event.group}")


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """From today on Supple asks again. Twice changes nothing."""
    actions.end_pause(account_of(request), person.id, now=frame.clock(), group=frame.form_id(request))
    return redirect("today", person.id)


def _page(
    request: HttpRequest, person: actions.PersonCard, errors: dict[str, str], status: int = 200
) -> HttpResponse:
    field = Field(
        "until",
        _("Until when, if you know it"),
        request.POST.get("until", ""),
        hint=_("The last day of rest. Empty: until you end it."),
        error=errors.get("until", ""),
        type="date",
    )
    may_look = Scope.LOOK in person.scopes
    view = actions.today(account_of(request), person.id, now=frame.clock()) if may_look else None
    context: dict[str, object] = {"field": field, "errors": errors, "pause": view and view.one_tap.pause}
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    return frame.show(request, "today/pause.html", context, person=person, here="today", status=status)
