"""Under which addresses of the home network does this machine answer? Private IPv4 ones, best first."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network

import ifaddr

# Networks that live inside this machine: no phone is in them.
_INSIDE = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "cni", "flannel", "podman", "lxc", "lxd")
# Of a wider network only the part around the machine: a certificate for all of 10.0.0.0/8 would vouch for too much.
_WIDEST_PREFIX = 16
_HTTPS = 443
_NOWHERE = ("192.0.2.1", 9)  # a documentation address: a datagram socket turned towards it sends nothing


@dataclass(frozen=True, slots=True)
class Address:
    """One address of this machine, and the network around it."""

    ip: IPv4Address
    network: IPv4Network
    interface: str


def own_addresses() -> tuple[Address, ...]:
    """Every address at which a device at home may reach this machine, the one of the default way out first."""
    found = [
        Address(IPv4Address(ip.ip), _network(str(ip.ip), ip.network_prefix), adapter.nice_name)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and is_at_home(str(ip.ip)) and not adapter.nice_name.startswith(_INSIDE)
    ]
    first = _way_out()
    return tuple(sorted(found, key=lambda each: (each.ip != first, each.interface, each.ip)))


def https_url(host: str, port: int) -> str:
    """The address to open; HTTPS's own port needs no naming."""
    return f"https://{host}" if port == _HTTPS else f"https://{host}:{port}"


def is_at_home(ip: str) -> bool:
    """Can only a device of a home or an overlay network have this address? Nothing on the internet can."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    return not (
        address.is_global
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
    )


def may_come(ip: str) -> bool:
    """May a device with this address speak to Supple? Those at home and this machine itself."""
    try:
        return is_at_home(ip) or ipaddress.ip_address(ip).is_loopback
    except ValueError:
        return False


def _network(ip: str, prefix: int) -> IPv4Network:
    return IPv4Network((ip, max(prefix, _WIDEST_PREFIX)), strict=False)


def _way_out() -> IPv4Address | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_NOWHERE)
        except OSError:  # no default way
            return None
        return IPv4Address(probe.getsockname()[0])
