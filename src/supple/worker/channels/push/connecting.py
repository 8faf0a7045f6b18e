"""How is a push service reached? Only at a number that is out on the internet, looked up when it is asked.

A name that was fine when the browser gave it may stand for a machine at home by now. The number that was looked at is
the one that is connected to, so that no second look-up can give another.
"""

from __future__ import annotations

import socket
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from supple.actions import push_services


def opener() -> OpenerDirector:
    """Asks push services, by whatever proxy this machine was set to."""
    return build_opener(_NoRedirect, ProxyHandler(), _Http, _Https)


def connect_outside(address: tuple[str, int], timeout: float | None = None, _source: object = None) -> socket.socket:
    """A connection to the first number of the name that is out on the internet and answers."""
    host, port = address
    last = OSError("the name stands for nothing out on the internet")
    for _family, _kind, _protocol, _name, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        number = str(found[0])
        is_here = host == push_services.LOOPBACK and push_services.may_be_here()
        if not is_here and not push_services.is_outside(number):
            continue
        try:
            return socket.create_connection((number, port), timeout)
        except OSError as error:
            last = error
    raise last


class _NoRedirect(HTTPRedirectHandler):
    """A push service that sends us elsewhere is not followed: what it says may lead into the home network."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _guard(connection: HTTPConnection) -> None:
    """A proxy was named by whoever runs this machine: it may be at home, and looks names up itself."""
    plain = socket.create_connection
    connection._create_connection = (  # type: ignore[attr-defined]
        lambda *given: plain(*given) if connection._tunnel_host else connect_outside(*given)  # type: ignore[attr-defined]
    )


class _HttpOutside(HTTPConnection):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _guard(self)


class _HttpsOutside(HTTPSConnection):
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        _guard(self)


class _Http(HTTPHandler):
    def http_open(self, request: Request) -> Any:
        return self.do_open(_HttpOutside, request)


class _Https(HTTPSHandler):
    def https_open(self, request: Request) -> Any:
        return self.do_open(_HttpsOutside, request)
