"""How does Supple run? `python -m supple.web.serve`: opens the data folder, serves on the loopback, prints a link."""

from __future__ import annotations

import argparse
import errno
import importlib
import ipaddress
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import waitress
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from supple import actions, knowledge
from supple.model import UserError
from supple.store.config import read_config
from supple.web import uploads
from supple.web.sharing import state, words

if TYPE_CHECKING:
    from supple.web.sharing.running import Running

DEFAULT_PORT = 8710
_TRIES = 20  # ports after the wanted one
_LAST_PORT = 65535
_THREADS = 8
_LINK_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Share:
    """How somebody wants it shared with the phones at home."""

    port: int | None = None
    name: str | None = None


def serve(host: str, port: int, data_dir: Path | None, demo: bool, share: Share | None = None) -> None:
    """Serve until told to stop (Ctrl-C or SIGTERM; what is being saved is finished first).

    Args:
        host: the loopback, unless the operator named the hosts Supple may be reached by.
        port: the first port to try.
        data_dir: the data folder; None for the configured or the platform's own.
        demo: serve the sample people from a folder of their own.
        share: None serves this machine alone; else the phones at home too.

    Raises:
        UserError: the folder, the database or the address cannot be used.
    """
    folder = actions.open_data(data_dir, demo=demo)
    if share is not None:
        _check_share(host)
    _check_host(host)
    listening = _listen(host, port)
    now = datetime.now(UTC)
    sharing = None if share is None else _prepare(share, now)
    call_command("clearsessions")
    uploads.forget_old()
    account = actions.ensure_demo(now=now) if demo else actions.first_account(zone=actions.machine_zone())
    server = _server(listening)
    if sharing is not None:
        sharing.start(lambda behind: _server(behind, scheme="https"))
    get_resolver().url_patterns  # noqa: B018 -- load the pages now, not when the first person waits for one
    url = _url(host, listening.getsockname()[1])
    link = actions.login_link(account, now=now, base_url=url, minutes=_LINK_MINUTES)
    shared = state.current()
    phone = words.steps(shared, with_code=sys.stdout.isatty()) if shared else ""
    print(_greeting(url, link, folder, wanted=port, demo=demo, phone=phone), flush=True)  # noqa: T201 -- for whoever started it
    threading.Thread(target=_warm_up, daemon=True, name="warm-up").start()
    signal.signal(signal.SIGTERM, _stop)
    try:
        server.run()
    finally:
        if sharing is not None:
            sharing.stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """The process: exit code 0 when it was stopped, 2 when it could not start."""
    parser = argparse.ArgumentParser(prog="python -m supple.web.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--data", type=Path, default=None)
    parser.add_argument("--demo", action="store_true")
    parser.add_argument("--share", action="store_true")
    parser.add_argument("--share-port", type=int, default=None)
    parser.add_argument("--share-name", default=None)
    given = parser.parse_args(arguments)
    try:
        serve(given.host, given.port, given.data, given.demo, _asked(given))
    except UserError as error:
        print(f"Supple could not start. {error}", file=sys.stderr)  # noqa: T201 -- for whoever started it
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def _asked(given: argparse.Namespace) -> Share | None:
    if given.share:
        return Share(given.share_port, given.share_name)
    for value, field in ((given.share_port, "--share-port"), (given.share_name, "--share-name")):
        if value is not None:
            raise UserError("this is for sharing with phones.", field=field, hint="Add --share, or leave it out.")
    return None


def _check_share(host: str) -> None:
    if not _is_loopback(host):
        raise UserError(
            "--share opens the way for phones by itself.",
            field="--host",
            hint="Leave --host out, or leave out --share.",
        )
    if read_config().https:
        raise UserError(
            "this says that a proxy brings HTTPS, and --share brings its own.",
            field="SUPPLE_HTTPS",
            hint="Unset it, or leave out --share.",
        )


