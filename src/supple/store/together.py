"""How do several steps become one? All of them are kept or none, and one process at a time takes them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction

_ONE_AT_A_TIME = 0x5_0991E  # any number, the same in every process


@contextlib.contextmanager
def whole_or_nothing() -> Iterator[None]:
    """For what happens once in a data folder's life, such as its first start.

    SQLite's transactions already begin with the lock (IMMEDIATE); PostgreSQL is asked for one.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        yield
