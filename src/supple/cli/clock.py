"""What time is it, and where? The terminal's only clock; every command takes --now and --zone to stand in for it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from supple.model import UserError
from supple.model.check import EARLIEST, LATEST_AGREED


def zone_or_local(zone: str | None) -> str:
    """The zone named, checked; else this machine's; UTC where it has none."""
    from supple.actions import checked_zone, machine_zone

    return machine_zone() if zone is None else checked_zone(zone, field="--zone")


def now_or(text: str | None, zone: str) -> datetime:
    """The moment given in ISO form (read on the zone's wall clock if it names none), else the real one."""
    if text is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UserError(
            f"{text!r} is not a moment.", field="--now", hint="Write it like 2026-11-23T09:30 or 2026-11-23."
        ) from None
    _check_is_held(moment.date(), text, "--now")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def day_or_none(text: str | None, field: str = "--day") -> date | None:
    """The day given in ISO form; None where none was."""
    try:
        day = None if text is None else date.fromisoformat(text)
    except ValueError:
        raise UserError(f"{text!r} is not a day.", field=field, hint="Write it like 2026-11-23.") from None
    if day is not None and text is not None:
        _check_is_held(day, text, field)
    return day


def _check_is_held(day: date, text: str, field: str) -> None:
    if not EARLIEST <= day <= LATEST_AGREED:
        hint = f"Take a day from {EARLIEST} to {LATEST_AGREED}."
        raise UserError(f"{text!r} is out of what a diary can hold.", field=field, hint=hint)
