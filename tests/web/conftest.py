"""The cast: Alice keeps a diary, Bob helps her, Charlie is a stranger with a diary of his own."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from tests.web.cast import SECRET, ZONE, Cast, signed_in

from supple import actions
from supple.model import Instant, Note, Rating, Role, Scope
from supple.store import people as store_people


@pytest.fixture
def cast(db: None) -> Cast:
    accounts = {name: store_people.add_account(name) for name in ("Alice", "Bob", "Charlie")}
    alice, bob, charlie = accounts.values()
    person = actions.add_person(alice, "Alice", zone=ZONE)
    charlies = actions.add_person(charlie, "Charlie", zone=ZONE)
    store_people.put_member(
        bob.id, person.id, role=Role.CARER, scopes=frozenset({Scope.LOOK, Scope.NOTE, Scope.REPORT}), ends_on=None
    )
    then = datetime.now(UTC) - timedelta(days=1)
    when = Instant(then, ZONE)
    facts = [(Note(SECRET), when), (Rating("stiffness", 6), when)]
    events = actions.save_facts(alice, person.id, facts, now=then, source="note")
    assert events[0].group is not None
    return Cast(alice, bob, charlie, person.id, charlies.id, events[1], events[0].group)


@pytest.fixture
def alice(cast: Cast) -> Client:
    return signed_in(cast.alice)


@pytest.fixture
def bob(cast: Cast) -> Client:
    return signed_in(cast.bob)


@pytest.fixture
def charlie(cast: Cast) -> Client:
    return signed_in(cast.charlie)


@pytest.fixture
def at(cast: Cast) -> Callable[[str], str]:
    """The address of one of Alice's pages: at("today/")."""
    return lambda tail: f"/p/{cast.person}/{tail}"


@pytest.fixture
def facts(cast: Cast) -> Callable[[], list[object]]:
    """Every fact that Alice's diary shows now, in the order of its days."""

    def shown() -> list[object]:
        page = actions.timeline(cast.alice, cast.person, limit=500)
        return [entry.event.fact for day in page.days for entry in day.entries if not entry.is_withdrawn]

    return shown


@pytest.fixture
def uploads() -> Path:
    """Where an uploaded file waits: in the data folder that the test was given."""
    return Path(os.environ["SUPPLE_DATA"]) / "uploads"
