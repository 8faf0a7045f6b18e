"""What stands on the emergency card, may the last one be out of date, and what happens when one is made?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from supple import plan as plan_room
from supple import report as report_room
from supple.actions import folding
from supple.actions.access import allows, require
from supple.actions.persons import card_of, settings_of
from supple.actions.views import PersonSettings
from supple.model import CARD_PARTS, CARD_USUAL, Account, CardKept, EmergencyCard, Member, Scope, UserError
from supple.store import people as store_people
from supple.store import queries
from supple.words import _

_NONE = ("none",)


@dataclass(frozen=True)
class CardView:
    """The card as it would be made now, what was made last, and why that may be out of date (nothing: it is not)."""

    card: EmergencyCard
    kept: CardKept
    why_stale: tuple[str, ...]


def emergency_card(
    account: Account, person_id: UUID, *, now: datetime, holds: Collection[str] | None = None
) -> CardView:
    """The card of today, and how the last one compares.

    Args:
        holds: what shall stand on it, of `CARD_PARTS`; None for what the person chose last.

    Raises:
        UserError: a part nobody knows.
    """
    member = require(account, "emergency_card", person_id, now=now)
    chosen = settings_of(person_id)
    last = holds_of(chosen)
    card = _card(member, last if holds is None else holds, now)
    kept = CardKept(_day(chosen.card_made_on), _day(chosen.card_check_after), chosen.card_content)
    # The last card is held against one with the same choice, whatever is being tried out now.
    same = card if set(card.holds) == set(last) else _card(member, last, now)
    return CardView(card, kept, report_room.why_stale(kept, same, card.made_on))


def keep_card(account: Account, person_id: UUID, *, now: datetime, holds: Collection[str]) -> EmergencyCard:
    """The card, which is made now. What it holds and its day are remembered, so that Supple can tell when it is old.

    Who may not change the person's choices makes a card that is not remembered.
    """
    member = require(account, "keep_card", person_id, now=now)
    card = _card(member, holds, now)
    if not allows(member, Scope.OWN):
        return card
    store_people.save_settings(
        person_id,
        replace(
            settings_of(person_id),
            card_holds=card.holds or _NONE,
            card_made_on=card.made_on.isoformat(),
            card_check_after=card.check_after.isoformat(),
            card_content=card.content,
        ).stored(),
    )
    return card


def holds_of(chosen: PersonSettings) -> tuple[str, ...]:
    """What the person chose for the card; never chosen: the usual."""
    return () if chosen.card_holds == _NONE else chosen.card_holds or CARD_USUAL


def _card(member: Member, holds: Collection[str], now: datetime) -> EmergencyCard:
    if unknown := set(holds) - set(CARD_PARTS):
        raise UserError(
            _("{sorted!r} cannot stand on the card.").format(sorted=sorted(unknown)[0]),
            field="holds",
            hint=_("One of: {items}.").format(items=", ".join(CARD_PARTS)),
        )
    person = card_of(member)
    day = folding.today_of(now, person.zone, settings_of(person.id).day_starts_at_hour)
    plan = plan_room.plan_at(queries.agreed_events(person.id), day)
    return report_room.emergency_card(plan, name=person.name, holds=holds, day=day, now=now, zone=person.zone)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
