"""What is prescribed now, what comes, what was ended, and what was agreed on the way? From the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from supple.knowledge.medicine_names import plain_name
from supple.model import Event, Ladder, MedicineCard, MedicinesView, PlanItem, PlanStatus
from supple.model.check import LATEST_AGREED
from supple.plan.fold import fold_plan
from supple.plan.ladder import course, is_on_the_way, ladder_of, step_in_force
from supple.plan.prescription import prescription


def medicines(events: Iterable[Event], day: date) -> MedicinesView:
    """Every medicine ever written down, as it stands on a local day."""
    noted = list(events)
    of: dict[str, list[Event]] = {}
    for event in fold_plan(noted, LATEST_AGREED).events:
        if isinstance(event.fact, PlanItem) and event.fact.item == "medicine":
            of.setdefault(plain_name(event.fact.name), []).append(event)
    cards = [_card(noted, history, day) for _, history in sorted(of.items())]
    return MedicinesView(
        day=day,
        held=tuple(card for card in cards if card.prescribed is not None),
        later=tuple(card for card in cards if card.prescribed is None and card.begins_on is not None),
        ended=tuple(card for card in cards if card.prescribed is None and card.begins_on is None),
    )


def ladder_around(events: Iterable[Event], name: str, day: date) -> Ladder | None:
    """The ladder in force on a day, with what was said that holds only later, up to the next prescription.

    Raises ValueError naming the field where it cannot be read.
    """
    noted = list(events)
    key = plain_name(name)
    others = [
        event.fact.valid_from
        for event in fold_plan(noted, LATEST_AGREED).events
        if isinstance(event.fact, PlanItem)
        and event.fact.item == "medicine"
        and plain_name(event.fact.name) == key
        and event.fact.valid_from > day
        and not is_on_the_way(event.fact)
    ]
    last = min(others) - timedelta(days=1) if others else LATEST_AGREED
    return ladder_of(fold_plan(noted, last), name)


def _card(noted: Sequence[Event], history: Sequence[Event], day: date) -> MedicineCard:
    """`history` holds every entry of one medicine, in the order in which they hold."""
    plan = fold_plan(noted, day)
    own = [event for event in history if not is_on_the_way(_item(event))]
    told = own or list(history)
    name = _item(told[-1]).name
    item = next((each for each in plan.in_force("medicine") if plain_name(each.name) == plain_name(name)), None)
    so_far = [event for event in told if _item(event).valid_from <= day]
    later = [event for event in told if _item(event).valid_from > day and _item(event).status is not PlanStatus.ENDED]
    begins_on = _item(later[0]).valid_from if item is None and later else None
    ended = _item(so_far[-1]) if so_far and item is None else None
    newest = so_far[-1] if item is not None else told[-1]
    prescribed = None if item is None else prescription(plan, item)
    try:
        ladder = None if ended is not None and begins_on is None else ladder_around(noted, name, begins_on or day)
        stretches = course(ladder) if ladder else ()
        state = step_in_force(ladder, day) if ladder else None
    except ValueError as error:
        return MedicineCard(newest.id, name, tuple(history), prescribed, begins_on, ended, problem=str(error))
    return MedicineCard(newest.id, name, tuple(history), prescribed, begins_on, ended, ladder, stretches, state)


def _item(event: Event) -> PlanItem:
    assert isinstance(event.fact, PlanItem)
    return event.fact
