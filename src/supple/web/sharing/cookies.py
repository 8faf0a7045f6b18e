"""Which cookies are marked secure? All that are given over HTTPS; on the loopback such a cookie would be lost.

One process serves both: this machine over HTTP on the loopback, and the phones at home over HTTPS.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class SecureCookieMiddleware:
    """Marks the cookies of every answer that goes out over HTTPS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.is_secure():
            for cookie in response.cookies.values():
                cookie["secure"] = True
        return response
