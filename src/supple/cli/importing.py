"""`supple import`: a diary from a file; what was taken, what was left, and why."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from supple.cli.options import AsJson, DryRun, Now, Person, Zone

if TYPE_CHECKING:
    from supple.actions import ImportOutcome

_SHOWN = 10


def import_(
    file: Annotated[
        Path | None, typer.Argument(help="The file. Its format is recognised by its content.", metavar="FILE")
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="Print a template of the Supple table (CSV) instead.")
    ] = False,
    person: Person = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    now: Now = None,
    zone: Zone = None,
) -> None:
    """Bring in a diary from a file. Importing twice changes nothing."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.cli.progress import working
    from supple.model import UserError

    if template:
        from supple.imports import template_csv

        print(template_csv(), end="")
        return
    if file is None:
        raise UserError("which file?", hint="supple import FILE, or supple import --template > my-diary.csv")
    if dry_run and person is None:
        local = zone_or_local(zone)
        with working("Reading") as step:
            outcome = actions.try_import(file, now=now_or(now, local), zone=local, progress=step)
    else:
        from supple.cli.diary import open_diary

        opened = open_diary(person, zone)
        with working("Reading") as step:
            outcome = actions.import_file(
                opened.account,
                opened.person_id,
                file,
                now=now_or(now, opened.zone),
                dry_run=dry_run,
                progress=step,
            )
    if as_json:
        print(json.dumps(actions.import_to_json(outcome), ensure_ascii=False, indent=2))
    else:
        _show(outcome)


def _show(outcome: ImportOutcome) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(outcome.counts_by_kind.items())) or "nothing"
    first_last = f", {outcome.days[0]} to {outcome.days[-1]}" if outcome.days else ""
    print(f"{outcome.file_name}: {outcome.format}{first_last}")
    would = "would be new" if outcome.dry_run else "new"
    print(
        f"  {outcome.new} {would}, {outcome.same} already there, {outcome.conflicts} that differ from what is there"
    )
    print(f"  what it holds: {kinds}")
    for warning in outcome.warnings:
        print(f"  note: {warning}")
    if outcome.left_out:
        print(f"  left out: {len(outcome.left_out)} records")
        for why, count in Counter(item.why for item in outcome.left_out).most_common():
            print(f"    {count} × {why}")
        for item in outcome.left_out[:_SHOWN]:
            print(f"    line {item.line}, {item.field}: {item.why}")
    if outcome.dry_run:
        print("Nothing was stored (--dry-run).")
