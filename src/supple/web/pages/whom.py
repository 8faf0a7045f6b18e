"""Whose numbers hold here? The person's own, else their country's; kept on the device for the help page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.http import HttpRequest

from supple import actions
from supple.model import Alert, Tier
from supple.web import frame, numbers, up


def whom_to_ring(view: actions.TodayView | actions.ForHelp) -> numbers.Numbers:
    """The country chosen in the settings, else the one that was noted about the person."""
    return numbers.of_country(view.country, view.emergency_number)


def calls_of(book: actions.CallBook, alert: Alert, beside: Sequence[Alert] = ()) -> dict[str, Any]:
    """What `parts/call.html` needs for one alert: whom to ring, best first, and what to say if it is to be rung."""
    return {"ring": book.ring(alert), "script": None if alert.tier is Tier.T3 else book.script(alert, beside)}


def keep_for_help(request: HttpRequest, found: numbers.Numbers, traits: Collection[str]) -> None:
    """So that the help page, which knows nobody, shows the right number on this device, and what matters first.

    To be called before the page is shown: it tells the phone's worker when the kept help page is of somebody else.
    """
    kept = numbers.kept(found.country if found.is_chosen else None, found.own)
    if kept != numbers.kept(None, ""):
        frame.keep_with_page(request, frame.COUNTRY_COOKIE, kept)
    up.keep_traits(request, traits)
