"""What is this, and what is Supple? Short articles with their sources, and what Supple is not."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from supple import report as report_room
from supple.knowledge import load
from supple.knowledge.red_flags import load_red_flags
from supple.web import frame


def show(request: HttpRequest) -> HttpResponse:
    """The list of articles, and what Supple is and is not."""
    context = {"articles": list(load().symptoms.values()), "reviewed_by": load_red_flags().reviewed_by}
    return frame.show(request, "about/about.html", context)


def rules_pdf(request: HttpRequest) -> HttpResponse:
    """Every rule on when to call, for a clinician to read and sign. It holds nothing about anybody."""
    del request
    day = frame.clock().date()
    response = HttpResponse(report_room.rules_to_pdf(day), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="supple-rules-{day:%Y-%m-%d}.pdf"'
    return response


def article(request: HttpRequest, article_id: str) -> HttpResponse:
    """One article; each claim with its own source."""
    found = load().symptoms.get(article_id)
    if found is None:
        raise Http404
    return frame.show(request, "about/article.html", {"article": found})
