"""`supple plan`: what was agreed. Each kind of thing has its own module; here they become one command."""

from __future__ import annotations

from typing import Annotated

import typer

from supple.cli import (
    plan_changes,
    plan_doses,
    plan_goals,
    plan_injections,
    plan_medicines,
    plan_pump,
    plan_routines,
    plan_team,
    plan_tries,
)
from supple.cli.options import Now, Person

app = typer.Typer(
    name="plan",
    help="What was agreed with the team, as they wrote it: medicines, injections, pump. Nothing here advises a dose.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command("medicine")(plan_medicines.medicine)
app.command("ladder")(plan_medicines.ladder)
app.command("doses")(plan_doses.doses)
app.command("dose")(plan_doses.dose)
app.command("stock")(plan_doses.stock)
app.command("injection")(plan_injections.injection)
app.command("cycles")(plan_injections.cycles)
app.command("changes")(plan_changes.changes)
app.command("change")(plan_changes.change)
app.command("balance")(plan_changes.balance)
app.command("routine")(plan_routines.routine)
app.command("breaks")(plan_routines.breaks)
app.command("try")(plan_tries.try_)
app.add_typer(plan_goals.app)  # no name of its own: its commands are `supple plan …`
app.command("pump")(plan_pump.pump)
app.command("refill")(plan_pump.refill)
app.command("programme")(plan_pump.programme)
app.command("bolus")(plan_pump.bolus)
app.command("pump-setup")(plan_pump.pump_setup)
app.command("pump-end")(plan_pump.pump_end)
app.command("pump-confirm")(plan_pump.pump_confirm)
app.command("team")(plan_team.team)
app.command("team-add")(plan_team.team_add)
app.command("team-change")(plan_team.team_change)
app.command("team-end")(plan_team.team_end)
app.command("allergy")(plan_team.allergy)


@app.command("show")
def show(
    person: Person = None,
    day: Annotated[
        str | None, typer.Option("--day", help="On which day, such as 2026-05-20. Default: today.")
    ] = None,
    now: Now = None,
) -> None:
    """Show what was agreed, as it held on a day."""
    from supple import actions
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    wanted = day_or_none(day)
    held = actions.plan_on(opened.account, opened.person_id, wanted, now=moment)
    medicines = actions.medicines(opened.account, opened.person_id, wanted, now=moment)
    print(f"What was agreed, on {held.day:%A %d %B %Y}")
    for card in medicines.held:
        plan_medicines.print_medicine(card)
    for item in held.items:
        if item.item == "medicine":
            continue
        print(f"  {say(item)}, since {item.valid_from.isoformat()}")
    if not held.items:
        print("  Nothing is written down.")
    for met in actions.interactions_of([item.name for item in held.in_force("medicine")]):
        print(f"\nThese two are in the plan: {met.first} and {met.second}. {met.title}.")
        print(f"  {met.words}")
        print(f"  Source: {'; '.join(met.source)}. Reviewed by a clinician: {met.reviewed_by}.")
