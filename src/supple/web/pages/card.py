"""What stands on the emergency card, how does it look, and may the last one be out of date?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from supple import actions
from supple import report as report_room
from supple.knowledge.card import card_warnings
from supple.model import CARD_PARTS, EmergencyCard, UserError
from supple.report import Shape
from supple.web import frame
from supple.web.guard import account_of
from supple.words import N_, _, later

LABELS = later(
    {
        "name": N_("My name"),
        "pump": N_("My baclofen pump"),
        "warnings": N_("What must not stop suddenly or meet"),
        "allergies": N_("Allergies"),
        "medicines": N_("My medicines, by name"),
        "toxin": N_("Botulinum toxin of the last 12 weeks"),
        "people": N_("Whom to call"),
    }
)
_NEEDS_ENTRY = {"pump", "medicines", "toxin", "people"}
_FILES: Mapping[str, tuple[str, Callable[[EmergencyCard], bytes]]] = {
    "wallet.pdf": ("application/pdf", report_room.card_to_pdf),
    "wallet.png": ("image/png", report_room.card_to_png),
    "phone.png": ("image/png", lambda card: report_room.card_to_png(card, Shape.PHONE)),
}


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The choice, the card as it would be made now, and whether the last one may be out of date."""
    view = actions.emergency_card(account_of(request), person.id, now=frame.clock(), holds=_holds(request))
    asked = urlencode([("chosen", "1"), *(("holds", part) for part in view.card.holds)])
    there = {part.id for part in (*view.card.front, *view.card.back)}
    context = {
        "view": view,
        "sides": (*view.card.front, *view.card.back),
        "parts": [{"code": part, "label": LABELS[part], "checked": part in view.card.holds} for part in CARD_PARTS],
        "missing": [LABELS[part].lower() for part in view.card.holds if part in _NEEDS_ENTRY - there],
        "wallet_png": f"{reverse('card_wallet', args=[person.id])}?{asked}",
        "phone_png": f"{reverse('card_phone', args=[person.id])}?{asked}",
        "sources": tuple(dict.fromkeys(source for each in card_warnings().values() for source in each.source)),
    }
    return frame.show(request, "card/card.html", context, person=person, here="more")


def wallet(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Both faces, to look at before anything is saved."""
    return _picture(request, person, Shape.STRIP)


def phone(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The phone's picture, to look at before anything is saved."""
    return _picture(request, person, Shape.PHONE)


def save(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Make the card, and remember what it held and when."""
    name = request.POST.get("file", "")
    if name not in _FILES:
        raise UserError(_("choose which card to save."), hint=_("Go back and choose one of the buttons."))
    holds = [part for part in request.POST.getlist("holds") if part in CARD_PARTS]
    card = actions.keep_card(account_of(request), person.id, now=frame.clock(), holds=holds)
    media_type, made = _FILES[name]
    response = HttpResponse(made(card), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="supple-card-{card.made_on:%Y-%m-%d}-{name}"'
    return response


def _picture(request: HttpRequest, person: actions.PersonCard, shape: Shape) -> HttpResponse:
    view = actions.emergency_card(account_of(request), person.id, now=frame.clock(), holds=_holds(request))
    return HttpResponse(report_room.card_to_png(view.card, shape), content_type="image/png")


def _holds(request: HttpRequest) -> Sequence[str] | None:
    """What was ticked just now; None where nobody chose yet."""
    if "chosen" not in request.GET:
        return None
    return [part for part in request.GET.getlist("holds") if part in CARD_PARTS]
