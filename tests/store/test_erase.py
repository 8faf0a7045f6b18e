"""Only the owner erases, and then everything is gone, from the file too, but a receipt that says nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from tests.store.conftest import Database
from tests.store.making import NOW, an_event

from supple import actions, store
from supple.model import Account, Note, Person, Role, Scope, UserError
from supple.store import people, queries, read_models

SECRET = "zebrastripedcatheter"


def test_nothing_of_an_erased_diary_is_left(database: Database, alice: Account, person: Person) -> None:
    event = an_event(person.id, Note(SECRET))
    store.append([event, *(an_event(person.id, Note(f"{SECRET} {i}")) for i in range(300))], now=NOW)
    store.append([replace(event, fact=Note(f"{SECRET} aside"))], now=NOW)
    read_models.put(person.id, "look", "key", SECRET)
    chosen = {"own_factors": [SECRET], "own_labels": {"own:symptom:feet": SECRET}}
    people.save_settings(person.id, chosen)
    people.put_member(
        people.add_account(f"Dr {SECRET}").id,
        person.id,
        role=Role.CARER,
        scopes=frozenset({Scope.LOOK}),
        ends_on=None,
    )
    receipt = actions.erase_everything(alice, person.id, now=NOW)
    assert (receipt.person_id, receipt.events_count, receipt.erased_at) == (person.id, 301, NOW)
    assert SECRET not in _everything_stored(database)
    assert receipt.is_overwritten is (True if database.path else None)
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


def test_the_receipt_counts_each_kind_and_what_went_besides(alice: Account, person: Person) -> None:
    helper = people.add_account("Dr Lee")
    people.put_member(helper.id, person.id, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=None)
    store.append([an_event(person.id, Note("one")), an_event(person.id, Note("two"))], now=NOW)
    receipt = actions.erase_everything(alice, person.id, now=NOW)
    assert receipt.kinds == {"note": 2}
    assert (receipt.others["members"], receipt.others["helpers"]) == (2, 1)
    assert people.account(helper.id) is None, "a helper of this diary alone can sign in no more"
    assert people.account(alice.id) is not None
    said = actions.receipt_text(receipt, by="Alice", zone="UTC")
    assert "Notes: 2" in said
    assert str(receipt.receipt) in said


def test_a_helper_who_helps_others_too_stays(alice: Account, person: Person) -> None:
    other = people.add_person(alice.id, "Zoe", zone="UTC", role=Role.CARER, scopes=frozenset())
    helper = people.add_account("Bob")
    for one in (person, other):
        people.put_member(helper.id, one.id, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=None)
    actions.erase_everything(alice, person.id, now=NOW)
    assert people.account(helper.id) is not None


def test_a_journal_that_somebody_reads_is_not_called_emptied(
    database: Database, alice: Account, person: Person
) -> None:
    store.append([an_event(person.id, Note(SECRET))], now=NOW)
    if database.path is None:
        receipt = actions.erase_everything(alice, person.id, now=NOW)
        assert receipt.is_overwritten is None
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50")
    reader = sqlite3.connect(database.path)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM event").fetchone()
        receipt = actions.erase_everything(alice, person.id, now=NOW)
    finally:
        reader.close()
    assert receipt.is_overwritten is False
    assert "could not be emptied" in actions.receipt_text(receipt, by="Alice", zone="UTC")
