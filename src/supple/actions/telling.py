"""Who is told about alerts? Only helpers for whom the person chose it, only here on these pages; nothing is sent.

What was shown to whom stands in the person's own diary, so that the person can read it.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from supple import store, watch
from supple.actions import answering_alerts, living
from supple.actions.access import allows, is_ended, require
from supple.actions.persons import settings_of
from supple.actions.views import PersonSettings
from supple.model import Account, AlertLife, LifeState, Member, Role, Scope, Tier, UserError
from supple.store import people as store_people

# What a person can choose for each helper. Where nothing was chosen, nothing is told.
TELLING: Mapping[str, frozenset[Tier]] = types.MappingProxyType(
    {"nothing": frozenset(), "emergencies": frozenset({Tier.T0}), "same_day": frozenset({Tier.T0, Tier.T1})}
)
NOTHING = "nothing"


@dataclass(frozen=True)
class Told:
    """New alerts about which this helper is told: those that nobody has answered yet."""

    person_id: UUID
    person_name: str
    lives: tuple[AlertLife, ...]


def told_about(account: Account, person_id: UUID, *, now: datetime) -> Told | None:
    """What this helper is told about one person; None where the person did not choose it, or nothing is new.

    What is shown is written down, by Supple, in the person's diary: once for each alert, tier and evidence.
    """
    member = require(account, "told_about", person_id)
    return _told(member, now)


def all_told(account: Account, *, now: datetime) -> tuple[Told, ...]:
    """The same for every person whom this account helps."""
    members = (member for member in store_people.memberships(account.id) if allows(member, Scope.LOOK))
    return tuple(told for member in members if (told := _told(member, now)) is not None)


def may_be_told(member: Member) -> bool:
    """Carers who may look at the diary. A clinician looks when there is a visit and is told nothing."""
    return member.role is Role.CARER and allows(member, Scope.LOOK) and not is_ended(member)


def choice_of(member: Member, chosen: PersonSettings) -> str:
    """What the person chose for this helper; nothing where that is not allowed any more, or not known."""
    said = chosen.tell.get(str(member.account.id), NOTHING)
    return said if said in TELLING and may_be_told(member) else NOTHING


def save_telling(account: Account, person_id: UUID, member_account_id: UUID, choice: str) -> None:
    """Keep about which alerts a helper is told.

    Raises:
        UserError: there is no such helper, it may not look, or this is nothing to choose; nothing was changed.
    """
    require(account, "save_telling", person_id)
    member = store_people.member(member_account_id, person_id)
    if member is None:
        raise UserError("there is no such helper.", field="member")
    if choice not in TELLING:
        raise UserError(f"{choice!r} is nothing to choose.", field="tell", hint=f"One of: {', '.join(TELLING)}.")
    if choice != NOTHING and not may_be_told(member):
        raise UserError("only a carer who may see the diary can be told.", field="tell")
    chosen = settings_of(person_id)
    tell = {key: said for key, said in chosen.tell.items() if key != str(member_account_id)}
    if choice != NOTHING:
        tell[str(member_account_id)] = choice
    store_people.save_settings(person_id, replace(chosen, tell=tell).stored())


def _told(member: Member, now: datetime) -> Told | None:
    person, account = member.person, member.account
    wanted = TELLING[choice_of(member, settings_of(person.id))]
    if not wanted:
        return None
    lives = living.lived(person.id, person.zone, answering_alerts.firing(member, now), now=now)
    new = tuple(life for life in lives if life.alert.tier in wanted and life.state is LifeState.NEW)
    if not new:
        return None
    shown = watch.shown_to(
        new, account_id=account.id, name=account.name, person_id=person.id, zone=person.zone, now=now
    )
    store.append_if_possible(shown, now=now)
    return Told(person.id, person.name, new)
