"""What is in the pump, until when, what to ask, and whom to ring? In micrograms, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from supple import knowledge, plan
from supple.actions import folding
from supple.actions.access import require
from supple.actions.day import recent_of
from supple.actions.persons import card_of, settings_of
from supple.actions.pump_dates import month_of
from supple.knowledge.entries import PumpBrand
from supple.model import Account, Alert, Event, Plan, PlanItem, PumpCountdown, PumpRecord

RULE = "R05"
NAME = "Baclofen pump"
TRIAL, TRIAL_NAME = "pump_trial", "trial dose"


@dataclass(frozen=True)
class PumpView:
    """Everything that a page says about the pump on `day`. Without a pump `item`, `record` and `count` are None.

    `alert` is the refill rule's own alert, with its urgency and words; None while the day is further away than the
    rule looks, or where no day can be counted. `confirmable` names the fields that somebody can answer for.
    `fills` are the entries of each fill, newest first; `entries` those of the pump in force.
    `asked` maps a field in question to the entry that says it.
    """

    day: date
    item: PlanItem | None
    record: PumpRecord | None
    count: PumpCountdown | None
    alert: Alert | None
    fills: tuple[Event, ...]
    trials: tuple[PlanItem, ...]
    team: tuple[PlanItem, ...]
    brand: PumpBrand
    battery_ends: date | None
    confirmable: frozenset[str] = frozenset()
    asked: Mapping[str, Event] = field(default_factory=dict)
    entries: tuple[Event, ...] = ()

    @property
    def detail(self) -> Mapping[str, str]:
        return {} if self.item is None else self.item.detail


def pump(account: Account, person_id: UUID, *, now: datetime) -> PumpView:
    """The pump as it stands now: its fill, its programme, both low days, what to ask, whom to ring."""
    card = card_of(require(account, "pump", person_id, now=now))
    starts = settings_of(person_id).day_starts_at_hour
    day = folding.today_of(now, card.zone, starts)
    recent = recent_of(person_id, day, starts)
    held = recent.folded.plan
    alerts = folding.alerts(recent.folded, now=now, zone=card.zone)
    item = newest(held)
    zone = plan.pump_zone(held)
    brands = knowledge.load().pumps
    detail = {} if item is None else item.detail
    record = None if zone is None else plan.pump_of(held, zone)
    return PumpView(
        day=day,
        item=item,
        record=record,
        count=held.pump,
        alert=next((alert for alert in alerts if alert.rule == RULE), None),
        fills=_fills(held),
        trials=held.in_force(TRIAL),
        team=_pump_people(held),
        brand=brands.get(detail.get("brand", ""), brands["other"]),
        battery_ends=month_of(detail.get("battery_end", "")),
        confirmable=frozenset() if record is None or held.pump is None else plan.confirmable(held.pump, record),
        asked=_asked(held),
        entries=plan.pump_events(held),
    )


def newest(held: Plan) -> PlanItem | None:
    """The pump; after one was replaced and nobody ended the old one, the later."""
    return max(held.in_force("pump"), key=lambda item: item.valid_from, default=None)


def _fills(held: Plan) -> tuple[Event, ...]:
    """Each fill as it was written down, newest first."""
    items = [event for event in held.events if isinstance(event.fact, PlanItem) and event.fact.item == "pump"]
    return tuple(event for event in reversed(items) if event.fact.detail.get("filled_on"))  # type: ignore[union-attr]


def _asked(held: Plan) -> dict[str, Event]:
    if held.pump is None:
        return {}
    fields = [question.field for question in held.pump.questions]
    fields += [plan.RESIDUAL_GAP] if held.pump.residual_question else []
    found = {name: plan.event_asked_about(held, name) for name in fields}
    return {name: event for name, event in found.items() if event is not None}


def _pump_people(held: Plan) -> tuple[PlanItem, ...]:
    """The team, whoever has to do with the pump first."""
    team = held.in_force("team")
    return tuple(sorted(team, key=lambda one: "pump" not in f"{one.name} {one.detail.get('role', '')}".casefold()))
