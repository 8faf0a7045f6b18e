"""What is prescribed now, what comes, what was ended, and what was agreed on the way? From the entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from supple.knowledge.medicine_names import plain_name
from supple.model import UNITS, Event, Ladder, MedicineCard, MedicinesView, PlanItem, PlanStatus
from supple.model.check import LATEST_AGREED
from supple.plan.fold import fold_plan
from supple.plan.ladder import course, is_on_the_way, ladder_of, state_of, step_in_force
from supple.plan.ladder_words import write_steps
from supple.plan.prescription import prescription
from supple.plan.prescription_fields import read_times
from supple.plan.prescription_words import state_words


def medicines(events: Iterable[Event], day: date) -> MedicinesView:
    """Every medicine ever written down, as it stands on a local day."""
    noted = list(events)
    of: dict[str, list[Event]] = {}
    for event in fold_plan(noted, LATEST_AGREED).events:
        if isinstance(event.fact, PlanItem) and event.fact.item == "medicine":
            of.setdefault(plain_name(event.fact.name), []).append(event)
    # What was said of steps whose prescription was taken back is about no medicine that is written down.
    written = [
        history for _, history in sorted(of.items()) if not all(is_on_the_way(_item(each)) for each in history)
    ]
    cards = [_card(noted, history, day) for history in written]
    return MedicinesView(
        day=day,
        held=tuple(card for card in cards if card.prescribed is not None),
        later=tuple(card for card in cards if card.prescribed is None and card.begins_on is not None),
        ended=tuple(card for card in cards if card.prescribed is None and card.begins_on is None),
    )


def _card(noted: Sequence[Event], history: Sequence[Event], day: date) -> MedicineCard:
    """`history` holds every entry of one medicine, in the order in which they hold."""
    plan = fold_plan(noted, day)
    own = [event for event in history if not is_on_the_way(_item(event))]
    key = plain_name(_item(own[-1]).name)
    held = next((each for each in plan.in_force("medicine") if plain_name(each.name) == key), None)
    so_far = [event for event in own if _item(event).valid_from <= day]
    later = [event for event in own if _item(event).valid_from > day and _item(event).status is not PlanStatus.ENDED]
    if held is not None:
        shown, begins_on, ended = so_far[-1], None, None
    elif later:
        shown, begins_on, ended = later[0], _item(later[0]).valid_from, None
    else:
        shown = next((each for each in reversed(own) if _item(each).status is not PlanStatus.ENDED), own[-1])
        ends = (_item(each) for each in reversed(own))
        begins_on, ended = None, next((each for each in ends if each.status is PlanStatus.ENDED), None)
    card = MedicineCard(
        event_id=shown.id,
        item=_item(shown),
        history=tuple(history),
        prescribed=None if held is None else prescription(plan, held),
        begins_on=begins_on,
        coming=tuple(_item(event) for event in own if _item(event).valid_from > max(day, begins_on or day)),
        ended=ended,
        as_typed=_as_typed(_item(shown), None),
    )
    if ended is not None:
        return card
    try:
        around = plan if begins_on is None else fold_plan(noted, begins_on)
        ladder = ladder_of(around, key)
        if ladder is None:
            return card
        state = (state_of(plan, key) if begins_on is None else None) or step_in_force(ladder, day)
        words = tuple(state_words(state, len(ladder.steps)))
        typed = _as_typed(_item(shown), ladder)
        return replace(card, ladder=ladder, course=course(ladder), state=state, state_words=words, as_typed=typed)
    except ValueError as error:
        item = _item(shown)
        return replace(card, problem=str(error), as_typed={**_as_typed(item, None), "steps": _unread_steps(item)})


def _unread_steps(item: PlanItem) -> str:
    """The steps' words as they stand, for whoever writes them down again."""
    numbers = sorted(int(key[5:]) for key in item.detail if key.startswith("step_") and key[5:].isdecimal())
    return "\n".join(item.detail[f"step_{number}"] for number in numbers)


def _as_typed(item: PlanItem, ladder: Ladder | None) -> dict[str, str]:
    kept = {key: words for key, words in item.detail.items() if not key.startswith("step_")}
    if item.detail.get("unit") in UNITS:  # how samples and older entries named it
        kept.setdefault("strength_unit", item.detail["unit"])
    if not read_times(item.detail, []):
        kept.pop("times", None)
    kept |= {"name": item.name, "from_day": item.valid_from.isoformat()}
    return kept if ladder is None else {**kept, "steps": write_steps(ladder.steps)}


def _item(event: Event) -> PlanItem:
    assert isinstance(event.fact, PlanItem)
    return event.fact
