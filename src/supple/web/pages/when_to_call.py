"""When to call, whom, and why: alerts with everything that made them, and all rules that Supple looks at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions, watch
from supple.knowledge.checks import load_checks
from supple.knowledge.interactions import load_interactions
from supple.knowledge.red_flags import load_red_flags
from supple.knowledge.traits import load_traits
from supple.model import Alert, AlertLife, Fact, Instant, Scope, Sign, When
from supple.watch.answers import NOT_NOTED
from supple.web import alert_cards, alert_order, extra_doses, fact_words, frame, up
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.web.pages import help as help_page
from supple.web.pages import saved
from supple.web.pages.question_sheets import SHEET_PAGES
from supple.web.pages.whom import calls_of, keep_for_help, whom_to_ring
from supple.words import _


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Alerts, most urgent first, with the numbers to ring."""
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now)
    book = actions.call_book(account, person.id, now=now)
    found = book.numbers
    context = {
        "alerts": [_alert(life, view, book) for life in view.lives if not life.is_resting],
        "resting": [_alert(life, view, book) for life in view.lives if life.is_resting],
        "unanswered": [alert_cards.unanswered(life, person, now, book) for life in view.unanswered],
        "saved": saved.just_saved(request, account, person),
        "nothing": watch.NOTHING_MATCHED,
        "not_watched": watch.NOT_WATCHED,
        "numbers": found,
        "team": book.team_lines(),
        "rules": load_red_flags().rules,
        "pairs": load_interactions().rows,
        "noted_signs": "noted" in request.GET,
        "gaps": view.dose_gaps,
        "told": extra_doses.told(view.extra_doses, book, view.alerts),
        "ask_once": _not_asked_yet(view),
    }
    keep_for_help(request, found, view.traits)
    return frame.show(request, "when_to_call/when_to_call.html", context, person=person, here="when_to_call")


def answer_gap(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what came of a silence: the doses were taken, or missed. The rules then answer at once."""
    medicine, answer = request.POST.get("medicine", ""), request.POST.get("answer", "")
    account, now, group = account_of(request), frame.clock(), frame.form_id(request)
    if not actions.noted_together(account, person.id, group):
        actions.answer_gap(account, person.id, medicine, answer, now=now, source="gap", group=group)
    return redirect(f"{reverse('when_to_call', args=[person.id])}?noted=1")


def _alert(life: AlertLife, view: actions.TodayView, book: actions.CallBook) -> dict[str, Any]:
    alert, person, now = life.alert, view.person, view.now
    told = [(watch.input_label(name), _value(value)) for name, value in alert.inputs.items()]
    return {
        "alert": alert,
        "after": alert_order.after_words(alert_order.emergency_about_the_same(alert, view.alerts)),
        "card": alert_cards.card(life, person, now),
        **calls_of(book, alert, view.alerts),
        "sheets": _sheets(alert, person),
        "inputs": [(sentence_case(label), value) for label, value in told if value != NOT_NOTED],
        "not_noted": [label for label, value in told if value == NOT_NOTED],
        "since": fact_words.since_words(alert.since, person.zone) if alert.since else "",
    }


def _not_asked_yet(view: actions.TodayView) -> int:
    """How many questions about the person nobody has answered, "I don't know" being an answer."""
    answered = dict(view.profile)
    return sum(
        1
        for code, trait in load_traits().items()
        if trait.question and trait.profile not in answered and code not in view.traits
    )


def _sheets(alert: Alert, person: actions.PersonCard) -> list[dict[str, str]]:
    """The question sheets that help with this alert."""
    return [
        {"title": sheet.title, "url": reverse(SHEET_PAGES[sheet.id], args=[person.id])}
        for sheet in load_checks().values()
        if alert.rule in sheet.offered_with
    ]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NOT_NOTED if value is None else str(value)


def signs(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Tick what is new. It is saved, and the rules answer at once."""
    account, now = account_of(request), frame.clock()
    if request.method != "POST":
        return _signs_page(request, person, "")
    ticked = up.known_signs(request.POST.getlist("sign"))
    if "show" in request.POST:
        return _signs_page(request, person, "")
    if not ticked:
        return _signs_page(request, person, _(up.NOTHING_TICKED), status=400)
    when = Instant(now, person.zone)
    facts: list[tuple[Fact, When]] = [(Sign(code, present=True, new=True), when) for code in ticked]
    actions.save_facts(account, person.id, facts, now=now, source="signs", group=frame.form_id(request))
    if Scope.LOOK not in person.scopes:  # they may not read what the rules say of the diary: of the ticks they do
        return help_page.answer_to(request, ticked, is_kept=True)
    return redirect(f"{reverse('when_to_call', args=[person.id])}?noted=1")


def _signs_page(request: HttpRequest, person: actions.PersonCard, error: str, status: int = 200) -> HttpResponse:
    account = account_of(request)
    view = actions.today(account, person.id, now=frame.clock()) if Scope.LOOK in person.scopes else None
    traits = view.traits if view is not None else frozenset()
    have = up.known_traits(request.POST.getlist("have")) if request.method == "POST" else traits
    found = whom_to_ring(view) if view is not None else help_page.kept_numbers(request)
    context: dict[str, Any] = {
        **up.context(have, up.known_signs(request.POST.getlist("sign"))),
        "numbers": found,
        "errors": {"sign": error} if error else {},
    }
    if view is not None:
        keep_for_help(request, found, view.traits)
    return frame.show(request, "signs/signs.html", context, person=person, here="when_to_call", status=status)
