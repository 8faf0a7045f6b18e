"""`supple plan doses`, `dose` and `stock`: which doses are due, what was taken, and what is in the box."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import Now, Person

if TYPE_CHECKING:
    from supple.actions import DosesView
    from supple.cli.diary import Opened

Day = Annotated[
    str | None, typer.Option("--day", help="today, yesterday, or a day such as 2026-05-01. Default: today.")
]
Medicine = Annotated[str, typer.Argument(help="The medicine, as the plan names it, or a brand of it.")]
STATUSES = ("taken", "late", "skipped", "missed", "extra")


def doses(
    day: Day = None,
    all_taken: Annotated[
        bool, typer.Option("--all-taken", help="Note as taken what is due by now and not noted yet.")
    ] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Show the doses due on a day with what was noted of them. Not noted is neither taken nor missed."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.show import console, show_extra_doses
    from supple.model import DoseStatus

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    view = _view(opened, day, moment)
    if all_taken:
        picks = [actions.Picked(one.due.medicine, one.due.due_time, DoseStatus.TAKEN) for one in view.open_now]
        kept = actions.answer_doses(opened.account, opened.person_id, picks, day=view.day, now=moment, source="cli")
        print(f"Noted as taken: {len(kept)}." if kept else "Nothing was due and not noted.")
        view = _view(opened, day, moment)
    _print(view)
    show_extra_doses(actions.today(opened.account, opened.person_id, now=moment).extra_doses, console())


def dose(
    medicine: Medicine,
    status: Annotated[str, typer.Argument(help="taken, late, skipped, missed or extra.")],
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            help="The due time that it answers, such as 08:00; for one as needed or besides the plan, when it was.",
        ),
    ] = None,
    pieces: Annotated[
        str | None,
        typer.Option("--pieces", help="How many tablets, capsules or sprays, for one as needed or besides the plan."),
    ] = None,
    mg: Annotated[str | None, typer.Option("--mg", help="Or how many milligrams.")] = None,
    day: Day = None,
    i_took_it: Annotated[bool, typer.Option("--i-took-it", help="It is no typing slip: keep it as typed.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Note one dose: the answer to a due one, an as-needed one, or one besides the plan."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say
    from supple.model import DoseStatus, UserError

    if status not in STATUSES:
        raise UserError(f"{status!r} is not known.", field="STATUS", hint=f"Give one of: {', '.join(STATUSES)}.")
    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    view = _view(opened, day, moment)
    as_needed = _is_as_needed(view, medicine)
    if status == "extra" or (as_needed and status == "taken"):
        typed = actions.TypedDose(medicine, _clock(at), _number(pieces, "--pieces"), _mg(mg))
        done = actions.note_dose(
            opened.account, opened.person_id, typed, day=view.day, now=moment, source="cli", is_sure=i_took_it
        )
        if not done.events:
            raise UserError(
                "nothing was noted. A typing slip, or did you take this? " + " ".join(done.questions),
                hint="If you took it, give the same again with --i-took-it.",
            )
        kept = done.events
    else:
        if pieces is not None or mg is not None:
            raise UserError(
                "an amount goes with a dose as needed or besides the plan.", field="--pieces", hint="Leave it out."
            )
        pick = actions.Picked(medicine, _due_time(view, medicine, at), DoseStatus(status))
        kept = actions.answer_doses(opened.account, opened.person_id, [pick], day=view.day, now=moment, source="cli")
        done = None
    for event in kept:
        print(f"  {say(event.fact)}")
    print("Noted." if kept else "That is noted already.")
    if done is not None and done.questions:
        for rule in actions.signs_of_too_much(done.medicine):
            print(f"{rule.title}: {rule.words}")
            for level in rule.levels:
                print(f"  {level.words}")


def stock(
    medicine: Medicine,
    counted: Annotated[str | None, typer.Option("--counted", help="How many pieces there are now.")] = None,
    picked_up: Annotated[str | None, typer.Option("--picked-up", help="How many pieces came in today.")] = None,
    person: Person = None,
    now: Now = None,
) -> None:
    """Count the box, note what was picked up, or show what is left and until when."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import UserError
    from supple.plan import medicine_meant

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if counted is not None or picked_up is not None:
        actions.note_box(
            opened.account,
            opened.person_id,
            medicine,
            counted=_number(counted, "--counted"),
            picked_up=_number(picked_up, "--picked-up"),
            now=moment,
            source="cli",
        )
        print("Noted.")
    view = actions.doses(opened.account, opened.person_id, now=moment)
    name = medicine_meant(medicine, [box.medicine for box in view.boxes])
    box = next((one for one in view.boxes if one.medicine == name), None)
    if box is None:
        known = ", ".join(one.medicine for one in view.boxes) or "none"
        raise UserError(f"the plan has no medicine {medicine!r}.", field="NAME", hint=f"It has: {known}.")
    if box.unread:
        print(f"  No day can be told: {box.unread}")
    elif box.view is None:
        print("  Not counted yet. Count once: supple plan stock NAME --counted 56")
    else:
        held = box.view
        print(f"  {float(held.left):.10g} {held.unit} left")
        if held.at_the_earliest is not None:
            print(f"  runs out at the earliest on {held.at_the_earliest.isoformat()}, if all prescribed is taken")
        if held.run_out_on not in {None, held.at_the_earliest}:
            print(f"  by what is noted so far: {held.run_out_on}")
        if held.unknown_amounts:
            print(f"  {held.unknown_amounts} noted doses have no amount and are not counted")
        if held.count_again:
            print("  More is noted than there was. Please count again.")


