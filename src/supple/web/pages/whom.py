"""Whose numbers hold here? The person's own, else their country's; kept on the device for the help page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from supple import actions
from supple.model import Account, Alert, Tier
from supple.web import frame, numbers
from supple.web.pages.more import keep_on_device


def whom_to_ring(account: Account, view: actions.TodayView) -> numbers.Numbers:
    """The country chosen in the settings, else the one that was noted about the person."""
    chosen = actions.settings(account, view.person.id)
    country = chosen.country or dict(view.profile).get("country")
    return numbers.of_country(country, chosen.emergency_number)


def calls_of(book: actions.CallBook, alert: Alert) -> dict[str, Any]:
    """What `parts/call.html` needs for one alert: whom to ring, best first, and what to say if it is to be rung."""
    return {"ring": book.ring(alert), "script": None if alert.tier is Tier.T3 else book.script(alert)}


def keep_numbers(request: HttpRequest, response: HttpResponse, found: numbers.Numbers) -> None:
    """So that the help page, which knows nobody, shows the right number on this device."""
    kept = numbers.kept(found.country if found.is_chosen else None, found.own)
    if kept != numbers.kept(None, "") and request.COOKIES.get(frame.COUNTRY_COOKIE) != kept:
        keep_on_device(request, response, frame.COUNTRY_COOKIE, kept)
