"""`supple plan pump`, `refill`, `pump-setup`: what is in the pump, until when, and what was written down about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import DryRun, Now, Person

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from supple import actions
    from supple.cli.diary import Opened
    from supple.model import Event, PumpCountdown

On = Annotated[str, typer.Option("--on", help="The day, such as 2026-05-01.")]
At = Annotated[str, typer.Option("--at", help="The time, such as 10:30, if you know it.")]
Daily = Annotated[str, typer.Option("--daily", help="Micrograms a day, as the print-out says. Never milligrams.")]
Steps = Annotated[
    list[str] | None,
    typer.Option("--step", help="A part of the day: 08:00-20:00=120 (micrograms in that time). Several times."),
]
Confirm = Annotated[
    list[str] | None,
    typer.Option("--confirm", help="What was asked about is what the print-out says, such as daily_dose_mcg."),
]
PutRight = Annotated[
    str,
    typer.Option("--put-right", help="The day of an entry with a slip: what you give now stands in its place."),
]
AlarmDate = Annotated[str, typer.Option("--alarm-date", help="The alarm date that the clinic gave, 2026-08-01.")]


def pump(person: Person = None, now: Now = None) -> None:
    """Show the pump: both days on which it may be low, what is in it, what to ask, and whom to ring."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    view = actions.pump(opened.account, opened.person_id, now=now_or(now, opened.zone))
    print("Baclofen pump")
    if view.count is None:
        print("  No pump is written down. Write it down with: supple plan pump-setup, or supple plan refill")
    else:
        _print_count(view, view.count)
        _print_now(view)
    _print_make(view)
    for trial in view.trials:
        print(f"Trial on {trial.valid_from.isoformat()}: {trial.words or 'not described'}")


