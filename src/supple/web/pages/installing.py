"""What makes Supple an app on the home screen? Its worker, its manifest and its icons, from our own drawing."""

from __future__ import annotations

import hashlib
import json
from functools import cache

import typst
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_cache_control

from supple.knowledge import load
from supple.web import outbox_code
from supple.web.scripts import as_sent
from supple.web.templatetags.supple import STATIC_FOLDER, asset
from supple.words import _

KEPT_FILES = (
    "tokens.css", "components.css", "outbox.css", "page.js", "up.css", "up.js", "mark.svg",
)  # fmt: skip
ICONS = (180, 192, 512)
PAPER = "#faf6ef"
GREEN = "#0b524b"


def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker. Its name for what it keeps changes with everything that it keeps."""
    files = [*(asset(name) for name in KEPT_FILES), *(outbox_code.url_of(name) for name in outbox_code.modules())]
    content = hashlib.sha256("".join([*files, load().version]).encode())
    templates = STATIC_FOLDER.parent / "templates"
    shown = (templates / "base.html", templates / "help/help.html", templates / "on_phone/on_phone.html")
    for part in (*shown, *sorted((templates / "up").iterdir())):
        content.update(part.read_bytes())
    context = {
        "version": content.hexdigest()[:12],
        "help": reverse("help"),
        "on_phone": reverse("on_phone"),
        "home": reverse("home"),
        "sign_out": reverse("sign_out"),
        "files": files,
    }
    script = as_sent(render_to_string("on_phone/worker.js", context))
    response = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


def manifest(_request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts Supple on its home screen."""
    icons = [
        {"src": reverse("icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    said = {
        "id": "/",
        "name": _("Supple: a spasticity diary"),
        "short_name": "Supple",
        "description": _("Note how stiff you are, see what goes with it, and know when to call."),
        "lang": "en-GB",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": GREEN,
        "icons": icons,
        "shortcuts": [
            {"name": _("Note"), "url": reverse("home")},
            {"name": _("I need help"), "url": reverse("help")},
        ],
    }
    response = HttpResponse(json.dumps(said), content_type="application/manifest+json")
    patch_cache_control(response, no_cache=True)
    return response


def icon(_request: HttpRequest, size: int) -> HttpResponse:
    """The mark as a square picture. The phone rounds its corners."""
    if size not in ICONS:
        raise Http404
    response = HttpResponse(_drawn(size), content_type="image/png")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@cache
def _drawn(size: int) -> bytes:
    """`mark.svg` on a square of its own green, within the middle 80 % that no phone cuts off."""
    source = (
        f'#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: rgb("{GREEN}"))\n'
        '#place(center + horizon, image(bytes(sys.inputs.mark), format: "svg", width: 100%))'
    )
    mark = (STATIC_FOLDER / "mark.svg").read_text("utf-8")
    made = typst.compile(source.encode(), sys_inputs={"mark": mark}, format="png", ppi=72)
    assert isinstance(made, bytes)
    return made
