"""How does the diary get onto a phone? The steps with a code to scan, and a one-time code that signs the phone in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe

from supple import actions
from supple.model import UserError
from supple.sharing import codes
from supple.sharing.addresses import https_url
from supple.web import frame
from supple.web.guard import account_of
from supple.web.sharing import state
from supple.words import _

CODE_MINUTES = 10  # it stands on a screen; another is one press away


def show(request: HttpRequest) -> HttpResponse:
    """The steps, while Supple is shared; how to share it, while it is not."""
    shared = state.current()
    if shared is None:
        return frame.show(request, "phone/not_shared.html")
    code = _drawn(shared.install_url, title=_("Code to scan. It holds the address below it."))
    return frame.show(request, "phone/phone.html", {"shared": shared, "code": code, "minutes": CODE_MINUTES})


def code(request: HttpRequest) -> HttpResponse:
    """A link for the account that asks for it, and for no other. It is shown once and kept nowhere."""
    shared = state.current()
    if shared is None:
        raise UserError(
            _("Supple is not shared with phones now."), hint=_("On the computer, start it with: supple up --share")
        )
    by = request.POST.get("by", "")
    base_url = https_url(by, shared.port) if by in shared.ips else shared.url
    link = actions.login_link(account_of(request), now=frame.clock(), base_url=base_url, minutes=CODE_MINUTES)
    context = {
        "code": _drawn(link, title=_("Code to scan. It holds the link below it.")),
        "link": link,
        "minutes": CODE_MINUTES,
        "ips": shared.other_ips if base_url == shared.url else (),
    }
    return frame.show(request, "phone/code.html", context)


def _drawn(address: str, *, title: str) -> SafeString:
    return mark_safe(codes.svg(address, title=title))  # noqa: S308 -- squares, and a title that was escaped
