"""Who plays in the tests of the pages, and how they sign in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.test import Client

from supple.model import Account, Event

ZONE = "Europe/London"
SECRET = "zebra-striped pyjamas"


@dataclass(frozen=True)
class Cast:
    """The three accounts, the two diaries, and one entry of Alice's."""

    alice: Account
    bob: Account
    charlie: Account
    person: UUID
    charlies_person: UUID
    entry: Event
    group: UUID


def signed_in(account: Account) -> Client:
    client = Client()
    session = client.session
    session["account_id"] = str(account.id)
    session.save()
    return client
