"""`supple week`: seven days in the squares of a paper diary, to read, to print, or empty to fill in by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, Now, Person

if TYPE_CHECKING:
    from supple.model import WeekSheet


def week(
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write an accessible PDF here, one page.")] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", help="A day of the week you want, such as 2026-05-20. Default: the last seven days."),
    ] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Blank squares, to print and fill in by hand.")] = False,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
) -> None:
    """See a week by the parts of its days, ready for a visit. A blank square was not noted."""
    from supple import actions
    from supple import report as room
    from supple.cli.clock import day_or_none, now_or
    from supple.cli.diary import open_diary
    from supple.cli.reporting import write
    from supple.model import UserError, week_to_json

    if empty and pdf is None:
        raise UserError("an empty week is for printing.", field="--empty", hint="Add --pdf week.pdf.")
    opened = open_diary(person)
    sheet = actions.week_sheet(
        opened.account,
        opened.person_id,
        now=now_or(now, opened.zone),
        on=day_or_none(on, "--on"),
        is_empty=empty,
    )
    if pdf is not None:
        write(pdf, room.week_to_pdf(sheet))
        print(f"Written: {pdf}")
    elif as_json:
        print(json.dumps(week_to_json(sheet), ensure_ascii=False, indent=2))
    else:
        _show(sheet)


def _show(sheet: WeekSheet) -> None:
    print(f"{sheet.title}: {sheet.person_name}")
    print(f"{sheet.sentence} {sheet.lead}")
    for each in sheet.days:
        print(f"\n{each.day:%A} {each.day.day} {each.day:%B}" + ("" if each.has_come else ": has not come yet"))
        noted = [(label, square) for (_, label), square in zip(sheet.rows, each.squares, strict=True)]
        for label, square in noted:
            if not square.is_blank:
                words = "; ".join(filter(None, (" · ".join(square.numbers), *square.words)))
                print(f"  {label}: {words}")
        if each.has_come and all(square.is_blank for _, square in noted):
            print("  not noted")
    print()
    for notice in sheet.notices:
        print(notice)
