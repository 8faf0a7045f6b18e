"""Only the owner erases, and then everything is gone, from the file too, but a receipt that says nothing."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from tests.store.conftest import Database
from tests.store.making import NOW, an_event

from supple import actions, store
from supple.model import Account, Note, Person, Role, UserError
from supple.store import people, queries, read_models

SECRET = "zebrastripedcatheter"


def test_nothing_of_an_erased_diary_is_left(database: Database, alice: Account, person: Person) -> None:
    event = an_event(person.id, Note(SECRET))
    store.append([event, *(an_event(person.id, Note(f"{SECRET} {i}")) for i in range(300))], now=NOW)
    store.append([replace(event, fact=Note(f"{SECRET} aside"))], now=NOW)
    read_models.put(person.id, "look", "key", SECRET)
    people.save_settings(person.id, {"own_factors": [SECRET]})
    receipt = actions.erase_everything(alice, person.id, now=NOW)
    assert (receipt.person_id, receipt.events_count, receipt.erased_at) == (person.id, 301, NOW)
    assert SECRET not in _everything_stored(database)
    assert people.person(person.id) is None
    assert actions.people(alice) == ()


def test_an_erased_diary_does_not_come_back_from_a_phone(alice: Account, person: Person) -> None:
    event = an_event(person.id)
    store.append([event], now=NOW)
    actions.erase_everything(alice, person.id, now=NOW)
    with pytest.raises(UserError, match="erased by its owner"):
        store.append([event], now=NOW)


def test_erasing_one_diary_leaves_the_others(alice: Account, person: Person) -> None:
    other = people.add_person(alice.id, "Zoe", zone="UTC", role=Role.CARER, scopes=frozenset())
    store.append([an_event(person.id), an_event(other.id)], now=NOW)
    store.erase_person(person.id, now=NOW)
    assert len(queries.events(other.id)) == 1


def test_erasing_again_gives_the_same_receipt(person: Person) -> None:
    first = store.erase_person(person.id, now=NOW)
    assert first is not None
    assert store.erase_person(person.id, now=NOW.replace(year=2027)) == first
    assert store.erase_person(uuid4(), now=NOW) is None


def _everything_stored(database: Database) -> str:
    """SQLite: the bytes of the file and its journal. PostgreSQL: every row of every table."""
    if database.path is not None:
        files = sorted(database.path.parent.glob(f"{database.path.name}*"))
        assert files
        return "".join(file.read_bytes().decode("latin-1") for file in files)
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found.extend(row for (row,) in cursor.fetchall())
    return "\n".join(found)
