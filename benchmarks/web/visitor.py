"""A signed-in device without a screen: one connection that stays open, cookies, the form's token."""

from __future__ import annotations

import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

PERSON = re.compile(r"/p/([0-9a-f-]{36})/")


@dataclass(frozen=True)
class Answer:
    """`ms`: from the first byte sent to the last byte read. `wire_bytes`: headers and body as they came."""

    status: int
    headers: dict[str, str]
    body: bytes
    ms: float
    wire_bytes: int


@dataclass
class Visitor:
    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def sign_in(self, link: str) -> str:
        """Use the one-time link; the id of the first diary."""
        self.get(link)
        self.post(link, {})
        found = PERSON.search(self.get("/").headers["location"])
        assert found
        return found[1]

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(fields))

    def cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)
        headers = {"Cookie": self.cookie_line(), "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("supple_csrf", "")
        started = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read()
        took = (time.perf_counter() - started) * 1000
        for cookie in response.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: each.value for name, each in SimpleCookie(cookie).items()})
        head = sum(len(name) + len(value) + 4 for name, value in response.getheaders()) + 19
        return Answer(
            response.status,
            {name.lower(): each for name, each in response.getheaders()},
            text,
            took,
            head + len(text),
        )
