"""How does somebody get in and out? One-time links; no passwords."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from supple import actions
from supple.model import NotAllowedError
from supple.web import accounts, frame
from supple.web.guard import is_signed_in


def show(request: HttpRequest) -> HttpResponse:
    """How to get a link."""
    return redirect("home") if is_signed_in(request) else frame.show(request, "login/login.html")


def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Open the diary with a one-time link.

    Opening the page does not use the link up: programs that peek at links (mail, chat) would spoil it. The button
    does.
    """
    if request.method != "POST":
        return frame.show(request, "login/open.html")
    try:
        account = actions.redeem(token, now=frame.clock())
    except NotAllowedError:
        return frame.show(request, "login/used.html", status=410)
    accounts.sign_in(request, account)
    return redirect("home")


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this device. What it knew of the person for the help page goes with it."""
    accounts.sign_out(request)
    response = redirect("login")
    response.delete_cookie(frame.HAVE_COOKIE, samesite="Lax")
    return response
