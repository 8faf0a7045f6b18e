"""Who is told about alerts? Only helpers for whom the person chose it, only here on these pages; nothing is sent.

What was shown to whom stands in the person's own diary, so that the person can read it.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from supple import store, watch
from supple.actions.access import allows, require
from supple.actions.persons import settings_of
from supple.actions.views import PersonSettings
from supple.model import Account, AlertLife, Event, LifeState, Member, Role, Scope, Tier, UserError
from supple.store import people as store_people
from supple.words import _

# What a person can choose for each helper. Where nothing was chosen, nothing is told.
TELLING: Mapping[str, frozenset[Tier]] = types.MappingProxyType(
    {"nothing": frozenset(), "emergencies": frozenset({Tier.T0}), "same_day": frozenset({Tier.T0, Tier.T1})}
)
NOTHING = "nothing"
_OPEN = {LifeState.NEW, LifeState.UNANSWERED}


def helpers_told(account: Account, person_id: UUID) -> Mapping[UUID, str]:
    """What was chosen for each helper who may be told, by the account's id."""
    require(account, "helpers_told", person_id)
    chosen = settings_of(person_id)
    members = store_people.members(person_id)
    return {member.account.id: choice_of(member, chosen) for member in members if may_be_told(member)}


def save_telling(account: Account, person_id: UUID, member_account_id: UUID, choice: str) -> None:
    """Keep about which alerts a helper is told.

    Raises:
        UserError: there is no such helper, it may not look, or this is nothing to choose; nothing was changed.
    """
    require(account, "save_telling", person_id)
    member = store_people.member(member_account_id, person_id)
    if member is None:
        raise UserError(_("there is no such helper."), field="member")
    if choice not in TELLING:
        raise UserError(
            _("{choice!r} is nothing to choose.").format(choice=choice),
            field="tell",
            hint=_("One of: {items}.").format(items=", ".join(TELLING)),
        )
    if choice != NOTHING and not may_be_told(member):
        raise UserError(_("only a carer who may see the diary can be told."), field="tell")
    chosen = settings_of(person_id)
    tell = {key: said for key, said in chosen.tell.items() if key != str(member_account_id)}
    if choice != NOTHING:
        tell[str(member_account_id)] = choice
    store_people.save_settings(person_id, replace(chosen, tell=tell).stored())


def may_be_told(member: Member) -> bool:
    """Carers who may look at the diary. A clinician looks when there is a visit, and is told nothing."""
    return member.role is Role.CARER and allows(member, Scope.LOOK)


def choice_of(member: Member, chosen: PersonSettings) -> str:
    """What the person chose for this helper; nothing where that is not allowed any more, or not known."""
    said = chosen.tell.get(str(member.account.id), NOTHING)
    return said if said in TELLING and may_be_told(member) else NOTHING


def tell(
    member: Member, chosen: PersonSettings, lived: Sequence[AlertLife], steps: Sequence[Event], *, now: datetime
) -> tuple[AlertLife, ...]:
    """The alerts this helper is told about: those of the chosen tiers that nobody has answered yet,
    also what fires no longer.

    That they were shown is written down, by Supple, once for each alert, tier and evidence.
    """
    wanted = TELLING[choice_of(member, chosen)]
    new = tuple(life for life in lived if life.alert.tier in wanted and life.state in _OPEN)
    person, account = member.person, member.account
    shown = watch.shown_to(
        new, account_id=account.id, name=account.name, person_id=person.id, zone=person.zone, now=now
    )
    known = {event.id for event in steps}
    if lacking := [event for event in shown if event.id not in known]:
        store.append_if_possible(lacking, now=now)
    return new
