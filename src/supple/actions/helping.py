"""Whom to ring, what matters first, what asks for a call now? For help in a hurry: nobody is told, no look is logged.

The help page is fetched by a phone by itself, so that it is there with no network. Nobody has seen anything of the
diary then, and the ledger must not say that somebody did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from supple.actions import day, folding, living
from supple.actions.access import allows, require
from supple.actions.noting import events_of
from supple.actions.persons import card_of, settings_of
from supple.model import Account, Alert, Event, Fact, LifeState, Member, Scope, Tier, When
from supple.store import queries

_SAME_DAY = frozenset({Tier.T0, Tier.T1})


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


def calls_if_saved(
    account: Account, person_id: UUID, facts: Sequence[tuple[Fact, When]], *, now: datetime
) -> tuple[Alert, ...]:
    """What the rules would ask somebody to call for today, were these noted; nothing is kept. Most urgent first.

    The same rules and windows as after saving. What stands already without these is left out, unless they alone ask
    for it; who may not look is told of these alone.
    """
    member = require(account, "calls_if_saved", person_id)
    new = events_of(member, [(fact, when, False) for fact, when in facts], now=now, source="", group=None)
    found = {alert.rule: alert for alert in _urgent(_alerts_of_these(member, new, now))}
    if allows(member, Scope.LOOK):
        folded = _recent(account, member, now).folded
        stands = {(alert.rule, alert.tier) for alert in folding.alerts(folded, now=now, zone=member.person.zone)}
        noted = replace(folded.recent, events=(*folded.recent.events, *new))
        both = folding.alerts(folded.with_recent(noted), now=now, zone=member.person.zone)
        found |= {alert.rule: alert for alert in _urgent(both) if (alert.rule, alert.tier) not in stands}
    return tuple(sorted(found.values(), key=lambda alert: alert.tier.rank))


@dataclass(frozen=True, slots=True)
class CallNow:
    """The most urgent call. `is_past`: its time is over, and nobody said what was done."""

    alert: Alert
    is_past: bool


def call_now(account: Account, person_id: UUID, group: UUID, *, now: datetime) -> CallNow | None:
    """What is to be called for, now that the rules have heard of what came late. Nobody is written down as told.

    A same-day alert that somebody answered is not told again. Who may not look is told of their own form alone.

    Args:
        group: the form that was sent last.
    """
    member = require(account, "call_now", person_id)
    if allows(member, Scope.LOOK):
        recent = _recent(account, member, now)
        standing = living.stand(person_id, member.person.zone, recent.folded, recent.steps, now=now)
        open_now = [life for life in standing.lives if life.alert.tier is Tier.T0 or life.state is LifeState.NEW]
        told = [CallNow(life.alert, is_past=False) for life in open_now]
        told += [CallNow(life.alert, is_past=True) for life in standing.unanswered]
    else:
        kept = queries.events_of_group(person_id, group)
        told = [CallNow(alert, is_past=False) for alert in _alerts_of_these(member, kept, now)]
    urgent = [each for each in told if each.alert.tier in _SAME_DAY]
    return min(urgent, key=lambda each: each.alert.tier.rank, default=None)


def _recent(account: Account, member: Member, now: datetime) -> day.Recent:
    """What whoever may look is told from; the look is written down as one at the alerts."""
    person = require(account, "alerts", member.person.id, now=now).person
    starts = settings_of(person.id).day_starts_at_hour
    return day.recent_of(person.id, folding.today_of(now, person.zone, starts), starts)


def _alerts_of_these(member: Member, events: Iterable[Event], now: datetime) -> tuple[Alert, ...]:
    """What these events alone ask for; with the plan where that may be seen."""
    person = member.person
    agreed = queries.agreed_events(person.id) if allows(member, Scope.LOOK) else []
    starts = settings_of(person.id).day_starts_at_hour
    today = folding.today_of(now, person.zone, starts)
    folded = folding.fold((*agreed, *events), today=today, day_starts_at_hour=starts)
    return folding.alerts(folded, now=now, zone=person.zone)


def _urgent(alerts: Iterable[Alert]) -> list[Alert]:
    return [alert for alert in alerts if alert.tier in _SAME_DAY]
