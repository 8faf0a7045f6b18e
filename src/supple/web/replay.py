"""What becomes of a form that a phone kept while there was no network? The same form, read at the time it was noted.

The phone sends the form to its own address with `?outbox=1` and some fields beside its own: what its clock said at
noting and at sending, how far ahead that clock was before, and for which account it was noted; `outbox_live` says
that whoever filled it in is still there, to be asked. The page's own reader stays the only one. The answer is JSON
where the phone's outbox asks (header `Supple-Replay`), else the usual page.
Why: docs/decisions/0013-offline.md.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from supple import actions
from supple.model import Account, NotAllowedError, Scope, Tier, UserError
from supple.web import frame, numbers
from supple.web.guard import DECLARED, Who
from supple.web.pages.whom import whom_to_ring
from supple.web.phone_clock import Readings, Reckoned, reckon
from supple.web.templatetags.supple import TIERS
from supple.words import N_, _

ASKED_FOR = "outbox"
_LOG = logging.getLogger(__name__)
HEADER = "Supple-Replay"
SIGN_IN = N_("Sign in again. What you noted waits here.")
OTHER_ACCOUNT = N_("This was noted by somebody else who uses this phone. It waits until they sign in.")
NOT_YOURS = N_("There is no such diary any more, or it is not yours to write in.")
CANNOT_READ = N_("Supple could not read it. Copy it, and note it again on its page.")
WHEN = N_("The clock of this phone was changed after you noted this. When was it?")
STANDS_UNDER = N_(
    "The clock of the phone on which this was noted said {said}. It stands under {kept}, by the clock of Supple."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form that waited on a phone."""

    form_id: UUID
    person_id: UUID
    readings: Readings
    reckoned: Reckoned


class _CutShortError(Exception):
    """The page failed half way: nothing of the form may stay, or the next try would take it for kept."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def has_waited(request: HttpRequest) -> bool:
    """Whether this form comes from a phone's outbox, with nobody there to answer a question."""
    return bool(getattr(request, "waited", False))


