"""What does the person call their own symptoms, when are their mornings, and how do they read a temperature?"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse

from supple import actions
from supple.model import UserError
from supple.web import clock_words
from supple.web.guard import account_of
from supple.web.pages import settings
from supple.words import _


def symptoms(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep the words of own symptoms, and one more."""
    typed = {name: request.POST[name] for name in request.POST if name == "new" or name.startswith("own:")}
    labels = {code: words for code, words in typed.items() if code != "new"}
    try:
        actions.save_own_symptoms(account_of(request), person.id, labels, new=typed.get("new", ""))
    except UserError as error:
        return settings.page(request, person, errors={error.field or "new": error.message}, typed=typed, status=400)
    return settings.done(person, "symptoms")


def usual(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Keep the usual times and the scale of temperatures."""
    account = account_of(request)
    typed = {name: request.POST.get(name, "").strip() for name in ("morning_at", "evening_at", "temperature")}
    errors: dict[str, str] = {}
    times: dict[str, str] = {}
    for name in ("morning_at", "evening_at"):
        at = clock_words.read(typed[name])
        if typed[name] and at is None:
            errors[name] = _("Write the time like 07:30 or 7:30 am, or leave it empty.")
        times[name] = "" if at is None else f"{at:%H:%M}"
    if not errors and all(times.values()) and times["morning_at"] >= times["evening_at"]:
        errors["evening_at"] = _("The evening comes after the morning.")
    if typed["temperature"] not in {"C", "F"}:
        errors["temperature"] = _("Choose °C or °F.")
    if errors:
        return settings.page(request, person, errors=errors, typed=typed, status=400)
    chosen = replace(
        actions.settings(account, person.id),
        morning_at=times["morning_at"],
        evening_at=times["evening_at"],
        temperature=typed["temperature"],
    )
    actions.save_settings(account, person.id, chosen)
    return settings.done(person, "usual")
