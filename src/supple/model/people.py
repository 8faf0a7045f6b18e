"""Whose diary is it, and who may do what with it? Persons, accounts and the role that ties one to the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What an account is to one person; the words of `Author.role`."""

    SELF = "self"
    CARER = "carer"
    CLINICIAN = "clinician"


class Scope(StrEnum):
    """What a member may do. `OWN` is the person's own business: members, settings, export, erase."""

    LOOK = "look"
    NOTE = "note"
    REPORT = "report"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in. Not a person: a carer's account may help two persons."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whose diary it is. `zone` is the IANA name of the clock the person lives by."""

    id: UUID
    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Member:
    """An account's role for one person. `ends_on` is the last local day on which it holds; None: until ended."""

    account: Account
    person: Person
    role: Role
    scopes: frozenset[Scope]
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class LookedAt:
    """Somebody other than the person looked: who, in what role, at what, when."""

    name: str
    role: Role
    action: str
    at: datetime
