"""Which addresses and names are this machine's at home, and what a phone's camera and an iPhone are given."""

from __future__ import annotations

import plistlib
import re
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network
from types import SimpleNamespace

import ifaddr
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from supple.model import UserError
from supple.sharing import addresses, codes
from supple.sharing.authority import make_authority
from supple.sharing.names import host_of
from supple.sharing.profile import apple_profile

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("ip", "comes"),
    [
        ("192.168.1.5", True),
        ("10.0.0.7", True),
        ("172.20.1.1", True),
        ("100.64.3.2", True),
        ("127.0.0.1", True),
        ("fd00::1", True),
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("169.254.1.1", False),
        ("0.0.0.0", False),
        ("", False),
        ("evil", False),
    ],
)
def test_only_home_may_come(ip: str, comes: bool) -> None:
    assert addresses.may_come(ip) is comes


def adapter(name: str, *ips: tuple[str, int]) -> SimpleNamespace:
    there = [SimpleNamespace(ip=ip, network_prefix=prefix, is_IPv4=":" not in ip) for ip, prefix in ips]
    return SimpleNamespace(nice_name=name, ips=there)


def test_every_home_network_is_found_the_way_out_first(monkeypatch: pytest.MonkeyPatch) -> None:
    there = [
        adapter("lo", ("127.0.0.1", 8)),
        adapter("docker0", ("172.17.0.1", 16)),
        adapter("eth0", ("10.0.5.9", 8), ("203.0.112.7", 24), ("fe80::1", 64)),
        adapter("wlan0", ("192.168.1.5", 24)),
    ]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: there)
    monkeypatch.setattr(addresses, "_way_out", lambda: IPv4Address("192.168.1.5"))
    found = addresses.own_addresses()
    assert [str(each.ip) for each in found] == ["192.168.1.5", "10.0.5.9"]
    assert found[1].network == IPv4Network("10.0.0.0/16"), "not all of 10.0.0.0/8"


def test_in_no_network_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [adapter("lo", ("127.0.0.1", 8))])
    assert addresses.own_addresses() == ()


@pytest.mark.parametrize("name", ["supple", "Supple", " supple.local ", "anna-2"])
def test_one_word_is_a_name(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+\.local", host_of(name))


@pytest.mark.parametrize(
    "name", ["", "a b", "a.b", "-a", "a-", "x" * 41, "localhost", "anna’s", "a/b", "*.local", "é"]
)
def test_anything_else_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="one word"):
        host_of(name)


def test_the_iphones_profile_holds_the_certificate_and_stays_the_same() -> None:
    root = make_authority("supple.local", [], now=NOW).root
    profile = plistlib.loads(apple_profile(root, "supple.local"))
    (inner,) = profile["PayloadContent"]
    assert inner["PayloadType"] == "com.apple.security.root"
    assert inner["PayloadContent"] == root.public_bytes(Encoding.DER)
    assert "supple.local" in profile["PayloadDisplayName"]
    assert apple_profile(root, "supple.local") == apple_profile(root, "supple.local")


def test_a_code_has_words_and_a_white_ground_and_no_style() -> None:
    drawn = codes.svg("https://supple.local:8743/", title='A <code> & "words"')
    assert 'role="img" aria-label="A &lt;code&gt; &amp; &quot;words&quot;"' in drawn
    assert 'fill="#fff"' in drawn
    assert "style" not in drawn
    size = int(re.search(r'viewBox="0 0 (\d+)', drawn)[1])  # type: ignore[index]
    xs = [int(x) for x in re.findall(r"M(\d+) ", drawn)]
    assert (min(xs), max(xs)) == (4, size - 5), "a quiet zone of four on each side"


def test_in_the_terminal_a_code_is_white_on_black() -> None:
    lines = codes.terminal("http://192.168.1.5:8744/").splitlines()
    assert len(lines) > 10
    assert all(line.startswith("    \x1b[97;40m") and line.endswith("\x1b[0m") for line in lines)
