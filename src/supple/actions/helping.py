"""Whom to ring, what matters first, what asks for a call now? For help in a hurry: nobody is told, no look is logged.

The help page is fetched by a phone by itself, so that it is there with no network. Nobody has seen anything of the
diary then, and the ledger must not say that somebody did.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from supple.actions import day, folding, living
from supple.actions.access import require
from supple.actions.persons import card_of, settings_of
from supple.model import Account, AlertLife


@dataclass(frozen=True)
class ForHelp:
    """`traits`: what holds for the person and changes which signs matter first."""

    country: str | None
    emergency_number: str
    traits: frozenset[str]


def for_help(account: Account, person_id: UUID, *, now: datetime) -> ForHelp:
    """The person's number and what matters first for them."""
    card = card_of(require(account, "for_help", person_id))
    chosen = settings_of(person_id)
    today = folding.today_of(now, card.zone, chosen.day_starts_at_hour)
    folded = day.recent_of(person_id, today, chosen.day_starts_at_hour).folded
    return ForHelp(
        country=chosen.country or folded.plan.answer("country"),
        emergency_number=chosen.emergency_number,
        traits=folding.traits(folded, now=now, zone=card.zone),
    )


def calls_now(
    account: Account, person_id: UUID, *, now: datetime
) -> tuple[tuple[AlertLife, ...], tuple[AlertLife, ...]]:
    """What the rules ask for at `now`, and what passed and nobody answered; the most urgent first."""
    card = card_of(require(account, "calls_now", person_id, now=now))
    starts = settings_of(person_id).day_starts_at_hour
    recent = day.recent_of(person_id, folding.today_of(now, card.zone, starts), starts)
    standing = living.stand(person_id, card.zone, recent.folded, recent.steps, now=now)
    return standing.lives, standing.unanswered
