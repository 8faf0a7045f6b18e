"""What was just saved, and can it be taken back? The words after a form, with edit and undo."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import Account, Fact, Instant, Note, Pause
from supple.web import fact_words, frame, tap_words
from supple.web.guard import account_of
from supple.words import _, n_

# The pages that say what was just saved, and to which “Undo” leads back.
BACK_TO = frozenset(
    {
        "today",
        "one_question",
        "catch_up",
        "doses",
        "medicines",
        "injections",
        "pump",
        "visits",
        "goals",
        "aids",
        "timeline",
        "activity",
    }
)


AS_YESTERDAY = "as-yesterday"


def just_saved(request: HttpRequest, account: Account, person: actions.PersonCard) -> dict[str, Any] | None:
    """The banner after saving, from the group named in the address; None when there is nothing to say."""
    if "undone" in request.GET:
        return {"words": _("Taken back. The timeline still shows it under “history”.")}
    try:
        group = UUID(request.GET.get("saved", ""))
    except ValueError:
        return None
    entries = [entry for entry in actions.noted_together(account, person.id, group) if not entry.is_withdrawn]
    if not entries:
        return None
    facts = [entry.event.fact for entry in entries if not isinstance(entry.event.fact, Note)]
    tapped = [entry.event for entry in entries if tap_words.tapped(entry.event)]
    banner: dict[str, Any] = {"words": _said(entries, facts), **_ways_back(request, person, group)}
    if not facts:
        banner["emergency"] = actions.call_book(account, person.id, now=frame.clock()).numbers.emergency
    if entries[0].event.source == AS_YESTERDAY:
        banner["lines"] = [fact_words.words(fact) for fact in facts]
    if len(tapped) == len(entries) == 1 and tapped[0].group is not None:
        banner["more"] = tap_words.follow_ups(person, tapped[0])
    return banner


def last_saved(person: actions.PersonCard, view: actions.TodayView) -> dict[str, str] | None:
    """What this account noted last, with the way back: it stays until the next note, on every visit to Today."""
    last = view.one_tap.last
    if last is None:
        return None
    facts = [fact for fact in last.facts if not isinstance(fact, Note)]
    words = (
        _("your note")
        if not facts
        else fact_words.words(facts[0])
        if len(facts) == 1
        else _("{count} answers").format(count=len(facts))
    )
    when = fact_words.whole_when_words(Instant(last.recorded_at, person.zone), view.day)
    return {"words": words, "when": when, "undo_url": reverse("undo", args=[person.id, last.group])}


def _said(entries: Sequence[actions.TimelineEntry], facts: Sequence[Fact]) -> str:
    first = entries[0].event
    if tap_words.tapped(first) and len(entries) == 1:
        return _("Saved: {tap}.").format(tap=tap_words.tap_words(first))
    if isinstance(first.fact, Pause):
        return _("Supple asks for nothing now. What you note is kept as ever, and alerts are never paused.")
    if first.source == AS_YESTERDAY:
        return _("Saved, as yesterday:")
    if not facts:
        return _("Saved: your note.")
    return n_("Saved: {words}.", "Saved: {count} answers.", len(facts)).format(
        words=fact_words.words(facts[0]), count=len(facts)
    )


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
        {
            "entry": entry,
            "words": fact_words.words(entry.event.fact),
            "when": fact_words.when_words(entry.event.when),
            "by": fact_words.noted_by_words(entry.event, account.name),
        }
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
