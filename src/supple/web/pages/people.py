"""Whose diary is open? The persons this account may help, and a new diary."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions
from supple.model import Role, UserError
from supple.web import alert_cards, frame
from supple.web.fields import Field
from supple.web.first_page import first_page
from supple.web.guard import account_of
from supple.words import N_, _, later

ROLE_WORDS = later(
    {
        Role.SELF: N_("My own diary"),
        Role.CARER: N_("I help"),
        Role.CLINICIAN: N_("I look after this person as a clinician"),
    }
)
HIDDEN_ZONES = ("Etc/", "SystemV/", "US/", "posix", "right", "localtime", "Factory")


def home(request: HttpRequest) -> HttpResponse:
    """Straight to the first page one may see where there is one diary; else ask which."""
    people = actions.people(account_of(request))
    if len(people) == 1:
        return redirect(first_page(people[0]), people[0].id)
    return redirect("people") if people else redirect("add_person")


def show(request: HttpRequest) -> HttpResponse:
    """Every diary this account may open."""
    account = account_of(request)
    told = {one.person.id: one for one in actions.all_told(account, now=frame.clock())}
    people = [
        {
            "person": card,
            "told": alert_cards.told_words(told[card.id].lives, card.name) if card.id in told else "",
            "page": first_page(card),
            "words": ROLE_WORDS[card.role]
            + (_(", until {isoformat}").format(isoformat=card.ends_on.isoformat()) if card.ends_on else ""),
        }
        for card in actions.people(account)
    ]
    return frame.show(request, "people/people.html", {"people": people})


def add(request: HttpRequest) -> HttpResponse:
    """Start a diary."""
    account = account_of(request)
    if request.method != "POST":
        return _add_page(request, name="", zone=_usual_zone(request), role="self", errors={})
    name, zone = request.POST.get("name", "").strip(), request.POST.get("zone", "")
    role = Role.CARER if request.POST.get("role") == "carer" else Role.SELF
    try:
        card = actions.add_person(account, name, zone=zone, role=role)
    except UserError as error:
        words = _("Write a name. A nickname is enough.") if error.field == "name" else error.message
        return _add_page(request, name=name, zone=zone, role=role.value, errors={error.field or "name": words})
    return redirect("today", card.id)


def _add_page(request: HttpRequest, *, name: str, zone: str, role: str, errors: dict[str, str]) -> HttpResponse:
    fields = {
        "name": Field("name", _("Name"), name, hint=_("As you like to be called."), error=errors.get("name", "")),
        "zone": Field(
            "zone",
            _("Time zone"),
            zone,
            hint=_("The clock you live by."),
            error=errors.get("zone", ""),
            options=zone_options(),
        ),
    }
    context = {"fields": fields, "role": role, "errors": errors}
    return frame.show(request, "people/add.html", context, status=400 if errors else 200)


@cache
def zone_options() -> list[tuple[str, str]]:
    """Every zone of the clock data, by its city."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(HIDDEN_ZONES))
    return [(zone, zone.replace("_", " ").replace("/", " – ")) for zone in [*zones, "UTC"]]


def _usual_zone(request: HttpRequest) -> str:
    """The zone of a diary this account already opens, else London's."""
    people = actions.people(account_of(request))
    return people[0].zone if people else "Europe/London"
