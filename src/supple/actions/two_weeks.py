"""How is a routine or a break length tried for two weeks? A look back is planned; nothing is decided by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from supple.actions.access import require
from supple.actions.answering import change_id
from supple.actions.check_in import save_facts
from supple.actions.persons import card_of
from supple.actions.planning import held_now
from supple.actions.together import sent_before
from supple.knowledge.medicine_names import plain_name
from supple.model import Account, Day, Event, Plan, PlanItem, PlanStatus, UserError
from supple.plan.tries import LOOKED_BACK_ON, SINCE, TRY, Try, change_tried, look_back_day, tries_of
from supple.words import _


@dataclass(frozen=True, slots=True)
class ToldTry:
    """A try, the id of the change behind it ("" where that is written down no more), and whether its day has come."""

    tried: Try
    change: str
    has_come: bool


@dataclass(frozen=True, slots=True)
class TriesView:
    """The tries in force, by the plain name of what is tried; what may be tried now, with its day of looking back.

    `looked`: what has held for two weeks or more, with the id of the change that can be looked at.
    """

    today: date
    tries: Mapping[str, ToldTry]
    may_be_tried: Mapping[str, date]
    looked: Mapping[str, str]


def tries(account: Account, person_id: UUID, *, now: datetime) -> TriesView:
    """What is tried, and what may be."""
    card = card_of(require(account, "tries", person_id, now=now))
    held, today = held_now(card, now)
    told = {plain_name(each.name): ToldTry(each, _change(held, each), each.on <= today) for each in tries_of(held)}
    may, looked = {}, {}
    for item in _triable(held):
        key, on = plain_name(item.name), look_back_day(item.valid_from)
        if key in told:
            continue
        if on > today:
            may[key] = on
        elif found := _change(held, Try(item.name, item.valid_from, on)):
            looked[key] = found
    return TriesView(today, told, may, looked)


def begin_try(
    account: Account, person_id: UUID, name: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """Plan a look back, two weeks after the routine or the breaks began or changed. Said twice, it is planned once.

    Raises:
        UserError: nothing of that name holds, or its two weeks have gone by already.
    """
    card = card_of(require(account, "begin_try", person_id))
    held, today = held_now(card, now)
    key = plain_name(name)
    item = next((each for each in _triable(held) if plain_name(each.name) == key), None)
    if item is None:
        raise UserError(_("no routine of this name is written down."), field="name")
    on = look_back_day(item.valid_from)
    if on <= today:
        raise UserError(_("its two weeks have gone by: you can look back now."), field="name")
    if any(plain_name(each.name) == key and each.since == item.valid_from for each in tries_of(held)):
        return ()
    detail = {SINCE: item.valid_from.isoformat(), LOOKED_BACK_ON: on.isoformat()}
    tried = PlanItem(TRY, item.name, PlanStatus.AGREED, today, "", detail)
    return save_facts(account, card.id, [(tried, Day(today, card.zone))], now=now, source=source, group=group)


def end_try(
    account: Account, person_id: UUID, name: str, *, now: datetime, group: UUID | None = None, source: str = "plan"
) -> tuple[Event, ...]:
    """The look back is done, or is not wanted any more. What was tried goes on as it is.

    Raises:
        UserError: nothing of that name is tried.
    """
    card = card_of(require(account, "end_try", person_id))
    held, today = held_now(card, now)
    item = next((each for each in held.in_force(TRY) if plain_name(each.name) == plain_name(name)), None)
    if item is None:
        if kept := sent_before(person_id, group):
            return kept
        raise UserError(_("nothing of this name is being tried."), field="name")
    ended = replace(item, status=PlanStatus.ENDED, valid_from=max(today, item.valid_from))
    return save_facts(account, card.id, [(ended, Day(today, card.zone))], now=now, source=source, group=group)


def _triable(held: Plan) -> tuple[PlanItem, ...]:
    return (*held.in_force("routine"), *held.in_force("break"))


def _change(held: Plan, tried: Try) -> str:
    found = change_tried(held, tried)
    return "" if found is None else change_id(found)
