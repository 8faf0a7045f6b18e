"""What does this machine know by itself? Its time zone, for a diary that is started on it."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo


def machine_zone() -> str:
    """The IANA name of this machine's time zone; "UTC" where it cannot be told."""
    link = Path("/etc/localtime")
    linked = str(link.resolve()).partition("zoneinfo/")[2] if link.is_symlink() else ""
    noted = Path("/etc/timezone")
    written = noted.read_text(encoding="ascii", errors="replace").strip() if noted.is_file() else ""
    for name in (os.environ.get("TZ", "").removeprefix(":"), linked, written):
        if _is_zone(name):
            return name
    return "UTC"


def _is_zone(name: str) -> bool:
    if not name:
        return False
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return False
    return True
