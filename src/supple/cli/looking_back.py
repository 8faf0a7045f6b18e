"""`supple look-back`: the week in a few plain lines, and the switch that turns it off."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from datetime import date

    from supple.model import HabitKept

MARKS = {"done": "●", "not done": "–", "not noted": "○", "paused": " "}
OFF = "The look back is switched off for this diary. Nothing noted has changed. Switch it on: supple look-back --on"


def look_back(
    until: Annotated[
        str | None, typer.Option("--until", help="The last of the seven days, such as 2026-11-22. Default: today.")
    ] = None,
    switch: Annotated[
        bool | None,
        typer.Option("--on/--off", help="Switch it on or off for this diary, here and on pages."),
    ] = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """Look back on seven days: what went better, what was kept up, what took courage. From the diary alone."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.model import LOOK_BACK_SCHEMA, look_back_to_json

    last = _day(until)
    opened = open_diary(person)
    at = now_or(now, opened.zone)
    week = actions.look_back(opened.account, opened.person_id, now=at, until=last)
    if switch is not None:
        chosen = actions.settings(opened.account, opened.person_id)
        actions.save_settings(opened.account, opened.person_id, replace(chosen, look_back=switch))
        week = actions.look_back(opened.account, opened.person_id, now=at, until=last)
    if week is None:
        print(json.dumps({"schema": LOOK_BACK_SCHEMA, "is_on": False}, indent=2) if as_json else OFF)
        return
    if as_json:
        print(json.dumps(look_back_to_json(week), ensure_ascii=False, indent=2))
        return
    print(f"{week.first:%A %d %B} to {week.last:%A %d %B %Y}, looking back")
    if week.hard is not None:
        print(f"\n{week.lead} What needs a call comes first: supple watch")
    print()
    for line in week.lines:
        print(f"- {line}")
    if week.habits:
        print("\nHabits kept (● done, ○ not noted, – not done; then how well it has held lately)")
        for one in week.habits:
            print(f"  {_habit(one)}")


def _habit(one: HabitKept) -> str:
    dots = "".join(MARKS[mark.value] for mark in one.marks)
    held = round(one.score * 10)
    return f"{dots}  {'■' * held}{'□' * (10 - held)}  {one.label}{' (agreed)' if one.is_agreed else ''}"


def _day(typed: str | None) -> date | None:
    from datetime import date

    from supple.model import UserError

    try:
        return None if typed is None else date.fromisoformat(typed)
    except ValueError:
        raise UserError(f"{typed!r} is no day.", field="--until", hint="Write it like 2026-11-22.") from None
