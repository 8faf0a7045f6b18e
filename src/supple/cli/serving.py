"""`supple up` and `supple login-link`: serve on this machine, and get in."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

DEFAULT_PORT = 8710
PHONE_MINUTES = 10
_LOOK_SECONDS = 2.0  # the folder is made by what serves; reminders begin once it is there
_END_SECONDS = 20
_LONG_SECONDS = 60.0
FORGOTTEN = """Forgotten: the certificates and their keys are gone. A Supple that runs stops serving phones
within a minute. What phones still trust can vouch for nobody now. Remove it there too:
iPhone: Settings, General, VPN & Device Management. Android: in Settings, search for "user credentials"."""


def up(
    port: Annotated[
        int, typer.Option("--port", help="The port to serve on. If it is taken, the next free one.")
    ] = DEFAULT_PORT,
    host: Annotated[
        str, typer.Option("--host", help="The address to serve on. Anything but the loopback must be asked for.")
    ] = "127.0.0.1",
    demo: Annotated[
        bool, typer.Option("--demo", help="Serve the four sample people from a folder of their own.")
    ] = False,
    share: Annotated[
        bool, typer.Option("--share", help="Share with phones in the home network, over HTTPS, and say how.")
    ] = False,
    share_port: Annotated[
        int | None,
        typer.Option("--share-port", help="With --share: the port phones use; the next one is used too. First 8743."),
    ] = None,
    share_name: Annotated[
        str | None,
        typer.Option(
            "--share-name", help="With --share: what phones call this machine. First supple, so supple.local."
        ),
    ] = None,
) -> None:
    """Serve Supple on this machine and print a one-time login link. Ctrl-C stops it."""
    command = [sys.executable, "-m", "supple.web.serve", "--host", host, "--port", str(port)]
    command += ["--demo"] * demo + ["--share"] * share
    command += [] if share_port is None else ["--share-port", str(share_port)]
    command += [] if share_name is None else [f"--share-name={share_name}"]
    # Processes of their own: the terminal's Ctrl-C reaches them too, so only their end is awaited here.
    process = subprocess.Popen(command, env=dict(os.environ))  # noqa: S603 -- our own module, no shell
    ringing = _Ringing(["--demo"] * demo)
    stop = _pass_on_stops(process)
    while True:
        try:
            code = process.wait(timeout=_LOOK_SECONDS)
        except KeyboardInterrupt:
            stop.is_asked = True
            continue
        except subprocess.TimeoutExpired:
            ringing.keep_going()
            continue
        break
    ringing.stop()
    raise typer.Exit(_exit_code(code, stop))


@dataclass
class _Stop:
    """Did somebody ask for the end?"""

    is_asked: bool = False


def _pass_on_stops(process: subprocess.Popen[bytes]) -> _Stop:
    """Signals sent to this process alone end what it started too: that must not stay behind."""
    stop = _Stop()

    def end(_number: int, _frame: object) -> None:
        stop.is_asked = True
        process.terminate()

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    return stop


def _exit_code(code: int, stop: _Stop) -> int:
    """As shells count it: what was killed without being asked to end (no memory left) has not ended well."""
    if code >= 0:
        return code
    return 0 if stop.is_asked else 128 - code


class _Ringing:
    """The process that sends reminders. It is started again when it ends by itself: what is due must ring."""

    def __init__(self, options: list[str], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._command = [sys.executable, "-m", "supple.worker", *options]
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._began: float | None = None
        self._start_at = clock()
        self._wait = _LOOK_SECONDS

    def keep_going(self) -> None:
        """Start it, the first time or after it ended. One that ends at once each time is started ever more seldom,
        but never left alone: whatever ended it may be gone by then."""
        if self._process is not None and self._process.poll() is None:
            return
        now = self._clock()
        if self._began is not None:
            lived, self._began = now - self._began, None
            self._wait = _LOOK_SECONDS if lived >= _LONG_SECONDS else min(self._wait * 2, _LONG_SECONDS)
            self._start_at = now + self._wait
        if now >= self._start_at:
            self._process = subprocess.Popen(self._command, env=dict(os.environ))  # noqa: S603 -- our own module
            self._began = now

    def stop(self) -> None:
        """End it and wait: what is being sent is finished first."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=_END_SECONDS)


def worker(
    demo: Annotated[bool, typer.Option("--demo", help="For the sample people in a folder of their own.")] = False,
) -> None:
    """Send reminders until stopped. `supple up` does it by itself; this is for servers set up in another way."""
    process = subprocess.Popen([sys.executable, "-m", "supple.worker", *["--demo"] * demo], env=dict(os.environ))  # noqa: S603 -- our own module
    stop = _pass_on_stops(process)
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            stop.is_asked = True
            continue
        break
    raise typer.Exit(_exit_code(code, stop))


def login_link(
    base_url: Annotated[
        str, typer.Option("--base-url", help="Where Supple is served.")
    ] = f"http://127.0.0.1:{DEFAULT_PORT}",
    phone: Annotated[
        bool, typer.Option("--phone", help="For a phone at home that was set up: as a code to scan. Ten minutes.")
    ] = False,
) -> None:
    """Print a new one-time login link for the owner of this machine's diary."""
    from supple import actions
    from supple.cli.clock import zone_or_local

    actions.open_data()
    now = datetime.now(UTC)
    account = actions.first_account(zone=zone_or_local(None))
    if not phone:
        print(actions.login_link(account, now=now, base_url=base_url))
        return
    first, *others = _phone_urls()
    link = actions.login_link(account, now=now, base_url=first, minutes=PHONE_MINUTES)
    if sys.stdout.isatty():
        from supple.sharing import codes

        print(codes.terminal(link))
    print(f"{link}\nIt works once, for {PHONE_MINUTES} minutes. Whoever opens it first is signed in as you.")
    for other in others:
        print(f"If the phone does not find it: {link.replace(first, other)}")


def _phone_urls() -> tuple[str, ...]:
    from supple import actions
    from supple.model import UserError

    shared = actions.sharing()
    if shared is None or not shared.urls:
        raise UserError("this machine is not shared with phones.", field="--phone", hint="Start: supple up --share")
    return shared.urls


def share(
    forget: Annotated[
        bool, typer.Option("--forget", help="Remove the certificates and their keys: no phone can come in any more.")
    ] = False,
) -> None:
    """Say how this machine is shared with phones at home, or end it. To share: supple up --share."""
    from supple import actions

    actions.open_data()
    if forget:
        print(FORGOTTEN if actions.forget_sharing() else "Nothing to forget: this machine was never shared.")
        return
    shared = actions.sharing()
    if shared is None:
        print("Not shared with phones. To share: supple up --share")
        return
    print(f"Phones find it at {' or '.join(shared.urls) or 'no address yet: it was never served'}.")
    print(f"The certificate on phones ends on {shared.ends_at:%d %B %Y}. It is for {', '.join(shared.limits)} only.")
    print(f"Its SHA-256: {shared.fingerprint}")
    if shared.leaf_ends_at:
        print(f"This machine’s own ends on {shared.leaf_ends_at:%d %B %Y}. It is renewed while Supple is shared.")
