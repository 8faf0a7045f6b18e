"""What was agreed on a given day, and what changed on the way there? The fold of plan and profile events.

Two times matter and are kept apart: `valid_from` is the day from which something holds, `recorded_at` the moment
it was written down. A dose raised on 20 May and written down on 5 June holds on 25 May. Nothing here reads a
dose as a number or says anything about one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from supple.knowledge.medicine_names import plain_name
from supple.model import (
    DatedChange,
    Event,
    Plan,
    PlanItem,
    PlanStatus,
    Profile,
    PumpCountdown,
    event_to_json,
    local_day_of,
)
from supple.plan.ladder import is_on_the_way, step_days
from supple.plan.pump import countdown
from supple.plan.pump_entries import carry_over, pump_of, pump_zone

AGREED = (PlanItem, Profile)  # what a plan is folded from
# What moves the amount of a medicine that reaches the body; other pump details (alarm date, model) do not.
_PUMP_SETTINGS = ("concentration_mcg_per_ml", "daily_dose_mcg", "steps", "drug")


def fold_plan(events: Iterable[Event], day: date, *, known_at: datetime | None = None) -> Plan:
    """The plan that held on `day`.

    Args:
        events: any events, in any order, raw or already folded by the diary; only plan and profile ones are read.
        day: the local day asked for. What holds only from a later day on stands in `later` and nowhere else.
        known_at: look only at what had been written down by then (aware); None: everything known today.

    Returns:
        Items in force sorted by kind and name, profile answers sorted by key, dated changes up to `day`.
    """
    noted = [event for event in events if event.replaces is not None or isinstance(event.fact, AGREED)]
    if known_at is not None:
        noted = [event for event in noted if event.recorded_at <= known_at]
    shown = [event for event in _shown(noted) if isinstance(event.fact, AGREED)]
    ordered = sorted(shown, key=_order)
    held = [event for event in ordered if _holds_from(event) <= day]
    in_force: dict[tuple[str, str], PlanItem] = {}
    answers: dict[str, str] = {}
    dated: list[DatedChange] = []
    entries: dict[tuple[str, str], list[Event]] = {}
    for event in held:
        fact = event.fact
        if isinstance(fact, Profile):
            answers[fact.key] = fact.answer
        elif isinstance(fact, PlanItem):
            key = (fact.item, plain_name(fact.name))
            entries.setdefault(key, []).append(event)
            if is_on_the_way(fact):
                continue  # a hold changes when steps come, not what was prescribed
            before = in_force.get(key)
            change = _change(fact, before)
            if change is not None:
                dated.append(change)
            if fact.status is PlanStatus.ENDED:
                in_force.pop(key, None)
            elif fact.item == "pump" and before is not None:
                in_force[key] = carry_over(before, fact)
            else:
                in_force[key] = fact
    stepped = [
        DatedChange(on, "dose", f"{noted_of[0].fact.name}: {what}")
        for (kind, _), noted_of in entries.items()
        if kind == "medicine" and isinstance(noted_of[0].fact, PlanItem)
        for on, what in step_days(noted_of)
        if on <= day
    ]
    if stepped:
        dated = sorted([*dated, *stepped], key=lambda change: change.day)
    plan = Plan(
        day=day,
        items=tuple(item for _, item in sorted(in_force.items())),
        profile=tuple(sorted(answers.items())),
        changes=tuple(dict.fromkeys(dated)),
        events=tuple(held),
        later=tuple(ordered[len(held) :]),
    )
    return replace(plan, pump=_counted(plan))


plan_at = fold_plan


def changes(plan: Plan) -> tuple[DatedChange, ...]:
    """The dated changes to allow for when looking at triggers, oldest first.

    A medicine begun, changed or ended is a "dose"; so is each step of a ladder, and so are new settings of a
    pump. A toxin injection or nerve block is an "injection" (its effect rises and fades over weeks). A pump refill
    with unchanged settings, a routine, the breaks and an aid are "other". Goals, questions, visits and the team are
    no change of treatment.
    """
    return plan.changes


def _counted(plan: Plan) -> PumpCountdown | None:
    """The pump's countdown, on the wall clock of its newest entry."""
    zone = pump_zone(plan)
    record = None if zone is None else pump_of(plan, zone)
    return None if record is None else countdown(record, plan.day)


