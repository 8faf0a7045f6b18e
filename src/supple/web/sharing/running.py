"""How is the home network served while Supple runs? Takes the ports, and looks each minute what has changed."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import waitress
from django.conf import settings

from supple import actions
from supple.model import UserError
from supple.sharing.addresses import Address, may_come, own_addresses
from supple.web.sharing import install, ports, state
from supple.web.sharing.front import Front, new_context

if TYPE_CHECKING:
    from supple.web.sharing.name import Name

log = logging.getLogger("supple.web")

_LOOK_AGAIN_S = 60
_INSTALL_THREADS = 2
_INSTALL_MOST_BYTES = 1024  # nobody has anything to send there
BuildServer = Callable[[socket.socket], Any]


class Running:
    """Supple on the home network: HTTPS for the diary, HTTP for setting a phone up, and the name."""

    def __init__(
        self,
        *,
        port: int | None,
        name: str | None,
        now: datetime,
        addresses: Callable[[], tuple[Address, ...]] = own_addresses,
    ) -> None:
        """Prepare the certificates and take the ports. Raises UserError when either cannot be had."""
        self._addresses = addresses
        self._always_allowed = list(settings.ALLOWED_HOSTS)
        before = actions.sharing()
        # The ports first: where they cannot be had, no certificate is made.
        self._https, self._plain = ports.take(ports.wanted(port, before.port if before else None))
        try:
            prepared = actions.prepare_sharing(addresses(), now=now, name=name)
        except UserError:
            self._https.close()
            self._plain.close()
            raise
        self.port = self._https.getsockname()[1]
        actions.keep_port(self.port)
        self._name: Name | None = None
        self._said = ""
        self._is_over = threading.Event()
        self._served: list[Any] = []
        self._front: Front | None = None
        self._chain = prepared.chain
        self._set(prepared)

    def start(self, build: BuildServer) -> None:
        """Serve.

        Args:
            build: makes the server of the diary on a socket, as one that is reached over HTTPS.
        """
        behind = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        behind.bind(("127.0.0.1", 0))
        plain = waitress.create_server(
            install.application,
            sockets=[self._plain],
            threads=_INSTALL_THREADS,
            ident=None,
            max_request_body_size=_INSTALL_MOST_BYTES,
            clear_untrusted_proxy_headers=True,
        )
        self._served = [build(behind), plain]
        self._front = Front(self._https, new_context(self._chain), behind.getsockname(), may_come=may_come)
        self._front.start()
        for server in self._served:
            threading.Thread(target=server.run, daemon=True, name="shared").start()
        threading.Thread(target=self._look_again, daemon=True, name="sharing").start()

    def refresh(self, *, now: datetime) -> None:
        """Another address, a certificate that is due: what changed holds from the next connection on."""
        if actions.sharing() is None:
            log.warning("sharing at home was forgotten: phones are served no more.")
            self._close()
            return
        prepared = actions.prepare_sharing(self._addresses(), now=now)
        if prepared.renewed:
            log.info("the certificate was renewed: %s", prepared.renewed)
            if self._front is not None:
                self._front.use(new_context(prepared.chain))
        self._set(prepared)

    def tell_name(self) -> None:
        """Make the name known, for as long as this runs."""
        from supple.web.sharing.name import Name  # slow to load: done beside the start, not before it

        shared = state.current()
        if shared is None:
            return
        if self._name is None:
            self._name = Name(shared.host, shared.port)
        self._name.tell([each.ip for each in self._addresses()])
        self._say_whether_named(shared)

    def stop(self) -> None:
        """Finish what is being answered, then close."""
        for server in self._served:
            server.task_dispatcher.shutdown()
        self._close()

    def _close(self) -> None:
        """From now on only this machine is served. A second time changes nothing."""
        if self._is_over.is_set():
            return
        self._is_over.set()
        state.set_current(None)
        settings.ALLOWED_HOSTS = self._always_allowed
        if self._front is not None:
            self._front.stop()
        if self._name is not None:
            self._name.stop()

    def _set(self, prepared: actions.Prepared) -> None:
        shared = state.Shared(
            host=prepared.sharing.host,
            ips=tuple(map(str, prepared.ips)),
            strange=tuple(map(str, prepared.strange)),
            port=self.port,
            install_port=self._plain.getsockname()[1],
            fingerprint=prepared.sharing.fingerprint,
            ends_at=prepared.sharing.ends_at,
            certificate=prepared.certificate,
            profile=prepared.profile,
        )
        self._say_whether_named(shared)
        settings.ALLOWED_HOSTS = [*self._always_allowed, *shared.hosts]

    def _say_whether_named(self, shared: state.Shared) -> None:
        if self._name is not None:
            shared = shared.named(is_named=self._name.is_found, is_taken=self._name.is_taken)
        state.set_current(shared)

    def _look_again(self) -> None:
        self._try(self.tell_name)  # it takes seconds: nobody has to wait for it at the start
        while not self._is_over.wait(_LOOK_AGAIN_S):
            self._try(lambda: self.refresh(now=datetime.now(UTC)))
            self._try(self.tell_name)

    def _try(self, do: Callable[[], None]) -> None:
        """Whatever goes wrong here, the diary is served on; it is said once, not every minute."""
        try:
            do()
        except UserError as error:  # such as an authority that ran out while serving
            said = str(error)
        except Exception as error:  # noqa: BLE001 -- the kind tells where to look
            said = type(error).__name__
        else:
            return
        if said != self._said:
            log.warning("sharing at home: %s", said)
        self._said = said
