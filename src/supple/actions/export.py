"""How does a person take everything along, or erase it? All events in a zip; or all gone but a receipt."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from supple import diary, imports, store
from supple.actions import folding, forgetting
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.actions.views import FileToKeep
from supple.imports.supple_export import MEMBER, SCHEMA
from supple.model import Account, DailyTable, Event, Member, event_to_json
from supple.store import EraseReceipt, queries
from supple.words import _


def export_everything(account: Account, person_id: UUID, *, now: datetime) -> FileToKeep:
    """Everything, as a zip: `events.jsonl` (all of it, to import again), `table.csv` (to read), `README.txt`.

    The same diary and the same `now` make the same bytes.
    """
    member = require(account, "export_everything", person_id)
    events = sorted(queries.events(person_id), key=lambda event: (event.recorded_at, event.id))
    aside = queries.conflicts(person_id)
    starts = settings_of(person_id).day_starts_at_hour
    folded = diary.fold(events, person_id=person_id)
    table = diary.daily_table(folded, day_starts_at_hour=starts)
    table = folding.with_days_all_taken(table, folded.events, starts)
    local = now.astimezone(ZoneInfo(member.person.zone))
    files = {
        "README.txt": _readme(member, len(events), local),
        MEMBER: _jsonl(member, [*events, *aside], now),
        "table.csv": _csv(table),
    }
    return FileToKeep(f"supple-{local:%Y-%m-%d}.zip", "application/zip", _zip(files, local))


def erase_everything(account: Account, person_id: UUID, *, now: datetime) -> EraseReceipt:
    """Erase the diary and the person for good. What remains is a receipt that says nothing of its content."""
    require(account, "erase_everything", person_id)
    receipt = store.erase_person(person_id, now=now)
    forgetting.forget(person_id)
    assert receipt is not None  # the member's row was just read
    return receipt


def _jsonl(member: Member, events: Sequence[Event], now: datetime) -> str:
    head = {
        "schema": SCHEMA,
        "person": {"id": str(member.person.id), "name": member.person.name, "zone": member.person.zone},
        "settings": settings_of(member.person.id).stored(),
        "exported_at": now.isoformat(),
        "events": len(events),
    }
    rows = [head, *(event_to_json(event) for event in events)]
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)


def _csv(table: DailyTable) -> str:
    out = io.StringIO(newline="")
    imports.write_table(table, out)
    return "\ufeff" + out.getvalue()  # spreadsheets take it for UTF-8 only with this mark


def _readme(member: Member, count: int, local: datetime) -> str:
    return (
        _(
            "The diary of {name}, from Supple, {local:%d %B %Y}.\n\nevents.jsonl  "
            "everything that was ever noted ({count} entries), corrections and all, "
            "one entry a line.\n              The first line names the format ("
        ).format(name=member.person.name, local=local, count=count)
        + SCHEMA
        + _(
            ").\n              Supple reads it again: supple import THIS-FILE. Twice "
            "changes nothing.\ntable.csv     one row a day, to look at in a "
            "spreadsheet. An empty cell: nothing was noted.\n\nIt holds private health "
            "notes. Keep it where only you can read it.\n"
        )
    )


def _zip(files: dict[str, str], local: datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=local.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text.encode("utf-8", "surrogatepass"))
    return out.getvalue()
