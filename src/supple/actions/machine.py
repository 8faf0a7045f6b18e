"""Which wall clock does this machine keep, and is this the name of one?"""

from __future__ import annotations

from zoneinfo import ZoneInfo

import tzlocal

from supple.model import UserError
from supple.words import _


def machine_zone() -> str:
    """The IANA name of this machine's time zone; "UTC" where it cannot be told."""
    try:
        tzlocal.reload_localzone()  # it remembers; TZ may have changed since
        name = tzlocal.get_localzone_name()
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a TZ that names nothing, or a machine with no zone at all
        return "UTC"
    return name or "UTC"


def checked_zone(zone: str, *, field: str) -> str:
    """The zone's name as it stands. Raises UserError, naming `field`, when there is no such zone."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        raise UserError(
            _("there is no time zone {zone!r}.").format(zone=zone),
            field=field,
            hint=_("Write it like Europe/London."),
        ) from None
    return zone
