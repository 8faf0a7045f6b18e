"""`supple report`: one page for the care team."""

from __future__ import annotations

import contextlib
import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from supple.cli.options import DiaryFile, Name, Now, Outcome, Person, Zone


def report(
    file: DiaryFile = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write an accessible PDF here.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write a page here.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", help="The day of the last visit, such as 2026-08-01.")
    ] = None,
    question: Annotated[
        list[str] | None, typer.Option("--question", help="Something you want to ask. May be given several times.")
    ] = None,
    outcome: Outcome = None,
    person: Person = None,
    now: Now = None,
    zone: Zone = None,
    name: Name = None,
) -> None:
    """Make the one-page report for a visit. The same input and the same --now make the same bytes."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.model import UserError

    if pdf is None and html is None:
        raise UserError("where to?", field="--pdf", hint="Add --pdf visit.pdf or --html visit.html.")
    last_visit = None
    if since is not None:
        try:
            last_visit = date.fromisoformat(since)
        except ValueError:
            raise UserError(f"{since!r} is not a day.", field="--since", hint="Write it like 2026-08-01.") from None
    asked = tuple(question or ())
    if file is not None:
        local = zone_or_local(zone)
        made = actions.report_file(
            file, now=now_or(now, local), zone=local, outcome=outcome, name=name, since=last_visit, questions=asked
        )
    else:
        from supple.cli.diary import open_diary

        opened = open_diary(person, zone)
        made = actions.report(
            opened.account,
            opened.person_id,
            now=now_or(now, opened.zone),
            since=last_visit,
            outcome=outcome,
            questions=asked,
        )
    from supple import report as room

    if pdf is not None:
        write(pdf, room.to_pdf(made))
        print(f"Written: {pdf}. It holds private health notes.")
    if html is not None:
        write(html, room.to_page(made).encode("utf-8"))
        print(f"Written: {html}. It holds private health notes.")


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only: it holds health notes.

    Raises:
        UserError: it cannot be written there.
    """
    import secrets

    from supple.model import UserError

    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as part:
            part.write(content)
        beside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise UserError(
            f"cannot write there: {error.strerror}.", file=str(path), hint="Name another place."
        ) from None
