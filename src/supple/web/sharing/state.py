"""Is Supple shared with the home network right now, and how is it reached there?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from supple.sharing.addresses import https_url


@dataclass(frozen=True, slots=True)
class Shared:
    """What a person, a phone and the pages need to know of it."""

    host: str
    ips: tuple[str, ...]
    """Addresses that can be opened, best first; none while the machine is in no network of its own."""
    strange: tuple[str, ...]
    """By these it cannot be opened: their network is new."""
    port: int
    install_port: int
    fingerprint: str
    ends_at: datetime
    certificate: bytes
    profile: bytes
    is_named: bool = True
    """False when the name could not be made known: addresses by number work all the same."""
    is_taken: bool = False
    """Another device at home answers to the name."""

    def named(self, *, is_named: bool, is_taken: bool) -> Shared:
        return replace(self, is_named=is_named, is_taken=is_taken)

    @property
    def hosts(self) -> tuple[str, ...]:
        return (self.host, *self.ips)

    @property
    def groups(self) -> list[str]:
        return self.fingerprint.split()

    @property
    def url(self) -> str:
        """By name where phones can find it, else by number."""
        return https_url(self.host if self.is_named or not self.ips else self.ips[0], self.port)

    @property
    def other_ips(self) -> tuple[str, ...]:
        """Numbers besides the address that is offered first."""
        return tuple(ip for ip in self.ips if https_url(ip, self.port) != self.url)

    @property
    def other_urls(self) -> tuple[str, ...]:
        return tuple(https_url(ip, self.port) for ip in self.other_ips)

    @property
    def install_url(self) -> str:
        """By number: that needs nothing of the phone. A code to scan holds it, so nobody types it."""
        return f"http://{self.ips[0] if self.ips else self.host}:{self.install_port}/"


_current: Shared | None = None


def current() -> Shared | None:
    """None when only this machine is served."""
    return _current


def set_current(shared: Shared | None) -> None:
    global _current  # noqa: PLW0603 -- one process serves one machine
    _current = shared
