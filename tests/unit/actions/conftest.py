"""The cast: Alice's diary, Bob who helps her, Dora her clinician, and Charlie who must never get in."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from supple import actions
from supple.model import Account, Role, Scope

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
ZONE = "Europe/London"
FAR = date(2999, 1, 1)


@pytest.fixture
def alice(db: None) -> Account:
    from supple.store import people

    return people.add_account("Alice")


@pytest.fixture
def charlie(db: None) -> Account:
    """A stranger with a diary of his own."""
    from supple.store import people

    account = people.add_account("Charlie")
    actions.add_person(account, "Charlie", zone=ZONE)
    return account


@pytest.fixture
def person(alice: Account) -> actions.PersonCard:
    return actions.add_person(alice, "Alice", zone=ZONE)


def helper(
    alice: Account, person: actions.PersonCard, name: str, role: Role, *scopes: Scope, ends_on: date | None = None
) -> Account:
    return actions.invite(alice, person.id, name=name, role=role, scopes=scopes, now=NOW, ends_on=ends_on).account


@pytest.fixture
def bob(alice: Account, person: actions.PersonCard) -> Account:
    """A carer who may look and note."""
    return helper(alice, person, "Bob", Role.CARER, Scope.LOOK, Scope.NOTE)


@pytest.fixture
def eve(alice: Account, person: actions.PersonCard) -> Account:
    """A carer who may only note."""
    return helper(alice, person, "Eve", Role.CARER, Scope.NOTE)


@pytest.fixture
def dora(alice: Account, person: actions.PersonCard) -> Account:
    """A clinician with the person's consent until a date."""
    return helper(alice, person, "Dora", Role.CLINICIAN, Scope.LOOK, Scope.REPORT, ends_on=FAR)
