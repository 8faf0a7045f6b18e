"""`supple timeline`: what was noted, newest day first; take an entry back by its id."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from supple.cli.options import Now, Person


def timeline(
    search: Annotated[str, typer.Argument(help="Only entries with these words.", metavar="[WORDS]")] = "",
    person: Person = None,
    take_back: Annotated[
        str | None,
        typer.Option("--take-back", help="Take this entry back, by the id shown. It stays in the history."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", help="How many entries to show.", min=1, max=1000)] = 40,
    now: Now = None,
) -> None:
    """See what was noted, newest day first. Nothing is ever lost: taking back adds a line, it removes none."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.knowledge.saying import say
    from supple.model import UserError

    opened = open_diary(person)
    if take_back is not None:
        try:
            event_id = UUID(take_back)
        except ValueError:
            raise UserError(
                f"{take_back!r} is not an entry’s id.", hint="Ids stand at the end of each line."
            ) from None
        actions.withdraw(opened.account, opened.person_id, event_id, now=now_or(now, opened.zone))
        print("Taken back. The entry and its history stay on the Timeline page.")
        return
    page = actions.timeline(opened.account, opened.person_id, query=search, limit=limit)
    if not page.days:
        print("Nothing noted." if not search else f"Nothing noted with the words {search!r}.")
    for day in page.days:
        print(f"\n{day.day:%A %d %B %Y}")
        for entry in day.entries:
            marks = [entry.noted_by] if entry.event.noted_by.role != "self" else []
            marks += ["guess"] if entry.event.guess else []
            marks += ["corrected"] if entry.is_corrected else []
            marks += ["another version exists"] if entry.has_conflict else []
            note = f" ({', '.join(marks)})" if marks else ""
            print(f"  {say(entry.event.fact)}{note}  [{entry.event.id}]")
