"""What happens when somebody brings a file? It is read, and what is new is kept; twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from uuid import UUID

from supple import diary, imports, store
from supple.actions.access import require
from supple.actions.persons import settings_of
from supple.actions.progress import by_bytes
from supple.actions.views import ImportOutcome, PersonSettings
from supple.imports.supple_export import FORMAT, read_settings
from supple.model import Account, Event, Member, NotAllowedError, Scope, imported_id
from supple.store import people as store_people
from supple.store import queries


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
    events: Sequence[Event] = read.events
    if read.format == FORMAT:
        _only_the_owner(member)
        events = _apart(events, person_id)
    result = store.sort_out(events) if dry_run else store.append(events, now=now)
    if read.format == FORMAT and not dry_run:
        _take_settings(person_id, Path(path))
    starts = settings_of(person_id).day_starts_at_hour
    table = diary.daily_table(diary.fold(events, person_id=person_id), day_starts_at_hour=starts)
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


def _only_the_owner(member: Member) -> None:
    """Supple's own export says who noted each entry; a helper could put words into another's mouth with it."""
    if Scope.OWN not in member.scopes:
        raise NotAllowedError("Only the owner of a diary can bring its export back.")


def _apart(events: Sequence[Event], person_id: UUID) -> Sequence[Event]:
    """The events under ids of their own, where theirs belong to another person of this house (a copied diary).

    Also where they did when they were copied: the other diary may have been erased since.
    """

    def own(each: UUID | None) -> UUID | None:
        return None if each is None else imported_id(person_id, FORMAT, str(each))

    ids = [event.id for event in events]
    was_copied = queries.has_any(person_id, [own(each) or each for each in ids])
    if not was_copied and not queries.are_of_another(person_id, ids):
        return events
    return [
        replace(event, id=own(event.id) or event.id, replaces=own(event.replaces), group=own(event.group))
        for event in events
    ]


def _take_settings(person_id: UUID, path: Path) -> None:
    """What the person had chosen, unless something was already chosen here. Consents are given anew in each house."""
    if not store_people.settings(person_id):
        chosen = PersonSettings.from_stored(read_settings(path))
        chosen = replace(chosen, helped_by_others=False, part_of_sums=False)
        store_people.save_settings(person_id, chosen.stored())
