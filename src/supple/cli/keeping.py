"""`supple export`, `erase`, `person` and `doctor`: what is kept, where, and how to take it along."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from supple.cli.options import Now, Person, Zone


def export(
    out: Annotated[Path, typer.Option("--out", help="The zip to write.")],
    person: Person = None,
    now: Now = None,
) -> None:
    """Take everything along: every entry with its corrections, and a table for a spreadsheet."""
    from supple import actions
    from supple.cli.clock import now_or
    from supple.cli.diary import open_diary
    from supple.cli.reporting import write

    opened = open_diary(person)
    kept = actions.export_everything(opened.account, opened.person_id, now=now_or(now, opened.zone))
    write(out, kept.content)
    print(f"Written: {out}. It holds private health notes: keep it where only you can read it.")


def erase(
    person: Person = None,
    yes: Annotated[
        str | None, typer.Option("--yes-erase", help="The person’s name, typed out, instead of being asked.")
    ] = None,
    receipt_file: Annotated[Path | None, typer.Option("--receipt", help="A text file for the receipt.")] = None,
) -> None:
    """Erase a diary for good. A receipt says what went, what stays and where copies may be."""
    from supple import actions
    from supple.cli.diary import open_diary
    from supple.cli.reporting import write
    from supple.model import UserError

    opened = open_diary(person)
    typed = (
        yes if yes is not None else typer.prompt(f"This cannot be undone. Type {opened.name!r} to erase this diary")
    )
    if typed != opened.name:
        raise UserError("that is not the name. Nothing was erased.", hint=f"The name is {opened.name!r}.")
    receipt = actions.erase_everything(opened.account, opened.person_id, now=datetime.now(UTC))
    said = actions.receipt_text(receipt, by=opened.account.name, zone=opened.zone)
    if receipt_file is not None:
        write(receipt_file, said.encode())
    print(said)


def person(
    add: Annotated[str | None, typer.Option("--add", help="Start a diary for a person of this name.")] = None,
    zone: Zone = None,
) -> None:
    """List the diaries here, or start another."""
    from supple import actions
    from supple.cli.clock import zone_or_local

    actions.open_data()
    local = zone_or_local(zone)
    account = actions.first_account(zone=local)
    if add is not None:
        card = actions.add_person(account, add, zone=local)
        print(f"Started a diary for {card.name} ({card.zone}).")
        return
    for card in actions.people(account):
        print(f"{card.name}  {card.zone}  you are: {card.role.value}")


def doctor() -> None:
    """Check the installation: versions, the data folder, the database, the fonts and the PDF."""
    from supple import actions

    failed = False
    for check in actions.doctor():
        failed = failed or not check.ok
        print(f"{'ok    ' if check.ok else 'PROBLEM'} {check.what}: {check.found}")
    raise typer.Exit(1 if failed else 0)