def _prepare(share: Share, now: datetime) -> Running:
    from supple.web.sharing.running import Running  # whoever serves one machine alone need not wait for it

    return Running(port=share.port, name=share.name, now=now)


def _check_host(host: str) -> None:
    if _is_loopback(host) or read_config().allowed_hosts.strip():
        return
    raise UserError(
        f"{host} would let other machines in, and nobody said under which name they may come.",
        field="--host",
        hint="Set SUPPLE_ALLOWED_HOSTS to the name people will type, and put HTTPS in front (SUPPLE_HTTPS=1).",
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket on the wanted port, or on the next free one."""
    if not 0 <= port <= _LAST_PORT:
        raise UserError(f"{port} is not a port.", field="--port", hint=f"Take one from 1024 to {_LAST_PORT}.")
    bare = host.strip("[]")
    family = socket.AF_INET6 if ":" in bare else socket.AF_INET
    last = min(port + _TRIES, _LAST_PORT) if port else 0
    for each in range(port, last + 1):
        listening = socket.socket(family, socket.SOCK_STREAM)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((bare, each))
        except PermissionError:
            listening.close()
            raise UserError(f"port {each} may not be used.", field="--port", hint="Take one above 1023.") from None
        except (OSError, OverflowError) as error:
            listening.close()
            if getattr(error, "errno", None) != errno.EADDRINUSE:
                raise UserError(f"{host} cannot be served on.", field="--host") from None
            continue
        return listening
    raise UserError(f"ports {port} to {last} are all taken.", field="--port", hint="Name another with --port.")


def _server(listening: socket.socket, *, scheme: str = "http") -> Any:
    proxy: dict[str, Any] = {}
    if read_config().https:
        proxy = {
            "trusted_proxy": str(read_config().trusted_proxy),
            "trusted_proxy_headers": {"x-forwarded-proto"},
        }
    return waitress.create_server(
        get_wsgi_application(),
        sockets=[listening],
        threads=_THREADS,
        ident=None,  # no Server header
        url_scheme=scheme,
        max_request_body_size=uploads.MOST_BYTES + 1024 * 1024,  # a file and its form; refused before it is kept
        clear_untrusted_proxy_headers=True,
        **proxy,
    )


def _url(host: str, port: int) -> str:
    """The address to type. One that only means "every way in" (0.0.0.0) nobody can open: the first named host is."""
    config = read_config()
    named = [each.strip() for each in config.allowed_hosts.split(",") if each.strip(" *.")]
    if not _is_loopback(host) and named:
        return f"https://{named[0]}" if config.https else f"http://{named[0]}:{port}"
    shown = f"[{host}]" if ":" in host and not host.startswith("[") else host
    return f"http://{shown}:{port}"


def _greeting(url: str, link: str, folder: Path, *, wanted: int, demo: bool, phone: str = "") -> str:
    lines = [f"Supple is running at {url}/"]
    if wanted and url.startswith("http:") and not url.endswith(f":{wanted}"):
        lines.append(f"(Port {wanted} is taken by another program, so this is the next free one.)")
    kept = f"Your notes are in {folder} and nowhere else."
    if demo:
        kept = f"The people in it are invented. What you try stays in {folder}; remove that folder to start afresh."
    lines += [
        f"Sign in with this link. It works once, for {_LINK_MINUTES} minutes:",
        "",
        f"    {link}",
        "",
        *([phone, ""] if phone else []),
        f"{kept} Ctrl-C stops Supple.",
    ]
    return "\n".join(lines)


def _warm_up() -> None:
    """Load the slow parts while the person finds the link, so that the first page does not wait for them."""
    for name in ("day", "timelines", "looks", "reports"):
        importlib.import_module(f"supple.actions.{name}")
    knowledge.load()
    # Whoever needs the page "Something is up" must not wait for its answers to be worked out.
    importlib.import_module("supple.web.up").up_page()


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