def _shown(events: list[Event]) -> list[Event]:
    """Corrections applied: of each chain the newest end is shown, nothing if that end takes the entry back.

    The same rule as the diary's, kept here too because a plan may be asked of raw events.
    """
    by_id: dict[UUID, Event] = {}
    for event in events:
        known = by_id.get(event.id)
        if known is None or _version(event) > _version(known):
            by_id[event.id] = event
    replaced = {event.replaces for event in by_id.values() if event.replaces is not None}
    ends: dict[UUID, Event] = {}
    for event in by_id.values():
        if event.id in replaced:
            continue
        root = _root(event, by_id)
        rival = ends.get(root)
        if rival is None or (event.recorded_at, event.id) > (rival.recorded_at, rival.id):
            ends[root] = event
    return [event for event in ends.values() if not event.withdrawn]


def _version(event: Event) -> tuple[datetime, str]:
    """Of two entries with one id (a clash, a file changed and imported again) the later, then the larger, holds."""
    return (event.recorded_at, json.dumps(event_to_json(event), sort_keys=True))


def _root(event: Event, by_id: Mapping[UUID, Event]) -> UUID:
    """The first entry of the chain; in an already folded diary that entry itself is no longer there."""
    seen = {event.id}
    here = event
    while here.replaces is not None and here.replaces not in seen:
        seen.add(here.replaces)
        before = by_id.get(here.replaces)
        if before is None:
            return here.replaces
        here = before
    return here.id


def _holds_from(event: Event) -> date:
    fact = event.fact
    return fact.valid_from if isinstance(fact, PlanItem) else local_day_of(event.when)


def _order(event: Event) -> tuple[date, datetime, UUID]:
    return (_holds_from(event), event.recorded_at, event.id)


def _change(item: PlanItem, before: PlanItem | None) -> DatedChange | None:
    """What this plan entry means for the treatment, if anything, given what held until then."""
    kind = _kind_of_change(item, before)
    if kind is None:
        return None
    what = {PlanStatus.AGREED: "agreed", PlanStatus.CHANGED: "changed", PlanStatus.ENDED: "ended"}[item.status]
    if item.item == "injection" and item.status is not PlanStatus.ENDED:
        what = "injected"
    elif item.item == "pump" and kind == "other":
        what = "filled"
    elif item.status is PlanStatus.AGREED and before is not None:
        what = "changed"
    return DatedChange(item.valid_from, kind, f"{item.name or item.item}: {what}")


def _kind_of_change(item: PlanItem, before: PlanItem | None) -> str | None:
    has_ended = item.status is PlanStatus.ENDED
    is_same = before is not None and (before.words, dict(before.detail)) == (item.words, dict(item.detail))
    match item.item:
        case "injection":
            # "No more injections" changes nothing on that day: the last one goes on fading.
            is_repeat = before is not None and before.valid_from == item.valid_from
            return None if has_ended or is_repeat else "injection"
        case "medicine":
            # Ended without ever having been written down: it was taken until then.
            return None if is_same and not has_ended else "dose"
        case "pump":
            return _kind_of_pump_change(item, before)
        case "break":
            # What fits the body (which ideas are shown) is no other length of sitting.
            is_same = before is not None and _sitting(before) == _sitting(item)
            is_change = before is not None if has_ended else not is_same
            return "other" if is_change else None
        case "routine" | "aid":
            is_change = before is not None if has_ended else not is_same
            return "other" if is_change else None
    return None


def _sitting(item: PlanItem) -> tuple[str | None, ...]:
    return tuple(item.detail.get(key) for key in ("every_minutes", "from_time", "to_time", "weekdays"))


def _kind_of_pump_change(item: PlanItem, before: PlanItem | None) -> str | None:
    if before is None or item.status is PlanStatus.ENDED:
        return "dose"
    # A later entry may say only what changed: what it leaves out goes on holding.
    if any(item.detail.get(key, before.detail.get(key)) != before.detail.get(key) for key in _PUMP_SETTINGS):
        return "dose"
    is_filled = item.detail.get("filled_on", before.detail.get("filled_on")) != before.detail.get("filled_on")
    return "other" if is_filled else None
