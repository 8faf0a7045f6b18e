"""What would happen? A note or a file read without any diary: nothing is opened, nothing is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from supple import diary, imports
from supple.actions.from_file import NOBODY
from supple.actions.progress import by_bytes
from supple.actions.views import ImportOutcome
from supple.model import Author, NoteReading, UserError
from supple.words import _

IMPORT_SCHEMA = "supple.import/1"
MAX_NOTE_CHARACTERS = 5_000


def try_note(text: str, *, now: datetime, zone: str, carer: str | None = None) -> NoteReading:
    """How a note would be understood, as told by the person, or by a carer of this name."""
    if len(text) > MAX_NOTE_CHARACTERS:
        raise UserError(
            _("a note holds at most {max_note_characters:,} characters; this one has {count:,}.").format(
                max_note_characters=MAX_NOTE_CHARACTERS, count=len(text)
            ),
            hint=_("Split it into several notes."),
        )
    author = Author("self") if carer is None else Author("carer", carer)
    return diary.read_note(text, now, author, zone=zone)


def try_import(
    path: Path, *, now: datetime, zone: str, progress: Callable[[float], None] | None = None
) -> ImportOutcome:
    """What an import into an empty diary would take and leave. Raises UserError when the file is refused."""
    read = imports.read_file(Path(path), person_id=NOBODY, zone=zone, now=now, progress=by_bytes(progress))
    table = diary.daily_table(diary.fold(read.events))
    return ImportOutcome(
        format=read.format,
        file_name=read.file_name,
        dry_run=True,
        new=len({event.id for event in read.events}),
        same=0,
        conflicts=0,
        counts_by_kind=read.counts_by_kind,
        left_out=tuple(read.left_out),
        days=table.days,
        daily=tuple(table.rows()),
        warnings=tuple(read.warnings),
    )


def import_to_json(outcome: ImportOutcome) -> Mapping[str, Any]:
    """The documented schema of `supple import --json`."""
    return {
        "schema": IMPORT_SCHEMA,
        "file": outcome.file_name,
        "format": outcome.format,
        "dry_run": outcome.dry_run,
        "new": outcome.new,
        "same": outcome.same,
        "conflicts": outcome.conflicts,
        "counts_by_kind": dict(outcome.counts_by_kind),
        "daily": [dict(row) for row in outcome.daily],
        "refusals": [{"line": item.line, "field": item.field, "why": item.why} for item in outcome.left_out],
        "refusals_by_reason": dict(Counter(item.why for item in outcome.left_out)),
        "warnings": list(outcome.warnings),
    }
