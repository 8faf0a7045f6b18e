"""Who is here? Persons, accounts, members and who looked."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from supple.model import Account, LookedAt, Member, Person, Role, Scope
from supple.store.models import AccountRow, LookRow, MemberRow, PersonRow


def accounts() -> list[Account]:
    """Every account, oldest first."""
    return [Account(row.id, row.name) for row in AccountRow.objects.order_by("created_at", "pk")]


def account(account_id: UUID) -> Account | None:
    row = AccountRow.objects.filter(pk=account_id).first()
    return None if row is None else Account(row.id, row.name)


def add_account(name: str) -> Account:
    row = AccountRow.objects.create(id=uuid4(), name=name)
    return Account(row.id, row.name)


def rename_account(account_id: UUID, name: str) -> None:
    AccountRow.objects.filter(pk=account_id).update(name=name)


def persons() -> list[Person]:
    """Everybody whose diary is here, oldest first."""
    return [_person(row) for row in PersonRow.objects.order_by("created_at", "pk")]


def person(person_id: UUID) -> Person | None:
    row = PersonRow.objects.filter(pk=person_id).first()
    return None if row is None else _person(row)


@transaction.atomic
def add_person(
    account_id: UUID, name: str, *, zone: str, role: Role, scopes: frozenset[Scope], person_id: UUID | None = None
) -> Person:
    """A person, with the account as the first member."""
    row = PersonRow.objects.create(id=person_id or uuid4(), name=name, zone=zone)
    MemberRow.objects.create(account_id=account_id, person=row, role=role, scopes=_scopes_text(scopes))
    return _person(row)


def change_person(person_id: UUID, *, name: str | None = None, zone: str | None = None) -> None:
    changes = {key: text for key, text in (("name", name), ("zone", zone)) if text is not None}
    if changes:
        # Another zone: other moments.
        PersonRow.objects.filter(pk=person_id).update(**changes, chosen=F("chosen") + int(zone is not None))


def member(account_id: UUID, person_id: UUID) -> Member | None:
    """The account's role for the person, also an ended one; None for a stranger."""
    found = member_and_settings(account_id, person_id)
    return None if found is None else found[0]


def member_and_settings(account_id: UUID, person_id: UUID) -> tuple[Member, dict[str, Any]] | None:
    """The same, and what the person chose, which is asked with it at nearly every action."""
    rows = MemberRow.objects.select_related("account", "person")
    row = next(iter(rows.filter(account=account_id, person=person_id)[:1]), None)
    return None if row is None else (_member(row), json.loads(row.person.settings))


def memberships(account_id: UUID) -> list[Member]:
    rows = MemberRow.objects.select_related("account", "person").filter(account=account_id)
    return [_member(row) for row in rows.order_by("person__created_at", "person_id")]


def members(person_id: UUID) -> list[Member]:
    rows = MemberRow.objects.select_related("account", "person").filter(person=person_id)
    return [_member(row) for row in rows.order_by("added_at", "pk")]


def put_member(
    account_id: UUID, person_id: UUID, *, role: Role, scopes: frozenset[Scope], ends_on: date | None
) -> None:
    """Add the member, or change what it may do."""
    MemberRow.objects.update_or_create(
        account_id=account_id,
        person_id=person_id,
        defaults={"role": role, "scopes": _scopes_text(scopes), "ends_on": ends_on},
    )


def settings(person_id: UUID) -> dict[str, Any]:
    text = PersonRow.objects.values_list("settings", flat=True).get(pk=person_id)
    found: dict[str, Any] = json.loads(text)
    return found


def settings_of(person_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The same for several people, by person."""
    rows = PersonRow.objects.filter(pk__in=list(person_ids)).values_list("pk", "settings")
    return {person_id: json.loads(text) for person_id, text in rows}


def save_settings(person_id: UUID, settings: Mapping[str, Any]) -> None:
    text = json.dumps(dict(settings), sort_keys=True)
    # What rings, and when, may have been chosen anew: what was planned before is old from now on.
    PersonRow.objects.filter(pk=person_id).update(settings=text, chosen=F("chosen") + 1)


def log_look(member: Member, action: str, *, now: datetime) -> None:
    """Write down that a member looked; the same look within the hour is one look."""
    rows = LookRow.objects.filter(person=member.person.id, account=member.account.id, action=action)
    if rows.filter(at__gt=now - timedelta(hours=1), at__lte=now).exists():
        return
    LookRow.objects.create(
        person_id=member.person.id,
        account_id=member.account.id,
        name=member.account.name,
        role=member.role,
        action=action,
        at=now,
    )


def looks(person_id: UUID, *, limit: int = 200) -> list[LookedAt]:
    """Who looked, latest first."""
    rows = LookRow.objects.filter(person=person_id).order_by("-at", "-pk")[:limit]
    return [LookedAt(row.name, Role(row.role), row.action, row.at) for row in rows]


def _person(row: PersonRow) -> Person:
    return Person(row.id, row.name, row.zone)


def _member(row: MemberRow) -> Member:
    return Member(
        Account(row.account.id, row.account.name),
        _person(row.person),
        Role(row.role),
        frozenset(Scope(scope) for scope in row.scopes.split(",") if scope),
        row.ends_on,
    )


def _scopes_text(scopes: frozenset[Scope]) -> str:
    return ",".join(sorted(scopes))
