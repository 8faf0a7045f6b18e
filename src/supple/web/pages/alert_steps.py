"""What was done about an alert, in one tap or two; and everything that was ever raised."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from supple import actions
from supple.model import BY_SUPPLE, Step, Tier, UserError
from supple.web import alert_cards, fact_words, frame
from supple.web.guard import account_of
from supple.web.pages import saved
from supple.words import _

BACK = ("today", "when_to_call", "raised")


def step(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep what was done. The alert stays in sight, or rests as its rule says."""
    said = request.POST
    if said.get("step") not in {each.value for each in Step if each not in BY_SUPPLE}:
        raise UserError(_("nothing was chosen."), hint=_("Go back and tap one of the buttons."))
    shown = None
    if said.get("tier") in {each.value for each in Tier}:
        shown = actions.AsShown(Tier(said["tier"]), frozenset(said.getlist("input")))
    kept = actions.note_alert(
        account_of(request),
        person.id,
        said.get("rule", ""),
        Step(said["step"]),
        now=frame.clock(),
        source="alert",
        words=said.get("words", ""),
        shown=shown,
        group=frame.form_id(request),
        passed=_moment(said.get("passed", "")),
    )
    back = said.get("back", "")
    page = reverse(back if back in BACK else "when_to_call", args=[person.id])
    return redirect(f"{page}?saved={kept.group}")


def _moment(text: str) -> datetime | None:
    """When the alert that passed was last raised, as the form has it; anything else names none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None


def raised(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Everything that was raised, what was done about it, and to whom it was shown."""
    account, now = account_of(request), frame.clock()
    answered: set[str] = set()
    episodes: list[dict[str, Any]] = []
    for one in actions.raised_alerts(account, person.id, now=now):
        # An answer goes to the latest episode of a rule; what fires is answered on its own card.
        can_answer = one.rule not in answered and not one.is_firing
        answered.add(one.rule)
        episodes.append(
            {
                "episode": one,
                "first": fact_words.moment_words(one.first_at, person.zone),
                "since": fact_words.since_words(one.since, person.zone) if one.since else "",
                "card": alert_cards.past_card(one, person, now),
                "can_answer": can_answer,
                "shown": alert_cards.shown_words(one.shown, person, now),
            }
        )
    context = {"episodes": episodes, "saved": saved.just_saved(request, account, person)}
    return frame.show(request, "alerts/raised.html", context, person=person, here="when_to_call")
