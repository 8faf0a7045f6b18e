"""How does an imported fact become an event? With an id made from what it is, so importing twice adds nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from supple.imports.result import ImportResult, LeftOut
from supple.model import Author, Event, Fact, When, imported_id

SELF = Author("self")


@lru_cache(maxsize=4096)
def _start_of(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(0), ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=256)
def _group_id(person_id: UUID, file_format: str, group: str) -> UUID:
    """Asked for once an event, but the same for a whole row."""
    return imported_id(person_id, file_format, f"group|{group}")


@dataclass(frozen=True, slots=True)
class Maker:
    """Whose file it is, and of which format. `recorded_at` of an imported event is the start of its day: it must
    not depend on when the import runs, or importing twice would change something.
    """

    person_id: UUID
    zone: str
    now: datetime
    file_format: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    def event(self, fact: Fact, when: When, day: date, key: str, *, by: Author = SELF, group: str = "") -> Event:
        """An event whose id comes from `key`; events with the same `group` were noted together."""
        return Event(
            id=imported_id(self.person_id, self.file_format, key),
            person_id=self.person_id,
            fact=fact,
            when=when,
            recorded_at=_start_of(day, self.zone),
            noted_by=by,
            source=f"import:{self.file_format}",
            group=_group_id(self.person_id, self.file_format, group) if group else None,
        )

    def result(
        self,
        events: Iterable[Event],
        *,
        days: Iterable[date],
        file_name: str,
        left_out: Iterable[LeftOut] = (),
        warnings: Iterable[str] = (),
    ) -> ImportResult:
        """The result, events by day and then as they stood in the file."""
        made = tuple(events)
        counts = Counter(event.fact.KIND for event in made)
        return ImportResult(
            format=self.file_format,
            events=made,
            counts_by_kind=dict(sorted(counts.items())),
            left_out=tuple(left_out),
            days=tuple(sorted(set(days))),
            file_name=file_name,
            warnings=tuple(warnings),
        )
