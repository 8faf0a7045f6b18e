"""Whose diaries are here, and who helps? Persons, members, invitations and what each person chose."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.actions.access import EVERYTHING, MOST, is_ended, require
from supple.actions.machine import checked_zone
from supple.actions.views import Invitation, PersonCard, PersonSettings
from supple.knowledge import wording
from supple.model import Account, LookedAt, Member, Role, Scope, UserError
from supple.store import links
from supple.store import people as store_people
from supple.words import _

INVITATION_DAYS = 7
_MOST_LETTERS = 200


def people(account: Account) -> tuple[PersonCard, ...]:
    """The persons this account may see or help now, its own first."""
    cards = [card_of(member) for member in store_people.memberships(account.id)]
    return tuple(sorted((card for card in cards if not card.is_ended), key=lambda card: card.role is not Role.SELF))


def person(account: Account, person_id: UUID) -> PersonCard:
    """One person, as this account sees it."""
    return card_of(require(account, "person", person_id))


def add_person(account: Account, name: str, *, zone: str, role: Role = Role.SELF) -> PersonCard:
    """Start a diary: one's own, or (role carer) one kept for somebody without an account."""
    if role is Role.CLINICIAN:
        raise UserError(_("a clinician cannot start a person's diary."), field="role")
    added = store_people.add_person(
        account.id, plain_name(name), zone=checked_zone(zone, field="zone"), role=role, scopes=EVERYTHING
    )
    return PersonCard(added.id, added.name, added.zone, role, EVERYTHING)


def change_person(
    account: Account, person_id: UUID, *, name: str | None = None, zone: str | None = None
) -> PersonCard:
    """Another name, or another home clock. What was already noted keeps the clock it was noted by."""
    require(account, "change_person", person_id)
    store_people.change_person(
        person_id,
        name=None if name is None else plain_name(name),
        zone=None if zone is None else checked_zone(zone, field="zone"),
    )
    return person(account, person_id)


def members(account: Account, person_id: UUID) -> tuple[Member, ...]:
    """Everybody who can do anything with the diary, ended ones too."""
    require(account, "members", person_id)
    return tuple(store_people.members(person_id))


def invite(
    account: Account,
    person_id: UUID,
    *,
    name: str,
    role: Role,
    scopes: Iterable[Scope],
    now: datetime,
    ends_on: date | None = None,
) -> Invitation:
    """Let somebody help: a new account, its role and a one-time link to hand over.

    A clinician can only look and see reports, and only until a date the person chose.
    """
    require(account, "invite", person_id)
    if role is Role.SELF:
        raise UserError(_("a diary has one owner."), field="role", hint=_("Invite a carer or a clinician."))
    given = frozenset(scopes) & MOST[role] - {Scope.OWN}
    if not given:
        raise UserError(_("nothing was allowed."), field="scopes", hint=_("Tick at least one thing they may do."))
    if role is Role.CLINICIAN and ends_on is None:
        raise UserError(_("a clinician needs a last day."), field="ends_on", hint=_("Choose a date."))
    helper = store_people.add_account(plain_name(name))
    store_people.put_member(helper.id, person_id, role=role, scopes=given, ends_on=ends_on)
    expires_at = now + timedelta(days=INVITATION_DAYS)
    return Invitation(helper, links.new_token(helper.id, expires_at=expires_at), expires_at)


def end_member(account: Account, person_id: UUID, member_account_id: UUID, *, now: datetime) -> None:
    """End somebody's help from now on. What they noted stays, with their name."""
    own = require(account, "end_member", person_id)
    member = store_people.member(member_account_id, person_id)
    if member is None:
        raise UserError(_("there is no such helper."))
    if member.account.id == own.account.id:
        raise UserError(_("you cannot end your own access."), hint=_("Erase the diary if you want it gone."))
    yesterday = now.astimezone(ZoneInfo(member.person.zone)).date() - timedelta(days=1)
    store_people.put_member(member_account_id, person_id, role=member.role, scopes=frozenset(), ends_on=yesterday)


def who_looked(account: Account, person_id: UUID) -> tuple[LookedAt, ...]:
    """Looks by anybody but the person, latest first."""
    require(account, "who_looked", person_id)
    return tuple(store_people.looks(person_id))


def settings(account: Account, person_id: UUID) -> PersonSettings:
    """What the person chose."""
    require(account, "settings", person_id)
    return settings_of(person_id)


def save_settings(account: Account, person_id: UUID, chosen: PersonSettings) -> None:
    """Keep what the person chose."""
    require(account, "save_settings", person_id)
    if not 0 <= chosen.day_starts_at_hour <= 12:
        raise UserError(_("a day starts between 0 and 12 o’clock."), field="day_starts_at_hour")
    keep(person_id, chosen)


def keep(person_id: UUID, chosen: PersonSettings) -> None:
    """Without asking who wants to: for actions that have asked. What is said from now on is said so."""
    store_people.save_settings(person_id, chosen.stored())
    wording.hold(chosen.wording)


def settings_of(person_id: UUID) -> PersonSettings:
    """Without asking who wants to know: for actions that have asked."""
    return PersonSettings.from_stored(store_people.settings(person_id))


def card_of(member: Member) -> PersonCard:
    """The person as this member sees it."""
    return PersonCard(
        id=member.person.id,
        name=member.person.name,
        zone=member.person.zone,
        role=member.role,
        scopes=member.scopes & MOST[member.role],
        ends_on=member.ends_on,
        is_ended=is_ended(member),
    )


def plain_name(name: str) -> str:
    """A name that can be shown. Raises UserError when it is empty or too long."""
    plain = " ".join(name.replace("\x00", "").split())
    if not plain or len(plain) > _MOST_LETTERS:
        raise UserError(_("a name of 1 to 200 letters is needed."), field="name")
    return plain
