"""What happens when somebody brings a file? It is read, and what is new is kept; twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from supple import diary, imports, store
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.actions.progress import by_bytes
from supple.actions.views import ImportOutcome
from supple.model import Account


def import_file(
    account: Account,
    person_id: UUID,
    path: Path,
    *,
    now: datetime,
    dry_run: bool = False,
    progress: Callable[[float], None] | None = None,
) -> ImportOutcome:
    """Read a diary from a file and keep what is new.

    Args:
        dry_run: only say what would be kept.
        progress: called with 0.0 … 1.0 while reading.

    Raises:
        UserError: the file is refused; then nothing was kept.
    """
    member = require(account, "import_file", person_id)
    read = imports.read_file(
        Path(path), person_id=person_id, zone=member.person.zone, now=now, progress=by_bytes(progress)
    )
    result = store.sort_out(read.events) if dry_run else store.append(read.events, now=now)
    starts = settings_of(person_id).day_starts_at_hour
    table = diary.daily_table(diary.fold(read.events, person_id=person_id), day_starts_at_hour=starts)
    return ImportOutcome(
        format=read.format,
        file_name=read.file_name,
        dry_run=dry_run,
        new=len(result.new),
        same=len(result.same),
        conflicts=len(result.conflicts),
        counts_by_kind=read.counts_by_kind,
        left_out=tuple(read.left_out),
        days=tuple(read.days),
        daily=tuple(table.rows()),
        warnings=tuple(read.warnings),
    )
