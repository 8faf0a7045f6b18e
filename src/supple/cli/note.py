"""`supple note`: plain words become facts that are said back."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from supple.cli.options import AsJson, DryRun, Now, Person, Zone


def note(
    text: Annotated[
        str, typer.Argument(help="What to note, in your own words. A single - reads it from standard input.")
    ],
    person: Person = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    now: Now = None,
    zone: Zone = None,
    carer: Annotated[
        str | None, typer.Option("--carer", help="With --dry-run: read it as told by this carer.")
    ] = None,
) -> None:
    """Note something in plain words, and see what was understood. The words themselves are always kept."""
    from supple import actions
    from supple.cli.clock import now_or, zone_or_local
    from supple.model import UserError

    if text == "-":
        text = _from_standard_input()
    if not text.strip():
        raise UserError("the note is empty.", hint='Try: supple note "stiff 6/10, slept badly"')
    if dry_run:
        local = zone_or_local(zone)
        reading = actions.try_note(text, now=now_or(now, local), zone=local, carer=carer)
        _show(reading, as_json=as_json, kept=False)
        return
    from supple.cli.diary import open_diary

    if carer is not None:
        raise UserError(
            "--carer goes with --dry-run.", hint="To note as a carer, be let in under Settings and use the pages."
        )
    opened = open_diary(person, zone)
    moment = now_or(now, zone_or_local(zone) if zone else opened.zone)
    reading = actions.read_note(opened.account, opened.person_id, text, now=moment)
    actions.save_reading(opened.account, opened.person_id, reading, now=moment, source="cli")
    _show(reading, as_json=as_json, kept=True)


def _from_standard_input() -> str:
    from supple.model import UserError

    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError:
        raise UserError("what came in is not UTF-8 text.", hint="Nothing was noted.") from None


def _show(reading: object, *, as_json: bool, kept: bool) -> None:
    from supple.diary import reading_to_json
    from supple.model import NoteReading

    assert isinstance(reading, NoteReading)
    if as_json:
        print(json.dumps({**reading_to_json(reading), "kept": kept}, ensure_ascii=False, indent=2))
        return
    if not reading.facts:
        print(
            "Nothing in it was understood as a fact. Your words are kept as they stand."
            if kept
            else "No facts found."
        )
    for fact in reading.facts:
        print(f"  {'guess: ' if fact.guess else ''}{fact.words}")
    if reading.not_understood:
        rest = "; ".join(reading.not_understood)
        print(f"Kept as your words only: {rest}" if kept else f"Would stay as words only: {rest}")
    if kept:
        print("Noted. To put something right: supple timeline, or the Timeline page.")
