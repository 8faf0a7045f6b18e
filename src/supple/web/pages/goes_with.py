"""What goes with worse and better days? Findings as cards, by which way they go and how certain they are."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions, charts
from supple.model import Chart, Look, Mark, Scope, UserError
from supple.web import finding_cards, frame, outcome_choices
from supple.web.fields import sentence_case
from supple.web.guard import account_of
from supple.words import _


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Findings, and the course they are about. `?outcome=` looks at something else than usual."""
    account = account_of(request)
    wanted = request.GET.get("outcome") or None
    look = actions.look(account, person.id, now=frame.clock(), outcome=wanted)
    is_tried = look.triggers is not None and any(one.effect is not None for one in look.triggers.findings)
    luck = look.luck
    if luck is None and is_tried:  # nothing is worked out here: it starts in the background and answers None
        luck = actions.luck(account, person.id, now=frame.clock(), outcome=look.outcome)
    first = actions.settings(account, person.id).outcome
    open_lines = finding_cards.open_lines(look, person)
    context = {
        "look": look,
        "outcome_label": sentence_case(look.outcome_label) if look.outcome_label else "",
        "course": finding_cards.figure(_course(look)),
        "sections": finding_cards.sections(look, person),
        "open": open_lines,
        "open_count": sum(len(group.lines) for group in open_lines),
        "unrelated": finding_cards.unrelated_lines(look, person),
        "is_tried": is_tried,
        "luck": luck,
        "choices": outcome_choices.choices(look.table, shown=look.outcome),
        "marks": finding_cards.MARKS,
        "can_mark": Scope.NOTE in person.scopes,
        "can_keep": Scope.OWN in person.scopes,
        "is_first": first == look.outcome,
    }
    return frame.show(request, "goes_with/goes_with.html", context, person=person, here="goes_with")


def mark(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Say that a finding fits, or take that back. Each button says what it wants, so a double tap does it once."""
    account = account_of(request)
    outcome, factor = request.POST.get("outcome", ""), request.POST.get("factor", "")
    if undo := request.POST.get("undo", ""):
        said = actions.look(account, person.id, now=frame.clock(), outcome=outcome).mark_ids.get(factor)
        if said is not None and str(said) == undo:
            actions.withdraw(account, person.id, said, now=frame.clock(), source="mark")
    else:
        actions.mark_finding(
            account, person.id, outcome=outcome, factor=factor, mark=_mark(request), now=frame.clock()
        )
    return _back(person, outcome, f"#{finding_cards.anchor(factor, 'said')}")


def keep(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Show this first from now on; without an outcome, what the stated rule chooses."""
    account = account_of(request)
    outcome = request.POST.get("outcome", "") or None
    if outcome is not None:
        outcome = actions.look(account, person.id, now=frame.clock(), outcome=outcome).outcome
    chosen = actions.settings(account, person.id)
    actions.save_settings(account, person.id, replace(chosen, outcome=outcome))
    return _back(person, outcome, "")


def _mark(request: HttpRequest) -> Mark:
    try:
        return Mark(request.POST.get("mark", ""))
    except ValueError:
        raise UserError(
            _("nothing was chosen."), field="mark", hint=_("Go back and choose one of the buttons.")
        ) from None


def _back(person: actions.PersonCard, outcome: str | None, place: str) -> HttpResponse:
    query = f"?{urlencode({'outcome': outcome})}" if outcome else ""
    return redirect(f"{reverse('goes_with', args=[person.id])}{query}{place}")


def _course(look: Look) -> Chart | None:
    if look.outcome is None or not look.table.days:
        return None
    scale_max = charts.scale_max_of(look.table, look.outcome)
    return charts.course(
        look.table, look.outcome, label=look.outcome_label, changes=look.changes, scale_max=scale_max
    )
