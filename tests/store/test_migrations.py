"""The tables in the database are the tables in the code, and opening the store twice changes nothing."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from tests.store.conftest import Database

from supple.store import setup


def test_no_migration_is_missing(database: Database) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_a_migrated_database_needs_nothing_more(database: Database) -> None:
    assert not setup._missing_migrations()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'store'")
    assert setup._missing_migrations()


def test_the_searched_columns_have_their_indexes(database: Database) -> None:
    with connection.cursor() as cursor:
        there = connection.introspection.get_constraints(cursor, "event")
    assert {"event_person_day", "event_person_kind", "event_corrections", "event_group"} <= set(there)
