"""Which certificate does this machine show, and when does it need another? It renews itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec

from supple.sharing.authority import Authority, sign

LASTS = timedelta(days=90)  # phones refuse more than 397; a short one does less harm in the wrong hands
RENEW_WITHIN = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leaf:
    """The machine's own certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def ips(self) -> frozenset[IPv4Address]:
        names = self.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        return frozenset(ip for ip in names.get_values_for_type(x509.IPAddress) if isinstance(ip, IPv4Address))

    @property
    def ends_at(self) -> datetime:
        return self.certificate.not_valid_after_utc


def make_leaf(authority: Authority, ips: Iterable[IPv4Address], *, now: datetime) -> Leaf:
    """For the authority's name, and for those of the addresses that it may vouch for."""
    covered = sorted({ip for ip in ips if authority.covers(ip)})
    ends = min(now + LASTS, authority.ends_at)
    return Leaf(*sign(authority, authority.host, covered, starts=now - _CLOCKS_DIFFER, ends=ends))


def why_renew(leaf: Leaf | None, authority: Authority, ips: Iterable[IPv4Address], *, now: datetime) -> str | None:
    """Why another is needed now, in a word for the log; None when this one still does."""
    if leaf is None:
        return "there is none yet"
    if not _is_signed_by(leaf, authority):
        return "another authority signs now"
    if now >= leaf.ends_at or now < leaf.certificate.not_valid_before_utc:
        return "it does not hold at this time"
    if leaf.ends_at - now <= RENEW_WITHIN and leaf.ends_at < authority.ends_at:
        return "it ends soon"
    if not {ip for ip in ips if authority.covers(ip)} <= leaf.ips:
        return "this machine has another address"
    return None


def _is_signed_by(leaf: Leaf, authority: Authority) -> bool:
    try:
        leaf.certificate.verify_directly_issued_by(authority.certificate)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
