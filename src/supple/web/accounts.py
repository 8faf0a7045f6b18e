"""Who is signed in? The session knows an account's id; every request gets `request.account` (or None)."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from supple import actions
from supple.model import Account

_KEY = "account_id"


class AccountMiddleware:
    """Sets `request.account`. Without a session cookie the database is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.account = account_of(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def account_of(request: HttpRequest) -> Account | None:
    """The signed-in account, or None."""
    noted = request.session.get(_KEY)
    return None if noted is None else actions.account(UUID(str(noted)))


def sign_in(request: HttpRequest, account: Account) -> None:
    """Start a new session for the account; whatever session was there before is gone."""
    request.session.flush()
    request.session[_KEY] = str(account.id)
    rotate_token(request)  # a form token from before signing in is worth nothing after it
    request.account = account  # type: ignore[attr-defined]


def sign_out(request: HttpRequest) -> None:
    request.session.flush()
    request.account = None  # type: ignore[attr-defined]
