"""Try it for two weeks: begun and ended with one tap beside a routine, and looked back on with the honest answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge.medicine_names import plain_name
from supple.model import UserError
from supple.web import fact_words, frame
from supple.web.guard import account_of
from supple.words import _


def begin(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Plan the look back."""
    return _answer(request, person, actions.begin_try)


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The look back is done, or not wanted."""
    return _answer(request, person, actions.end_try)


def refused(request: HttpRequest) -> dict[str, str]:
    """Why the last tap kept nothing: what was tried may have been changed on another device meanwhile."""
    return (
        {"try": _("That try is not there any more. The list below is as it stands.")} if "gone" in request.GET else {}
    )


def beside(request: HttpRequest, person: actions.PersonCard, now: datetime) -> Callable[[str], dict[str, Any]]:
    """What stands beside a routine of this name."""
    view = actions.tries(account_of(request), person.id, now=now)

    def of(name: str) -> dict[str, Any]:
        key = plain_name(name)
        told = view.tries.get(key)
        if told is not None:
            on = fact_words.day_words(told.tried.on, view.today)
            return {"look_back_now": told.has_come, "look_back_on": on, "change": told.change}
        may = view.may_be_tried.get(key)
        words = "" if may is None else fact_words.day_words(may, view.today)
        return {"may_try": words, "change": view.looked.get(key, "")}

    return of


def _answer(request: HttpRequest, person: actions.PersonCard, act: Callable[..., Any]) -> HttpResponse:
    name, group = request.POST.get("name", ""), frame.form_id(request)
    try:
        kept = act(account_of(request), person.id, name, now=frame.clock(), group=group)
    except UserError:
        return redirect(f"{reverse('routines', args=[person.id])}?gone=1")
    return redirect(reverse("routines", args=[person.id]) + (f"?saved={kept[0].group}" if kept else ""))
