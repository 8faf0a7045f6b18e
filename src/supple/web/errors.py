"""What does a person see when something goes wrong? Plain words, or a reference number; never a traceback."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from collections.abc import Callable
from typing import Any

from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.html import escape

from supple.model import NotAllowedError, UserError
from supple.web import not_kept
from supple.words import _

log = logging.getLogger("supple.web")


class ErrorMiddleware:
    """Turns Supple's own errors, raised in a view, into pages: 400 with the message, 404 for what is not yours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, UserError):
            return page(request, 400, title=_("That did not work"), words=str(error))
        if isinstance(error, NotAllowedError):
            # 404, not 403: a stranger does not learn that the diary is here.
            return not_found(request, error)
        return None


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """Django's handler404."""
    return page(request, 404, title=_("Not here"), words=_("There is no such page, or it is not yours to see."))


def signed_out(request: HttpRequest, *, is_own: bool = True) -> HttpResponse:
    """A form came from a device on which nobody is signed in: nothing is kept, and the way back in is named.

    Args:
        is_own: the form stood on a page of ours, so that what was typed is shown once more, to copy.
    """
    words = _(
        "You are signed out on this device, so nothing was saved. Sign in again, then fill in the form once more."
    )
    typed = not_kept.typed_text(request) if is_own else ""
    return page(request, 403, title=_("You are signed out"), words=words, can_sign_in=True, typed=typed)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django calls it so
    """Django's CSRF_FAILURE_VIEW."""
    is_of_a_diary = request.resolver_match is not None and "person_id" in request.resolver_match.kwargs
    if is_of_a_diary and not getattr(request, "account", None):
        return signed_out(request, is_own=not_kept.is_own_form(request))
    typed = not_kept.typed_text(request) if is_of_a_diary and not_kept.is_own_form(request) else ""
    words = _("This form has gone stale, so nothing was saved. Go back, load the page again and send it once more.")
    return page(request, 403, title=_("Please send it again"), words=words, typed=typed)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; the error itself was logged by `_log_error`."""
    reference = getattr(request, "supple_reference", "")
    words = _("Something broke on our side. What you had already saved is still there.")
    if reference:
        words += _(" If you ask for help, this number finds the place: {reference}.").format(reference=reference)
    return page(request, 500, title=_("Something broke"), words=words)


def page(
    request: HttpRequest, status: int, *, title: str, words: str, can_sign_in: bool = False, typed: str = ""
) -> HttpResponse:
    """The error page in the house's look; in bare HTML if even that fails.

    Args:
        typed: what was not kept, to copy. It is in this page alone: no cache and no log has it.
    """
    try:
        context = {"title": title, "words": words, "status": status, "can_sign_in": can_sign_in, "typed": typed}
        html: str = render_to_string("error.html", context, request)
    except TemplateDoesNotExist:
        html = _bare(title, words)
    except Exception:  # noqa: BLE001 -- an error page must never fail; the first error is already logged
        html = _bare(title, words)
    response = HttpResponse(html, status=status)
    response.reasons = [words]  # type: ignore[attr-defined]  # for a phone that sent the form later
    if typed:
        patch_cache_control(response, no_store=True, private=True)
    return response


def _bare(title: str, words: str) -> str:
    return (
        f'<!doctype html><html lang="en-gb"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<h1>{escape(title)}</h1><p>{escape(words)}</p></html>"
    )


def _log_error(sender: Any, request: HttpRequest | None = None, **_ignored: Any) -> None:  # noqa: ARG001 -- a signal
    """Log the kind and the place, under a reference number. The message is left out: it may quote the diary."""
    kind, _error, trace = sys.exc_info()
    reference = secrets.token_hex(4)
    if request is not None:
        request.supple_reference = reference  # type: ignore[attr-defined]
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    route = getattr(getattr(request, "resolver_match", None), "route", "?")
    name = kind.__name__ if kind else "?"
    log.error("error %s: %s in %s at %s", reference, name, route, " < ".join(reversed(frames)))


got_request_exception.connect(_log_error, dispatch_uid="supple.web.errors")
