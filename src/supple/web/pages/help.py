"""Something is up: every sign with what to do and whom to ring, with no sign-in, no script and no network."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt

from supple import actions, watch
from supple.knowledge import load
from supple.model import Answering, Scope
from supple.web import alert_order, frame, numbers, up
from supple.web.fields import sentence_case
from supple.web.guard import account_of, is_signed_in
from supple.words import N_, _

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
    have = up.kept_traits(request) if request.method != "POST" else up.known_traits(request.POST.getlist("have"))
    own = _own_team(request)
    context = {
        **up.context(have, up.known_signs(request.POST.getlist("sign"))),
        "own": own,
        "numbers": kept_numbers(request),
        "countries": [numbers.of_country(code) for code, _ignored in numbers.countries()],
        "signed_in": is_signed_in(request),
        "error": error,
    }
    response = frame.show(request, "help/help.html", context)
    response["X-Kept-For"] = frame.kept_for(request)
    if have or own:  # stays out of the browser's own cache; the worker's copy goes at sign-out and holds no team
        patch_cache_control(response, no_store=True, private=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


def _own_team(request: HttpRequest) -> list[dict[str, object]]:
    """For each person whose diary may be seen: the numbers of their team, who answers now first."""
    if not is_signed_in(request):
        return []
    account, now = account_of(request), frame.clock()
    found: list[dict[str, object]] = []
    for person in actions.people(account):
        if Scope.LOOK not in person.scopes:
            continue
        lines = [line for line in actions.call_book(account, person.id, now=now).team_lines() if line.dial]
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
    alerts = actions.check_signs(signs, now=frame.clock(), have=have)
    same = [alert_order.emergency_about_the_same(alert, alerts) for alert in alerts]
    context: dict[str, Any] = {
        "alerts": list(zip(alerts, map(alert_order.after_words, same), strict=True)),
        "nothing": watch.NOTHING_MATCHED,
        "not_watched": watch.NOT_WATCHED,
        "numbers": kept_numbers(request),
        "signs": signs,
        "ticked": [sentence_case(load().label(code)) for code in signs],
        "people": [] if is_kept else _diaries(request),
        "is_kept": is_kept,
        "own": _own_team(request),
    }
    response = frame.show(request, "help/answer.html", context)
    patch_cache_control(response, no_store=True, private=True)
    return response


def _diaries(request: HttpRequest) -> list[actions.PersonCard]:
    """Those that this account may write in."""
    if not is_signed_in(request):
        return []
    return [person for person in actions.people(account_of(request)) if Scope.NOTE in person.scopes]


def kept_numbers(request: HttpRequest) -> numbers.Numbers:
    """The numbers to ring that this device knows."""
    return numbers.of_kept(request.COOKIES.get(frame.COUNTRY_COOKIE, ""))
