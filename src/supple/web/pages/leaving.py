"""How is everything taken along, or erased? What remains of an erased diary is a receipt."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse

from supple import actions
from supple.model import UserError
from supple.web import frame, uploads
from supple.web.guard import account_of
from supple.words import _

_RECEIPT = "receipt of an erased diary"


def export(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Everything, to keep."""
    kept = actions.export_everything(account_of(request), person.id, now=frame.clock())
    response = HttpResponse(kept.content, content_type=kept.media_type)
    response["Content-Disposition"] = f'attachment; filename="{kept.name}"'
    return response


def erase(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """Erase everything, after the name was typed. What remains is a receipt."""
    if request.method != "POST":
        return frame.show(request, "settings/erase.html", {"errors": {}}, person=person, here="more")
    if " ".join(request.POST.get("confirm", "").split()).casefold() != person.name.casefold():
        errors = {"confirm": _("Type the name exactly as it stands here: {name}").format(name=person.name)}
        return frame.show(request, "settings/erase.html", {"errors": errors}, person=person, here="more", status=400)
    receipt = actions.erase_everything(account_of(request), person.id, now=frame.clock())
    uploads.forget_all(person.id)
    by = account_of(request).name
    context = {
        "receipt": receipt,
        "parts": actions.receipt_parts(receipt, by=by, zone=person.zone),
        "text": signing.dumps(actions.receipt_text(receipt, by=by, zone=person.zone), salt=_RECEIPT),
    }
    return frame.show(request, "settings/erased.html", context)


def receipt_file(request: HttpRequest) -> HttpResponse:
    """The receipt as a file. Nothing is kept of it here: the page that showed it hands it back, signed."""
    try:
        text = signing.loads(request.POST.get("text", ""), salt=_RECEIPT)
    except signing.BadSignature:
        raise UserError(
            _("this is no receipt of ours."), field="text", hint=_("Copy the words from the page.")
        ) from None
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="supple-receipt.txt"'
    return response
