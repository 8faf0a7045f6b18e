"""On which ports do phones reach this machine? The same two every time, or a home screen would point nowhere."""

from __future__ import annotations

import errno
import socket

from supple.model import UserError

DEFAULT_PORT = 8743
_LAST_PORT = 65534
_FIELD = "--share-port"


def wanted(asked: int | None, kept: int | None) -> int:
    """The port asked for, else the one phones know, else the usual one. The page to set up stands on the next."""
    port = asked if asked is not None else kept or DEFAULT_PORT
    if not 1 <= port <= _LAST_PORT:
        raise UserError(f"{port} is not a port.", field=_FIELD, hint=f"Take one from 1024 to {_LAST_PORT}.")
    return port


def take(port: int) -> tuple[socket.socket, socket.socket]:
    """Sockets for HTTPS on `port` and for the page to set up on the next, on every network of this machine."""
    https = _bind(port)
    try:
        return https, _bind(port + 1)
    except UserError:
        https.close()
        raise


def _bind(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("0.0.0.0", port))  # noqa: S104 -- who may come is asked at each connection
        bound.listen(128)  # only then is it ours alone
    except OSError as error:
        bound.close()
        if isinstance(error, PermissionError):
            raise UserError(f"port {port} may not be used.", field=_FIELD, hint="Take one above 1023.") from None
        if error.errno == errno.EADDRINUSE:
            raise UserError(
                f"port {port} is in use. Perhaps Supple runs already.",
                field=_FIELD,
                hint="Stop it, or name another port. The addresses on phones then change.",
            ) from None
        raise UserError(f"port {port} cannot be used.", field=_FIELD) from None
    return bound
