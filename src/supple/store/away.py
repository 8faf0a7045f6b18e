"""Is the database there? It may go away and come back under a process that runs for months."""

from __future__ import annotations

from django.db import InterfaceError, InternalError, OperationalError, close_old_connections, connections

# What a database says that is away, restarts, is locked or full. It says nothing of what was asked: ask again later.
AWAY: tuple[type[Exception], ...] = (OperationalError, InterfaceError, InternalError)


def refresh_connections() -> None:
    """Before a round of work: a connection that has ended or is too old is left, and a new one made when needed.

    Django does so around each request; what serves nobody must do it itself.
    """
    close_old_connections()


def drop_connections() -> None:
    """After a database was away: whatever this thread still holds is not to be trusted."""
    for connection in connections.all(initialized_only=True):
        if not connection.in_atomic_block:
            connection.close()
