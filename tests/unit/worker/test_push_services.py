"""Can a browser's word, or a name that changed since, lead a push into the home network? By no spelling."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from tests.unit.worker.test_channels import Browser, batch

from supple.actions import push_services, ringing
from supple.actions.reminding import Rang
from supple.model import UserError
from supple.worker.channels.push import push_sender


@pytest.mark.parametrize(
    "host",
    [
        "127.1",
        "0x7f.1",
        "0x7f.0x0.0x0.0x1",
        "0177.0.0.1",
        "2130706433",
        "0x7f000001",
        "192.168.1",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[fe80::1%25eth0]",
        "localhost.",
        "push.example.org.",
        "router",
        "router.local",
        "nas.home.arpa",
        "printer.lan",
        "metadata.google.internal",
        "push..example.org",
        "-x.example.org",
        "push.example.org@10.0.0.1",
        "push.example.org:8443",
        "push.example.org:99999",
        "[::1",
        "push.exa mple.org",
        "push.example.org\\@10.0.0.1",
        "１２７.0.0.1",
        "ⓛocalhost.com",
        "",
    ],
)
def test_what_is_no_name_out_on_the_internet_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUPPLE_PUSH_TO_LOOPBACK", raising=False)
    with pytest.raises(UserError, match="no push service"):
        push_services.checked_endpoint(f"https://{host}/send/1")


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc:APA91b_-x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QAbc",
        "https://db5p.notify.windows.com/w/?token=BQYAAA%3d%3d",
        "https://push.xn--bcher-kva.example:443/1",
    ],
)
def test_real_services_are_taken_as_they_are(endpoint: str) -> None:
    assert push_services.checked_endpoint(f" {endpoint} ") == endpoint


def test_this_machine_may_be_rung_where_somebody_tries_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    address = "http://127.0.0.1:5/push"
    with pytest.raises(UserError):
        push_services.checked_endpoint(address)
    monkeypatch.setenv("SUPPLE_PUSH_TO_LOOPBACK", "yes")
    assert push_services.checked_endpoint(address) == address


HOME = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1%eth0",
    "fd00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::c0a8:101",
    "not a number",
]


@pytest.mark.parametrize("number", HOME)
def test_numbers_at_home_are_never_rung(number: str) -> None:
    assert not push_services.is_outside(number)


@pytest.mark.parametrize("number", ["9.9.9.9", "2606:4700::1111", "::ffff:9.9.9.9", "64:ff9b::909:909"])
def test_numbers_out_on_the_internet_are(number: str) -> None:
    assert push_services.is_outside(number)


def test_a_name_that_stands_for_something_at_home_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where only one of its numbers is at home; and the number that was looked at is the one that is asked."""
    asked: list[Any] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> Any:
        asked.append(address)
        raise OSError("nobody answers here")

    monkeypatch.setattr(socket, "create_connection", connect)
    browser = Browser()
    target = browser.target.__class__("https://push.example.org/1", browser.target.public_key, browser.target.auth)
    for numbers, expected in (
        (HOME[:-1], []),
        (["192.168.1.1", "9.9.9.9"], [("9.9.9.9", 443)]),
    ):
        found = [(0, 0, 0, "", (number, 443)) for number in numbers]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, found=found, **__: found)
        asked.clear()
        assert push_sender(tmp_path)(batch(to=(target,))) == Rang(failed=(0,))
        assert asked == expected
    browser.server.shutdown()
    browser.server.server_close()


GOOD = b'{"endpoint": "https://push.example.org/1", "keys": {"p256dh": "B", "auth": "A"}}'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"[" * 200_000,
        b'{"keys":' * 100_000,
        b"\xff\xfe",
        GOOD.replace(b'"B"', b"5"),
        GOOD.replace(b'"A"', b"null"),
        GOOD.replace(b'"https://push.example.org/1"', b"{}"),
        GOOD.replace(b'"keys"', b'"device": [], "keys"'),
    ],
    ids=range(11),
)
def test_what_cannot_be_read_is_said(body: bytes) -> None:
    with pytest.raises(UserError, match="nothing that Supple can read"):
        ringing.read_agreed(body)
