"""Is a refill written down for a day before the pump may be low? Facts of the plan only: nobody is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from supple.knowledge import conditions as ask_for
from supple.knowledge.medicine_names import plain_name
from supple.model import Plan, PlanItem, PlanStatus
from supple.watch.answers import NOT_NOTED, Asked
from supple.watch.evidence import Evidence


def unbooked(leaf: ask_for.Unbooked, evidence: Evidence, hours: float) -> Asked:
    """No: a visit of that name comes before the day. Never yes: what is not written down may still be booked."""
    del hours
    name = "refill_booked"
    count = evidence.plan.pump if evidence.plan is not None else None
    coming = [visit for visit in _visits(evidence.plan, leaf) if visit.valid_from >= evidence.today]
    if count is None or count.counted_day is None or not coming:
        return Asked(name, NOT_NOTED, None)
    first = coming[0].valid_from
    if first < count.counted_day:
        return Asked(name, f"{first.isoformat()}, before {count.counted_day.isoformat()}", False)
    return Asked(name, f"{first.isoformat()}, not before {count.counted_day.isoformat()}", None)


def next_booked(plan: Plan, leaf: ask_for.Unbooked, today: date) -> PlanItem | None:
    """The next visit of that name from `today` on, whether or not it comes in time."""
    return next((visit for visit in _visits(plan, leaf) if visit.valid_from >= today), None)


def _visits(plan: Plan | None, leaf: ask_for.Unbooked) -> list[PlanItem]:
    return visits_named(plan, lambda visit: _is_meant(plain_name(f"{visit.name} {visit.words}"), leaf))


def visits_named(plan: Plan | None, means: Callable[[PlanItem], bool]) -> list[PlanItem]:
    """The visits that are meant, as they were last written down and not called off, oldest first."""
    found: dict[tuple[date, str], PlanItem] = {}
    for event in (*plan.events, *plan.later) if plan is not None else ():
        item = event.fact
        if isinstance(item, PlanItem) and item.item == "visit" and means(item):
            key = (item.valid_from, plain_name(item.name))
            if item.status is PlanStatus.ENDED:
                found.pop(key, None)
            else:
                found[key] = item
    return [found[key] for key in sorted(found)]


def _is_meant(name: str, leaf: ask_for.Unbooked) -> bool:
    return any(word in name for word in leaf.unbooked) and not any(word in name for word in leaf.but_not)
