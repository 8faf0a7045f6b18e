"""Whose diary is this command about? Opens the data folder and finds the account and the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from supple.cli.clock import zone_or_local
from supple.model import UserError

if TYPE_CHECKING:
    from supple.model import Account


@dataclass(frozen=True)
class Opened:
    """The account that acts at this terminal and the person it acts for."""

    account: Account
    person_id: UUID
    name: str
    zone: str


def open_diary(person: str | None, zone: str | None = None) -> Opened:
    """The stored diary of `person`, or of the only (or own) one.

    Raises:
        UserError: nobody of that name, or several and none named.
    """
    from supple import actions

    actions.open_data()
    account = actions.first_account(zone=zone_or_local(zone))
    cards = actions.people(account)
    if not cards:  # erased: nothing is started behind somebody's back
        raise UserError("there is no diary here.", hint="Start one: supple person --add NAME")
    if person is None:
        own = [card for card in cards if card.role.value == "self"] or list(cards)
        wanted = own if len(own) == 1 else []
    else:
        wanted = [card for card in cards if card.name.casefold() == person.casefold() or str(card.id) == person]
        wanted = wanted or [card for card in cards if card.name.casefold().startswith(person.casefold())]
    if len(wanted) != 1:
        names = ", ".join(card.name for card in cards)
        problem = "there are several diaries here." if person is None else f"{person!r} does not name one diary here."
        raise UserError(problem, field="--person", hint=f"Name one of: {names}.")
    card = wanted[0]
    return Opened(account, card.id, card.name, card.zone)
