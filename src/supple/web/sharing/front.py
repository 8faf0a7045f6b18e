"""How does HTTPS reach a server that speaks only HTTP? Taken off here, then carried on inside this machine.

One thread carries all connections, so a phone that falls silent half-way through the greeting holds up nobody
(decision 12 tells what was measured). Who is not at home is turned away before a word is said.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger("supple.web")

GREETING_S = 15  # for the TLS handshake, on a slow phone at the edge of the Wi-Fi
MOST_CONNECTIONS = 200
_CHUNK = 64 * 1024


def new_context(chain: Path) -> ssl.SSLContext:
    """TLS 1.2 and newer, with this certificate, chain and key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(chain)
    return context


class Front:
    """Takes HTTPS on one socket and carries it to the server behind; runs in a thread of its own."""

    def __init__(
        self,
        listening: socket.socket,
        context: ssl.SSLContext,
        behind: tuple[str, int],
        *,
        may_come: Callable[[str], bool],
    ) -> None:
        self._listening = listening
        self._context = context
        self._behind = behind
        self._may_come = may_come
        self._open: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True, name="https")

    def start(self) -> None:
        self._listening.setblocking(False)
        self._thread.start()

    def use(self, context: ssl.SSLContext) -> None:
        """From the next connection on; never half of the old one and half of the new."""
        self._context = context

    def stop(self) -> None:
        """Close every connection and the socket."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        self._loop.set_exception_handler(_tell)
        accepting = self._loop.create_task(self._accept())
        try:
            self._loop.run_forever()
        finally:
            left = [accepting, *self._open]
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self._loop.close()
            self._listening.close()

    async def _accept(self) -> None:
        while True:
            try:
                accepted, peer = await self._loop.sock_accept(self._listening)
            except OSError:  # too many open files, or the phone was gone already
                await asyncio.sleep(0.1)
                continue
            if not self._may_come(peer[0]) or len(self._open) >= MOST_CONNECTIONS:
                accepted.close()
                continue
            accepted.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            task = self._loop.create_task(self._carry(accepted))
            self._open.add(task)
            task.add_done_callback(self._open.discard)

    async def _carry(self, accepted: socket.socket) -> None:
        """One connection, from its greeting to its end."""
        reader = asyncio.StreamReader(limit=_CHUNK)
        protocol = asyncio.StreamReaderProtocol(reader)
        try:
            transport, _ = await self._loop.connect_accepted_socket(
                lambda: protocol, accepted, ssl=self._context, ssl_handshake_timeout=GREETING_S
            )
        except OSError:  # not TLS at all, a certificate that is not trusted yet, or silence
            accepted.close()
            return
        writer = asyncio.StreamWriter(transport, protocol, reader, self._loop)
        try:
            back_reader, back_writer = await asyncio.open_connection(*self._behind, limit=_CHUNK)
        except OSError:
            transport.abort()
            return
        try:
            await _both_ways(_pass_on(reader, back_writer), _pass_on(back_reader, writer))
        finally:
            for each in (writer, back_writer):
                each.close()
            for each in (writer, back_writer):
                with contextlib.suppress(OSError, TimeoutError):
                    await asyncio.wait_for(each.wait_closed(), 5)


async def _both_ways(*ways: Any) -> None:
    """Until either side is done: HTTP has nothing to say to somebody who hung up."""
    tasks = [asyncio.ensure_future(way) for way in ways]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(_CHUNK):
            writer.write(data)
            await writer.drain()


def _tell(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """A phone that goes out of reach is no news; anything else is told by its kind alone."""
    error = context.get("exception")
    if error is not None and not isinstance(error, OSError):
        log.warning("https: %s", type(error).__name__)
