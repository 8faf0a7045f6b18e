"""`supple look` and `supple insight`: the course, what goes with it, when to call, gaps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, DiaryFile, Name, Now, Outcome, Person, Zone

if TYPE_CHECKING:
    from supple.model import Look


def look(
    file: DiaryFile = None,
    outcome: Outcome = None,
    person: Person = None,
    as_json: AsJson = False,
    now: Now = None,
    zone: Zone = None,
    name: Name = None,
) -> None:
    """See the course, what goes with worse and better days, when to call, and the gaps."""
    from supple.cli.show import console, show_look
    from supple.model import look_to_json

    found = take_a_look(file, outcome=outcome, person=person, now=now, zone=zone, name=name)
    if as_json:
        print(json.dumps(look_to_json(found), ensure_ascii=False, indent=2))
    else:
        show_look(found, console())


def insight(
    file: Annotated[Path, typer.Argument(help="A diary file.", metavar="FILE")],
    outcome: Outcome = None,
    prior: Annotated[
        Path | None,
        typer.Option("--prior", help="Let what was learnt from other people help: a file from supple cohort learn."),
    ] = None,
    as_json: AsJson = False,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """See only what goes with worse and better days, every factor that was tried."""
    from supple.cli.show import console, show_findings
    from supple.model import report_to_json

    found = take_a_look(file, outcome=outcome, person=None, now=now, zone=zone, name=None, prior=prior)
    if as_json:
        print(json.dumps(report_to_json(found.triggers), ensure_ascii=False, indent=2))
    else:
        show_findings(found, console())


def take_a_look(
    file: Path | None,
    *,
    outcome: str | None,
    person: str | None,
    now: str | None,
    zone: str | None,
    name: str | None,
    prior: Path | None = None,
) -> Look:
    """From a file with no database, or of the stored diary. Progress shows on the terminal when it takes a while."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.progress import working

    if file is not None:
        local = zone_or_local(zone)
        with working("Reading and looking") as step:
            return actions.look_file(
                file, now=now_or(now, local), zone=local, outcome=outcome, name=name, prior=prior, progress=step
            )
    from supple.cli.diary import open_diary

    opened = open_diary(person, zone)
    with working("Looking"):
        return actions.look(opened.account, opened.person_id, now=now_or(now, opened.zone), outcome=outcome)
