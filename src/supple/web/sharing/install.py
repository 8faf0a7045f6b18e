"""What does a phone get before it trusts this machine? One page over HTTP, the certificate, and a way on to HTTPS.

This is an application of its own, with no way to the diary: it knows no session, no database and none of its pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from django.template.loader import render_to_string

from supple.sharing.addresses import may_come
from supple.web.sharing import state
from supple.web.templatetags.supple import STATIC_FOLDER

CERTIFICATE, PROFILE = "/supple.crt", "/supple.mobileconfig"
LOOKS = {"tokens.css": "text/css", "components.css": "text/css", "share.css": "text/css", "mark.svg": "image/svg+xml"}
_NOTHING_BUT_LOOKS = "default-src 'none'; style-src 'self'; img-src 'self'"
_HEADERS = [
    ("Content-Security-Policy", f"{_NOTHING_BUT_LOOKS}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cache-Control", "no-store"),
]

Start = Callable[[str, list[tuple[str, str]]], Any]


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """The WSGI application on the plain port."""
    shared, path = state.current(), environ.get("PATH_INFO", "/")
    if shared is None or not may_come(environ.get("REMOTE_ADDR", "")):
        return _answer(start, "403 Forbidden", "text/plain", b"Only from the home network.")
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
        return _send_on(environ, start, shared)
    if path == "/":
        return _answer(start, "200 OK", "text/html; charset=utf-8", _page(environ, shared))
    if path == CERTIFICATE:
        named = ("Content-Disposition", 'attachment; filename="supple.crt"')
        return _answer(start, "200 OK", "application/x-x509-ca-cert", shared.certificate, named)
    if path == PROFILE:
        return _answer(start, "200 OK", "application/x-apple-aspen-config", shared.profile)
    look = path.removeprefix("/static/")
    if look in LOOKS and path != look:
        return _answer(start, "200 OK", LOOKS[look], (STATIC_FOLDER / look).read_bytes())
    return _send_on(environ, start, shared)


def device_of(user_agent: str) -> str:
    """Which steps to unfold: iphone, android or computer. All three are on the page."""
    agent = user_agent.lower()
    if any(word in agent for word in ("iphone", "ipad", "ipod")):
        return "iphone"
    return "android" if "android" in agent else "computer"


def _page(environ: dict[str, Any], shared: state.Shared) -> bytes:
    device = device_of(environ.get("HTTP_USER_AGENT", ""))
    context = {"shared": shared, "device": device, "certificate": CERTIFICATE, "profile": PROFILE}
    html: str = render_to_string("phone/install.html", context)
    return html.encode()


def _send_on(environ: dict[str, Any], start: Start, shared: state.Shared) -> list[bytes]:
    """To the same page over HTTPS; by a name that is ours, whatever the visitor called this machine."""
    asked = environ.get("HTTP_HOST", "").rpartition(":")[0] or environ.get("HTTP_HOST", "")
    host = asked if asked in shared.hosts else shared.host
    path = quote(environ.get("PATH_INFO", "/").encode("latin-1", "replace"))
    query = quote(environ.get("QUERY_STRING", ""), safe="=&;%+,:@/?-._~")
    there = f"https://{host}:{shared.port}/{path.lstrip('/')}" + (f"?{query}" if query else "")
    return _answer(start, "302 Found", "text/plain", b"", ("Location", there))


def _answer(start: Start, status: str, kind: str, body: bytes, *more: tuple[str, str]) -> list[bytes]:
    start(status, [("Content-Type", kind), ("Content-Length", str(len(body))), *_HEADERS, *more])
    return [body]
