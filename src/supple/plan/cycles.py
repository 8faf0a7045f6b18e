"""When is a toxin injection reviewed, and from when may it be repeated at the earliest? Dates only, per injection.

Sources: clinical reference §2.2, review at 4–6 weeks, repeat after at least 12 weeks. The team decides on both;
units are kept as written, with their product, and are added within one product and day only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from supple.knowledge import load
from supple.knowledge.medicine_names import known_medicines, may_be_toxin
from supple.model import MuscleShot, Plan, PlanItem, PlanStatus, Side, ToxinCycle, ToxinUnits
from supple.plan.amounts import read_amount

REVIEW_FROM_DAYS = 28
REVIEW_UNTIL_DAYS = 42
EARLIEST_REPEAT_DAYS = 84
# Words of nerve blocks that are no medicine of ours (phenol is one); as in the toxin rule of `red_flags.toml`.
NERVE_BLOCKS = ("alcohol", "ethanol")

_SHOT = re.compile(r"(?P<muscle>[^,:;]+?)\s*(?:,\s*(?P<side>left|right|both))?\s*:\s*(?P<units>\S+)")


def cycle(product: str, injected_on: date, shots: Sequence[MuscleShot] = ()) -> ToxinCycle:
    """The dates that follow from one injection day. Raises ValueError if a shot is of another product."""
    for shot in shots:
        if shot.given.product != product:
            raise ValueError("“shots” has units of another product: each product is its own cycle")
    return ToxinCycle(
        product=product,
        injected_on=injected_on,
        shots=tuple(shots),
        review_from=injected_on + timedelta(days=REVIEW_FROM_DAYS),
        review_until=injected_on + timedelta(days=REVIEW_UNTIL_DAYS),
        earliest_repeat=injected_on + timedelta(days=EARLIEST_REPEAT_DAYS),
    )


def with_repeats(cycles: Sequence[ToxinCycle]) -> tuple[ToxinCycle, ...]:
    """Oldest first, each with the next injection day of any toxin and a question if that comes early.

    Two products on one day are two cycles with the same next day.
    """
    ordered = sorted(cycles, key=lambda each: (each.injected_on, each.product))
    days = sorted({each.injected_on for each in ordered})
    following: dict[date, date | None] = {**dict(pairwise(days)), **dict.fromkeys(days[-1:])}
    return tuple(_asked(replace(each, repeat_day=following[each.injected_on])) for each in ordered)


def cycles_of(plan: Plan) -> tuple[ToxinCycle, ...]:
    """Every toxin injection up to the plan's day, oldest first; fold the plan on a later day for agreed ones.

    Read from plan entries `injection`: the name is the product, `units` is written as "soleus, left: 50; soleus,
    right: 50". A nerve block is no cycle. A name that nobody knows may be toxin and has its dates, as in the rules.
    An entry of the same product and day again replaces the one before.
    """
    found: dict[tuple[date, str], ToxinCycle] = {}
    for event in plan.events:
        item = event.fact
        if not isinstance(item, PlanItem) or item.item != "injection" or item.status is PlanStatus.ENDED:
            continue
        if not may_be_toxin(item.name, NERVE_BLOCKS):
            continue
        product = product_of(item.name)
        shots: tuple[MuscleShot, ...] = ()
        unread: tuple[str, ...] = ()
        try:
            shots = read_shots(product, item.detail.get("units", ""))
        except ValueError:
            unread = ("units",)
        found[item.valid_from, product] = replace(cycle(product, item.valid_from, shots), unread=unread)
    return with_repeats(tuple(found.values()))


def read_shots(product: str, text: str) -> tuple[MuscleShot, ...]:
    """ "soleus, left: 50; gastrocnemius: 75" as shots of `product`. Raises ValueError naming the field."""
    shots = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        found = _SHOT.fullmatch(part)
        if not found:
            raise ValueError("“units” has a part that is not written as muscle, side: units")
        units: Decimal = read_amount(found["units"], "units")
        side = Side(found["side"]) if found["side"] else None
        shots.append(MuscleShot(found["muscle"], side, ToxinUnits(product, units)))
    return tuple(shots)


def _asked(each: ToxinCycle) -> ToxinCycle:
    if each.repeat_day is None or each.repeat_day >= each.earliest_repeat:
        return each
    weeks, days = divmod((each.repeat_day - each.injected_on).days, 7)
    apart = f"{weeks} weeks and {days} days" if days else f"{weeks} weeks"
    return replace(
        each,
        asks_clinic=f"The next injection is written down {apart} after this one, less than 12 weeks. "
        "Is a date mistyped? If not, ask the clinic that injects.",
    )


def product_of(name: str) -> str:
    """The product's usual name where it is known, so that "botox" and "Botox " are one; else as written."""
    known = known_medicines(name)
    return load().medicines[min(known)].label if len(known) == 1 else " ".join(name.split())
