"""When was it really noted, if the phone's clock may be wrong? Two readings of one clock tell how long ago it was.

A clock that is a day wrong is a day wrong both when something is noted and when it is sent: the time between is
right. Only a clock that was set in between leaves a doubt, and then the person is asked. (The browser's own stopwatch
is no help: it starts again with each page and stands still while a phone sleeps.)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TOLERANCE = timedelta(minutes=10)  # within it a clock is right: nobody's diary is finer
OLDEST = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Readings:
    """What the phone's clock said, in UTC, and how far ahead of Supple's it was when they last met before noting."""

    noted: datetime
    sent: datetime
    ahead_before: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`at`: when it was noted by Supple's clock. None: it cannot be told; one of `choices` is right."""

    at: datetime | None
    is_off: bool = False
    choices: tuple[datetime, ...] = ()


def reckon(said: Readings, received: datetime, *, chosen: datetime | None = None) -> Reckoned:
    """The moment that a form filled in offline stands under, never later than `received`.

    Args:
        chosen: what the person said when asked; it settles it.
    """
    if chosen is not None and chosen >= received - OLDEST:
        at = min(chosen, received)
        return Reckoned(at, is_off=abs(at - said.noted) > TOLERANCE)
    ahead, ago = said.sent - received, said.sent - said.noted
    was_set = said.ahead_before is not None and abs(ahead - said.ahead_before) > TOLERANCE
    if was_set or ago < -TOLERANCE or ago > OLDEST:
        return Reckoned(None, choices=_choices(said, received, ago))
    if abs(ahead) <= TOLERANCE:
        return Reckoned(min(said.noted, received))
    return Reckoned(received - max(ago, timedelta()), is_off=True)


def _choices(said: Readings, received: datetime, ago: timedelta) -> tuple[datetime, ...]:
    """Every time that it may have been, the earliest first; the last is when it arrived."""
    maybe = [said.noted, received - ago]
    if said.ahead_before is not None:
        maybe.append(said.noted - said.ahead_before)
    found: list[datetime] = []
    for each in sorted(maybe):
        is_near = any(abs(each - other) <= TOLERANCE for other in (*found, received))
        if received - OLDEST <= each < received and not is_near:
            found.append(each)
    return (*found, received)
