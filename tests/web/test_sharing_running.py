"""While it runs: another address, a name for the pages, an end by forgetting; and the ports it needs."""

from __future__ import annotations

import http.client
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import pytest
import waitress
from django.conf import settings

from supple import actions
from supple.model import UserError
from supple.sharing.addresses import Address
from supple.web.sharing import ports, state, words
from supple.web.sharing.running import Running

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
HOME = IPv4Network("192.168.1.0/24")


@pytest.fixture
def port() -> int:
    """The first of two free ones in a row."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second:
            first.bind(("0.0.0.0", 0))
            found = int(first.getsockname()[1])
            try:
                second.bind(("0.0.0.0", found + 1))
            except OSError:
                continue
            return found
    raise AssertionError("no two free ports in a row")


class Moving:
    """A machine whose addresses change."""

    def __init__(self, *ips: str) -> None:
        self.ips = list(ips)

    def __call__(self) -> tuple[Address, ...]:
        return tuple(Address(IPv4Address(ip), HOME, "wlan0") for ip in self.ips)


@pytest.fixture
def moving() -> Moving:
    return Moving("192.168.1.5")


@pytest.fixture
def running(port: int, moving: Moving, settings: Any) -> Iterator[Running]:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    started = Running(port=port, name=None, now=NOW, addresses=moving)
    yield started
    started.stop()
    if not started._served:  # else they belong to the servers, which live as long as the process
        started._https.close()
        started._plain.close()


def test_the_pages_know_and_the_names_are_allowed(running: Running, port: int) -> None:
    shared = state.current()
    assert shared is not None
    assert (shared.url, shared.install_url) == (f"https://supple.local:{port}", f"http://192.168.1.5:{port + 1}/")
    assert settings.ALLOWED_HOSTS == ["127.0.0.1", "supple.local", "192.168.1.5"]


def test_another_address_is_noticed(running: Running, moving: Moving) -> None:
    moving.ips = ["192.168.1.77"]
    running.refresh(now=NOW)
    assert settings.ALLOWED_HOSTS == ["127.0.0.1", "supple.local", "192.168.1.77"]
    shared = state.current()
    assert shared is not None
    assert shared.ips == ("192.168.1.77",)
    moving.ips = []
    running.refresh(now=NOW)
    shared = state.current()
    assert shared is not None
    assert "in no network now" in words.steps(shared, with_code=True)


def test_a_certificate_that_is_due_is_renewed(running: Running) -> None:
    before = actions.sharing()
    running.refresh(now=NOW + timedelta(days=70))
    after = actions.sharing()
    assert before is not None
    assert after is not None
    assert after.leaf_ends_at == NOW + timedelta(days=160)
    assert after.fingerprint == before.fingerprint


def test_forgotten_while_it_runs_it_stops_and_makes_no_other(running: Running) -> None:
    actions.forget_sharing()
    running.refresh(now=NOW)
    assert state.current() is None
    assert actions.sharing() is None
    assert settings.ALLOWED_HOSTS == ["127.0.0.1"]


def answer(port: int, context: ssl.SSLContext | None) -> tuple[int, str]:
    kind = http.client.HTTPConnection if context is None else http.client.HTTPSConnection
    more = {} if context is None else {"context": context}
    connection = kind("127.0.0.1", port, timeout=20, **more)  # type: ignore[arg-type]
    try:
        connection.request("GET", "/login/")
        got = connection.getresponse()
        return got.status, got.headers.get("Location", "") + got.read().decode()
    finally:
        connection.close()


class NoName:
    """Tells nobody: a test may not speak to the network it runs in."""

    is_found, is_taken = True, False

    def __init__(self, _host: str, _port: int) -> None:
        pass

    def tell(self, _ips: object) -> None:
        pass

    stop = classmethod(lambda _: None)


def test_it_serves_until_it_is_forgotten(running: Running, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supple.web.sharing.name.Name", NoName)

    def scheme(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        start("200 OK", [])
        return [environ["wsgi.url_scheme"].encode()]

    running.start(lambda behind: waitress.create_server(scheme, sockets=[behind], threads=1, url_scheme="https"))
    trusting = ssl.create_default_context(cafile=str(Path(os.environ["SUPPLE_DATA"]) / "sharing/root.pem"))
    trusting.check_hostname = False  # it is asked over the loopback
    assert answer(port, trusting) == (200, "https")
    assert answer(port + 1, None) == (302, f"https://supple.local:{port}/login/")
    actions.forget_sharing()
    running.refresh(now=NOW)
    with pytest.raises(OSError, match="refused"):
        answer(port, trusting)
    assert answer(port + 1, None)[0] == 403


def test_the_port_stays_the_one_that_phones_know(running: Running, port: int, moving: Moving) -> None:
    assert ports.wanted(None, actions.sharing().port) == port  # type: ignore[union-attr]
    assert ports.wanted(None, None) == 8743
    with pytest.raises(UserError, match="is in use"):
        Running(port=port, name=None, now=NOW, addresses=moving)


@pytest.mark.parametrize("wrong", [0, -1, 65535, 70000])
def test_what_is_no_port_is_refused_and_nothing_is_made(wrong: int, moving: Moving) -> None:
    with pytest.raises(UserError, match="not a port"):
        Running(port=wrong, name=None, now=NOW, addresses=moving)
    assert actions.sharing() is None


def test_the_terminal_tells_the_way(running: Running, port: int) -> None:
    shared = state.current()
    assert shared is not None
    plain, drawn = (words.steps(shared, with_code=each) for each in (False, True))
    for text in (plain, drawn):
        assert f"http://192.168.1.5:{port + 1}/" in text
        assert f"https://supple.local:{port}/" in text
        assert f"https://192.168.1.5:{port}/" in text
        assert shared.fingerprint[:39] in text
        assert shared.fingerprint[40:] in text
    assert "█" not in plain
    assert "█" in drawn
    taken = words.steps(shared.named(is_named=False, is_taken=True), with_code=False)
    assert "called supple.local already" in taken
    assert f"Supple is then at https://192.168.1.5:{port}/" in taken
