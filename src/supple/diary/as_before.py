""" "As yesterday": which of yesterday's answers say how somebody **is**, and so may be said again for today?

Said again are ratings (stiffness, pain, mood, what it hindered) and whether stiffness helped. Never what
**happened**: a count, a fall, a trigger, a dose, a sign, a measurement, a word. Those happened on one day, and
writing them down again would make up a second one. What today already says for itself is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from supple.diary.days import is_about_last_night
from supple.diary.series import author_key
from supple.model import Answer, Author, Day, DaySlot, Event, Fact, Instant, Rating, Recall, Slot, When

_USUAL_SCALE_MAX = 10.0
SOURCE = "as-yesterday"


def as_before(
    before: Iterable[Event],
    on_the_day: Iterable[Event],
    *,
    day: date,
    zone: str,
    now: datetime | None,
    author: Author,
) -> tuple[tuple[Fact, When], ...]:
    """What would be said again, stiffness first.

    Args:
        before: what stands on the day before.
        on_the_day: what stands on the day itself.
        day: the day to say it for.
        now: the moment, for what is rated now; None for a day that is over: then it holds over the day.
        author: who says it. Only their own answers are said again, since nobody can say how it is for somebody else.
    """
    there = {_question(event.fact) for event in on_the_day}
    last: dict[object, Fact] = {}
    who = author_key(author)
    own = [e for e in before if author_key(e.noted_by) == who and not e.guess and _is_asked_daily(e.fact)]
    for event in sorted(own, key=lambda e: (e.recorded_at, e.id)):
        last[_question(event.fact)] = event.fact  # of several on one day, the one said last
    again = [_for_a_day_that_is_over(fact) if now is None else fact for fact in last.values()]
    once = {_question(fact): fact for fact in again if _question(fact) not in there}
    ordered = sorted(once.values(), key=_order)
    return tuple((fact, _when(fact, day, zone, now)) for fact in ordered)


def _order(fact: Fact) -> tuple[bool, str, str, str]:
    """Stiffness first, the whole body before its parts."""
    code = str(getattr(fact, "code", ""))
    return code != "stiffness", code, getattr(fact, "part", None) or "", getattr(fact, "side", None) or ""


def _is_asked_daily(fact: Fact) -> bool:
    if isinstance(fact, Rating):
        return fact.scale_max == _USUAL_SCALE_MAX
    return isinstance(fact, Answer) and fact.code.startswith("stiffness_helped_")


def _question(fact: Fact) -> object:
    if isinstance(fact, Rating):
        return fact.code, fact.recall, fact.part, fact.side
    return type(fact), getattr(fact, "code", "")


def _for_a_day_that_is_over(fact: Fact) -> Fact:
    """How it was at one moment of the day before says nothing of a moment; of a whole day it can be said."""
    if isinstance(fact, Rating) and fact.recall is Recall.NOW:
        return Rating(fact.code, fact.value, Recall.LAST_24_H, fact.part, fact.side, fact.low, fact.high)
    return fact


def _when(fact: Fact, day: date, zone: str, now: datetime | None) -> When:
    if is_about_last_night(fact):
        return DaySlot(day, Slot.NIGHT, zone)
    if now is not None and isinstance(fact, Rating) and fact.recall is Recall.NOW:
        return Instant(now, zone)
    return Day(day, zone)
