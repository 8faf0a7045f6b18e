"""What else is there? The pages that are needed now and then, and how pages look on this device."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from supple import actions
from supple.web import frame
from supple.web.guard import account_of


def show(request: HttpRequest, person: actions.PersonCard) -> HttpResponse:
    """The menu."""
    looks_back = actions.settings(account_of(request), person.id).look_back
    return frame.show(request, "more/more.html", {"looks_back": looks_back}, person=person, here="more")


def looks(request: HttpRequest) -> HttpResponse:
    """Light or dark, usual or large text: kept on this device, and back to where the person was."""
    theme = request.POST.get("theme", "system")
    size = request.POST.get("text_size", "usual")
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    value = f"{theme if theme in frame.THEMES else 'system'}.{size if size in frame.TEXT_SIZES else 'usual'}"
    frame.keep_on_device(request, response, frame.LOOKS_COOKIE, value)
    return response
