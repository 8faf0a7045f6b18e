"""Something is up: what to do about signs, with no diary and nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from supple import plan, watch
from supple.knowledge import load
from supple.model import Alert, Author, Day, Event, Fact, Plan, PlanItem, PlanStatus, Profile, UserError

_NOBODY = UUID(int=0)


def help_signs() -> watch.HelpPage:
    """Every sign that a rule knows, emergencies first, with its words: for anybody, with nothing stored."""
    return watch.emergency_page()


def check_signs(signs: Sequence[str], *, now: datetime, have: Sequence[str] = ()) -> tuple[Alert, ...]:
    """What to do about signs that are new, before anything is saved.

    Args:
        signs: codes of signs.
        have: what the rules should know: profile keys such as `pump`, and medicines such as `baclofen`.

    Raises:
        UserError: a sign or a thing nobody knows.
    """
    knowledge = load()
    known = {sign.code for group in watch.emergency_page().groups for sign in group.signs} | set(knowledge.signs)
    for sign in signs:
        if sign not in known:
            raise UserError(f"{sign!r} is not a sign Supple knows.", field="--sign", hint="See: supple watch --list")
    facts: list[Fact] = []
    for thing in have:
        if thing in knowledge.medicines:
            facts.append(PlanItem("medicine", thing, PlanStatus.AGREED, now.date()))
        else:
            facts.append(Profile(thing, "yes"))
    events = [_event(fact, now) for fact in facts]
    return watch.check_signs(dict.fromkeys(signs, True), plan.fold_plan(events, now.date()), now)


def interactions_of(names: Sequence[str]) -> tuple[watch.Meeting, ...]:
    """Every two of these names that should not meet, most urgent first; nobody's diary is read.

    Args:
        names: medicines as people write them, or "alcohol". A name nobody knows meets nothing.
    """
    return watch.interactions_of(names)


def interactions_with(name: str, plan: Plan) -> tuple[watch.Meeting, ...]:
    """What a plan has that should not meet the medicine of this name, most urgent first; no diary is read."""
    return watch.interactions_with(name, plan)


def _event(fact: Fact, now: datetime) -> Event:
    return Event(
        id=_NOBODY,
        person_id=_NOBODY,
        fact=fact,
        when=Day(now.date(), "UTC"),
        recorded_at=now,
        noted_by=Author("self"),
        source="terminal",
    )
