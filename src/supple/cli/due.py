"""`supple due`: what is due now and next, answered from the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from supple.cli.options import Now, Person

if TYPE_CHECKING:
    from supple.model import Due


def due(
    done: Annotated[
        list[int] | None,
        typer.Option("--done", help="Note this one as done, by its number in the list. May be repeated."),
    ] = None,
    skip: Annotated[list[int] | None, typer.Option("--skip", help="Note this one as skipped.")] = None,
    why: Annotated[
        str | None,
        typer.Option(
            "--why", help="Why it is skipped: tired, pain, no_time, unwell, away or other. Goes with --skip."
        ),
    ] = None,
    later: Annotated[list[int] | None, typer.Option("--later", help="Ring once more in 10 minutes.")] = None,
    ledger: Annotated[bool, typer.Option("--ledger", help="Show what rang in the last two weeks.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Show what is due now and in the next day, or answer it: done, skip, later."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say
    from supple.model import ReminderStep, UserError

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    view = actions.reminders(opened.account, opened.person_id, now=moment, with_ledger=ledger)
    answers = [
        (_numbered(view.due_now, number, option), step)
        for option, numbers, step in (
            ("--done", done, ReminderStep.DONE),
            ("--skip", skip, ReminderStep.SKIPPED),
            ("--later", later, ReminderStep.LATER),
        )
        for number in numbers or ()
    ]
    # As one step: with a number that is none, or an answer that cannot be, nothing is written.
    if why is not None and not skip:
        raise UserError(
            "a reason goes with something that is skipped.", field="--why", hint="Say which one: --skip 1."
        )
    asked = [actions.Answer(each.key, step, why if step is ReminderStep.SKIPPED else None) for each, step in answers]
    kept = (
        actions.answer_reminders(opened.account, opened.person_id, asked, now=moment, by_way="cli") if asked else ()
    )
    for (each, step), acted in zip(answers, kept, strict=True):
        if step is ReminderStep.LATER:
            print(f"Later: {each.words}")
        for event in acted.events:
            print(f"Saved: {say(event.fact)}")
        for seen in acted.not_noted:
            print(f"Seen: {seen.words}")
    if done or skip or later:
        return
    zone = ZoneInfo(opened.zone)
    if view.due_now or not view.unclear:
        print("Due now:" if view.due_now else "Nothing that was written down is due right now.")
    for number, each in enumerate(view.due_now, 1):
        print(f"  {number}. {each.local:%H:%M}  {each.words}")
    for each in view.unclear:
        print(f"  {each.local:%H:%M}  {each.words}: which one is not clear. Look at: supple plan doses")
    if view.coming:
        print("In the next 24 hours:")
        for each in view.coming:
            print(f"  {each.local:%a %H:%M}  {each.words}")
    for line in view.ledger:
        at = line.due_at.astimezone(zone)
        calls = ", ".join(f"{call.planned.channel.value} {call.state.value}" for call in line.calls)
        steps = "".join(f"; {step.step.value} {step.at.astimezone(zone):%H:%M}" for step in line.steps)
        print(f"  {at:%a %d %b %H:%M}  {line.due.words if line.due else line.kind}: {calls}{steps}")


def _numbered(due_now: Sequence[Due], number: int, option: str) -> Due:
    from supple.model import UserError

    if not 1 <= number <= len(due_now):
        raise UserError(
            "that is no number in the list of what is due now. Nothing was saved.",
            field=option,
            hint="Look at the list: supple due.",
        )
    return due_now[number - 1]
