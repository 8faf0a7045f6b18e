"""How does a thread that serves nobody use the database? By a connection of its own, closed when it is done."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection


@contextlib.contextmanager
def own_connection() -> Iterator[None]:
    """Django opens a connection for each thread and closes it at the end of a request; here there is no request."""
    try:
        yield
    finally:
        connection.close()
