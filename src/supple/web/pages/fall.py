"""A fall: is somebody hurt? Kept with one more tap; what the rules need to know is asked on the same page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import Count, Fact, Instant, Scope, Sign, When
from supple.web import fact_words, frame, up, when_form
from supple.web.guard import account_of
from supple.web.pages import help as help_page
from supple.web.pages.whom import keep_for_help, whom_to_ring
from supple.words import N_, _

# What R22 asks beside a fall. An open one is asked again nowhere: it stays open.
HURT = ("head_injury", "cannot_stand_after_fall", "severe_limb_pain", "blackout")
TICKED_AND_NONE = N_("You ticked something and said “none of these”. Take the tick away, or tap “Note the fall”.")


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The questions, and two ways to keep the fall: with what was ticked, or with a no to all of them."""
    account, now = account_of(request), frame.clock()
    if request.method != "POST":
        return _page(request, person, when_form.empty(frame.today_of(person, now)), {})
    ticked = tuple(code for code in up.known_signs(request.POST.getlist("sign")) if code in HURT)
    says_none = request.POST.get("hurt") == "none"
    errors = {"sign": _(TICKED_AND_NONE)} if ticked and says_none else {}
    shown = when_form.empty(frame.today_of(person, now))
    when: When | None = Instant(now, person.zone)
    if request.POST.get("earlier"):
        shown = when_form.read(request.POST, zone=person.zone, now=now)
        when = shown.when
        errors.update(shown.errors)
    if errors or when is None:
        return _page(request, person, shown, errors, ticked=ticked, status=400)
    facts: list[tuple[Fact, When]] = [(Count("falls", 1), when)]
    facts += [(Sign(code, present=True, new=True), when) for code in ticked]
    if says_none:
        facts += [(Sign(code, present=False), when) for code in HURT]
    group = frame.form_id(request)
    kept = actions.save_facts(account, person.id, facts, now=now, source="fall", group=group)
    if not ticked:
        return redirect(f"{reverse('today', args=[person.id])}?saved={kept[0].group}")
    if Scope.LOOK not in person.scopes:  # they may not read what the rules say of the diary: of the ticks they do
        return help_page.answer_to(request, ticked, is_kept=True)
    return redirect(f"{reverse('when_to_call', args=[person.id])}?noted=1")


def _page(
    request: HttpRequest,
    person: actions.PersonCard,
    when: when_form.WhenForm,
    errors: dict[str, str],
    *,
    ticked: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    account, now = account_of(request), frame.clock()
    view = actions.today(account, person.id, now=now) if Scope.LOOK in person.scopes else None
    traits = view.traits if view is not None else frozenset()
    found = whom_to_ring(view) if view is not None else help_page.kept_numbers(request)
    context: dict[str, Any] = {
        "rows": up.rows_of(HURT, traits, prefix="fall"),
        "chosen": frozenset(ticked),
        "have": traits,
        "numbers": found,
        "now_words": fact_words.when_words(Instant(now, person.zone)),
        "when": when,
        "is_earlier": bool(request.POST.get("earlier")),
        "errors": errors,
    }
    if request.method == "POST":
        context["form_id"] = frame.form_id(request)
    if view is not None:
        keep_for_help(request, found, view.traits)
    return frame.show(request, "today/fall.html", context, person=person, here="today", status=status)
