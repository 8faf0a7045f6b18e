"""Who vouches for this machine? A certificate authority of its own, which can vouch for nothing else.

Two certificates, because a phone need not heed limits that stand in a *root* (RFC 5280 section 6.1; Android and older
browsers do not). The root signs one thing, the authority, and its key is then forgotten: it is never written down.
The authority's key is the one that is kept; its limits stand in a certificate in the middle of the chain, where every
phone must heed them. Both carry the same limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

AUTHORITY_LASTS = timedelta(days=3 * 365)
_CLOCKS_DIFFER = timedelta(days=1)  # a phone's clock may be behind
_ALL_IPV4 = IPv4Network("0.0.0.0/0")
_SERVER_ONLY = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])


@dataclass(frozen=True, slots=True)
class Authority:
    """What the phone is given (root), what signs (certificate and key), and for whom: all else is refused."""

    root: x509.Certificate
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def host(self) -> str:
        """The one name it may vouch for."""
        return next(str(each.value) for each in _limits(self) if isinstance(each, x509.DNSName))

    @property
    def networks(self) -> tuple[IPv4Network, ...]:
        """The home networks in which it may vouch for addresses."""
        return tuple(each.value for each in _limits(self) if isinstance(each.value, IPv4Network))

    @property
    def ends_at(self) -> datetime:
        return self.certificate.not_valid_after_utc

    @property
    def starts_at(self) -> datetime:
        return self.certificate.not_valid_before_utc

    def covers(self, ip: IPv4Address) -> bool:
        return any(ip in network for network in self.networks)


def make_authority(host: str, networks: Sequence[IPv4Network], *, now: datetime) -> Authority:
    """A new one for this name and these networks. The root's key ends with this function."""
    root_key, key = _new_key(), _new_key()
    title = f"Supple at home: {host}, {now:%d %b %Y}"
    root_name = _called(title)
    limits = x509.NameConstraints(
        permitted_subtrees=[x509.DNSName(host), *map(x509.IPAddress, dict.fromkeys(networks))],
        excluded_subtrees=None if networks else [x509.IPAddress(_ALL_IPV4)],
    )
    ends = now + AUTHORITY_LASTS
    root = (
        _begin(root_name, root_name, root_key, root_key, starts=now - _CLOCKS_DIFFER, ends=ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(_signs_certificates(), critical=True)
        .add_extension(limits, critical=True)
        .sign(root_key, hashes.SHA256())
    )
    certificate = (
        _begin(_called(f"{title} (signs)"), root_name, key, root_key, starts=now - _CLOCKS_DIFFER, ends=ends)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_signs_certificates(), critical=True)
        .add_extension(limits, critical=True)
        .add_extension(_SERVER_ONLY, critical=False)
        .sign(root_key, hashes.SHA256())
    )
    return Authority(root, certificate, key)


def fingerprint(certificate: x509.Certificate) -> str:
    """The SHA-256 to compare with the phone's, in sixteen groups of four."""
    text = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def sign(
    authority: Authority, host: str, ips: Sequence[IPv4Address], *, starts: datetime, ends: datetime
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    """A server's certificate with a key of its own."""
    key = _new_key()
    names = [x509.DNSName(host), *map(x509.IPAddress, ips)]
    certificate = (
        _begin(_called(host), authority.certificate.subject, key, authority.key, starts=starts, ends=ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(_SERVER_ONLY, critical=False)
        .add_extension(_key_usage(digital_signature=True), critical=True)
        .sign(authority.key, hashes.SHA256())
    )
    return certificate, key


def to_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The key as it is kept: in a file that only its owner may read."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _limits(authority: Authority) -> Sequence[x509.GeneralName]:
    constraints = authority.certificate.extensions.get_extension_for_class(x509.NameConstraints).value
    return constraints.permitted_subtrees or ()


def _new_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _begin(
    subject: x509.Name,
    issuer: x509.Name,
    key: ec.EllipticCurvePrivateKey,
    issuers_key: ec.EllipticCurvePrivateKey,
    *,
    starts: datetime,
    ends: datetime,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuers_key.public_key()), critical=False)
    )


def _signs_certificates() -> x509.KeyUsage:
    return _key_usage(key_cert_sign=True)


def _key_usage(*, digital_signature: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
