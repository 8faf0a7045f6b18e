"""What is left in each medicine's box? The newest count, what was picked up since, and what was noted as taken.

A count holds from the moment at which it was written down: doses taken at a known time before it, others noted before
it, and boxes picked up before it, are in it already. That is how somebody counts who has just taken one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from uuid import UUID

from supple.model import (
    DAY_STARTS_AT_HOUR,
    TAKEN_STATUSES,
    Box,
    Dose,
    Event,
    Instant,
    Plan,
    PlanItem,
    PlanStatus,
    PrescribedPieces,
    Prescription,
    StockCount,
    StockPickup,
    TakenPieces,
    local_day_of,
)
from supple.plan.amounts import read_amount
from supple.plan.coming import to_come_of
from supple.plan.doses import medicine_meant
from supple.plan.pieces import amount_words, piece_word, pieces_of
from supple.plan.prescription import prescriptions
from supple.plan.stock import prescribed_of, stock_left


def boxes(
    plan: Plan,
    events: Iterable[Event],
    *,
    history: Mapping[UUID, Sequence[Event]] = MappingProxyType({}),
    day_starts_at_hour: int = DAY_STARTS_AT_HOUR,
) -> tuple[Box, ...]:
    """Every medicine in force with its box on the plan's day, counted or not, by name.

    Args:
        plan: of today.
        events: of a diary, so that corrections are applied.
        history: of that diary: every version of an entry by its id, oldest first. An answer that was changed after
            the count was given before it.
        day_starts_at_hour: as the person chose.
    """
    held = prescriptions(plan)
    names = [one.medicine for one in held]
    doses: dict[str, list[Event]] = {name: [] for name in names}
    for event in events:
        if isinstance(event.fact, Dose) and event.fact.status in TAKEN_STATUSES:
            medicine = medicine_meant(event.fact.medicine, names)
            if medicine is not None:
                doses[medicine].append(event)
    said: dict[str, list[Event]] = {name: [] for name in names}
    for event in plan.events:
        if isinstance(event.fact, PlanItem) and event.fact.item == "stock":
            medicine = medicine_meant(event.fact.name, names)
            if medicine is not None:
                said[medicine].append(event)
    since = {event.id: _first_noted(event, history) for of_it in doses.values() for event in of_it}
    return tuple(_box(plan, one, said[one.medicine], doses[one.medicine], since, day_starts_at_hour) for one in held)


def _first_noted(event: Event, history: Mapping[UUID, Sequence[Event]]) -> datetime:
    """When the dose was first noted as taken; for one with a time of its own, that time."""
    if isinstance(event.when, Instant):
        return event.when.at_utc
    versions = [one for one in history.get(event.id, ()) if not one.withdrawn]
    taken = [one for one in versions if isinstance(one.fact, Dose) and one.fact.status in TAKEN_STATUSES]
    return min((one.recorded_at for one in taken), default=event.recorded_at)


def _box(
    plan: Plan,
    prescription: Prescription,
    said: list[Event],
    doses: list[Event],
    since: Mapping[UUID, datetime],
    starts: int,
) -> Box:
    unit = amount_words(Fraction(2), piece_word(prescription)).split(" ", 1)[1]
    nothing = Box(prescription.medicine, unit)
    try:
        newest = _newest_count(said)
        if newest is None:
            return nothing
        counted, pieces = newest
        count = StockCount(_on(counted), pieces, unit)
        taken = [
            TakenPieces(day, pieces_of(event.fact, prescription))
            for event in doses
            if isinstance(event.fact, Dose)
            and (
                (day := local_day_of(event.when, starts)) > count.counted_on or since[event.id] > counted.recorded_at
            )
        ]
        # Of the same moment, the box was picked up after the count: one form may say both.
        pickups = [
            StockPickup(_on(event), read_amount(text, "picked_up"))
            for event in said
            if (text := _detail(event, "picked_up")) and _order(event)[:2] >= _order(counted)[:2]
        ]
        lines = prescribed_of(plan, prescription.medicine)
        view = stock_left(count, lines, taken, plan.day, pickups)
    except ValueError as error:
        return Box(prescription.medicine, unit, unread=str(error))
    return Box(prescription.medicine, unit, count, view, ends_on=_ends_on(plan, prescription.medicine, lines))


def _ends_on(plan: Plan, medicine: str, lines: Sequence[PrescribedPieces]) -> date | None:
    """The day of an end that is written down, where the pieces of every day up to it are known."""
    coming = to_come_of(plan, medicine)
    known = lines and all((one.max_per_day if one.as_needed else one.per_day) is not None for one in lines)
    if not coming or coming[-1].status is not PlanStatus.ENDED or not known:
        return None
    return None if any("step_1" in item.detail for item in coming) else coming[-1].valid_from


def _newest_count(said: Iterable[Event]) -> tuple[Event, Decimal] | None:
    """The newest count that can be read: one that cannot be spoils none after it, nor the one before.

    Raises ValueError where there are counts, and none can be read.
    """
    unread: ValueError | None = None
    for event in sorted(said, key=_order, reverse=True):
        if text := _detail(event, "counted"):
            try:
                return event, read_amount(text, "counted")
            except ValueError as error:
                unread = unread or error
    if unread is not None:
        raise unread
    return None


def _item(event: Event) -> PlanItem:
    assert isinstance(event.fact, PlanItem)
    return event.fact


def _detail(event: Event, key: str) -> str:
    return _item(event).detail.get(key, "").strip()


def _on(event: Event) -> date:
    return _item(event).valid_from


def _order(event: Event) -> tuple[date, datetime, UUID]:
    return _on(event), event.recorded_at, event.id
