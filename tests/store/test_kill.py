"""kill -9 of the serving process while four people write: nothing that was acknowledged is lost."""

from __future__ import annotations

import contextlib
import http.client
import random
import sqlite3
import threading
import time
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.conftest import ON_POSTGRESQL, Database, connected
from tests.store.making import TODAY
from tests.store.serving import Served, Visitor, wait_until

from supple.model import Author, Day, Event, Note, event_to_json
from supple.store import codec, queries
from supple.store.config import sqlite

WRITERS = 4


class Writer(threading.Thread):
    """A phone: sends what it has noted and keeps it until it is acknowledged, whatever happens in between."""

    def __init__(self, visitor: Visitor, person_id: str, number: int) -> None:
        super().__init__()
        self._visitor, self._person_id, self._number = visitor, uuid.UUID(person_id), number
        self._stopping = threading.Event()
        self.acknowledged: dict[uuid.UUID, Event] = {}
        self.failures = 0
        self.refusals: list[str] = []

    def run(self) -> None:
        outbox: list[Event] = []
        while not (self._stopping.is_set() and not outbox):
            if not outbox:
                outbox = [self._note(i) for i in range(random.randint(1, 5))]
            if self._send(outbox):
                outbox = []

    def finish(self) -> None:
        self._stopping.set()
        self.join(30)
        assert not self.is_alive()

    def _send(self, outbox: list[Event]) -> bool:
        body = {"person_id": str(self._person_id), "events": [event_to_json(event) for event in outbox]}
        try:
            answer = self._visitor.send("/sync/events", body)
        except (OSError, http.client.HTTPException):
            self.failures += 1
            time.sleep(0.05)
            return False
        if answer.status != 200:
            self.refusals.append(f"{answer.status}: {answer.body[:200]}")
            return True
        said = answer.json()
        self.refusals.extend(f"{name}: {said[name]}" for name in ("conflicts", "rejected") if said[name])
        safe = {uuid.UUID(each) for each in said["new"] + said["same"]}
        self.acknowledged.update((event.id, event) for event in outbox if event.id in safe)
        return safe == {event.id for event in outbox}

    def _note(self, i: int) -> Event:
        return Event(
            id=uuid.uuid4(),
            person_id=self._person_id,
            fact=Note(f"writer {self._number}, note {len(self.acknowledged) + i}"),
            when=Day(TODAY, "Europe/London"),
            recorded_at=datetime.now(UTC),
            noted_by=Author("self", "Me"),
            source="phone",
        )


@pytest.mark.parametrize(
    ("kills", "database"),
    [(5, "sqlite"), pytest.param(2, *ON_POSTGRESQL.values, marks=ON_POSTGRESQL.marks)],
    indirect=["database"],
)
def test_no_acknowledged_event_is_lost(tmp_path: Path, database: Database, kills: int) -> None:
    env = {"SUPPLE_DATABASE_URL": database.url} if database.url else {}
    with Served(tmp_path / "house", env=env) as served:
        visitor = Visitor(served.url)
        person_id = visitor.sign_in(served.link)
        writers = [Writer(visitor.twin(), person_id, number) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(kills):
            before = _noted(writers)
            wait_until(lambda: _noted(writers) > before + 2 * WRITERS)  # noqa: B023 -- called at once
            time.sleep(random.uniform(0, 0.15))  # any moment: before, within and after a commit
            served.kill()
            served.start()
        for writer in writers:
            writer.finish()
        assert served.stop() == 0
    assert [refusal for writer in writers for refusal in writer.refusals] == []
    assert sum(writer.failures for writer in writers) >= kills, "nobody was writing when it was killed"
    acknowledged = {event_id: event for writer in writers for event_id, event in writer.acknowledged.items()}
    path = tmp_path / "house" / "supple.sqlite3"
    with _reopened(path if database.vendor == "sqlite" else None):
        kept = {event.id: event for event in queries.events(uuid.UUID(person_id))}
        assert set(acknowledged) <= set(kept)
        assert all(codec.content_hash(kept[each]) == codec.content_hash(acknowledged[each]) for each in acknowledged)
        assert queries.head(uuid.UUID(person_id)) == len(kept)
        assert queries.conflicts(uuid.UUID(person_id)) == []
    if database.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert file.execute("PRAGMA foreign_key_check").fetchall() == []


def _noted(writers: list[Writer]) -> int:
    return sum(len(writer.acknowledged) for writer in writers)


def _reopened(path: Path | None) -> contextlib.AbstractContextManager[None]:
    """Connect to the file the killed process wrote; PostgreSQL is connected already."""
    return contextlib.nullcontext() if path is None else connected(sqlite(path))
