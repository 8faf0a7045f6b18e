"""Which of the last days may somebody want to fill in? Only an offer: a day left open stays open."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from supple.diary.pauses import PausedStretch, pause_on
from supple.model import Comparison, Fact, Rating

ASKED = "stiffness"
SO_FAR_BACK_DAYS = 7


def says_how_stiff(fact: Fact) -> bool:
    """Whether it answers the day's one question: a number, or better, the same or worse than the day before."""
    return isinstance(fact, Rating | Comparison) and fact.code == ASKED


def open_days(
    answered: Iterable[date], paused: Iterable[PausedStretch], *, begun: date | None, today: date
) -> tuple[date, ...]:
    """The days before today that do not say how stiff they were, newest first.

    Args:
        answered: days that do.
        paused: days of rest are not asked about.
        begun: the diary's first day; nothing is asked about the time before it.
        today: the diary day.
    """
    said, rests = set(answered), tuple(paused)
    days = (today - timedelta(days=ago) for ago in range(1, SO_FAR_BACK_DAYS + 1))
    return tuple(
        day for day in days if begun is not None and day >= begun and day not in said and pause_on(rests, day) is None
    )
