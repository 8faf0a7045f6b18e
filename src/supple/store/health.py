"""Is the store sound? Looks, and changes nothing."""

from __future__ import annotations

import stat
from pathlib import Path

from django.db import connection

from supple.store.models import EventRow


def look_at_store(folder: Path) -> tuple[int, str | None]:
    """Its permission bits, and how many entries it holds; None when the database is damaged."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            row = cursor.fetchone()
        if row is None or row[0] != "ok":
            return mode, None
    return mode, f"{connection.vendor}, {EventRow.objects.count():,} entries"
