"""What is in the pump, until when, and what was just written down about it? In micrograms, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import knowledge, plan, store
from supple.actions import folding
from supple.actions.access import require
from supple.actions.day import recent_of
from supple.actions.noting import events_of
from supple.actions.persons import card_of, settings_of
from supple.actions.pump_dates import month_of
from supple.actions.together import tie_of
from supple.knowledge.entries import PumpBrand
from supple.model import (
    Account,
    Alert,
    Day,
    Fact,
    Member,
    Plan,
    PlanItem,
    PlanStatus,
    Profile,
    PumpCountdown,
    PumpRecord,
    UserError,
    When,
)
from supple.store import queries

RULE = "R05"
NAME = "Baclofen pump"
TRIAL, TRIAL_NAME = "pump_trial", "trial dose"
FORMS = ("refill", "programming", "bolus", "set_up", "end")
_KINDS = {
    "refill": "Refill",
    "programming": "Programmed anew",
    "bolus": "Bolus",
    "set_up": "The pump itself",
    "end": "Taken out",
}
Rows = Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class PumpView:
    """Everything that a page says about the pump on `day`. Without a pump `item`, `record` and `count` are None.

    `alert` is the refill rule's own alert, with its urgency and words; None while the day is further away than the
    rule looks, or where no day can be counted. `confirmable` names the fields that somebody can answer for.
    """

    day: date
    item: PlanItem | None
    record: PumpRecord | None
    count: PumpCountdown | None
    alert: Alert | None
    fills: tuple[PlanItem, ...]
    trials: tuple[PlanItem, ...]
    team: tuple[PlanItem, ...]
    brand: PumpBrand
    battery_ends: date | None
    confirmable: frozenset[str] = frozenset()

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
    item = _newest(held)
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
    )


def read_pump(
    account: Account, person_id: UUID, form: str, typed: Mapping[str, str], rows: Rows = (), *, now: datetime
) -> tuple[plan.PumpTyped, ...]:
    """What a form says, with nothing saved: the pump's entry and, from the set-up, the trial's; each has `errors`."""
    member = require(account, "read_pump", person_id)
    return _read(member, form, typed, rows, now)


def note_pump(
    account: Account,
    person_id: UUID,
    form: str,
    typed: Mapping[str, str],
    rows: Rows = (),
    *,
    now: datetime,
    source: str,
    group: UUID | None = None,
) -> tuple[Fact, ...]:
    """Keep a form of the pump: `refill`, `programming`, `bolus`, `set_up` or `end`; what of it was new.

    Raises:
        UserError: a field cannot be read (its name is in `field`), or nothing was filled in. Nothing is written.
    """
    member = require(account, "note_pump", person_id)
    read = _read(member, form, typed, rows, now)
    for entry in read:
        for name, words in entry.errors.items():
            raise UserError(words, field=name)
    facts = _facts(member, form, read, now)
    if not facts and not any(entry.detail for entry in read):
        raise UserError("nothing was filled in, so there is nothing to save.", hint="Fill in at least one field.")
    today = _today(member, now)
    whens = [
        Day(min(fact.valid_from, today) if isinstance(fact, PlanItem) else today, member.person.zone)
        for fact in facts
    ]
    if not facts:
        return ()
    _keep(member, list(zip(facts, whens, strict=True)), now=now, source=source, group=group)
    return facts


def confirm_pump(
    account: Account, person_id: UUID, field: str, *, now: datetime, source: str, group: UUID | None = None
) -> None:
    """ "It is what the print-out says": the entry stays as typed and is not asked about again while it says the same.

    Raises:
        UserError: nothing asks about that field, or it cannot be confirmed.
    """
    member = require(account, "confirm_pump", person_id)
    if group is not None and queries.events_of_group(person_id, group):
        return  # a double tap
    held = _plan(person_id, _today(member, now))
    item, zone = _newest(held), plan.pump_zone(held)
    record = None if zone is None else plan.pump_of(held, zone)
    if item is None or record is None or held.pump is None or field not in plan.confirmable(held.pump, record):
        raise UserError("nothing is asked about that field.", field="field", hint="Open the pump page again.")
    today = _today(member, now)
    detail, day = plan.confirmation(record, field, today)
    fact = PlanItem(
        "pump", item.name, PlanStatus.CHANGED, day, f"As the print-out says: {plan.pump_label(field)}", detail
    )
    _keep(member, [(fact, Day(min(day, today), member.person.zone))], now=now, source=source, group=group)


def _read(
    member: Member, form: str, typed: Mapping[str, str], rows: Rows, now: datetime
) -> tuple[plan.PumpTyped, ...]:
    # A print-out says calendar days: after midnight the new one is there, though the diary’s has not begun.
    today = max(_today(member, now), now.astimezone(ZoneInfo(member.person.zone)).date())
    match form:
        case "refill":
            return (plan.refill_of(typed, rows, today=today),)
        case "programming":
            return (plan.programming_of(typed, rows, today=today),)
        case "bolus":
            return (plan.bolus_of(typed, today=today),)
        case "end":
            return (plan.end_of(typed, today=today),)
        case "set_up":
            brands = tuple(knowledge.load().pumps)
            return (plan.set_up_of(typed, brands, today=today), plan.trial_of(typed, today=today))
    raise UserError(f"{form!r} is no form of the pump.", field="form", hint=f"One of: {', '.join(FORMS)}.")


def _facts(member: Member, form: str, read: Sequence[plan.PumpTyped], now: datetime) -> tuple[Fact, ...]:
    held = _plan(member.person.id, _today(member, now))
    item = _newest(held)
    facts: list[Fact] = []
    entry = read[0]
    if form == "end":
        if item is None:
            return ()
        # A "yes" that stayed would keep the rules for pumps alive.
        said_by = {key: words for key, words in entry.detail.items() if key == "said_by"}
        ended = PlanItem("pump", item.name, PlanStatus.ENDED, entry.day, _KINDS[form], said_by)
        return (ended, Profile("pump", "no"))
    known = {} if item is None or form != "set_up" else item.detail
    detail = {key: words for key, words in entry.detail.items() if known.get(key) != words}
    if detail:
        # By the form and not by what is known already: a form sent twice must say the same twice.
        day = _today(member, now) if form == "set_up" else entry.day
        status = PlanStatus.AGREED if form in {"refill", "set_up"} else PlanStatus.CHANGED
        facts.append(PlanItem("pump", NAME if item is None else item.name, status, day, _words(form, detail), detail))
        if held.answer("pump") != "yes":
            facts.append(Profile("pump", "yes"))
    for trial in read[1:]:
        already = any(
            each.valid_from == trial.day and dict(each.detail) == dict(trial.detail) for each in held.in_force(TRIAL)
        )
        if trial.detail and not already:
            facts.append(
                PlanItem(TRIAL, TRIAL_NAME, PlanStatus.AGREED, trial.day, _trial_words(trial.detail), trial.detail)
            )
    return tuple(facts)


def _words(form: str, detail: Mapping[str, str]) -> str:
    """One line for the timeline and the report, of nothing but what was typed."""
    said = [
        words.format(detail[key])
        for key, words in (
            ("fill_volume_ml", "{} mL filled"),
            ("concentration_mcg_per_ml", "{} micrograms per mL"),
            ("expected_residual_ml", "{} mL expected before"),
            ("found_residual_ml", "{} mL found before"),
            ("daily_dose_mcg", "{} micrograms a day"),
            ("steps", "through the day (start + length: micrograms) {}"),
            ("bolus_mcg", "{} micrograms"),
            ("clinic_alarm_date", "alarm date from the clinic {}"),
            ("model", "{}"),
            ("implanted_on", "put in on {}"),
            ("reservoir_ml", "reservoir {} mL"),
            ("alarm_volume_ml", "alarm at {} mL"),
            ("battery_end", "battery ends {}"),
            ("card_at", "card: {}"),
        )
        if key in detail
    ]
    return f"{_KINDS[form]}: {', '.join(said)}" if said else _KINDS[form]


def _trial_words(detail: Mapping[str, str]) -> str:
    said = (("trial_mcg", "{} micrograms"), ("trial_changed", "“{}”"), ("trial_lasted", "lasted {}"))
    return ", ".join(words.format(detail[key]) for key, words in said if key in detail)


def _keep(
    member: Member, facts: Sequence[tuple[Fact, When]], *, now: datetime, source: str, group: UUID | None
) -> None:
    tie = tie_of(member.person.id, group)
    events = events_of(member, [(fact, when, False) for fact, when in facts], now=now, source=source, group=tie)
    store.append(events, now=now, resent=group is not None)


def _newest(held: Plan) -> PlanItem | None:
    """The pump; after one was replaced and nobody ended the old one, the later."""
    return max(held.in_force("pump"), key=lambda item: item.valid_from, default=None)


def _today(member: Member, now: datetime) -> date:
    return folding.today_of(now, member.person.zone, settings_of(member.person.id).day_starts_at_hour)


def _plan(person_id: UUID, day: date) -> Plan:
    return plan.plan_at(queries.agreed_events(person_id), day)


def _fills(held: Plan) -> tuple[PlanItem, ...]:
    """Each fill as it was written down, newest first."""
    items = [event.fact for event in held.events if isinstance(event.fact, PlanItem) and event.fact.item == "pump"]
    return tuple(item for item in reversed(items) if item.detail.get("filled_on"))


def _pump_people(held: Plan) -> tuple[PlanItem, ...]:
    """The team, whoever has to do with the pump first."""
    team = held.in_force("team")
    return tuple(sorted(team, key=lambda one: "pump" not in f"{one.name} {one.detail.get('role', '')}".casefold()))
