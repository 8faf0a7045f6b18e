"""What else is there? The pages that are needed now and then, and how pages look on this device."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from supple import actions
from supple.web import frame
from supple.web import looks as device
from supple.web.guard import account_of


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The menu."""
    looks_back = actions.settings(account_of(request), person.id).look_back
    return frame.show(request, "more/more.html", {"looks_back": looks_back}, person=person, here="more")


def looks(request: HttpRequest) -> HttpResponse:
    """What was chosen for this device is kept on it, what was not asked stays; and back to where the person was."""
    chosen = device.changed(device.of(request), request.POST.dict())
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    frame.keep_on_device(request, response, device.COOKIE, chosen.written())
    return response
