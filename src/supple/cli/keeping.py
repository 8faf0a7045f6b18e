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


def doctor(
    ring: Annotated[
        bool,
        typer.Option("--ring", help="Did it ring? Send one try to phones and by mail; say what came of it."),
    ] = False,
    wait: Annotated[int, typer.Option("--wait", help="With --ring: wait up to so many seconds for it.")] = 20,
    person: Person = None,
) -> None:
    """Check the installation: versions, the data folder, the database, what rings, the fonts and the PDF."""
    from supple import actions

    if ring:
        raise typer.Exit(_ring(person, wait))

    failed = False
    for check in actions.doctor():
        failed = failed or not check.ok
        print(f"{'ok    ' if check.ok else 'PROBLEM'} {check.what}: {check.found}")
    raise typer.Exit(1 if failed else 0)


def _ring(person: str | None, wait: int) -> int:
    """One try, by the very way that reminders go. 0 where something was handed over, else 1."""
    import time

    from supple import actions
    from supple.cli.diary import open_diary
    from supple.model import Channel, ReminderState

    ways = {Channel.PUSH: "phones and browsers", Channel.MAIL: "mail"}
    said = {
        ReminderState.PLANNED: "not sent: nothing runs that rings. Start it with supple up, or supple worker",
        ReminderState.CLAIMED: "being sent",
        ReminderState.SENT: "handed over. Did it ring? Whether it was shown nobody can know from here",
        ReminderState.FAILED: "could not be sent: nobody agreed to be rung there, or its service did not take it",
        ReminderState.UNKNOWN: "Supple stopped while sending: it may have rung or not",
    }
    opened = open_diary(person)
    asked = datetime.now(UTC)
    actions.ring_for_trying(opened.account, opened.person_id, now=asked)
    until = time.monotonic() + max(wait, 0)
    waiting = {ReminderState.PLANNED, ReminderState.CLAIMED}
    while True:
        found = actions.tries_rung(opened.account, opened.person_id, since=asked, now=datetime.now(UTC))
        if not any(each.state in waiting for each in found) or time.monotonic() >= until:
            break
        time.sleep(0.5)
    for each in found:
        print(f"{ways.get(each.channel, each.channel.value)}: {said.get(each.state, each.state.value)}.")
    return 0 if any(each.state is ReminderState.SENT for each in found) else 1