def _view(opened: Opened, day: str | None, moment: datetime) -> DosesView:
    from supple import actions

    wanted = _day(day, actions.doses(opened.account, opened.person_id, now=moment).today)
    return actions.doses(opened.account, opened.person_id, wanted, now=moment)


def _day(text: str | None, today: date) -> date:
    from supple.cli.clock import day_or_none

    named = {None: today, "today": today, "yesterday": today - timedelta(days=1)}
    return named[text] if text in named else day_or_none(text) or today


def _print(view: DosesView) -> None:
    from zoneinfo import ZoneInfo

    from supple.knowledge.saying import label, say
    from supple.model import Instant
    from supple.plan import step_beside

    print(f"Doses of {view.day:%A %d %B %Y}")
    for held in view.prescriptions:
        if held.step is not None and (words := step_beside(held)):
            print(f"  {label(held.medicine)}, step {held.step.number}: {words}")
    for one in view.of_day.answers:
        said = "not noted" if one.status is None else one.status.value
        print(
            f"  {one.due.due_time or '  –  '}  {label(one.due.medicine)}, {one.due.words or 'as prescribed'}: {said}"
        )
    if not view.of_day.answers:
        print("  No dose is due by the plan.")
    for name in view.only_named:
        print(f"  {label(name)}: no times are written down, so no dose of it stands here.")
    for event in view.of_day.also_noted:
        print(f"  also noted: {say(event.fact)}")
    for needed in view.as_needed:
        facts = [f"{len(needed.noted)} noted"]
        if needed.last is not None:
            when = needed.last.when
            facts.append(f"last {when.local:%Y-%m-%d %H:%M}" if isinstance(when, Instant) else "last: time not known")
        if needed.after_extra:
            facts.append("more than prescribed was noted: ask the prescriber or your pharmacist about the next one")
        elif needed.not_before_utc is not None:
            local = needed.not_before_utc.astimezone(ZoneInfo(view.zone))
            facts.append(f"not before, as prescribed: {local:%Y-%m-%d %H:%M}")
        if needed.prescription.most_a_day is not None:
            facts.append(f"most in a day, as prescribed: {needed.prescription.most_a_day.normalize():f}")
        print(f"  as needed: {label(needed.prescription.medicine)}, {'; '.join(facts)}")


def _is_as_needed(view: DosesView, medicine: str) -> bool:
    from supple.plan import medicine_meant

    name = medicine_meant(medicine, [one.medicine for one in view.prescriptions])
    return any(one.as_needed for one in view.prescriptions if one.medicine == name)


def _due_time(view: DosesView, medicine: str, at: str | None) -> str | None:
    """The time given, or the only one that the medicine has that day."""
    from supple.plan import medicine_meant

    if at is not None:
        clock = _clock(at)
        return f"{clock:%H:%M}" if clock else None
    name = medicine_meant(medicine, list({one.due.medicine for one in view.of_day.answers}))
    times = [one.due.due_time for one in view.of_day.answers if one.due.medicine == name]
    return times[0] if len(times) == 1 else None


def _clock(text: str | None) -> time | None:
    from supple.model import UserError
    from supple.plan import read_clock

    if text is None:
        return None
    at = read_clock(text)
    if at is None:
        raise UserError(f"{text!r} is not a time.", field="--at", hint="Write it like 08:00.")
    return at


def _number(text: str | None, field: str) -> Decimal | None:
    from supple.model import UserError

    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise UserError(
            f"{text!r} is not a plain number.", field=field, hint="Write it with a dot and no unit, such as 1.5."
        ) from None
    return number


def _mg(text: str | None) -> float | None:
    number = _number(text, "--mg")
    return None if number is None else float(number)
