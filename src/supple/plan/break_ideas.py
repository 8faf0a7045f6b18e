"""Which idea stands beside a break? One that fits the body; the next break brings the next one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from supple.knowledge.breaks import BreakIdea, ideas_for
from supple.plan.breaks import Breaks

# What each body is offered. Nobody is asked to stand who did not say that they do, nor to move legs that may not.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "seated": ("seated", "arms"),
    "arms": ("arms",),
    "relief": ("shift",),
    "standing": ("standing", "seated"),
}


def fitting(breaks: Breaks) -> tuple[BreakIdea, ...]:
    """All that fit, in the order in which they come."""
    return ideas_for(_KINDS[breaks.body], moves_legs=breaks.moves_legs or breaks.body == "standing")


def idea_at(breaks: Breaks, on: date, at: datetime, zone: str, *, skip: int = 0) -> BreakIdea:
    """The idea for the break at `at` (aware) of the diary's day `on`. The same break always has the same one.

    Breaks are counted on from day to day, so that two that follow each other never have the same; `skip` goes so many
    further on ("another idea").
    """
    ideas = fitting(breaks)
    moments = list(breaks.moments(on, zone))
    number = on.toordinal() * max(len(moments), 1) + sum(each <= at for each in moments)
    return ideas[(number + skip) % len(ideas)]
