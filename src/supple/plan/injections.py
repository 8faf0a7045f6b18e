"""Which injections were done or agreed, where in its cycle is each today, and which days come of it? Dates only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from supple.knowledge import load
from supple.knowledge.medicine_names import known_medicines, may_be_toxin, plain_name
from supple.model import Injection, Plan, PlanItem, PlanStatus
from supple.plan.cycles import NERVE_BLOCKS, cycles_of, product_of

TOXIN_CLASS, BLOCK_CLASS = "botulinum toxin", "nerve block"
# How an injection is said to have been guided.
GUIDANCE = {"ultrasound": "by ultrasound", "emg": "by EMG", "none": "by hand, with no device"}
# A planned review day that lies further off belongs to another plan.
_MOST_REVIEW_DAYS = 365


def kind_of(name: str) -> Literal["toxin", "nerve block", "other"]:
    """Toxin, or what may be; a nerve block; or another medicine we know."""
    if may_be_toxin(name, NERVE_BLOCKS):
        return "toxin"
    medicines = load().medicines
    known = {medicines[each].medicine_class for each in known_medicines(name)}
    # "Alcohol" and "ethanol" are known as words of nerve blocks only.
    return "other" if known and BLOCK_CLASS not in known else "nerve block"


def toxin_products() -> tuple[str, ...]:
    """The brands that `knowledge` knows, for a list to choose from."""
    brands = (
        brand
        for medicine in load().medicines.values()
        if medicine.medicine_class == TOXIN_CLASS
        for brand in medicine.brands
    )
    return tuple(sorted(dict.fromkeys(brands)))


def nerve_blocks() -> tuple[str, ...]:
    """The nerve blocks that `knowledge` knows, for a list to choose from."""
    return tuple(one.label for one in load().medicines.values() if one.medicine_class == BLOCK_CLASS)


def injections_of(plan: Plan, today: date) -> tuple[Injection, ...]:
    """Every injection in the plan, newest first; fold the plan on a later day for those agreed.

    An entry of the same day and product again replaces the one before; one that ended is gone.
    """
    cycles = {(one.injected_on, one.product): one for one in cycles_of(plan)}
    found: dict[tuple[date, str], Injection] = {}
    for event in plan.events:
        item = event.fact
        if not isinstance(item, PlanItem) or item.item != "injection" or item.status is PlanStatus.ENDED:
            continue
        kind, product = kind_of(item.name), product_of(item.name)
        since = (today - item.valid_from).days
        found[item.valid_from, plain_name(product)] = Injection(
            event_id=event.id,
            item=item,
            product=product,
            kind=kind,
            is_known=bool(known_medicines(item.name)),
            cycle=cycles.get((item.valid_from, product)) if kind == "toxin" else None,
            week=since // 7 + 1 if since >= 0 else None,
            muscles=tuple(filter(None, (part.strip() for part in item.detail.get("muscles", "").split(";")))),
            review_day=_review_day(item),
        )
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.product), reverse=True))


def last_toxin(injections: Sequence[Injection], today: date) -> tuple[Injection, ...]:
    """The toxin injections of the newest day that is not still to come: one, or one a product."""
    done = [one for one in injections if one.cycle is not None and one.on <= today]
    newest = max((one.on for one in done), default=None)
    return tuple(one for one in done if one.on == newest)


def dates_to_come(injections: Sequence[Injection], today: date) -> tuple[tuple[date, str], ...]:
    """(day, words) of the newest injection day: its review, and the earliest day of a repeat while none is agreed."""
    coming: list[tuple[date, str]] = []
    newest = last_toxin(injections, today)
    if not newest:
        return ()
    name = " and ".join(one.item.name for one in newest)
    cycle = newest[0].cycle
    assert cycle is not None  # last_toxin keeps no others
    planned = next((one.review_day for one in newest if one.review_day), None)
    span = f"4 to 6 weeks after the {name} injection"
    if planned is not None:
        if planned >= today:
            coming.append((planned, f"review of the {name} injection, as planned"))
    elif cycle.review_from >= today:
        coming.append((cycle.review_from, f"review is usual from here on, {span}"))
    elif cycle.review_until >= today:
        coming.append((cycle.review_until, f"review is usual until here, {span}"))
    if cycle.repeat_day is None and cycle.earliest_repeat >= today:
        coming.append((cycle.earliest_repeat, f"12 weeks since the {name} injection: earliest day of a repeat"))
    return tuple(coming)


def _review_day(item: PlanItem) -> date | None:
    try:
        day = date.fromisoformat(item.detail.get("review_day", ""))
    except ValueError:
        return None
    return day if 0 < (day - item.valid_from).days <= _MOST_REVIEW_DAYS else None
