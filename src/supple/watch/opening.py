"""Does somebody answer now, until when, and when again? Wall-clock hours as they were written down."""

from __future__ import annotations

from datetime import datetime, timedelta

from supple.model import Answering, Contact, Hours

_DAY, _WEEK = 24 * 60, 7 * 24 * 60  # minutes
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_WORDS = {0: "", 1: " tomorrow"}


def answering(contact: Contact, local: datetime) -> tuple[Answering, str]:
    """Whether somebody answers at `local` (a moment on the person's own clock), and words that say so.

    Hours are wall-clock times: when the clocks change, the clinic's change with them. Public holidays are not known.
    """
    hours = contact.hours
    if hours.any_time:
        return Answering.ANY_TIME, "Answers at any time"
    if not hours.spans:
        typed = f"Hours, as written: {contact.hours_words}" if contact.hours_words else "Hours not written down"
        return Answering.NOT_NOTED, typed
    now = local.weekday() * _DAY + local.hour * 60 + local.minute
    left = _minutes_left(hours, now)
    if left >= _WEEK:
        return Answering.ANY_TIME, "Answers at any time"
    if left:
        # Midnight still belongs to the evening before.
        return Answering.OPEN, f"Open now, until {_clock(local, left)}{_DAY_WORDS.get(*_ahead(now, left - 1))}"
    soonest = min((span.weekday * _DAY + span.opens_minute - now - 1) % _WEEK + 1 for span in hours.spans)
    day = _DAY_WORDS.get(*_ahead(now, soonest)) or " today"
    return Answering.CLOSED, f"Closed now. Opens{day} at {_clock(local, soonest)}"


def _ahead(now: int, minutes: int) -> tuple[int, str]:
    """How many days on it is so many minutes from now, and that day's name."""
    days = (now % _DAY + minutes) // _DAY
    return days, f" {'next ' if days == len(_DAYS) else ''}{_DAYS[(now // _DAY + days) % 7]}"


def _minutes_left(hours: Hours, now: int) -> int:
    """Minutes until the spans that hold at `now` (a minute of the week) end, with those that follow at once; or 0."""
    left = 0
    while left < _WEEK:
        ends = [
            left + span.minutes - since
            for span in hours.spans
            if (since := (now + left - span.weekday * _DAY - span.opens_minute) % _WEEK) < span.minutes
        ]
        if not ends:
            return left
        left = max(ends)
    return _WEEK


def _clock(local: datetime, minutes: int) -> str:
    """The wall clock so many minutes on: naive on purpose, as hours on a door know no change of the clocks."""
    return f"{local.replace(tzinfo=None) + timedelta(minutes=minutes):%H:%M}"
