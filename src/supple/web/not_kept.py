"""What was typed into a form that could not be kept? As text to copy: on that one page, and nowhere else."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

# What the machinery carries and nobody typed.
_CARRIED = frozenset(
    {"csrfmiddlewaretoken", "form_id", "back", "sure", "do", "entry", "kind", "was", "confirm", "group", "status"}
)
_MOST_LETTERS = 100_000


def typed_text(request: HttpRequest) -> str:
    """Every field that has words in it, with its name; "" where there is none or the form cannot be read."""
    try:
        fields = [(name, [each.strip() for each in values if each.strip()]) for name, values in request.POST.lists()]
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return ""
    lines = [
        f"{name.replace('_', ' ').capitalize()}: {', '.join(values)}"
        for name, values in fields
        if values and name not in _CARRIED
    ]
    return "\n".join(lines)[:_MOST_LETTERS]


def is_own_form(request: HttpRequest) -> bool:
    """Whether the browser says that the form stood on a page of ours: another site's words are never shown."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return bool(said) and urlsplit(said).netloc == request.get_host()
