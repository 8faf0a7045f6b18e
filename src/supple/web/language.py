"""In which language is a page said? One for both: the words of the code and those of the templates."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from supple import words


class LanguageMiddleware:
    """English today; an account's or a person's own choice comes here once a second language is complete."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        spoken = str(settings.SPEAKS)
        with words.speaking(spoken, settings.LOCALE_PATHS), translation.override(spoken.lower()):
            return self.get_response(request)
