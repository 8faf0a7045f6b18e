"""How do phones find this machine by its name? It answers when the home network is asked for it (mDNS).

Nothing depends on it: without it the address by number works.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from ipaddress import IPv4Address

from zeroconf import AddressResolver, IPVersion, ServiceInfo, Zeroconf  # type: ignore[attr-defined] # exported, but not in __all__
from zeroconf import Error as MdnsError

from supple.words import _

log = logging.getLogger("supple.web")

_KIND = "_https._tcp.local."
_ASK_MS = 1500


class Name:
    """The machine's name, made known as long as this lives."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._zeroconf: Zeroconf | None = None
        self._told: tuple[IPv4Address, ...] = ()
        self.is_taken = False
        self.is_silent = False

    @property
    def is_found(self) -> bool:
        """False once it turned out that phones cannot find the machine by this name."""
        return not self.is_taken and not self.is_silent

    def tell(self, ips: Sequence[IPv4Address]) -> None:
        """Answer with these addresses from now on; nothing happens when they are the same as before."""
        if tuple(ips) == self._told:
            return
        self.stop()
        if not ips:
            return
        was_found, zeroconf = self.is_found, None
        try:
            zeroconf = Zeroconf(interfaces=[str(ip) for ip in ips], ip_version=IPVersion.V4Only)
            self.is_taken = self._is_anothers(zeroconf, ips)
            if not self.is_taken:
                zeroconf.register_service(self._service(ips), allow_name_change=True)
                self._zeroconf, self._told, self.is_silent = zeroconf, tuple(ips), False
                return
        except (OSError, MdnsError, RuntimeError):
            self.is_silent = True
        if zeroconf is not None:
            zeroconf.close()
        if was_found:  # said once, not every minute
            why = _("another device here has it") if self.is_taken else _("the network does not let it through")
            log.warning("%s cannot be made known: %s. Use the address by number on the phone.", self._host, why)

    def stop(self) -> None:
        """Say goodbye."""
        if self._zeroconf is not None:
            with contextlib.suppress(OSError, MdnsError, RuntimeError):
                self._zeroconf.close()
        self._zeroconf, self._told = None, ()

    def _is_anothers(self, zeroconf: Zeroconf, ips: Sequence[IPv4Address]) -> bool:
        resolver = AddressResolver(f"{self._host}.")
        resolver.request(zeroconf, _ASK_MS)
        found = {str(ip) for ip in resolver.ip_addresses_by_version(IPVersion.V4Only)}
        return bool(found - {str(ip) for ip in ips})

    def _service(self, ips: Sequence[IPv4Address]) -> ServiceInfo:
        word = self._host.removesuffix(".local")
        return ServiceInfo(
            _KIND,
            f"{word}.{_KIND}",
            port=self._port,
            addresses=[ip.packed for ip in ips],
            server=f"{self._host}.",
        )
