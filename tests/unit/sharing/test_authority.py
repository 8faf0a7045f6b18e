"""The authority vouches for this machine on the home network, for a time, and for nothing and nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from supple.sharing.authority import Authority, fingerprint, make_authority, sign
from supple.sharing.leaf import make_leaf

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
HOST, HOME = "supple.local", IPv4Network("192.168.1.0/24")
IP = IPv4Address("192.168.1.5")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return make_authority(HOST, [HOME], now=NOW)


def accepts(authority: Authority, certificate: x509.Certificate, name: str, *, at: datetime = NOW) -> bool:
    """Would somebody who trusts the root believe that this is `name`?"""
    try:
        wanted: x509.DNSName | x509.IPAddress = x509.IPAddress(IPv4Address(name))
    except ValueError:
        wanted = x509.DNSName(name)
    verifier = PolicyBuilder().store(Store([authority.root])).time(at).build_server_verifier(wanted)
    try:
        verifier.verify(certificate, [authority.certificate])
    except VerificationError:
        return False
    return True


@pytest.mark.parametrize("name", [HOST, str(IP)])
def test_the_machine_is_believed_by_name_and_by_number(name: str, authority: Authority) -> None:
    leaf = make_leaf(authority, [IP], now=NOW).certificate
    assert accepts(authority, leaf, name)
    assert accepts(authority, leaf, name, at=NOW - timedelta(hours=23)), "a phone's clock may be behind"
    assert not accepts(authority, leaf, name, at=NOW + timedelta(days=91))


@pytest.mark.parametrize("other", ["bank.example", "other.local", "192.168.2.5", "8.8.8.8", "10.0.0.1"])
def test_a_stolen_key_vouches_for_nothing_else(other: str, authority: Authority) -> None:
    """Whoever copied the authority's file can sign what they like; nobody believes it."""
    times = {"starts": NOW - timedelta(hours=1), "ends": NOW + timedelta(days=30)}
    try:
        forged, _ = sign(authority, HOST, [IPv4Address(other)], **times)
    except ValueError:
        forged, _ = sign(authority, other, [], **times)
    assert not accepts(authority, forged, other)


def test_the_limits_stand_where_they_must_be_heeded_and_in_the_root_too(authority: Authority) -> None:
    for certificate in (authority.root, authority.certificate):
        limits = certificate.extensions.get_extension_for_class(x509.NameConstraints)
        assert limits.critical
        assert limits.value.permitted_subtrees == [x509.DNSName(HOST), x509.IPAddress(HOME)]
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        assert usage.key_cert_sign
        assert not usage.digital_signature
    basic = [
        c.extensions.get_extension_for_class(x509.BasicConstraints) for c in (authority.root, authority.certificate)
    ]
    assert [(each.critical, each.value.ca, each.value.path_length) for each in basic] == [
        (True, True, 1),
        (True, True, 0),
    ]


def test_in_no_network_it_vouches_for_no_number() -> None:
    bare = make_authority(HOST, [], now=NOW)
    forged, _ = sign(bare, HOST, [IP], starts=NOW, ends=NOW + timedelta(days=9))
    assert not accepts(bare, forged, str(IP))
    assert make_leaf(bare, [IP], now=NOW).ips == frozenset()


def test_the_kept_key_is_not_the_roots(authority: Authority) -> None:
    """The root's key signs once and is gone; with it one could vouch for anything."""
    assert authority.key.public_key() == authority.certificate.public_key()
    assert authority.key.public_key() != authority.root.public_key()


def test_it_ends(authority: Authority) -> None:
    assert authority.ends_at == NOW + timedelta(days=3 * 365)
    assert authority.root.not_valid_after_utc == authority.ends_at


def test_the_machines_certificate_is_what_phones_ask_for(authority: Authority) -> None:
    leaf = make_leaf(authority, [IP, IPv4Address("10.9.9.9")], now=NOW).certificate
    names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [HOST]
    assert names.get_values_for_type(x509.IPAddress) == [IP], "one number it may not vouch for would spoil all"
    usage = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)


def test_the_fingerprint_is_sixteen_groups_of_four(authority: Authority) -> None:
    groups = fingerprint(authority.root).split()
    assert [len(each) for each in groups] == [4] * 16
    assert fingerprint(authority.root) != fingerprint(authority.certificate)
