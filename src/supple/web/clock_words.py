"""How is a time of the day said and read: 14:30, or 2:30 pm? As the device that asks chose; both are always read."""

from __future__ import annotations

import re
from contextvars import ContextVar
from datetime import datetime, time

from supple.words import _

_IS_TWELVE: ContextVar[bool] = ContextVar("is_twelve", default=False)
_TYPED = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9][0-9]))?(?::[0-9][0-9])?\s*(?:([ap])\.?m\.?|(noon|midnight))?", re.IGNORECASE
)


def hold(*, is_twelve: bool) -> None:
    """From now on, in this request, say times so."""
    _IS_TWELVE.set(is_twelve)


def said(at: time | datetime) -> str:
    """14:30 or 2:30 pm; never "12:00 am", which half of us read as noon."""
    return twelve(at) if _IS_TWELVE.get() else f"{at:%H:%M}"


def restated(text: str) -> str:
    """A time that was written down, said as this device wants it; other words as they stand."""
    at = read(text)
    return text if at is None else said(at)


def twelve(at: time | datetime) -> str:
    """By the clock of twelve hours."""
    if at.minute == 0 and at.hour in {0, 12}:
        return "12\u00a0noon" if at.hour else "12\u00a0midnight"
    return "{value}:{at:%M} {more}".format(value=at.hour % 12 or 12, at=at, more=_("am") if at.hour < 12 else _("pm"))


def read(text: str) -> time | None:
    """What somebody typed, by either clock; None: it is no time. A bare hour needs am or pm beside it."""
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half, name = int(found[1]), found[2], (found[3] or "").casefold(), (found[4] or "").casefold()
    if minute is None and not (half or name):
        return None
    minutes = int(minute or 0)
    if name:
        return time(0 if name == "midnight" else 12) if (hour, minutes) == (12, 0) else None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None
