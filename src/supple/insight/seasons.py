"""Can these months speak of it at all? A winter diary cannot speak of heat, nor a summer diary of cold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from supple import knowledge
from supple.knowledge import FactorKind
from supple.knowledge.climate import Seasons, seasons_of

# The half of the year that brings warm days in the north; cold ones are half a year away. April and October belong
# to neither: they may bring some of both.
_MIDDLE, _TURN = frozenset({5, 6, 7, 8, 9}), frozenset({11, 12, 1, 2, 3})
MIN_DAYS_IN_SEASON = 10
# So much of it, and the diary does know it, whatever the month: hot rooms, hot baths, a cold house.
NOTED_OFTEN, MIN_DAYS_NOTED = 0.1, 10


def why_not(factor: str, days: Sequence[date], *, zone: str, days_with: int, days_without: int) -> str:
    """Why nothing can be said of a factor of warm (or cold) months; "" where these months can bring it.

    Args:
        factor: its code.
        days: the days with the outcome.
        zone: the clock at home, "" if unknown. In the tropics no months are cold and none are missing.
        days_with: days on which it was there.
        days_without: days on which it was not.
    """
    entry = knowledge.load().observable(factor)
    if not isinstance(entry, FactorKind) or not entry.season or not days:
        return ""
    where = seasons_of(zone) if zone else None
    if where is Seasons.NONE:
        return ""
    thing = entry.label
    if where is not None:
        if _days_in(days, _months(where)[entry.season]) >= MIN_DAYS_IN_SEASON:
            return ""
        kind = _diary_of(days, entry.season, where)
        return f"your notes are from {_span(days)} only, and {kind} cannot speak of {thing}"
    # Which months are warm is not known: then only what was hardly noted is held back.
    often = days_with >= max(MIN_DAYS_NOTED, NOTED_OFTEN * (days_with + days_without))
    if often or min(_days_in(days, half) for half in (_MIDDLE, _TURN)) >= MIN_DAYS_IN_SEASON:
        return ""
    return f"your notes are from {_span(days)} only and hold hardly any {thing}, so they cannot speak of it"


def season_of(factor: str) -> str:
    """ "warm", "cold" or "" for a factor."""
    entry = knowledge.load().observable(factor)
    return entry.season if isinstance(entry, FactorKind) else ""


def _months(where: Seasons) -> Mapping[str, frozenset[int]]:
    if where is Seasons.NORTH:
        return {"warm": _MIDDLE, "cold": _TURN}
    return {"warm": _TURN, "cold": _MIDDLE}


def _days_in(days: Sequence[date], months: frozenset[int]) -> int:
    return sum(day.month in months for day in days)


def _diary_of(days: Sequence[date], season: str, where: Seasons) -> str:
    """ "a winter diary", or what else it is when spring or autumn make most of it."""
    other = "cold" if season == "warm" else "warm"
    if _days_in(days, _months(where)[other]) > len(days) / 2:
        return "a winter diary" if season == "warm" else "a summer diary"
    return f"a diary without {season} months"


def _span(days: Sequence[date]) -> str:
    """ "November to March", "March"."""
    first, last = min(days), max(days)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%B}"
    return f"{first:%B} to {last:%B}"
