"""What is written down already about a medicine, and holds only from a later day? A start, a change, an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from supple.knowledge.medicine_names import plain_name
from supple.model import Plan, PlanItem, PlanStatus
from supple.plan.ladder import is_on_the_way
from supple.plan.prescription_words import prescribed_words


def medicines_to_come(plan: Plan) -> tuple[PlanItem, ...]:
    """The entries after the plan's day, by day, of one medicine and day the last; none said on the way of steps.

    An end is left out where the medicine is not in force by then.
    """
    found: dict[tuple[date, str], PlanItem] = {}
    for event in plan.later:
        item = event.fact
        if isinstance(item, PlanItem) and item.item == "medicine" and not is_on_the_way(item):
            found[item.valid_from, plain_name(item.name)] = item
    held = {plain_name(item.name) for item in plan.in_force("medicine")}
    coming = []
    for (_, key), item in sorted(found.items()):
        if item.status is not PlanStatus.ENDED:
            held.add(key)
        elif key not in held:
            continue
        else:
            held.discard(key)
        coming.append(item)
    return tuple(coming)


def to_come_of(plan: Plan, medicine: str) -> tuple[PlanItem, ...]:
    """Those of one medicine."""
    return tuple(item for item in medicines_to_come(plan) if plain_name(item.name) == plain_name(medicine))


def to_begin(plan: Plan) -> tuple[PlanItem, ...]:
    """The medicines that are not in force yet, each by the entry with which it begins."""
    held = {plain_name(item.name) for item in plan.in_force("medicine")}
    begun: dict[str, PlanItem] = {}
    for item in medicines_to_come(plan):
        if item.status is not PlanStatus.ENDED and plain_name(item.name) not in held:
            begun.setdefault(plain_name(item.name), item)
    return tuple(begun.values())


def to_come_words(item: PlanItem, say: Callable[[date], str]) -> str:
    """ "ends on 3 December 2026, said by Dr Ahmed", or "from 3 December 2026: one tablet at 08:00"."""
    if item.status is PlanStatus.ENDED:
        who = item.detail.get("said_by", "")
        return f"ends on {say(item.valid_from)}{f', said by {who}' if who else ''}"
    return f"from {say(item.valid_from)}: {written(item) or 'agreed anew'}"


def written(item: PlanItem) -> str:
    """What is written down of it, in one line."""
    return item.words or "; ".join(prescribed_words(item))
