"""How does every component look in every state? For whoever builds Supple: 404 unless the debug switch is on."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from supple.web import frame, looks, outbox_code
from supple.web.style_page import agreed, moving, noting, seeing
from supple.web.style_page.made_up import BASE, PERSON
from supple.web.style_page.specimen import shown

STYLES = ("report", "course", "body", "up", "card", "balance", "share", "style")
_ASKED = ("theme", "text_size", "hand")


def show(request: HttpRequest) -> HttpResponse:
    """All of them on one page, in the looks that `?theme=dark&text_size=largest&hand=left` asks for."""
    if not (settings.STYLE_PAGE or settings.DEBUG):
        raise Http404
    chosen = looks.changed(looks.Looks(), {name: request.GET.get(name, "") for name in _ASKED})
    groups = []
    for group in (*agreed.groups(), *moving.groups(), *noting.groups(), *seeing.groups()):
        drawn = [shown(each, f"{group.id}-{at}", BASE, request) for at, each in enumerate(group.specimens)]
        groups.append({"id": group.id, "title": group.title, "specimens": drawn})
    context = {
        "groups": groups,
        "styles": [f"{name}.css" for name in STYLES],
        "asked": [{"name": name, "choices": looks.CHOICES[name], "chosen": getattr(chosen, name)} for name in _ASKED],
        "looks": chosen,
        "theme": chosen.theme_at(frame.clock(), ""),
        "outbox_code": outbox_code.url_of("main").removesuffix("main.js"),
    }
    return frame.show(request, "style/style.html", context, person=PERSON)
