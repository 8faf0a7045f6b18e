"""What was just saved, and can it be taken back? The words after a form, with edit and undo."""

from __future__ import annotations

import contextlib
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import Account, Note
from supple.web import fact_words, frame
from supple.web.guard import account_of

# The pages that say what was just saved, and to which “Undo” leads back.
BACK_TO = frozenset(
    {"today", "doses", "medicines", "injections", "pump", "visits", "goals", "aids", "timeline", "one_question"}
)


def just_saved(request: HttpRequest, account: Account, person: actions.PersonCard) -> dict[str, str] | None:
    """The banner after saving, from the group named in the address; None when there is nothing to say."""
    if "undone" in request.GET:
        return {"words": "Taken back. The timeline still shows it under “history”."}
    try:
        group = UUID(request.GET.get("saved", ""))
    except ValueError:
        return None
    entries = [entry for entry in actions.noted_together(account, person.id, group) if not entry.is_withdrawn]
    if not entries:
        return None
    facts = [entry.event.fact for entry in entries if not isinstance(entry.event.fact, Note)]
    said = f"Saved: {fact_words.words(facts[0])}" if len(facts) == 1 else f"Saved: {len(facts)} answers"
    if not facts:
        said = "Saved: your note"
    emergency = "" if facts else actions.call_book(account, person.id, now=frame.clock()).numbers.emergency
    return {"words": f"{said}.", "emergency": emergency, **_ways_back(request, person, group)}


def banner(
    request: HttpRequest, account: Account, person: actions.PersonCard, group: str, words: str
) -> dict[str, str] | None:
    """As `just_saved`, in the page's own words; without edit and undo where the group holds nothing any more."""
    if "undone" in request.GET or not words:
        return just_saved(request, account, person) if "undone" in request.GET else None
    try:
        entries = actions.noted_together(account, person.id, UUID(group))
    except ValueError:
        entries = ()
    if all(entry.is_withdrawn for entry in entries):
        return {"words": words}
    return {"words": words, **_ways_back(request, person, UUID(group))}


def _ways_back(request: HttpRequest, person: actions.PersonCard, group: UUID) -> dict[str, str]:
    here = request.resolver_match.url_name if request.resolver_match else ""
    return {
        "back": here if here in BACK_TO else "",
        "day": request.GET.get("day", ""),
        "edit_url": reverse("saved", args=[person.id, group]),
        "undo_url": reverse("undo", args=[person.id, group]),
    }


def show(request: HttpRequest, person: actions.PersonCard, group: UUID) -> HttpResponse:
    """Everything one form saved, each line with its own way to put it right."""
    account, now = account_of(request), frame.clock()
    entries = actions.noted_together(account, person.id, group)
    if not entries:
        return redirect("today", person.id)
    lines = [
        {"entry": entry, "words": fact_words.words(entry.event.fact), "when": fact_words.when_words(entry.event.when)}
        for entry in entries
        if not isinstance(entry.event.fact, Note)
    ]
    note = next((entry.event.fact.text for entry in entries if isinstance(entry.event.fact, Note)), "")
    context = {
        "lines": lines,
        "note": note,
        "group": group,
        "now": now,
        # Of a note in which nothing was understood, no rule has heard.
        "emergency": "" if lines else actions.call_book(account, person.id, now=now).numbers.emergency,
        "all_gone": all(e.is_withdrawn for e in entries),
    }
    return frame.show(request, "note/saved.html", context, person=person, here="today")


def undo(request: HttpRequest, person: actions.PersonCard, group: UUID) -> HttpResponse:
    """Take back everything one form saved. It stays in the history. Then back to the page that said it was saved."""
    actions.undo(account_of(request), person.id, group, now=frame.clock())
    back = request.POST.get("back", "")
    asked = {"undone": "1"}
    with contextlib.suppress(ValueError):  # no day was shown, so none is shown again
        asked["day"] = date.fromisoformat(request.POST.get("day", "")).isoformat()
    return redirect(f"{reverse(back if back in BACK_TO else 'today', args=[person.id])}?{urlencode(asked)}")
