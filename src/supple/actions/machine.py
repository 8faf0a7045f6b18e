"""Which wall clock does this machine keep?"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import tzlocal


def machine_zone() -> str:
    """The IANA name of this machine's time zone; "UTC" where it cannot be told."""
    try:
        tzlocal.reload_localzone()  # it remembers; TZ may have changed since
        name = tzlocal.get_localzone_name()
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a TZ that names nothing, or a machine with no zone at all
        return "UTC"
    return name or "UTC"
