"""One thing noted or agreed, by whom and when: the unit of the append-only log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from supple.model.facts import Fact, fact_from_json, fact_to_json
from supple.model.when import When, when_from_json, when_to_json

ROLES = ("self", "carer", "clinician", "device")


@dataclass(frozen=True, slots=True)
class Author:
    """Who noted it: a role (`ROLES`) and the name shown beside the entry."""

    role: str
    name: str = ""

    def __post_init__(self) -> None:
        if self.role not in ROLES:
            raise ValueError(f"unknown role {self.role!r}")


@dataclass(frozen=True, slots=True)
class Event:
    """Never changed. A correction is a new event with `replaces`; `withdrawn` marks a correction that takes back.

    `id` is made by the client (UUIDv7) or by the import (UUIDv5). `recorded_at` is the client's clock at
    noting, UTC; `received_at` is set by the store. `group` ties the events of one note or check-in together.
    `guess` marks a reading of plain words that the person has not confirmed. `source` is where it came in by:
    `note`, `check-in`, `cli`, `import:visible` …
    """

    id: UUID
    person_id: UUID
    fact: Fact
    when: When
    recorded_at: datetime
    noted_by: Author
    source: str
    replaces: UUID | None = None
    withdrawn: bool = False
    group: UUID | None = None
    guess: bool = False
    received_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at must be aware")
        if self.withdrawn and self.replaces is None:
            raise ValueError("only a correction can withdraw")
        object.__setattr__(self, "recorded_at", self.recorded_at.astimezone(UTC))


def event_to_json(event: Event) -> dict[str, Any]:
    """A JSON object, schema of `docs/reference/events.md`. `received_at` is the store's own and left out."""
    out: dict[str, Any] = {
        "id": str(event.id),
        "person_id": str(event.person_id),
        "fact": fact_to_json(event.fact),
        "when": when_to_json(event.when),
        "recorded_at": event.recorded_at.isoformat(),
        "noted_by": {"role": event.noted_by.role, "name": event.noted_by.name},
        "source": event.source,
    }
    if event.replaces is not None:
        out["replaces"] = str(event.replaces)
    if event.withdrawn:
        out["withdrawn"] = True
    if event.group is not None:
        out["group"] = str(event.group)
    if event.guess:
        out["guess"] = True
    return out


def event_from_json(data: Mapping[str, Any]) -> Event:
    """The inverse of `event_to_json`. Raises ValueError or KeyError on anything malformed."""
    return Event(
        id=UUID(data["id"]),
        person_id=UUID(data["person_id"]),
        fact=fact_from_json(data["fact"]),
        when=when_from_json(data["when"]),
        recorded_at=datetime.fromisoformat(data["recorded_at"]),
        noted_by=Author(**data["noted_by"]),
        source=str(data["source"]),
        replaces=UUID(data["replaces"]) if data.get("replaces") else None,
        withdrawn=bool(data.get("withdrawn", False)),
        group=UUID(data["group"]) if data.get("group") else None,
        guess=bool(data.get("guess", False)),
    )
