"""Who may open which address? Each address is declared once, with who may see it, and guarded by that declaration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect
from django.urls import Resolver404, URLPattern, path, resolve, reverse
from django.utils.cache import patch_cache_control

from supple import actions
from supple.model import Account, NotAllowedError, Scope
from supple.web import errors, frame, looks
from supple.web.first_page import first_page


class Who(StrEnum):
    """Who may open it. The last four need that scope on the person whose diary it is."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    LOOK = Scope.LOOK.value
    NOTE = Scope.NOTE.value
    REPORT = Scope.REPORT.value
    OWNER = Scope.OWN.value


@dataclass(frozen=True, slots=True)
class Declared:
    """One line of the table of addresses."""

    name: str
    route: str
    who: Who
    methods: tuple[str, ...]
    is_kept: bool = False


_SAID_ONCE = frozenset({"saved", "undone", "noted"})  # what an address says of the form just sent

DECLARED: dict[str, Declared] = {}
"""Every address by its name; tests/web/test_access.py asks each of them as owner, helper, stranger and nobody."""

View = Callable[..., HttpResponse]


def address(
    route: str, view: View, name: str, who: Who, *, methods: tuple[str, ...] = ("GET",), is_kept: bool = False
) -> URLPattern:
    """Django's `path`, with who may open it. An address without this fails the access test.

    Args:
        is_kept: the phone of whoever notes in this diary keeps the page as last seen, for when there is no network.
    """
    declared = Declared(name, route, who, methods, is_kept)
    DECLARED[name] = declared
    return path(route, _guarded(view, declared), name=name)


def account_of(request: HttpRequest) -> Account:
    """The signed-in account of a guarded page."""
    account: Account | None = request.account  # type: ignore[attr-defined]
    if not account:
        raise NotAllowedError("nobody is signed in")
    return account


def is_signed_in(request: HttpRequest) -> bool:
    return bool(request.account)  # type: ignore[attr-defined]


def _guarded(view: View, declared: Declared) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        looks.hold(request)
        if declared.who is not Who.ANYBODY and not is_signed_in(request):
            # Sent on silently, whoever filled in a form would not learn that it was not kept.
            return (
                errors.signed_out(request, is_own="person_id" in named)
                if request.method == "POST"
                else redirect("login")
            )
        if declared.who not in {Who.ANYBODY, Who.SIGNED_IN}:
            named["person"] = _person(request, named.pop("person_id"), declared.who)
        if request.method not in {*declared.methods, "HEAD" if "GET" in declared.methods else ""}:
            return HttpResponseNotAllowed(declared.methods)
        response = view(request, **named)
        if "person" in named:
            response = _where_they_may(response, named["person"])
            if declared.is_kept and request.method == "GET":
                _let_keep(request, response, named["person"])
        if declared.who is not Who.ANYBODY:
            # A diary must not stay in the cache of a borrowed device.
            patch_cache_control(response, no_store=True, private=True)
        return response

    return guarded


def _let_keep(request: HttpRequest, response: HttpResponse, person: actions.PersonCard) -> None:
    """Tell the phone's worker for whom it may keep this page. What only looks, or is another day's, is not kept."""
    is_today = response.status_code == HTTPStatus.OK and set(request.GET) <= _SAID_ONCE
    if is_today and Scope.NOTE in person.scopes and not frame.keeps_nothing(request):
        response["X-Keep-For"] = frame.account_id(request)


def _where_they_may(response: HttpResponse, person: actions.PersonCard) -> HttpResponse:
    """What was saved leads to a page; who may note and not look lands on one that they may open."""
    if not isinstance(response, HttpResponseRedirectBase):
        return response
    try:
        name = resolve(urlsplit(response.url).path).url_name
    except Resolver404:
        return response
    there = DECLARED.get(name or "")
    if there is None or there.who in {Who.ANYBODY, Who.SIGNED_IN} or Scope(there.who.value) in person.scopes:
        return response
    return redirect(f"{reverse(first_page(person), args=[person.id])}?noted=1")


def _person(request: HttpRequest, person_id: UUID, who: Who) -> actions.PersonCard:
    """The person, if this account may; otherwise the same 404 as for a person who does not exist."""
    person = actions.person(account_of(request), person_id)
    if Scope(who.value) not in person.scopes:
        raise NotAllowedError("this scope was not given")
    return person
