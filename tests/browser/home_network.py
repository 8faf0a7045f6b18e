"""A home in two network namespaces: a computer and a phone with a cable between them. Nothing of it leaves them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Of this run alone: another on the same machine has its own.
COMPUTER, PHONE = f"supple-computer-{os.getpid()}", f"supple-phone-{os.getpid()}"
IP, PHONE_IP = "10.77.0.1", "10.77.0.2"
HOST, PORT = "supple.local", 8743


def why_not() -> str:
    """Why no second host can be made here; "" where it can."""
    if sys.platform != "linux" or shutil.which("ip") is None:
        return "network namespaces need Linux and iproute2"
    if os.geteuid() != 0:
        return "making a network namespace needs root"
    if shutil.which("certutil") is None:
        return "certutil is not installed; on Debian: apt install libnss3-tools"
    if shutil.which("chromium") is None:
        return "Chromium is not installed; on Debian: apt install chromium"
    tried = _ip("netns", "add", f"{PHONE}-try", check=False)
    _ip("netns", "del", f"{PHONE}-try", check=False)
    return "" if tried.returncode == 0 else f"no network namespace can be made: {tried.stderr.strip()}"


def lay() -> None:
    """Two namespaces and a cable."""
    take_away()
    for name in (COMPUTER, PHONE):
        _ip("netns", "add", name)
        _ip("-n", name, "link", "set", "lo", "up")
    _ip("link", "add", "home0", "netns", COMPUTER, "type", "veth", "peer", "name", "home0", "netns", PHONE)
    for name, address in ((COMPUTER, IP), (PHONE, PHONE_IP)):
        _ip("-n", name, "addr", "add", f"{address}/24", "dev", "home0")
        _ip("-n", name, "link", "set", "home0", "up")
        _ip("-n", name, "route", "add", "default", "dev", "home0")


def take_away() -> None:
    for name in (COMPUTER, PHONE):
        _ip("netns", "del", name, check=False)


def pull_the_cable() -> None:
    _ip("-n", PHONE, "link", "set", "home0", "down")


def plug_in() -> None:
    _ip("-n", PHONE, "link", "set", "home0", "up")
    _ip("-n", PHONE, "route", "add", "default", "dev", "home0", check=False)


def inside(name: str, command: Sequence[str]) -> list[str]:
    return ["ip", "netns", "exec", name, *command]


def browser_of(name: str, folder: Path) -> Path:
    """A program that starts Chromium inside the namespace."""
    script = folder / f"chromium-in-{name}"
    script.write_text(f'#!/bin/sh\nexec ip netns exec {name} {shutil.which("chromium")} "$@"\n')
    script.chmod(0o755)
    return script


def trust(home: Path, certificate: Path) -> None:
    """What installing the certificate does on a phone: it goes among those that this person's browser trusts."""
    store = home / ".pki/nssdb"
    store.mkdir(parents=True)
    for words in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "supple", "-i", str(certificate)]):
        subprocess.run(["certutil", "-d", f"sql:{store}", *words], check=True, capture_output=True)


@dataclass
class Computer:
    """`supple up --share` on the computer."""

    folder: Path
    greeting: str = ""
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def start(self) -> Computer:
        serve = [sys.executable, "-m", "supple.web.serve", "--data", str(self.folder), "--port", "8710", "--share"]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SUPPLE_")}
        with (self.folder.parent / "shared.log").open("a") as log:
            self._process = subprocess.Popen(
                inside(COMPUTER, serve), stdout=subprocess.PIPE, stderr=log, text=True, env=environment
            )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.greeting += line
            if "Ctrl-C" in line:
                return self
        raise AssertionError((self.folder.parent / "shared.log").read_text())

    @property
    def log(self) -> str:
        return (self.folder.parent / "shared.log").read_text()

    def new_link(self) -> str:
        """As `supple login-link` prints it."""
        words = [sys.executable, "-m", "supple.cli", "--data", str(self.folder), "login-link"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()

    def stop(self) -> int:
        assert self._process is not None
        assert self._process.stdout is not None
        self._process.terminate()
        code = self._process.wait(20)
        self._process.stdout.close()
        return code


def ask(name: str, code: str) -> str:
    """What a few lines of Python print inside the namespace."""
    done = subprocess.run(
        inside(name, [sys.executable, "-c", code]), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _ip(*words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True)
