"""Events are never changed or deleted: no statement that could is ever sent, except by the owner's erasing."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.making import NOW, TODAY, ZONE, an_event

from supple import actions, store
from supple.model import Account, Author, Day, Instant, Note, NoteReading, Person, Rating
from supple.store import queries
from supple.store.models import AppendOnlyError, EventRow

CHANGES = re.compile(
    r"\b(update|delete\s+from|replace\s+into|truncate(\s+table)?)\s+\"?event\"?[\s\"]", re.IGNORECASE
)


def test_everything_anyone_does_to_a_diary_only_adds(alice: Account, person: Person, tmp_path: Path) -> None:
    event = an_event(person.id, Note("left"))
    with CaptureQueriesContext(connection) as sent:
        store.append([event], now=NOW)
        store.append([event, an_event(person.id, Note("right"), event_id=event.id)], now=NOW)
        saved = actions.save_facts(
            alice, person.id, [(Rating("stiffness", 5.0), Day(TODAY, ZONE))], now=NOW, source="check-in"
        )
        reading = NoteReading("stiff", NOW, Author("self"), ())
        actions.save_reading(alice, person.id, reading, now=NOW)
        later = NOW + timedelta(minutes=5)
        corrected = actions.correct(alice, person.id, event.id, Note("both"), Instant(NOW, ZONE), now=later)
        actions.withdraw(alice, person.id, corrected.id, now=later)
        assert saved[0].group is not None
        actions.undo(alice, person.id, saved[0].group, now=later)
        actions.sync_events(alice, person.id, [an_event(person.id)], now=later)
        exported = actions.export_everything(alice, person.id, now=later).write(tmp_path)
        actions.import_file(alice, person.id, exported, now=later)
    changing = [query["sql"] for query in sent.captured_queries if CHANGES.search(query["sql"])]
    assert changing == []
    assert any("INSERT INTO" in query["sql"] and '"event"' in query["sql"] for query in sent.captured_queries)
    with CaptureQueriesContext(connection) as sent:
        actions.erase_everything(alice, person.id, now=later)
    assert [q["sql"] for q in sent.captured_queries if CHANGES.search(q["sql"])], "the pattern would miss a change"


def test_the_tables_class_refuses_every_way_to_change_an_event(person: Person) -> None:
    store.append([an_event(person.id, Note("left"))], now=NOW)
    row = EventRow.objects.get()
    row.payload = "{}"
    for change in (
        row.save,
        row.delete,
        EventRow.objects.all().delete,
        lambda: EventRow.objects.update(payload="{}"),
        lambda: EventRow.objects.bulk_update([row], ["payload"]),
        lambda: EventRow.objects.update_or_create(id=row.id, defaults={"payload": "{}"}),
        lambda: person_row().delete(),
    ):
        with pytest.raises(Exception, match=r"never|protected") as refused:
            change()
        assert isinstance(refused.value, AppendOnlyError) or "ProtectedError" in type(refused.value).__name__
    assert queries.events(person.id)[0].fact == Note("left")


def person_row() -> object:
    from supple.store.models import PersonRow

    return PersonRow.objects.get()
