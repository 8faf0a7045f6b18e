"""I need help now: every emergency sign and whom to ring, with no sign-in, no script and no network."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control

from supple import watch
from supple.model import Tier
from supple.web import frame, numbers
from supple.web.fields import sentence_case
from supple.web.guard import is_signed_in
from supple.web.templatetags.supple import STATIC_FOLDER, asset

KEPT_FILES = ("tokens.css", "components.css", "page.js", "mark.svg")


@dataclass(frozen=True)
class Answer:
    """Signs that share one answer, and the answer."""

    tier: Tier
    signs: tuple[str, ...]
    words: str
    call: str
    meanwhile: tuple[str, ...]
    also: tuple[watch.Also, ...]
    how_soon: str = ""


@dataclass(frozen=True)
class Place:
    """A place in the body, with its answers, most urgent first."""

    title: str
    tier: Tier
    answers: tuple[Answer, ...]


def show(request: HttpRequest) -> HttpResponse:
    """The same page for everybody but for the country's numbers; nothing of a diary is on it."""
    context = {
        "numbers": numbers.of_kept(request.COOKIES.get(frame.COUNTRY_COOKIE, "")),
        "places": places(),
        "countries": [numbers.of_country(code) for code, _ in numbers.countries()],
        "signed_in": is_signed_in(request),
        "reviewed_by": watch.emergency_page().reviewed_by,
    }
    response = frame.show(request, "help/help.html", context)
    patch_cache_control(response, no_cache=True)
    return response


@cache
def places() -> tuple[Place, ...]:
    """The signs by place; signs with the same answer stand together."""
    return tuple(_place(group) for group in watch.emergency_page().groups)


def _place(group: watch.SignGroup) -> Place:
    together: dict[tuple[str, str], list[watch.PageSign]] = {}
    for sign in group.signs:
        together.setdefault((sign.words, sign.call), []).append(sign)
    answers = tuple(_answer(signs) for signs in together.values())
    return Place(sentence_case(group.place), group.tier, answers)


def _answer(signs: list[watch.PageSign]) -> Answer:
    first = signs[0]
    also = {each.labels: each for sign in signs for each in sign.also}
    labels = tuple(sentence_case(sign.label) for sign in signs)
    return Answer(first.tier, labels, first.words, first.call, first.meanwhile, tuple(also.values()), first.how_soon)


def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker that keeps the help page, and nothing else, on the device."""
    files = [asset(name) for name in KEPT_FILES]
    content = hashlib.sha256("".join(files).encode())
    content.update((STATIC_FOLDER.parent / "templates/help/help.html").read_bytes())
    script = render_to_string(
        "help/worker.js", {"version": content.hexdigest()[:12], "page": reverse("help"), "files": files}
    )
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response