def refill(
    on: On = "",
    at: At = "",
    concentration: Annotated[str, typer.Option("--concentration", help="Micrograms per mL.")] = "",
    volume: Annotated[str, typer.Option("--volume", help="Filled volume in mL.")] = "",
    expected_residual: Annotated[
        str, typer.Option("--expected-residual", help="mL that were expected in the pump before.")
    ] = "",
    found_residual: Annotated[str, typer.Option("--found-residual", help="mL that were found in it.")] = "",
    daily: Daily = "",
    step: Steps = None,
    alarm_date: AlarmDate = "",
    confirm: Confirm = None,
    put_right: PutRight = "",
    dry_run: DryRun = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down a refill, as the clinic's print-out says it."""
    typed = {
        "day": on,
        "time": at,
        "concentration_mcg_per_ml": concentration,
        "fill_volume_ml": volume,
        "expected_residual_ml": expected_residual,
        "found_residual_ml": found_residual,
        "daily_dose_mcg": daily,
        "clinic_alarm_date": alarm_date,
    }
    _note("refill", typed, step, confirm=confirm, put_right=put_right, dry_run=dry_run, person=person, now=now)


def programme(
    on: On = "",
    at: At = "",
    daily: Daily = "",
    step: Steps = None,
    alarm_date: AlarmDate = "",
    confirm: Confirm = None,
    put_right: PutRight = "",
    dry_run: DryRun = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down that the clinic programmed the pump anew between two refills."""
    typed = {"day": on, "time": at, "daily_dose_mcg": daily, "clinic_alarm_date": alarm_date}
    _note("programming", typed, step, confirm=confirm, put_right=put_right, dry_run=dry_run, person=person, now=now)


def bolus(
    on: On = "",
    at: At = "",
    micrograms: Annotated[str, typer.Option("--micrograms", help="The amount given on top. Never milligrams.")] = "",
    confirm: Confirm = None,
    put_right: PutRight = "",
    dry_run: DryRun = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down a bolus (flex dose) that the pump gave besides its programme."""
    typed = {"day": on, "time": at, "bolus_mcg": micrograms}
    _note("bolus", typed, None, confirm=confirm, put_right=put_right, dry_run=dry_run, person=person, now=now)


def pump_setup(
    make: Annotated[str, typer.Option("--make", help="synchromed, prometra or other.")] = "",
    model: Annotated[str, typer.Option("--model", help="As the pump card says.")] = "",
    reservoir: Annotated[str, typer.Option("--reservoir", help="mL.")] = "",
    alarm_volume: Annotated[str, typer.Option("--alarm-volume", help="mL left when the alarm sounds.")] = "",
    implanted_on: Annotated[str, typer.Option("--implanted-on", help="The day it was put in.")] = "",
    battery_end: Annotated[str, typer.Option("--battery-end", help="The month, such as 2031-05.")] = "",
    card: Annotated[str, typer.Option("--card", help="Where the pump card is.")] = "",
    trial_on: Annotated[str, typer.Option("--trial-on", help="The day of the trial.")] = "",
    trial_micrograms: Annotated[str, typer.Option("--trial-micrograms", help="The dose that was tried.")] = "",
    trial_changed: Annotated[str, typer.Option("--trial-changed", help="What changed, in your own words.")] = "",
    trial_lasted: Annotated[str, typer.Option("--trial-lasted", help="How long it lasted.")] = "",
    confirm: Confirm = None,
    dry_run: DryRun = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down the pump itself and the trial before it."""
    typed = {
        "brand": make,
        "model": model,
        "reservoir_ml": reservoir,
        "alarm_volume_ml": alarm_volume,
        "implanted_on": implanted_on,
        "battery_end": battery_end,
        "card_at": card,
        "trial_on": trial_on,
        "trial_mcg": trial_micrograms,
        "trial_changed": trial_changed,
        "trial_lasted": trial_lasted,
    }
    _note("set_up", typed, None, confirm=confirm, dry_run=dry_run, person=person, now=now)


def pump_end(
    on: On = "",
    by: Annotated[str, typer.Option("--by", help="Who said that it ends, such as the pump clinic.")] = "",
    dry_run: DryRun = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Write down that the pump was taken out. Nothing is counted any more; all that was written down stays."""
    _note("end", {"day": on, "said_by": by}, None, dry_run=dry_run, person=person, now=now)


def pump_confirm(
    field: Annotated[str, typer.Argument(help="The field that was asked about, as `supple plan pump` names it.")],
    person: Person = None,
    now: Now = None,
) -> None:
    """Say that an entry which was asked about is what the print-out says. It stays as typed."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    actions.confirm_pump(opened.account, opened.person_id, field, now=moment, source="cli")
    print("Kept as you typed it.")


def _note(
    form: str,
    typed: Mapping[str, str],
    steps: Sequence[str] | None,
    *,
    dry_run: bool,
    person: str | None,
    now: str | None,
    confirm: Sequence[str] | None = None,
    put_right: str = "",
) -> None:
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say
    from supple.model import PlanItem, UserError

    rows: Sequence[tuple[str, str, str]] = [_row(text) for text in steps or ()]
    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    instead_of = None
    if put_right:
        instead_of, typed, rows = _entry(opened, form, put_right, typed, rows, moment)
    read = actions.read_pump(opened.account, opened.person_id, form, typed, rows, now=moment, instead_of=instead_of)
    for name, words in ((name, words) for entry in read for name, words in entry.errors.items()):
        raise UserError(words, field=_option(name))
    if not any(entry.detail for entry in read):
        raise UserError("nothing was given, so there is nothing to write down.", hint="See --help for what to give.")
    asked = [question for entry in read for question in entry.questions if question.field not in (confirm or ())]
    if dry_run:
        for entry in read:
            for name, value in entry.detail.items():
                print(f"  {_label(name)}: {value}")
        for question in asked:
            print(f"  ? {_label(question.field)} ({question.field}): {question.words}")
        print("Nothing was stored (--dry-run).")
        return
    if asked:
        said = "\n  ".join(f"{_label(question.field)}: {question.words}" for question in asked)
        again = " ".join(f"--confirm {question.field}" for question in asked)
        raise UserError(
            f"nothing was stored. {said}",
            field=_option(asked[0].field),
            hint=f"If the print-out says so, give the same again with {again}.",
        )
    kept = actions.note_pump(
        opened.account,
        opened.person_id,
        form,
        typed,
        rows,
        now=moment,
        source="cli",
        confirmed=tuple(confirm or ()),
        instead_of=instead_of,
    )
    for fact in kept:
        if isinstance(fact, PlanItem):
            print(f"{'Put right' if put_right else 'Written down'}: {say(fact)}, from {fact.valid_from.isoformat()}")
    if not kept:
        print("That is written down already. Nothing was changed.")
    _after(opened, actions.pump(opened.account, opened.person_id, now=moment))


def _entry(
    opened: Opened,
    form: str,
    day: str,
    typed: Mapping[str, str],
    rows: Sequence[tuple[str, str, str]],
    moment: datetime,
) -> tuple[UUID, Mapping[str, str], Sequence[tuple[str, str, str]]]:
    """The newest entry of that form and day, and what it says with what is given now in its place."""
    from supple import actions, plan
    from supple.cli.clock import day_or_none
    from supple.model import PlanItem, UserError

    on = day_or_none(day, "--put-right")
    view = actions.pump(opened.account, opened.person_id, now=moment)
    for event in reversed(view.entries):
        fact = event.fact
        if isinstance(fact, PlanItem) and plan.form_of(fact) == form and fact.valid_from == on:
            before, lines = plan.typed_again(fact)
            # A daily dose given alone is one rate: lines that stood beside the old one go.
            kept = () if typed.get("daily_dose_mcg") else lines
            return event.id, {**before, **{name: words for name, words in typed.items() if words}}, rows or kept
    raise UserError(f"no such entry of {day} is written down.", field="--put-right", hint="See: supple plan pump")


def _after(opened: Opened, view: actions.PumpView) -> None:
    """The day that follows from it, and what is asked, at once."""
    del opened
    if view.count is not None:
        _print_count(view, view.count)


def _again(event: Event) -> str:
    """The command that puts an entry right."""
    from supple.model import PlanItem
    from supple.plan import form_of

    assert isinstance(event.fact, PlanItem)
    command = {"programming": "programme", "set_up": "pump-setup"}.get(form_of(event.fact), form_of(event.fact))
    day = "" if command == "pump-setup" else f" --put-right {event.fact.valid_from.isoformat()}"
    return f"supple plan {command}{day}"


def _row(text: str) -> tuple[str, str, str]:
    """ "08:00-20:00=120"; the end may be left out: "08:00=120"."""
    from supple.model import UserError

    span, sign, dose = text.partition("=")
    begins, _, until = span.replace("–", "-").partition("-")
    if not sign or not begins.strip() or not dose.strip():
        raise UserError(f"{text!r} is no part of a day.", field="--step", hint="Write it like 08:00-20:00=120.")
    return begins.strip(), until.strip(), dose.strip()


def _print_count(view: actions.PumpView, count: PumpCountdown) -> None:
    estimate, clinic = (
        "not noted" if day is None else day.isoformat() for day in (count.estimated_day, count.clinic_day)
    )
    if count.counted_day is None:
        print("  No day on which it may be low can be counted.")
    else:
        left = (
            f"{count.days_left} days left" if (count.days_left or 0) >= 0 else f"{-(count.days_left or 0)} days ago"
        )
        print(f"  It may be low on {count.counted_day:%A %d %B %Y}: {left}")
    estimate = "cannot be told" if count.estimated_day is None else estimate
    print(f"  Estimate: {estimate}. Clinic's alarm date: {clinic}. The earlier one is counted to.")
    if view.alert is not None:
        print(f"  ! {view.alert.words}")
    for words in (*count.ring_clinic, count.residual_question):
        if words:
            print(f"  ! {words}")
    if count.missing:
        print(f"  Still lacking for an estimate: {', '.join(map(_label, count.missing))}")
    if count.alarm_volume_is_assumed:
        print("  The volume at which the alarm sounds is not noted: 2 mL, a usual setting, is assumed.")
    for question in count.questions:
        print(f"  ? {_label(question.field)} ({question.field}): {question.words}")
        if question.field in view.confirmable:
            print(f"    If the print-out says so: supple plan pump-confirm {question.field}")
        if question.field in view.asked:
            print(f"    A slip: {_again(view.asked[question.field])}")
    if count.residual_question:
        print("    When the clinic knows both numbers: supple plan pump-confirm residual_gap")
    for one in view.team:
        print(f"  Ring: {one.name} {one.detail.get('phone', '(no number yet)')}")
    if not view.team:
        print("  Whom to ring is not written down yet.")


def _print_now(view: actions.PumpView) -> None:
    print("In it now")
    names = ("filled_on", "filled_time", "fill_volume_ml", "concentration_mcg_per_ml", "daily_dose_mcg", "steps")
    units = {
        "fill_volume_ml": " mL",
        "concentration_mcg_per_ml": " micrograms per mL",
        "daily_dose_mcg": " micrograms",
    }
    for name in names:
        value = view.detail.get(name, "")
        if value or name not in {"filled_time", "steps"}:
            print(f"  {_label(name)}: {value + units.get(name, '') if value else 'not noted'}")
    print("The pump itself")
    for name in ("brand", "model", "reservoir_ml", "alarm_volume_ml", "implanted_on", "battery_end", "card_at"):
        print(f"  {_label(name)}: {view.detail.get(name, '') or 'not noted'}")


def _print_make(view: actions.PumpView) -> None:
    brand = view.brand
    print("Alarms, MRI, journeys")
    for words in (*brand.alarms, brand.mri, brand.travel):
        print(f"  {words}")
    print(f"  Sources: {'; '.join(brand.source)}. Reviewed by a clinician: {brand.reviewed_by}.")


def _label(name: str) -> str:
    from supple.plan import pump_label

    return pump_label(name)


def _option(name: str) -> str:
    return {
        "day": "--on",
        "time": "--at",
        "concentration_mcg_per_ml": "--concentration",
        "fill_volume_ml": "--volume",
        "expected_residual_ml": "--expected-residual",
        "found_residual_ml": "--found-residual",
        "daily_dose_mcg": "--daily",
        "clinic_alarm_date": "--alarm-date",
        "bolus_mcg": "--micrograms",
        "brand": "--make",
        "reservoir_ml": "--reservoir",
        "alarm_volume_ml": "--alarm-volume",
        "card_at": "--card",
        "said_by": "--by",
        "trial_mcg": "--trial-micrograms",
    }.get(name, "--step" if name.startswith("row_") else f"--{name.replace('_', '-')}")
