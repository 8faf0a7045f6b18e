"""The tables in the database are the tables in the code, and opening the store twice changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core.management import call_command
from django.db import connection
from tests.store.conftest import Database

from supple.model import Person
from supple.store import reminders, setup


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


def test_what_an_older_version_planned_is_planned_anew(person: Person) -> None:
    """Its doses may ring up to the next one: such a plan is never taken for one of now. Nothing is lost by it."""
    now = datetime(2026, 11, 20, 8, tzinfo=UTC)
    call_command("migrate", "store", "0002", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reminders_planned (person_id, head, until) SELECT id, head, %s FROM person",
            [now + timedelta(days=2)],
        )
    call_command("migrate", "store", verbosity=0, interactive=False)
    assert reminders.people_to_plan(before=now, limit=9) == [person.id]
