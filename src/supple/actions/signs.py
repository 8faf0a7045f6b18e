"""Something is up: what to do about signs, with no diary and nothing stored."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from supple import plan, watch
from supple.knowledge import load
from supple.knowledge.red_flags import load_red_flags
from supple.knowledge.traits import load_traits
from supple.model import Alert, Author, Day, Event, Fact, Plan, PlanItem, PlanStatus, Profile, UserError
from supple.words import _

_NOBODY = UUID(int=0)


def help_signs() -> watch.HelpPage:
    """Every sign that a rule knows, emergencies first, with its words: for anybody, with nothing stored."""
    return watch.emergency_page()


def first_signs() -> tuple[watch.First, ...]:
    """The signs that matter first with a pump, after toxin, with a catheter …: for anybody, with nothing stored."""
    return watch.what_matters_first()


def check_signs(signs: Sequence[str], *, now: datetime, have: Sequence[str] = ()) -> tuple[Alert, ...]:
    """What to do about signs that are new, before anything is saved.

    Args:
        signs: codes of signs.
        have: what the rules should know: traits such as `pump` or `toxin`, medicines such as `baclofen`.

    Raises:
        UserError: a sign or a thing nobody knows.
    """
    knowledge = load()
    known = {sign.code for group in watch.emergency_page().groups for sign in group.signs} | set(knowledge.signs)
    for sign in signs:
        if sign not in known:
            raise UserError(
                _("{sign!r} is not a sign Supple knows.").format(sign=sign),
                field="--sign",
                hint=_("See: supple watch --list"),
            )
    return watch.check_signs(dict.fromkeys(signs, True), _plan_of(have, now), now)


def _plan_of(have: Sequence[str], now: datetime) -> Plan:
    """A plan in which what somebody has holds: traits such as a pump, medicines, answers about the person."""
    facts: list[Fact] = []
    now = now.astimezone(UTC)  # what is ticked with no diary is of no place
    for thing in have:
        trait = load_traits().get(thing)
        if thing in load().medicines:
            facts.append(PlanItem("medicine", thing, PlanStatus.AGREED, now.date()))
        elif trait is not None and trait.injection:
            facts.append(PlanItem("injection", trait.injection, PlanStatus.AGREED, now.date()))
        elif trait is not None or thing in load_red_flags().profile_keys:
            facts.append(Profile(thing, "yes"))
        else:
            known = dict.fromkeys((*load_traits(), *load_red_flags().profile_keys))
            hint = _("It takes any medicine, and: {items}.").format(items=", ".join(known))
            raise UserError(
                _("{thing!r} is nothing that a rule asks about.").format(thing=thing), field="--have", hint=hint
            )
    events = [_event(fact, now) for fact in facts]
    return plan.fold_plan(events, now.date())


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
