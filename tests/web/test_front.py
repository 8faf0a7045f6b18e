"""HTTPS in front: what is carried, what is refused, and a certificate that changes while it runs."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

import pytest
import waitress

from supple.sharing import kept
from supple.sharing.authority import Authority, make_authority
from supple.sharing.leaf import make_leaf
from supple.web.sharing import front

LOOPBACK = IPv4Address("127.0.0.1")


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Length", str(len(body))), ("X-Scheme", environ["wsgi.url_scheme"])])
    return [body]


class House:
    """The front with a server behind it, on the loopback."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.authority = make_authority("supple.local", [IPv4Network("127.0.0.0/8")], now=datetime.now(UTC))
        kept.save_authority(folder, self.authority)
        self.renew(self.authority)
        self.welcome = True
        behind, listening = socket.socket(), socket.socket()
        for each in (behind, listening):
            each.bind(("127.0.0.1", 0))
            each.listen()
        self.port: int = listening.getsockname()[1]
        self.server = waitress.create_server(echo, sockets=[behind], threads=2, url_scheme="https")
        threading.Thread(target=self.server.run, daemon=True).start()
        self.front = front.Front(listening, self.new_context(), behind.getsockname(), may_come=lambda _: self.welcome)
        self.front.start()

    def renew(self, authority: Authority) -> None:
        kept.save_leaf(self.folder, make_leaf(authority, [LOOPBACK], now=datetime.now(UTC)), authority)

    def new_context(self) -> ssl.SSLContext:
        return front.new_context(kept.leaf_path(self.folder))

    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.folder / "root.pem"))

    def connect(self, context: ssl.SSLContext | None = None) -> http.client.HTTPSConnection:
        return http.client.HTTPSConnection("127.0.0.1", self.port, context=context or self.trusting(), timeout=20)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    running = House(tmp_path / "sharing")
    yield running
    running.front.stop()
    running.server.task_dispatcher.shutdown()


def said(connection: http.client.HTTPSConnection, body: bytes = b"hello") -> bytes:
    connection.request("POST", "/", body)
    return connection.getresponse().read()


def test_what_is_sent_comes_back_whole_over_one_connection(house: House) -> None:
    connection = house.connect()
    large = bytes(range(256)) * 20_000
    assert said(connection) == b"hello"
    assert said(connection, large) == large
    connection.request("POST", "/", b"")
    assert connection.getresponse().headers["X-Scheme"] == "https"
    assert connection.sock.version() in {"TLSv1.2", "TLSv1.3"}  # type: ignore[union-attr]
    connection.close()


def test_who_says_nothing_holds_up_nobody(house: House) -> None:
    silent = [socket.create_connection(("127.0.0.1", house.port)) for _ in range(30)]
    connection = house.connect()
    assert said(connection) == b"hello"
    for each in (*silent, connection):
        each.close()


def test_who_is_not_at_home_is_turned_away_before_a_word(house: House) -> None:
    house.welcome = False
    with pytest.raises(OSError):
        house.connect().connect()


def test_plain_http_gets_no_answer(house: House) -> None:
    with socket.create_connection(("127.0.0.1", house.port), timeout=20) as plain:
        plain.sendall(b"GET / HTTP/1.1\r\nHost: supple.local\r\n\r\n")
        try:
            received = plain.recv(1000)
        except ConnectionResetError:
            received = b""
    assert b"HTTP" not in received


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_refused(house: House) -> None:
    assert house.new_context().minimum_version is ssl.TLSVersion.TLSv1_2
    old = house.trusting()
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.raises(OSError):
        house.connect(old).connect()


def test_a_stranger_to_the_certificate_is_warned(house: House) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        house.connect(ssl.create_default_context()).connect()


def test_a_renewed_certificate_holds_from_the_next_connection_on(house: House) -> None:
    def serial() -> str:
        connection = house.connect()
        connection.connect()
        certificate = connection.sock.getpeercert()  # type: ignore[union-attr]
        connection.close()
        return str(certificate["serialNumber"])

    before = serial()
    house.renew(house.authority)
    assert serial() == before
    house.front.use(house.new_context())
    assert serial() != before


def test_it_says_nothing_when_the_server_behind_is_gone(house: House) -> None:
    house.server.close()
    with closing(house.connect()) as connection, pytest.raises((OSError, http.client.HTTPException)):
        said(connection)