class ReplayMiddleware:
    """Lets a form that waited on a phone be read at the time it was noted. Every other request passes untouched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person_id = _person_of(request)
        if person_id is None:
            return self.get_response(request)
        answer = self._replayed(request, person_id)
        if HEADER in request.headers:
            return answer if isinstance(answer, JsonResponse) else _said(answer)
        return answer

    def _replayed(self, request: HttpRequest, person_id: UUID) -> HttpResponse:
        account: Account | None = request.account  # type: ignore[attr-defined]
        is_outbox = HEADER in request.headers
        if not account:
            return _answer("sign in", 401, _(SIGN_IN)) if is_outbox else self.get_response(request)
        if request.POST.get("outbox_account") != str(account.id):
            return _answer("other account", 409, _(OTHER_ACCOUNT))
        now = frame.clock()
        try:
            sent = _read(request, person_id, now)
            if sent.form_id in actions.kept_forms(account, person_id, [sent.form_id]):
                return _same(request, account, person_id, now) if is_outbox else redirect("today", person_id)
        except UserError as error:
            return _answer("rejected", 400, str(error))
        except NotAllowedError:
            return _answer("rejected", 404, _(NOT_YOURS))
        at = sent.reckoned.at
        if at is None:
            times = [each.isoformat() for each in sent.reckoned.choices]
            return JsonResponse({"state": "asks when", "reasons": [_(WHEN)], "times": times}, status=409)
        request.waited = "outbox_live" not in request.POST  # type: ignore[attr-defined]
        clock = ""
        try:
            with actions.arriving(account, person_id, now):
                if sent.form_id in actions.kept_forms(account, person_id, [sent.form_id]):
                    return _same(request, account, person_id, now) if is_outbox else redirect("today", person_id)
                with frame.as_noted(at):
                    response = self.get_response(request)
                if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise _CutShortError(response)
                if response.status_code == HTTPStatus.FOUND and sent.reckoned.is_off:
                    clock = _say_clock(account, sent, at, now)
        except _CutShortError as cut:
            return cut.response
        if response.status_code != HTTPStatus.FOUND or not is_outbox:
            return response
        is_there = sent.form_id in actions.kept_forms(account, person_id, [sent.form_id])
        said = {"state": "kept", "url": response["Location"], "clock": clock, "is_there": is_there}
        if has_waited(request):  # nobody is there to be sent to a page: what asks for a call is said where they are
            said |= _call_now(request, account, person_id, now)
        return JsonResponse(said)


def _same(request: HttpRequest, account: Account, person_id: UUID, now: datetime) -> JsonResponse:
    return JsonResponse({"state": "same", **_call_now(request, account, person_id, now)})


def _call_now(request: HttpRequest, account: Account, person_id: UUID, now: datetime) -> dict[str, Any]:
    """The most urgent call that is asked for, now that the rules have heard of what waited; with the last form alone.

    What was sent is kept already: whatever goes wrong here must not make the phone send it again.
    """
    if "outbox_more" in request.POST:
        return {}
    try:
        told = actions.call_now(account, person_id, frame.form_id(request), now=now)
        return {"call": None if told is None else _said_call(request, account, person_id, told, now)}
    except Exception as failed:  # noqa: BLE001 -- see above
        _LOG.warning("What was sent is kept, and what it asks for could not be told: %s", type(failed).__name__)
        return {}


def _said_call(
    request: HttpRequest, account: Account, person_id: UUID, told: actions.CallNow, now: datetime
) -> dict[str, str]:
    person, alert = actions.person(account, person_id), told.alert
    may_look = Scope.LOOK in person.scopes
    words = f"{alert.how_soon or TIERS[alert.tier]}: {alert.title}. {alert.words}"
    if told.is_past:
        words = _("Noted some time ago, and nobody said what was done.") + f" {words}"
    if len(actions.people(account)) > 1:
        words = _("For {name}.").format(name=person.name) + f" {words}"
    number = ""
    if alert.tier is Tier.T0:
        kept = numbers.of_kept(request.COOKIES.get(frame.COUNTRY_COOKIE, ""))
        found = whom_to_ring(actions.for_help(account, person_id, now=now)) if may_look else kept
        number = found.emergency
    page = reverse("when_to_call", args=[person_id]) if may_look else reverse("help")
    return {"words": words, "number": number, "page": page, "tier": alert.tier.value}


def _person_of(request: HttpRequest) -> UUID | None:
    """Whose diary a replayed form is for; None for whatever is not one. Signing in is never done at another time."""
    if request.method != "POST" or ASKED_FOR not in request.GET:
        return None
    try:
        found = resolve(request.path_info)
    except Resolver404:
        return None
    declared = DECLARED.get(found.url_name or "")
    return found.kwargs.get("person_id") if declared and declared.who is Who.NOTE else None


def _read(request: HttpRequest, person_id: UUID, now: datetime) -> Sent:
    form_id = frame.form_id(request)
    ahead = request.POST.get("outbox_ahead_s", "")
    try:
        readings = Readings(
            _instant(request.POST["outbox_noted_at"]),
            _instant(request.POST["outbox_sent_at"]),
            timedelta(seconds=float(ahead)) if ahead else None,
        )
        chosen = _instant(request.POST["outbox_chosen_at"]) if request.POST.get("outbox_chosen_at") else None
        return Sent(form_id, person_id, readings, reckon(readings, now, chosen=chosen))
    except (KeyError, ValueError, OverflowError):
        raise UserError(
            _("the time at which this was noted cannot be read."), hint=_("Copy it, and note it again on its page.")
        ) from None


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no zone")
    return found.astimezone(UTC)


def _say_clock(account: Account, sent: Sent, at: datetime, now: datetime) -> str:
    """Keep, and say, that the entries stand under another time than the phone's."""
    zone = ZoneInfo(actions.person(account, sent.person_id).zone)
    said, kept = (f"{each.astimezone(zone):%A %-d %B %Y, %H:%M}" for each in (sent.readings.noted, at))
    words = _(STANDS_UNDER).format(said=said, kept=kept)
    actions.note_phone_clock(account, sent.person_id, sent.form_id, words, at=at, now=now)
    return words


def _said(response: HttpResponse) -> JsonResponse:
    """The page's answer, in the few words that a phone's outbox understands."""
    status = response.status_code
    if status == HTTPStatus.OK:
        return JsonResponse({"state": "asks", "reasons": []})
    if status == HTTPStatus.FORBIDDEN or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return JsonResponse({"state": "later"}, status=status)
    reasons = _(NOT_YOURS) if status == HTTPStatus.NOT_FOUND else getattr(response, "reasons", None) or _(CANNOT_READ)
    return _answer("rejected", status, *([reasons] if isinstance(reasons, str) else reasons))


def _answer(state: str, status: int, *reasons: str) -> JsonResponse:
    return JsonResponse({"state": state, "reasons": list(reasons)}, status=status)
