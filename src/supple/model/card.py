"""What stands on the emergency card? Parts of text for a wallet and a phone; lists may be cut, never words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

CARD_PARTS = ("name", "pump", "warnings", "allergies", "medicines", "toxin", "people")
# What stands on it until the person chose: what helps most and tells least.
CARD_USUAL = ("pump", "warnings", "allergies")
CARD_CHECK_DAYS = 90


@dataclass(frozen=True, slots=True)
class CardPart:
    """One part. `entries` stand one by one (`is_list`) or one after the other in a sentence."""

    id: str
    title: str
    entries: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True)
class EmergencyCard:
    """The card of one day. `front` and `back` are the two sides of the wallet card; a phone shows both.

    `holds`: which of `CARD_PARTS` the person chose. `check_after`: when it should be looked at again. `content` tells
    two cards of other content apart, whenever they were made.
    """

    name: str
    front: tuple[CardPart, ...]
    back: tuple[CardPart, ...]
    holds: tuple[str, ...]
    made_on: date
    check_after: date
    now: datetime
    content: str
    paper: str = "a4"


@dataclass(frozen=True, slots=True)
class CardKept:
    """The card that was made last: on which day, what it held. `made_on` None: none was made yet."""

    made_on: date | None = None
    check_after: date | None = None
    content: str = ""
