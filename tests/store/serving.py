"""The real serving process, and somebody who uses it over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

LINK = re.compile(r"http://\S+/enter/\S+")
PERSON = re.compile(r"/p/([0-9a-f-]{36})/")


class Served:
    """`python -m supple.web.serve` on a data folder; start it again after `kill` and it is the same house."""

    def __init__(self, folder: Path, *, env: dict[str, str] | None = None, options: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.log = folder.parent / "served.log"
        self.link = ""
        self.url = ""
        self._env = {**os.environ, **(env or {}), "PYTHONWARNINGS": "error::ResourceWarning"}
        self._options = options
        self._port = "0"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> Served:
        command = [sys.executable, "-m", "supple.web.serve", "--data", str(self.folder), "--port", self._port]
        with self.log.open("a") as log:
            self._process = subprocess.Popen(
                [*command, *self._options], stdout=subprocess.PIPE, stderr=log, text=True, env=self._env
            )
        assert self._process.stdout is not None
        greeting = ""
        for line in self._process.stdout:
            greeting += line
            if "Ctrl-C" in line:
                break
        found = LINK.search(greeting)
        assert found, f"no link in:\n{greeting}\n{self.log.read_text()}"
        self.link = found.group()
        parts = urlsplit(self.link)
        self.url, self._port = f"{parts.scheme}://{parts.netloc}", str(parts.port)
        return self

    def kill(self) -> None:
        """No warning, no clean-up: what a power cut or a phone's system does to a program."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """As the system asks a program to end; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, how: int) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.send_signal(how)
        code = self._process.wait(20)
        self._process.stdout.close()
        self._process = None
        return code

    def __enter__(self) -> Served:
        return self.start()

    def __exit__(self, _t: type[BaseException] | None, _e: BaseException | None, _b: TracebackType | None) -> None:
        if self._process is not None:
            self.kill()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Visitor:
    """A browser without a window: keeps cookies, sends the CSRF token."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, body: str = "", **headers: str) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded", **headers}
        return self._ask("POST", path, body, form)

    def send(self, path: str, plain: Any) -> Answer:
        """POST JSON."""
        return self._ask("POST", path, json.dumps(plain), {"Content-Type": "application/json"})

    def sign_in(self, link: str) -> str:
        """Use the link; the id of the first diary."""
        path = urlsplit(link).path
        assert self.get(path).status == 200
        assert self.post(path).status == 302
        found = PERSON.search(self.get("/").headers.get("location", ""))
        assert found
        return found.group(1)

    def twin(self) -> Visitor:
        """Another tab of the same browser."""
        return Visitor(self.url, dict(self.cookies))

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        try:
            sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if "supple_csrf" in self.cookies:
                sent["X-CSRFToken"] = self.cookies["supple_csrf"]
            connection.request(method, path, None if body is None else body.encode(), sent)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
            for cookie in response.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: each.value for name, each in SimpleCookie(cookie).items()})
            return Answer(response.status, {name.lower(): each for name, each in response.getheaders()}, text)
        finally:
            connection.close()


def wait_until(true: Any, *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)
