"""Something is up: every sign with what to do and whom to ring, with no sign-in, no script and no network."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from supple import actions, watch
from supple.knowledge import load
from supple.model import Answering, Scope
from supple.web import alert_order, frame, numbers, up
from supple.web.fields import sentence_case
from supple.web.first_page import first_page
from supple.web.guard import account_of, is_signed_in
from supple.web.pages.whom import keep_for_help, whom_to_ring
from supple.words import N_, _

_LOG = logging.getLogger(__name__)

NOTHING_TICKED = N_("Nothing was ticked. Tick what is new, or call if you are unsure.")


@csrf_exempt  # it saves nothing and shows only what was sent; the page kept for no network has no fresh token
def show(request: HttpRequest) -> HttpResponse:
    """The page to tick; sent as a form, what the rules say about all ticks together. Nothing is saved here.

    The same for everybody but for the country's numbers, for which traits are ticked at its head and, while somebody
    is signed in, for the own team's numbers. What is kept on the device holds neither a diary nor a team: the worker
    leaves out what stands between its marks.
    """
    if request.method == "POST":
        signs = up.known_signs(request.POST.getlist("sign"))
        if "show" in request.POST:
            return _page(request)
        return answer_to(request, signs) if signs else _page(request, error=_(NOTHING_TICKED))
    return _page(request)


def _page(request: HttpRequest, *, error: str = "") -> HttpResponse:
    cards = _cards(request)
    whose = _whose(request, cards)
    found = _known_of(request, whose) if whose else kept_numbers(request)
    have = up.kept_traits(request) if request.method != "POST" else up.known_traits(request.POST.getlist("have"))
    # A phone that fetches it to keep it keeps no team, and nobody looks at it.
    own = [] if "Supple-Keep" in request.headers else _own_team(request, [whose] if whose else cards)
    context = {
        **up.context(have, up.known_signs(request.POST.getlist("sign"))),
        "own": own,
        "whose": whose,
        "back": reverse(first_page(whose), args=[whose.id]) if whose else reverse("home"),
        "cards": cards if len(cards) > 1 else (),
        "numbers": found,
        "countries": [numbers.of_country(code) for code, _ignored in numbers.countries()],
        "signed_in": is_signed_in(request),
        "error": error,
    }
    response = frame.show(request, "help/help.html", context)
    response["X-Kept-For"] = frame.kept_for(request)
    named = whose is not None and request.GET.get("for") == str(whose.id)
    if whose and named and Scope.NOTE in whose.scopes and not frame.keeps_nothing(request):
        response["X-Keep-For"] = frame.account_id(request)
    if have or own or cards:  # stays out of the browser's own cache; the worker's copy holds no team
        patch_cache_control(response, no_store=True, private=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


def _cards(request: HttpRequest) -> tuple[actions.PersonCard, ...]:
    """The diaries of whoever is signed in."""
    return actions.people(account_of(request)) if is_signed_in(request) else ()


def _whose(request: HttpRequest, cards: Sequence[actions.PersonCard]) -> actions.PersonCard | None:
    """The diary whose page led here, as the address or the form says; the only one where there is no other."""
    asked = request.POST.get("for", "") or request.GET.get("for", "")
    return next((card for card in cards if str(card.id) == asked), cards[0] if len(cards) == 1 else None)


def _known_of(request: HttpRequest, whose: actions.PersonCard) -> numbers.Numbers:
    """The number to ring for this person; what matters first for them is told to the device, as their Today does.

    Help must come, whatever is wrong with a diary: then what the device knows has to do.
    """
    if Scope.LOOK not in whose.scopes:
        return kept_numbers(request)
    try:
        view = actions.for_help(account_of(request), whose.id, now=frame.clock())
    except Exception as failed:  # noqa: BLE001 -- see above
        _LOG.warning("The help page goes without the diary: %s", type(failed).__name__)
        return kept_numbers(request)
    found = whom_to_ring(view)
    keep_for_help(request, found, view.traits)
    return found


def _own_team(request: HttpRequest, cards: Sequence[actions.PersonCard]) -> list[dict[str, object]]:
    """For each person whose diary may be seen: the numbers of their team, who answers now first."""
    found: list[dict[str, object]] = []
    for person in cards:
        if Scope.LOOK not in person.scopes:
            continue
        try:
            book = actions.call_book(account_of(request), person.id, now=frame.clock())
        except Exception as failed:  # noqa: BLE001 -- help must come without the team as well
            _LOG.warning("The help page goes without a team: %s", type(failed).__name__)
            continue
        lines = [line for line in book.team_lines() if line.dial]
        lines.sort(key=lambda line: line.answering is Answering.CLOSED)
        if lines:
            found.append({"name": person.name, "lines": lines})
    return found


def answer_to(request: HttpRequest, signs: tuple[str, ...], *, is_kept: bool = False) -> HttpResponse:
    """All ticks together, and a way to keep them in a diary: that form has a token, this one needs none.

    Args:
        signs: codes of those that were ticked.
        is_kept: they are in a diary already, of which whoever ticked them may read nothing.
    """
    have = up.known_traits(request.POST.getlist("have"))
    cards = _cards(request)
    whose = _whose(request, cards)
    diaries = sorted((card for card in cards if Scope.NOTE in card.scopes), key=lambda card: card != whose)
    alerts = actions.check_signs(signs, now=frame.clock(), have=have)
    same = [alert_order.emergency_about_the_same(alert, alerts) for alert in alerts]
    context: dict[str, Any] = {
        "alerts": list(zip(alerts, map(alert_order.after_words, same), strict=True)),
        "nothing": watch.NOTHING_MATCHED,
        "not_watched": watch.NOT_WATCHED,
        "numbers": _known_of(request, whose) if whose else kept_numbers(request),
        "signs": signs,
        "ticked": [sentence_case(load().label(code)) for code in signs],
        "people": [] if is_kept else diaries,
        "whose": whose,
        "is_kept": is_kept,
        "own": _own_team(request, [whose] if whose else cards),
    }
    response = frame.show(request, "help/answer.html", context)
    patch_cache_control(response, no_store=True, private=True)
    return response


def kept_numbers(request: HttpRequest) -> numbers.Numbers:
    """The numbers to ring that this device knows."""
    return numbers.of_kept(request.COOKIES.get(frame.COUNTRY_COOKIE, ""))
