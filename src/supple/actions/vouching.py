"""How does this machine share itself with the phones at home? Makes, renews, tells and forgets its certificates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding

from supple.model import UserError
from supple.sharing import kept
from supple.sharing.addresses import Address, https_url, own_addresses
from supple.sharing.authority import Authority, fingerprint, make_authority
from supple.sharing.leaf import Leaf, make_leaf, why_renew
from supple.sharing.names import DEFAULT_NAME, host_of
from supple.sharing.profile import apple_profile
from supple.store.config import read_config
from supple.words import N_, _

START_AFRESH = N_("Type `supple share --forget`, share again, and set each phone up once more.")


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the phones know this machine by, and until when."""

    host: str
    fingerprint: str
    """Of the certificate that phones install, to compare by eye."""
    made_on: datetime
    ends_at: datetime
    leaf_ends_at: datetime | None
    limits: tuple[str, ...]
    """The name and the networks it vouches for; for nothing else."""
    port: int | None
    """The port last shared on."""
    urls: tuple[str, ...]
    """Where a phone finds it: by name, then by number. Empty before it was first served."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is needed to serve the home network."""

    sharing: Sharing
    ips: tuple[IPv4Address, ...]
    """Addresses that phones may use, best first."""
    strange: tuple[IPv4Address, ...]
    """Addresses in a network the certificate is not for: by these it cannot be opened."""
    chain: Path
    certificate: bytes
    """What phones install, in DER."""
    profile: bytes
    """The same for an iPhone."""
    renewed: str | None
    """Why the machine's own certificate was made again just now; None when it was not."""


def prepare_sharing(addresses: Iterable[Address], *, now: datetime, name: str | None = None) -> Prepared:
    """Make what is missing, renew what is due, and say under which addresses this machine can be opened.

    Args:
        addresses: those this machine has now.
        name: how to call it at home; None for the name it has, at first "supple".

    Raises:
        UserError: there is no network to be first shared in, the name is another than the phones know, or the
            authority has run out.
    """
    folder, here = _folder(), tuple(addresses)
    wanted = None if name is None else host_of(name)
    authority = kept.load_authority(folder)
    if authority is None:
        if not here:
            raise UserError(
                _("this machine is in no network, so no phone can reach it."),
                hint=_("Join your Wi-Fi or plug in the cable, then start again."),
            )
        networks = [each.network for each in here]
        authority = make_authority(wanted or host_of(DEFAULT_NAME), networks, now=now)
        kept.save_authority(folder, authority)
    _refuse(authority, wanted, now)
    ips = tuple(each.ip for each in here)
    leaf = kept.load_leaf(folder)
    renewed = why_renew(leaf, authority, ips, now=now)
    if leaf is None or renewed:
        leaf = make_leaf(authority, ips, now=now)
        kept.save_leaf(folder, leaf, authority)
    return Prepared(
        sharing=_told(authority, leaf, kept.load_port(folder)),
        ips=tuple(ip for ip in ips if authority.covers(ip)),
        strange=tuple(ip for ip in ips if not authority.covers(ip)),
        chain=kept.leaf_path(folder),
        certificate=authority.root.public_bytes(Encoding.DER),
        profile=apple_profile(authority.root, authority.host),
        renewed=renewed,
    )


def sharing() -> Sharing | None:
    """How this machine is shared; None when it never was. Changes nothing."""
    folder = _folder()
    authority = kept.load_authority(folder)
    return None if authority is None else _told(authority, kept.load_leaf(folder), kept.load_port(folder))


def keep_port(port: int) -> None:
    """Remember where the phones find this machine."""
    kept.save_port(_folder(), port)


def forget_sharing() -> bool:
    """Remove the certificates and their keys: whatever phones still trust can then vouch for nobody."""
    return kept.forget(_folder())


def _refuse(authority: Authority, wanted: str | None, now: datetime) -> None:
    if wanted not in {None, authority.host}:
        raise UserError(
            _("your phones know this machine as {host}.").format(host=authority.host),
            field="--share-name",
            hint=_("To call it {wanted}: {start_afresh}").format(wanted=wanted, start_afresh=_(START_AFRESH)),
        )
    if now >= authority.ends_at:
        raise UserError(
            _("the certificate on your phones ran out on {ends_at:%d %B %Y}.").format(ends_at=authority.ends_at),
            hint=_(START_AFRESH),
        )
    if now < authority.starts_at:
        raise UserError(
            _("this machine’s clock says {now:%d %B %Y}, before the certificate was made.").format(now=now),
            hint=_("Set the clock, then start again."),
        )


def _told(authority: Authority, leaf: Leaf | None, port: int | None) -> Sharing:
    return Sharing(
        host=authority.host,
        fingerprint=fingerprint(authority.root),
        made_on=authority.starts_at,
        ends_at=authority.ends_at,
        leaf_ends_at=leaf.ends_at if leaf else None,
        limits=(authority.host, *map(str, authority.networks)),
        port=port,
        urls=_urls(authority, leaf, port),
    )


def _urls(authority: Authority, leaf: Leaf | None, port: int | None) -> tuple[str, ...]:
    if port is None:
        return ()
    numbers = [str(each.ip) for each in own_addresses() if leaf is not None and each.ip in leaf.ips]
    return tuple(https_url(host, port) for host in (authority.host, *numbers))


def _folder() -> Path:
    return kept.folder_in(read_config().data_folder)
