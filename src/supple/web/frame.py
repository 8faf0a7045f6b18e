"""What is the same on every page? The clock, the frame around it, the form's own id and the words after saving."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from supple import actions
from supple.model import Instant, Role, UserError, local_day_of, noted_id
from supple.web import looks

COUNTRY_COOKIE = "supple_country"
HAVE_COOKIE = "supple_have"
YEAR_S = 365 * 24 * 3600


def clock() -> datetime:
    """The one place where a page asks what time it is."""
    return datetime.now(UTC)


def today_of(person: actions.PersonCard, now: datetime, *, day_starts_at_hour: int = 4) -> date:
    """The diary day it is for this person: after midnight it is still the evening before."""
    return local_day_of(Instant(now, person.zone), day_starts_at_hour)


def local_hour(person: actions.PersonCard, now: datetime) -> int:
    return now.astimezone(ZoneInfo(person.zone)).hour


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    person: actions.PersonCard | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page inside the house's frame."""
    chosen = looks.of(request)
    frame = {
        "person": person,
        "is_self": person is not None and person.role is Role.SELF,
        "scopes": {scope.value for scope in person.scopes} if person else set(),
        "here": here,
        "looks": chosen,
        "theme": chosen.theme_at(clock(), person.zone if person else ""),
        "form_id": noted_id(clock()),
        "kept_for": kept_for(request),
    }
    html = render_to_string(template, {**frame, **(context or {})}, request)
    # Half an emoji, cut off by a phone, must not take the whole page with it.
    return HttpResponse(html.encode("utf-8", "replace"), status=status)


def kept_for(request: HttpRequest) -> str:
    """Changes when the help page that is kept on this device would look different: another number, another trait."""
    signed_in = bool(getattr(request, "account", None))
    parts = (request.COOKIES.get(COUNTRY_COOKIE, ""), request.COOKIES.get(HAVE_COOKIE, ""), str(signed_in))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def keep_on_device(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """A small choice of this device, out of reach of scripts."""
    response.set_cookie(name, value, max_age=YEAR_S, samesite="Lax", httponly=True, secure=request.is_secure())


def form_id(request: HttpRequest) -> UUID:
    """The id the form was made with: sending it twice saves once. A form without one is refused."""
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        raise UserError(
            "this form lost its number on the way.", hint="Go back, load the page again and send it once more."
        ) from None
