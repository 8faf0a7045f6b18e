"""What is the same on every page? The clock, the frame around it, the form's own id and the words after saving."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from supple import actions
from supple.model import Instant, Role, UserError, local_day_of, noted_id
from supple.model.check import EARLIEST, LATEST_AGREED
from supple.web import looks, numbers
from supple.words import _

COUNTRY_COOKIE = "supple_country"
HAVE_COOKIE = "supple_have"
PHONE_COOKIE = "supple_phone"
KEEP_NOTHING = "nothing"
YEAR_S = 365 * 24 * 3600

_NOTED: ContextVar[datetime | None] = ContextVar("noted", default=None)


def clock() -> datetime:
    """The one place where a page asks what time it is. For a form that waited on a phone: when it was noted."""
    return _NOTED.get() or datetime.now(UTC)


@contextlib.contextmanager
def as_noted(at: datetime) -> Iterator[None]:
    """Within it, `clock()` says `at`."""
    token = _NOTED.set(at)
    try:
        yield
    finally:
        _NOTED.reset(token)


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
        "account_id": account_id(request),
        "keeps_nothing": keeps_nothing(request),
        # Whose number it would be is not known beside a diary; Today says its own.
        "device_emergency": "" if person else numbers.of_kept(request.COOKIES.get(COUNTRY_COOKIE, "")).emergency,
        "diaries": " ".join(_diaries(request)) if status == 200 and (person is None or here == "today") else None,
        "made_at": clock().isoformat(timespec="seconds"),
    }
    html = render_to_string(template, {**frame, **(context or {})}, request)
    # Half an emoji, cut off by a phone, must not take the whole page with it.
    response = HttpResponse(html.encode("utf-8", "replace"), status=status)
    if settings.STYLE_PAGE:
        response["X-Supple-Template"] = template  # so that a test can tell which pages nobody looked at
    for name, value in getattr(request, "kept_with_page", {}).items():
        keep_on_device(request, response, name, value)
    response.reasons = _reasons(context or {})  # type: ignore[attr-defined]  # for a phone that sent the form later
    return response


def _reasons(context: Mapping[str, Any]) -> list[str]:
    """Why a form was not kept, in the page's own words."""
    errors = context.get("errors") or getattr(context.get("form"), "errors", None) or {}
    words = [str(each) for each in (*errors.values(), context.get("note_error", "")) if each]
    return list(dict.fromkeys(words))


def account_id(request: HttpRequest) -> str:
    """Who is signed in, for what this device keeps; "" for nobody."""
    account = getattr(request, "account", None)
    return str(account.id) if account else ""


def _diaries(request: HttpRequest) -> list[str]:
    """What there is to keep pages of: what this device kept of any other diary goes."""
    account = getattr(request, "account", None)
    return [str(card.id) for card in actions.people(account)] if account else []


def keeps_nothing(request: HttpRequest) -> bool:
    """Whether somebody chose that no page of the diary stays on this device."""
    return request.COOKIES.get(PHONE_COOKIE) == KEEP_NOTHING


def kept_for(request: HttpRequest) -> str:
    """Changes when the help page that is kept on this device would look different: another number, another trait."""
    names = (COUNTRY_COOKIE, HAVE_COOKIE, looks.COOKIE, PHONE_COOKIE)
    parts = (*(request.COOKIES.get(name, "") for name in names), account_id(request))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def keep_on_device(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """A small choice of this device, out of reach of scripts."""
    response.set_cookie(name, value, max_age=YEAR_S, samesite="Lax", httponly=True, secure=request.is_secure())


def keep_with_page(request: HttpRequest, name: str, value: str) -> None:
    """The same, with the page that is shown next: what that page says of itself counts it in already."""
    if request.COOKIES.get(name, "") == value:
        return
    request.COOKIES[name] = value
    request.kept_with_page = {**getattr(request, "kept_with_page", {}), name: value}  # type: ignore[attr-defined]


def day_or_none(text: str | None) -> date | None:
    """A day in an address or a hidden field; one that cannot be read, or no diary can hold, is as good as none."""
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return day if day is not None and EARLIEST <= day <= LATEST_AGREED else None


def form_id(request: HttpRequest) -> UUID:
    """The id the form was made with: sending it twice saves once. A form without one is refused."""
    try:
        return UUID(request.POST.get("form_id", ""))
    except ValueError:
        raise UserError(
            _("this form lost its number on the way."), hint=_("Go back, load the page again and send it once more.")
        ) from None
