"""What does a phone's outbox ask before it sends, and where does its code come from?"""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token

from supple import actions
from supple.model import NotAllowedError, UserError
from supple.web import frame, outbox_code
from supple.web.guard import account_of
from supple.words import _

MOST_ASKED = 2000
_YEAR = "public, max-age=31536000, immutable"


def ready(request: HttpRequest) -> HttpResponse:
    """Is Supple there, who is signed in on this phone, what time is it, and with which token is a form sent?"""
    said = {"account": frame.account_id(request), "now": frame.clock().isoformat(), "token": get_token(request)}
    response = JsonResponse(said)
    response["Cache-Control"] = "no-store"
    return response


def known(request: HttpRequest) -> HttpResponse:
    """Which of the forms that this phone was told are kept does the diary not have (any more)?

    After a restore from an older backup the phone sends those once more.
    """
    account = account_of(request)
    wanted: dict[UUID, list[UUID]] = {}
    try:
        for each in json.loads(request.body)["forms"][:MOST_ASKED]:
            wanted.setdefault(UUID(each["person"]), []).append(UUID(each["id"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise UserError(_("this is not a list of forms.")) from None
    unknown: list[str] = []
    for person_id, forms in wanted.items():
        try:
            there = actions.kept_forms(account, person_id, forms)
        except NotAllowedError:
            continue  # erased, or not theirs any more: nothing is to be sent again
        unknown += [str(each) for each in forms if each not in there]
    return JsonResponse({"unknown": unknown})


def module(_request: HttpRequest, version: str, name: str) -> HttpResponse:
    """A part of the outbox's code. Its version is in the address, so that parts of two versions never meet."""
    source = outbox_code.modules().get(name)
    if source is None or version != outbox_code.version():
        raise Http404
    return HttpResponse(source, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": _YEAR})
