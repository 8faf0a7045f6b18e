"""`supple up` and `supple login-link`: serve on this machine, and get in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from typing import Annotated

import typer

DEFAULT_PORT = 8710


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
) -> None:
    """Serve Supple on this machine and print a one-time login link. Ctrl-C stops it."""
    command = [sys.executable, "-m", "supple.web.serve", "--host", host, "--port", str(port)]
    if demo:
        command.append("--demo")
    # A process of its own: the terminal's Ctrl-C reaches it too, so only its end is awaited here.
    process = subprocess.Popen(command, env=dict(os.environ))  # noqa: S603 -- our own module, no shell
    for name in ("SIGTERM", "SIGHUP"):  # sent to this process alone: what serves must not stay behind
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda _number, _frame: process.terminate())
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        break
    raise typer.Exit(code if code > 0 else 0)


def login_link(
    base_url: Annotated[
        str, typer.Option("--base-url", help="Where Supple is served.")
    ] = f"http://127.0.0.1:{DEFAULT_PORT}",
) -> None:
    """Print a new one-time login link for the owner of this machine's diary."""
    from supple import actions
    from supple.cli.clock import zone_or_local

    actions.open_data()
    account = actions.first_account(zone=zone_or_local(None))
    print(actions.login_link(account, now=datetime.now(UTC), base_url=base_url))
