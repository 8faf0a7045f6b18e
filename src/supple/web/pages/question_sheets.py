"""Check the triggers, and questions for the team: three big answers each, then a card to read out or print."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.knowledge import load
from supple.knowledge.checks import RELAPSE, TRIGGERS, Item, Sheet, load_checks
from supple.model import Alert, UserError
from supple.web import fact_words, frame, up
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.web.numbers import Numbers
from supple.web.pages.whom import calls_of, whom_to_ring
from supple.words import N_, _

SHEET_PAGES = {TRIGGERS: "check_triggers", RELAPSE: "team_questions"}
CARD_PAGES = {TRIGGERS: "trigger_card", RELAPSE: "team_card"}
NOTHING_ANSWERED = N_("Nothing was answered, so there is nothing to save.")
MOST_LETTERS = 4000


def triggers(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Look for what may be setting off the stiffness."""
    return _sheet(request, person, TRIGGERS)


def team(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """What the team will ask about something new."""
    return _sheet(request, person, RELAPSE)


def trigger_card(request: HttpRequest, person: actions.PersonCard, group: UUID) -> HttpResponse:
    return _card(request, person, TRIGGERS, group)


def team_card(request: HttpRequest, person: actions.PersonCard, group: UUID) -> HttpResponse:
    return _card(request, person, RELAPSE, group)


def _sheet(request: HttpRequest, person: actions.PersonCard, sheet_id: str) -> HttpResponse:
    account, now = account_of(request), frame.clock()
    view = actions.question_sheet(account, person.id, sheet_id, now=now)
    if request.method != "POST":
        return _page(request, person, view, {})
    typed = {item.id: request.POST.get(item.id, "") for item in view.items}
    try:
        kept = actions.save_sheet(
            account,
            person.id,
            sheet_id,
            {item: answer for item, answer in typed.items() if answer},
            now=now,
            which=request.POST.getlist("which"),
            signs=up.known_signs(request.POST.getlist("sign")),
            words=request.POST.get("words", "")[:MOST_LETTERS],
            group=frame.form_id(request),
        )
    except UserError as error:
        is_empty = not any(typed.values())
        return _page(request, person, view, {"sheet": _(NOTHING_ANSWERED) if is_empty else error.message}, status=400)
    return redirect(CARD_PAGES[sheet_id], person.id, kept[0].group)


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    view: actions.SheetView,
    errors: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    post = request.POST if request.method == "POST" else None
    context: dict[str, Any] = {
        "sheet": view.sheet,
        "items": [_item(view.sheet, item, view, post) for item in view.items],
        "ticks": up.rows_of(view.sheet.ticks, view.traits, prefix=view.sheet.id),
        "have": view.traits,
        "answers": [*view.sheet.answers.items(), ("", view.sheet.open)],
        "reason": view.reason,
        **_calls(request, person, view.reason),
        "last_url": _last_url(person, view),
        "numbers": _numbers(request, person),
        "words": post.get("words", "") if post else "",
        "ticked": post.getlist("sign") if post else [],
        "errors": errors,
        "is_team": view.sheet.id == RELAPSE,
    }
    return frame.show(request, "check/sheet.html", context, person=person, here="when_to_call", status=status)


def _item(sheet: Sheet, item: Item, view: actions.SheetView, post: Any) -> dict[str, Any]:
    several = item.factors if len(item.factors) > 1 else ()
    return {
        "item": item,
        "answer": post.get(item.id, "") if post else "",
        "which": [
            {"code": code, "label": sentence_case(load().label(code)), "on": post and code in post.getlist("which")}
            for code in several
        ],
        "rows": up.rows_of(item.ticks, view.traits, prefix=f"{sheet.id}-{item.id}"),
        "page": reverse(item.page, args=[view.person.id]) if item.page else "",
    }


def _last_url(person: actions.PersonCard, view: actions.SheetView) -> str:
    if view.last is None or view.last.group is None:
        return ""
    return reverse(CARD_PAGES[view.sheet.id], args=[person.id, view.last.group])


def _card(request: HttpRequest, person: actions.PersonCard, sheet_id: str, group: UUID) -> HttpResponse:
    account, now = account_of(request), frame.clock()
    found = actions.check_card(account, person.id, sheet_id, now=now, group=group)
    if found is None:
        return redirect("when_to_call", person.id)
    card = found.card
    context = {
        "card": card,
        "groups": [(words, card.with_answer(answer)) for answer, words in _answers(sheet_id)],
        "when": fact_words.moment_words(card.at, card.zone),
        "lines": found.to_read_out,
        "alerts": found.alerts,
        **_calls(request, person, found.alerts[0] if found.alerts else None),
        "numbers": _numbers(request, person),
        "again": reverse(SHEET_PAGES[sheet_id], args=[person.id]),
        "saved_url": reverse("saved", args=[person.id, group]),
        "reviewed_by": found.reviewed_by,
        "is_team": sheet_id == RELAPSE,
    }
    return frame.show(request, "check/card.html", context, person=person, here="when_to_call")


def _answers(sheet_id: str) -> list[tuple[str, str]]:
    sheet = load_checks()[sheet_id]
    return [*sheet.answers.items(), ("", sheet.open)]


def _calls(request: HttpRequest, person: actions.PersonCard, alert: Alert | None) -> dict[str, Any]:
    """Whom to ring about it, and what to say; nothing without an alert."""
    if alert is None:
        return {}
    return calls_of(actions.call_book(account_of(request), person.id, now=frame.clock()), alert)


def _numbers(request: HttpRequest, person: actions.PersonCard) -> Numbers:
    account = account_of(request)
    return whom_to_ring(actions.today(account, person.id, now=frame.clock()))
