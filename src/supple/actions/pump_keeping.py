"""What happens when somebody writes down something about the pump? It is asked about first, then kept as typed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import knowledge, plan, store
from supple.actions import folding
from supple.actions.access import allows, require
from supple.actions.corrections import correction
from supple.actions.noting import events_of
from supple.actions.persons import settings_of
from supple.actions.pumps import NAME, TRIAL, TRIAL_NAME, newest
from supple.actions.together import tie_of
from supple.model import (
    Account,
    Day,
    EntryQuestion,
    Event,
    Fact,
    Member,
    NotAllowedError,
    Plan,
    PlanItem,
    PlanStatus,
    Profile,
    Scope,
    UserError,
    When,
)
from supple.store import queries
from supple.words import _

FORMS = ("refill", "programming", "bolus", "set_up", "end")
_KINDS = {
    "refill": "Refill",
    "programming": "Programmed anew",
    "bolus": "Bolus",
    "set_up": "The pump itself",
    "end": "Taken out",
}
_CLOCK = {"programming": "programmed_time", "bolus": "bolus_time"}
Rows = Sequence[tuple[str, str, str]]


def read_pump(
    account: Account,
    person_id: UUID,
    form: str,
    typed: Mapping[str, str],
    rows: Rows = (),
    *,
    now: datetime,
    instead_of: UUID | None = None,
) -> tuple[plan.PumpTyped, ...]:
    """What a form says, with nothing saved: the pump's entry and, from the set-up, the trial's.

    Each has `errors`, and the `questions` to answer before it is kept.
    """
    member = require(account, "read_pump", person_id)
    read = _read(member, form, typed, rows, now)
    if any(entry.errors for entry in read):
        return read
    new = _new(member, form, read, now, instead_of)
    questions = {item.item: _questions(member, item, now, instead_of) for item in new if isinstance(item, PlanItem)}
    kinds = ("pump", TRIAL)
    return tuple(replace(entry, questions=questions.get(kind, ())) for entry, kind in zip(read, kinds, strict=False))


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
    confirmed: Collection[str] = (),
    instead_of: UUID | None = None,
) -> tuple[Fact, ...]:
    """Keep a form of the pump: `refill`, `programming`, `bolus`, `set_up` or `end`; what of it was new.

    The same entry once more, by Back or from a second tab, changes nothing.

    Args:
        confirmed: the fields in question of which somebody said that the print-out says so.
        instead_of: the entry that this one puts right; it stays in the history.

    Raises:
        UserError: a field cannot be read or is in question (its name is in `field`), or nothing was filled in.
            Nothing is written.
    """
    member = require(account, "note_pump", person_id)
    read = _read(member, form, typed, rows, now)
    for entry in read:
        for name, words in entry.errors.items():
            raise UserError(words, field=name)
    facts = [
        _confirmed(member, fact, confirmed, now, instead_of) for fact in _new(member, form, read, now, instead_of)
    ]
    if not facts and not any(entry.detail for entry in read):
        raise UserError(
            _("nothing was filled in, so there is nothing to save."), hint=_("Fill in at least one field.")
        )
    if not facts:
        return ()
    today, zone = _today(member, now), member.person.zone
    whens = [Day(min(fact.valid_from, today) if isinstance(fact, PlanItem) else today, zone) for fact in facts]
    if instead_of is not None:
        old = _old(member, instead_of)
        new = replace(old, fact=facts[0], when=whens[0])
        store.append([correction(member, new, old, now=now, source=source)], now=now)
        return tuple(facts)
    _keep(member, list(zip(facts, whens, strict=True)), now=now, source=source, group=group)
    return tuple(facts)


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
    item, zone = newest(held), plan.pump_zone(held)
    record = None if zone is None else plan.pump_of(held, zone)
    if item is None or record is None or held.pump is None or field not in plan.confirmable(held.pump, record):
        raise UserError(_("nothing is asked about that field."), field="field", hint=_("Open the pump page again."))
    today = _today(member, now)
    detail, day = plan.confirmation(record, field, today)
    fact = PlanItem(
        "pump", item.name, PlanStatus.CHANGED, day, f"As the print-out says: {plan.pump_label(field)}", detail
    )
    _keep(member, [(fact, Day(min(day, today), member.person.zone))], now=now, source=source, group=group)


def _read(
    member: Member, form: str, typed: Mapping[str, str], rows: Rows, now: datetime
) -> tuple[plan.PumpTyped, ...]:
    today = _latest(member, now)
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
    raise UserError(
        _("{form!r} is no form of the pump.").format(form=form),
        field="form",
        hint=_("One of: {items}.").format(items=", ".join(FORMS)),
    )


def _new(
    member: Member, form: str, read: Sequence[plan.PumpTyped], now: datetime, instead_of: UUID | None
) -> tuple[Fact, ...]:
    """What of a form is not written down yet."""
    if instead_of is not None:
        return _corrected(member, form, read[0], instead_of)
    held = _plan(member.person.id, _today(member, now))
    item = newest(held)
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
    # By the form and not by what is known already: a form sent twice must say the same twice.
    day = _today(member, now) if form == "set_up" else entry.day
    status = PlanStatus.AGREED if form in {"refill", "set_up"} else PlanStatus.CHANGED
    said = PlanItem("pump", NAME if item is None else item.name, status, day, _words(form, detail), detail)
    if detail and not _is_there(member, form, said, now):
        facts.append(said)
        if held.answer("pump") != "yes":
            facts.append(Profile("pump", "yes"))
    for trial in read[1:]:
        fresh = PlanItem(
            TRIAL, TRIAL_NAME, PlanStatus.AGREED, trial.day, _trial_words(trial.detail), dict(trial.detail)
        )
        if trial.detail and not any(plan.says_the_same(each, fresh) for each in held.in_force(TRIAL)):
            facts.append(fresh)
    return tuple(facts)


def _is_there(member: Member, form: str, said: PlanItem, now: datetime) -> bool:
    """Is the very same there? With no time, two boluses of a day are two, and a programme comes back."""
    if form == "set_up":
        return False
    held = _plan(member.person.id, _latest(member, now))
    there = [event.fact for event in plan.pump_events(held) if isinstance(event.fact, PlanItem)]
    if form == "refill" or said.detail.get(_CLOCK[form]):
        return any(plan.says_the_same(each, said) for each in there)
    of_day = [each for each in there if each.valid_from == said.valid_from and plan.form_of(each) == form]
    return form == "programming" and bool(of_day) and plan.says_the_same(of_day[-1], said)


def _corrected(member: Member, form: str, entry: plan.PumpTyped, event_id: UUID) -> tuple[Fact, ...]:
    old = _old(member, event_id)
    assert isinstance(old.fact, PlanItem)
    if plan.form_of(old.fact) != form:
        raise UserError(_("this entry belongs to another form."), field="day", hint=_("Open the pump page again."))
    new = PlanItem("pump", NAME, old.fact.status, entry.day, _words(form, entry.detail), dict(entry.detail))
    right = plan.put_right(old.fact, new)
    return () if plan.says_the_same(old.fact, right) else (right,)


def _old(member: Member, event_id: UUID) -> Event:
    """The newest version of an entry of the pump."""
    if not allows(member, Scope.LOOK):
        raise NotAllowedError("what is written down is not shown to this account")
    versions = queries.versions(member.person.id, event_id)
    replaced = {event.replaces for event in versions}
    # The end of its chain, as everywhere; of two written down in one moment the id alone would not tell.
    newest_first = sorted(
        (event for event in versions if event.id not in replaced),
        key=lambda event: (event.recorded_at, event.id.int),
        reverse=True,
    )
    if not newest_first or newest_first[0].withdrawn:
        raise UserError(_("there is no such entry."), field="day", hint=_("Open the pump page again."))
    old = newest_first[0]
    if not isinstance(old.fact, PlanItem) or old.fact.item != "pump" or plan.form_of(old.fact) == "set_up":
        raise UserError(_("this entry is put right elsewhere."), field="day", hint=_("Open the pump page again."))
    return old


def _questions(member: Member, item: PlanItem, now: datetime, instead_of: UUID | None) -> tuple[EntryQuestion, ...]:
    if item.status is PlanStatus.ENDED:
        return ()
    held: list[PlanItem] = []
    if allows(member, Scope.LOOK):  # what is in the plan is told to nobody else, not by a question either
        gone = set() if instead_of is None else {_old(member, instead_of).id}
        events = plan.pump_events(_plan(member.person.id, _today(member, now)))
        held = [event.fact for event in events if event.id not in gone and isinstance(event.fact, PlanItem)]
    return plan.ask_before_keeping(item, held, member.person.zone, _latest(member, now))


def _confirmed(
    member: Member, fact: Fact, confirmed: Collection[str], now: datetime, instead_of: UUID | None
) -> Fact:
    """The entry with what somebody said yes to. Raises UserError for a question that is still open."""
    if not isinstance(fact, PlanItem):
        return fact
    asked = _questions(member, fact, now, instead_of)
    for question in asked:
        if question.field not in confirmed:
            raise UserError(question.words, field=question.field)
    said = sorted({question.field for question in asked} - {plan.NEVER_CONFIRMED})
    return replace(fact, detail={**fact.detail, "confirmed": " ".join(said)}) if said else fact


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


def _today(member: Member, now: datetime) -> date:
    return folding.today_of(now, member.person.zone, settings_of(member.person.id).day_starts_at_hour)


def _latest(member: Member, now: datetime) -> date:
    """A print-out says calendar days: after midnight the new one is there, though the diary’s has not begun."""
    return max(_today(member, now), now.astimezone(ZoneInfo(member.person.zone)).date())


def _plan(person_id: UUID, day: date) -> Plan:
    return plan.plan_at(queries.agreed_events(person_id), day)
