"""Every question gives on both databases what a full reading of the diary would give."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.conftest import Database
from tests.store.making import NOW, TODAY, an_event, two_months

from supple import diary, plan, store
from supple.model import Account, Dose, DoseStatus, Note, Person, Role
from supple.store import codec, people, queries, read_models


@pytest.mark.parametrize("seed", range(4))
def test_the_recent_weeks_read_alone_are_those_of_the_whole_diary(person: Person, seed: int) -> None:
    """Corrections move entries into and out of the weeks; agreed things hold from long ago."""
    events = two_months(person.id, seed=seed)
    store.append(events, now=NOW)
    first = TODAY - timedelta(days=30)
    recent = queries.recent_events(person.id, first)
    assert len(recent) < len(events)
    assert _shown(recent, first) == _shown(events, first)
    tables = [
        diary.daily_table(diary.fold(each), first=first, last=TODAY, day_starts_at_hour=4)
        for each in (recent, events)
    ]
    assert tables[0].columns == tables[1].columns
    assert plan.plan_at(recent, TODAY).items == plan.plan_at(events, TODAY).items


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_are_known_are_not_read_again_and_nothing_new_is_missed(person: Person, seed: int) -> None:
    """Whatever came since, by whatever process: later notes, corrections, plans, and what had not arrived before."""
    events = two_months(person.id, seed=seed)
    order = sorted(events, key=lambda event: event.id.hex[::-1])
    first = TODAY - timedelta(days=30)
    known: queries.Rows = {}
    for end in (len(order) // 3, len(order) // 2, len(order) - 1, len(order)):
        store.append(order[:end], now=NOW)
        with CaptureQueriesContext(connection) as sent:
            rows = queries.recent_rows(person.id, first, known=known)
        again = [row for row in rows if row in known]
        assert all(rows[row] is known[row] for row in again)
        if len(again) == len(rows):
            assert not any('"payload"' in query["sql"] for query in sent.captured_queries)
        read = {event.id: event for event in queries.recent_events(person.id, first)}
        assert {event.id: event for event in rows.values()} == read
        known = rows
    doses = queries.agreed_and_dose_rows(person.id, known=known)
    every = [*queries.agreed_events(person.id), *queries.events_of_kind(person.id, "dose")]
    assert {event.id: event for event in doses.values()} == {event.id: event for event in every}


def test_an_event_and_its_versions_are_found_from_any_of_them(person: Person) -> None:
    first = an_event(person.id, Note("one"))
    second = an_event(person.id, Note("two"), replaces=first.id)
    third = an_event(person.id, Note("three"), replaces=second.id)
    beside = an_event(person.id, Note("also two"), replaces=first.id)
    store.append([third, beside, first, second, an_event(person.id)], now=NOW)
    chain = {event.id for event in (first, second, third, beside)}
    for event_id in chain:
        assert {event.id for event in queries.versions(person.id, event_id)} == chain


def test_a_ring_of_corrections_from_a_broken_client_ends(person: Person) -> None:
    first = an_event(person.id, Note("one"))
    second = an_event(person.id, Note("two"), replaces=first.id)
    store.append([second, an_event(person.id, Note("one"), event_id=first.id, replaces=second.id)], now=NOW)
    assert len(queries.versions(person.id, first.id)) == 2


def test_nobody_reads_another_persons_event(person: Person, alice: Account) -> None:
    other = people.add_person(alice.id, "Zoe", zone="UTC", role=Role.CARER, scopes=frozenset())
    event = an_event(person.id)
    store.append([event], now=NOW)
    assert queries.event(other.id, event.id) is None
    assert queries.versions(other.id, event.id) == []
    assert queries.events(other.id) == []
    assert queries.are_of_another(other.id, [event.id])
    assert not queries.are_of_another(person.id, [event.id])


@pytest.mark.parametrize(
    ("query", "codes", "found"),
    [
        ("", (), [0, 1, 2, 3]),
        ("Straße", (), [1]),
        ("STRASSE", (), [1]),
        ("100%", (), [2]),
        ("_", (), []),
        ("baclofen", (), [3]),
        ("no such words", ("dose-code",), []),
        ("no such words", ("baclofen",), [3]),
    ],
)
def test_search_finds_words_whatever_their_case(
    person: Person, query: str, codes: tuple[str, ...], found: list[int]
) -> None:
    """The person's words are taken literally: % and _ are letters like any other."""
    days = [TODAY - timedelta(days=ago) for ago in range(4)]
    facts = (Note("calf at three"), Note("Lange Straße"), Note("100% done"), Dose("baclofen", DoseStatus.TAKEN, 10.0))
    store.append([an_event(person.id, fact, day=day) for fact, day in zip(facts, days, strict=True)], now=NOW)
    assert queries.days_with_entries(person.id, query=query, codes=codes) == [days[i] for i in found]


def test_days_come_newest_first_page_by_page(person: Person) -> None:
    days = [TODAY - timedelta(days=ago) for ago in range(10)]
    store.append([an_event(person.id, day=day) for day in days for _ in range(3)], now=NOW)
    assert queries.days_with_entries(person.id, limit=4) == days[:4]
    assert queries.days_with_entries(person.id, before=days[3], limit=4) == days[4:8]


def test_a_read_model_counts_only_for_the_key_it_was_made_from(person: Person) -> None:
    read_models.put(person.id, "look", "head 1", "old")
    read_models.put(person.id, "look", "head 2", "new")
    assert read_models.get(person.id, "look", "head 1") is None
    assert read_models.get(person.id, "look", "head 2") == "new"


def test_no_days_no_error(database: Database, person: Person) -> None:
    assert queries.events_of_days(person.id, []) == []
    assert queries.days_with_entries(person.id) == []
    assert queries.events(person.id) == []


def _shown(events: list, first: object) -> set:
    shown = diary.fold(events).events
    return {(event.id, event.fact) for event in shown if codec.day_of(event) >= first}
