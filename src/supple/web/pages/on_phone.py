"""What is kept on this phone, what waits to be sent, and how does Supple get onto the home screen?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple.web import frame
from supple.web.guard import is_signed_in


def show(request: HttpRequest) -> HttpResponse:
    """The page; it also answers for every page that is not on the phone while there is no network.

    What waits is on the phone alone: its own script writes it in.
    """
    response = frame.show(request, "on_phone/on_phone.html", {"signed_in": is_signed_in(request)})
    response["X-Kept-For"] = frame.kept_for(request)
    response["Cache-Control"] = "no-store, private"
    return response


def keep(request: HttpRequest) -> HttpResponse:
    """Keep pages for when there is no network, or none."""
    response = redirect("on_phone")
    chosen = frame.KEEP_NOTHING if request.POST.get("keep") == frame.KEEP_NOTHING else "pages"
    frame.keep_on_device(request, response, frame.PHONE_COOKIE, chosen)
    return response
