"""How is Supple's own export read back? Every event as it was: its id, its author, its corrections.

`export_everything` writes a zip with `events.jsonl` in it; both the zip and that file alone are taken, all or
nothing. A zip without it is none of ours. Nothing is unpacked to disk and no more is read than a diary can hold.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from supple.imports.result import ImportResult
from supple.imports.rows import Progress
from supple.model import (
    AlertStep,
    Event,
    FindingMark,
    Pause,
    PlanItem,
    Profile,
    UserError,
    check_event,
    event_from_json,
    local_day_of,
)

FORMAT = "supple-export"
SCHEMA = "supple.events/1"
MEMBER = "events.jsonl"
MAX_BYTES = 256 * 1024 * 1024
MAX_LINE_BYTES = 1024 * 1024
_HEAD_BYTES = 4096
_OF_NO_DAY = PlanItem | Profile | FindingMark | AlertStep | Pause
_AGAIN = "Export the diary again. Nothing was stored."


def is_export(path: Path) -> bool:
    """Is it Supple's own export, or so like it that its reader has the clearest message?"""
    try:
        with path.open("rb") as stream:
            start = stream.read(_HEAD_BYTES)
        if start.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as archive:
                return MEMBER in archive.namelist()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False
    return start.startswith(b"{") and b'"supple.events/' in start


def read_export(path: Path, *, person_id: UUID, now: datetime, progress: Progress | None = None) -> ImportResult:
    """Every event of the export, as this person's.

    Raises:
        UserError: it is cut off, damaged, of a newer Supple, or a line is no event.
    """
    events: list[Event] = []
    wanted = None
    for number, raw, done, in_all in _lines(path):
        if number == 1:
            wanted = _count(raw, path.name)
            continue
        events.append(_event(raw, number, path.name, person_id, now))
        if progress is not None and number % 500 == 0:
            progress(done, in_all)
    if wanted is None or len(events) != wanted:
        there = f"{len(events)} of {wanted} entries are there" if wanted is not None else "it holds nothing"
        raise UserError(f"the export is cut off: {there}.", file=path.name, hint=_AGAIN)
    days = {local_day_of(event.when) for event in events if not isinstance(event.fact, _OF_NO_DAY)}
    return ImportResult(
        format=FORMAT,
        events=tuple(events),
        counts_by_kind=dict(sorted(Counter(event.fact.KIND for event in events).items())),
        days=tuple(sorted(days)),
        file_name=path.name,
    )


def read_settings(path: Path) -> dict[str, Any]:
    """What the person had chosen, as the export's first line holds it."""
    for _, raw, _, _ in _lines(path):
        chosen = raw.get("settings", {})
        return dict(chosen) if isinstance(chosen, dict) else {}
    return {}


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any], int, int]]:
    """(line number, object, bytes done, bytes in all), from the zip or the file."""
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                entry = archive.getinfo(MEMBER)
                with archive.open(entry) as stream:
                    yield from _objects(stream, path.name, entry.file_size)
        else:
            with path.open("rb") as stream:
                yield from _objects(stream, path.name, path.stat().st_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, OSError):
        raise UserError("the export is damaged and cannot be opened.", file=path.name, hint=_AGAIN) from None


def _objects(stream: IO[bytes], name: str, in_all: int) -> Iterator[tuple[int, dict[str, Any], int, int]]:
    if in_all > MAX_BYTES:
        raise UserError(f"the export is larger than {MAX_BYTES // 1024**2} MB.", file=name, hint=_AGAIN)
    done = number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        done += len(line)
        if len(line) > MAX_LINE_BYTES or done > MAX_BYTES:
            raise UserError("an entry is longer than any entry can be.", file=name, line=number, hint=_AGAIN)
        if line.strip():
            yield number, _object(line, number, name), done, in_all


def _object(line: bytes, number: int, name: str) -> dict[str, Any]:
    try:
        raw = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        raise UserError(
            "this line is not an entry; the export is cut off or was changed.", file=name, line=number, hint=_AGAIN
        )
    return raw


def _count(head: dict[str, Any], name: str) -> int:
    if head.get("schema") != SCHEMA:
        raise UserError(
            f"this export has the format {str(head.get('schema'))[:40]!r}; this Supple reads {SCHEMA!r}.",
            file=name,
            line=1,
            hint="Update Supple and import it again. Nothing was stored.",
        )
    count = head.get("events")
    if not isinstance(count, int) or isinstance(count, bool):
        raise UserError("the first line does not say how many entries follow.", file=name, line=1, hint=_AGAIN)
    return count


def _event(raw: dict[str, Any], number: int, name: str, person_id: UUID, now: datetime) -> Event:
    try:
        event = replace(event_from_json(raw), person_id=person_id)
        check_event(event, now=now)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        field = str(error.args[0]) if isinstance(error, KeyError) and error.args else None
        raise UserError(
            "this line is not an entry that Supple knows.", file=name, line=number, field=field, hint=_AGAIN
        ) from None
    return event
