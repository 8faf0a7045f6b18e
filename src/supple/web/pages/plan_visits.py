"""What comes, what shall be asked there, and what was decided? Visits, their questions, decisions in two taps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge.agreeing import DECISIONS, decided_words
from supple.model import Event, PlanItem, UserError
from supple.web import fact_words, frame
from supple.web.addresses import first_of
from supple.web.fields import Field, sentence_case
from supple.web.guard import account_of
from supple.web.pages.saved import just_saved
from supple.words import N_, _, later

# Where to write down what was decided: the first address that there is.
_ENTRY_PAGES: Mapping[str, tuple[tuple[str, ...], str]] = later(
    {
        "medicine_changed": (("medicines", "plan"), N_("Write down the medicine, as prescribed")),
        "injection_agreed": (("injections", "plan"), N_("Write down the injection")),
        "referral": (("plan",), N_("Write down the team member")),
    }
)
_OPEN_DAYS = 14  # so long after a visit its questions can still be ticked off there


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Visits to come with the questions for them, then those that were."""
    return _page(request, person, {}, {"visit": request.GET.get("visit", "")[:300]})


def add(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Write down a visit."""
    typed = {name: request.POST.get(name, "").strip() for name in ("visit", "day")}
    try:
        day = date.fromisoformat(typed["day"])
    except ValueError:
        return _page(request, person, {"day": _("Choose the day of the visit.")}, typed, status=400)
    try:
        events = actions.add_visit(
            account_of(request), person.id, typed["visit"], day, now=frame.clock(), group=frame.form_id(request)
        )
    except UserError as refused:
        return _page(request, person, {refused.field or "visit": sentence_case(refused.message)}, typed, status=400)
    return _back(person, events)


def decided(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """One tap on what was decided, with words if somebody wants to add some; or take it back."""
    account, now, group = account_of(request), frame.clock(), frame.form_id(request)
    name, code = request.POST.get("visit", ""), request.POST.get("decided", "")
    words = request.POST.get("words", "")
    try:
        day = _day(request)
        if code == "take_back":
            if words.strip():
                raise UserError(
                    _("you wrote some words too. Tap what was decided to keep them, or empty them first.")
                )
            events = actions.take_back_decision(account, person.id, name, day, now=now, group=group)
        else:
            events = actions.decide(account, person.id, name, day, code, words=words, now=now, group=group)
    except UserError as refused:
        typed = {"decided_visit": name, "decided_day": request.POST.get("day", ""), "words": words}
        said = sentence_case(refused.message) + (f" {refused.hint}" if refused.hint and code in DECISIONS else "")
        return _page(request, person, {"decided": said}, typed, status=400)
    return _back(person, events, f"&next={code}" if code in _ENTRY_PAGES else "")


def end(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Tick off a question as asked, or call a visit off. Both stay in the history."""
    kind = request.POST.get("item", "")
    try:
        if kind not in {"visit", "question"}:
            raise UserError(_("choose a visit or a question."), field="item")
        events = actions.end_agreed(
            account_of(request),
            person.id,
            kind,
            request.POST.get("name", ""),
            on=_day(request) if kind == "visit" else None,
            now=frame.clock(),
            group=frame.form_id(request),
        )
    except UserError as refused:
        return _page(request, person, {"item": sentence_case(refused.message)}, {}, status=400)
    return _back(person, events)


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise UserError(_("this visit has no day."), field="day") from None


def _back(person: actions.PersonCard, events: tuple[Event, ...], more: str = "") -> HttpResponse:
    return redirect(f"{reverse('visits', args=[person.id])}?saved={events[0].group}{more}")


def _page(
    request: HttpRequest, person: actions.PersonCard, errors: dict[str, str], typed: dict[str, str], status: int = 200
) -> HttpResponse:
    account = account_of(request)
    held = actions.agreements(account, person.id, now=frame.clock())
    is_error = bool(errors)
    context = {
        "coming": [_visit(visit, held.day, typed) for visit in held.coming],
        "past": [_visit(visit, held.day, typed) for visit in held.past],
        "questions": held.questions,
        "ask_again": any((held.day - visit.valid_from).days <= _OPEN_DAYS for visit in held.past),
        "decisions": [(code, sentence_case(words)) for code, words in DECISIONS.items()],
        "fields": {
            "visit": Field("visit", _("With whom"), typed.get("visit", ""), error=errors.get("visit", "")),
            "day": Field("day", _("Day"), typed.get("day", ""), error=errors.get("day", ""), type="date"),
        },
        "errors": errors,
        "is_adding": bool(typed.get("visit") and not is_error),
        "saved": None if is_error else just_saved(request, account, person),
        "next_step": _next_step(request, person),
    }
    return frame.show(request, "plan/visits.html", context, person=person, here="more", status=status)


def _visit(visit: PlanItem, today: date, typed: dict[str, str]) -> dict[str, Any]:
    day = visit.valid_from.isoformat()
    is_typed = (typed.get("decided_visit"), typed.get("decided_day")) == (visit.name, day)
    return {
        "name": visit.name,
        "words": visit.words,
        "day": day,
        "day_words": fact_words.day_words(visit.valid_from, today),
        "is_today": visit.valid_from == today,
        "decided": decided_words(visit),
        "typed": typed.get("words", "") if is_typed else "",
        "is_typed": is_typed,
    }


def _next_step(request: HttpRequest, person: actions.PersonCard) -> dict[str, str] | None:
    """The page on which the decision itself is written down; those built later are found by their name."""
    names, words = _ENTRY_PAGES.get(request.GET.get("next", ""), ((), ""))
    url = first_of(names, person)
    return {"url": url, "words": words} if url else None
