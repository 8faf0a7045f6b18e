"""`supple plan try`: a routine or the breaks, tried for two weeks and then looked back on."""

from __future__ import annotations

from typing import Annotated

import typer

from supple.cli.options import Now, Person


def try_(
    name: Annotated[
        str | None, typer.Argument(help="A routine's name, or breaks. Without it: list what is tried.")
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="The look back is done, or not wanted.")] = False,
    person: Person = None,
    now: Now = None,
) -> None:
    """Try a routine or a break length for two weeks: a day of looking back is planned."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.plan.breaks import BREAKS_NAME

    opened = open_diary(person)
    moment = now_or(now, opened.zone)
    if name is not None:
        wanted = BREAKS_NAME if name.casefold() == "breaks" else name
        act = actions.end_try if end else actions.begin_try
        act(opened.account, opened.person_id, wanted, now=moment, source="cli")
        if end:
            print(f"Ended: the try. {wanted} goes on as it is.")
            return
    view = actions.tries(opened.account, opened.person_id, now=moment)
    for told in view.tries.values():
        when = "look back now" if told.has_come else f"look back on {told.tried.on.isoformat()}"
        look = f": supple plan change {told.change}" if told.has_come and told.change else ""
        print(f"{told.tried.name}, since {told.tried.since.isoformat()}: {when}{look}")
    if not view.tries:
        print("Nothing is being tried.")
