"""What does the terminal say to somebody who sets a phone up? Three steps and a code to scan."""

from __future__ import annotations

from supple.sharing import codes
from supple.web.sharing.state import Shared
from supple.words import _


def steps(shared: Shared, *, with_code: bool) -> str:
    """The way from here to the phone.

    Args:
        with_code: draw the code for the camera; left out where it would land in a file.
    """
    if not shared.ips and not shared.strange:
        return _(
            "Shared, but this machine is in no network now, so no phone can reach "
            "it.\nJoin your Wi-Fi or plug in the cable. Supple notices within a "
            "minute."
        )
    code = ["", codes.terminal(shared.install_url)] if with_code and shared.ips else []
    half = shared.fingerprint[:39], shared.fingerprint[40:]
    lines = [
        _("On your phone:"),
        "",
        _("1. Join the same Wi-Fi with the phone. Scan this code with its camera, or type the address.")
        if code
        else _("1. Join the same Wi-Fi with the phone. Type this address there."),
        *code,
        "",
        f"    {shared.install_url}",
        "",
        _("2. Do what that page says. The phone must show this SHA-256 (the first and last two groups are enough):"),
        "",
        *(f"    {each}" for each in half),
        "",
        _(
            "3. Sign the phone in. Here in Supple: More, then On your phone. No "
            "screen here? Type: supple login-link --phone"
        ),
        "",
        _("Supple is then at {url}/ on the phone.").format(url=shared.url),
        *_other_ways(shared),
    ]
    return "\n".join(lines)


def _other_ways(shared: Shared) -> list[str]:
    lines = []
    others = [f"{url}/" for url in shared.other_urls]
    if others:
        lines.append(_("If the phone does not find it: {items}").format(items=_(" or ").join(others)))
    if shared.is_taken:
        lines.append(
            _(
                "Another device here is called {host} already. Use the address by "
                "number, or choose another name: supple share --forget, then supple up "
                "--share --share-name anna"
            ).format(host=shared.host)
        )
    if shared.strange:
        lines.append(
            _(
                "The certificate is not for {items}: that network is new. The name works "
                "there. For an address by number: supple share --forget, share again, "
                "and set each phone up once more."
            ).format(items=", ".join(shared.strange))
        )
    return lines
