"""What is this, and what is Supple? Short articles with their sources, and what Supple is not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from supple.knowledge import load
from supple.web import frame


def show(request: HttpRequest) -> HttpResponse:
    """The list of articles, and what Supple is and is not."""
    return frame.show(request, "about/about.html", {"articles": list(load().symptoms.values())})


def article(request: HttpRequest, article_id: str) -> HttpResponse:
    """One article; each claim with its own source."""
    found = load().symptoms.get(article_id)
    if found is None:
        raise Http404
    return frame.show(request, "about/article.html", {"article": found})
