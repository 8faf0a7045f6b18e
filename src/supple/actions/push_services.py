"""Is this a push service out on the internet? Nothing at home is ever asked on a browser's word, by no name."""

from __future__ import annotations

import ipaddress
import os
import re
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from supple.model import UserError
from supple.words import _

LOOPBACK = "127.0.0.1"
_MOST_LETTERS = 2000
# Whole names only: what ends in a number is an address in one of its many spellings (127.1, 0x7f.1, 2130706433).
_NAME = re.compile(r"(?=.{4,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})")
_LOCAL = re.compile(r"(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|home\.arpa|corp|private)$")
_PLAIN = re.compile(r"[!-~]+")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def may_be_here() -> bool:
    """Whether a push service on this very machine may be rung: for trying it out."""
    return os.environ.get("SUPPLE_PUSH_TO_LOOPBACK") == "yes"


def checked_endpoint(endpoint: str) -> str:
    """The address as it will be asked: by HTTPS, by a name, at the usual port.

    Raises:
        UserError: it is none.
    """
    wrong = UserError(_("this is no push service that Supple can ring."), field="endpoint")
    text = endpoint.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise wrong from None
    if len(text) > _MOST_LETTERS or not _PLAIN.fullmatch(text) or "@" in parts.netloc or "\\" in text:
        raise wrong
    if host == LOOPBACK and may_be_here():
        return text
    if parts.scheme != "https" or port not in {None, 443} or not _NAME.fullmatch(host) or _LOCAL.search(host):
        raise wrong
    return text


def is_outside(address: str) -> bool:
    """Whether a number that a name stands for is out on the internet: not this machine, not the home network."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = _inside(found)
        if inner is not None:
            return is_outside(str(inner))
    return found.is_global and not found.is_multicast


def _inside(address: IPv6Address) -> IPv4Address | None:
    """An address of the old sort that travels within one of the new."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
