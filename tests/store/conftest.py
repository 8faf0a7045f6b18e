"""The same tests on SQLite and on a real PostgreSQL, each test with a fresh database and real commits."""

from __future__ import annotations

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections
from tests.store import postgres

from supple.model import Account, Person, Role
from supple.store import people
from supple.store.config import postgresql, sqlite

_numbers = itertools.count()
ON_POSTGRESQL = pytest.param(
    "postgresql",
    marks=[pytest.mark.postgresql, pytest.mark.xdist_group("postgresql")],  # one server for the whole run
)


@dataclass(frozen=True)
class Database:
    """The database of one test. `url`: for another process, PostgreSQL only; `path`: SQLite's file."""

    vendor: str
    path: Path | None = None
    url: str | None = None


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A migrated, empty file to copy."""
    path = tmp_path_factory.mktemp("empty") / "supple.sqlite3"
    with django_db_blocker.unblock(), connected(sqlite(path)):
        call_command("migrate", verbosity=0, interactive=False)
    return path


@pytest.fixture(scope="session")
def empty_postgresql(postgresql_address: str, django_db_blocker: Any) -> str:
    """The name of a migrated, empty database to copy."""
    with django_db_blocker.unblock():
        _on_server(postgresql_address, "CREATE DATABASE supple_empty")
        with connected(postgresql(postgresql_address.format("supple_empty"))):
            call_command("migrate", verbosity=0, interactive=False)
    return "supple_empty"


@pytest.fixture(params=["sqlite", ON_POSTGRESQL])
def database(request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any) -> Iterator[Database]:
    """The store, connected to an empty database of its own."""
    if request.param == "sqlite":
        path = tmp_path / "supple.sqlite3"
        shutil.copy(request.getfixturevalue("empty_sqlite"), path)
        with django_db_blocker.unblock(), connected(sqlite(path)):
            yield Database("sqlite", path=path)
        return
    address = request.getfixturevalue("postgresql_address")
    empty = request.getfixturevalue("empty_postgresql")
    name = f"supple_{next(_numbers)}"
    with django_db_blocker.unblock():
        _on_server(address, f"CREATE DATABASE {name} TEMPLATE {empty}")
        with connected(postgresql(address.format(name))):
            yield Database("postgresql", url=address.format(name))
        _on_server(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def alice(database: Database) -> Account:
    return people.add_account("Alice")


@pytest.fixture
def person(alice: Account) -> Person:
    """Alice's own diary."""
    from supple.actions.access import EVERYTHING

    return people.add_person(alice.id, "Alice", zone="Europe/London", role=Role.SELF, scopes=EVERYTHING)


@contextlib.contextmanager
def connected(config: dict[str, Any]) -> Iterator[None]:
    """Point Django's default connection, in every thread to come, at another database."""
    before = connections.settings["default"]
    _drop()
    connections.settings["default"] = connections.configure_settings({"default": config})["default"]
    try:
        yield
    finally:
        connection.close()
        _drop()
        connections.settings["default"] = before


def _drop() -> None:
    with contextlib.suppress(AttributeError):
        connections["default"].close()
        del connections["default"]


def _on_server(address: str, sql: str) -> None:
    import psycopg

    with psycopg.connect(address.format("postgres"), autocommit=True) as server:
        server.execute(sql)
