"""`supple due`: what is due now and next, answered from the terminal."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from supple.cli.options import Now, Person


def due(
    done: Annotated[
        list[int] | None,
        typer.Option("--done", help="Note this one as done, by its number in the list. May be repeated."),
    ] = None,
    skip: Annotated[list[int] | None, typer.Option("--skip", help="Note this one as skipped.")] = None,
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
    answers = [(done, ReminderStep.DONE), (skip, ReminderStep.SKIPPED), (later, ReminderStep.LATER)]
    for numbers, step in answers:
        for number in numbers or ():
            if not 1 <= number <= len(view.due_now):
                hint = "Look at the list: supple due."
                raise UserError(f"{number} is no number in the list of what is due now.", field="--done", hint=hint)
            key = view.due_now[number - 1].key
            if step is ReminderStep.LATER:
                actions.put_reminders_off(opened.account, opened.person_id, [key], now=moment, by_way="cli")
                print(f"Later: {view.due_now[number - 1].words}")
                continue
            kept = actions.act_on_reminders(opened.account, opened.person_id, [key], step, now=moment, by_way="cli")
            for event in kept.events:
                print(f"Saved: {say(event.fact)}")
            for each in kept.not_noted:
                print(f"Seen: {each.words}")
    if done or skip or later:
        return
    zone = ZoneInfo(opened.zone)
    print("Due now:" if view.due_now else "Nothing that was written down is due right now.")
    for number, each in enumerate(view.due_now, 1):
        print(f"  {number}. {each.local:%H:%M}  {each.words}")
    if view.coming:
        print("In the next 24 hours:")
        for each in view.coming:
            print(f"  {each.local:%a %H:%M}  {each.words}")
    for line in view.ledger:
        at = line.due_at.astimezone(zone)
        calls = ", ".join(f"{call.planned.channel.value} {call.state.value}" for call in line.calls)
        steps = "".join(f"; {step.step.value} {step.at.astimezone(zone):%H:%M}" for step in line.steps)
        print(f"  {at:%a %d %b %H:%M}  {line.due.words if line.due else line.kind}: {calls}{steps}")
