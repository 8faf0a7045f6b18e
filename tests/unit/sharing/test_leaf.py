"""The machine's certificate renews itself in time, and only when it must."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network

import pytest

from supple.sharing.authority import Authority, make_authority
from supple.sharing.leaf import make_leaf, why_renew

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
HOME = IPv4Network("192.168.1.0/24")
IP, ANOTHER, STRANGE = IPv4Address("192.168.1.5"), IPv4Address("192.168.1.77"), IPv4Address("10.1.2.3")


@pytest.fixture(scope="module")
def authority() -> Authority:
    return make_authority("supple.local", [HOME], now=NOW)


@pytest.mark.parametrize(
    ("days", "why"),
    [(0, None), (59, None), (60, "it ends soon"), (89, "it ends soon"), (90, "it does not hold at this time")],
)
def test_it_is_renewed_before_it_ends(days: int, why: str | None, authority: Authority) -> None:
    leaf = make_leaf(authority, [IP], now=NOW)
    assert why_renew(leaf, authority, [IP], now=NOW + timedelta(days=days)) == why


@pytest.mark.parametrize(
    ("ips", "why"),
    [
        ([IP], None),
        ([], None),
        ([IP, ANOTHER], "this machine has another address"),
        ([ANOTHER], "this machine has another address"),
        ([IP, STRANGE], None),
    ],
    ids=["same", "none", "one more", "another", "one it may not vouch for"],
)
def test_another_address_needs_another(ips: list[IPv4Address], why: str | None, authority: Authority) -> None:
    leaf = make_leaf(authority, [IP], now=NOW)
    assert why_renew(leaf, authority, ips, now=NOW) == why


def test_none_and_one_by_another_authority_are_made_again(authority: Authority) -> None:
    assert why_renew(None, authority, [IP], now=NOW) == "there is none yet"
    other = make_authority("anna.local", [HOME], now=NOW)
    assert why_renew(make_leaf(other, [IP], now=NOW), authority, [IP], now=NOW) == "another authority signs now"


def test_one_made_while_the_clock_was_ahead_is_made_again(authority: Authority) -> None:
    ahead = make_leaf(authority, [IP], now=NOW + timedelta(days=400))
    assert why_renew(ahead, authority, [IP], now=NOW) == "it does not hold at this time"


def test_near_the_authoritys_end_it_is_not_made_again_and_again(authority: Authority) -> None:
    late = authority.ends_at - timedelta(days=10)
    leaf = make_leaf(authority, [IP], now=late)
    assert leaf.ends_at == authority.ends_at
    assert why_renew(leaf, authority, [IP], now=late + timedelta(days=1)) is None
