"""Nothing noted is lost: what goes in stays, once, whoever sends it how often, in whatever order."""

from __future__ import annotations

import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connections
from tests.store.conftest import Database
from tests.store.making import NOW, an_event, two_months

from supple import store
from supple.model import Account, Author, Event, Note, Person, Rating, Recall, Role, UserError
from supple.store import people, queries

STIFF = "\U0001f9b5 très raide, 硬直, שלום, a\x00b, \ud800 lone"


def test_an_event_comes_back_as_it_was(person: Person) -> None:
    events = two_months(person.id, seed=1)
    result = store.append(events, now=NOW)
    assert set(result.new) == {event.id for event in events}
    back = {event.id: event for event in queries.events(person.id)}
    assert back == {event.id: replace(event, received_at=NOW) for event in events}


def test_any_character_survives(person: Person) -> None:
    """Even a NUL and half a surrogate pair, which PostgreSQL's text cannot hold as such."""
    event = an_event(person.id, Note(STIFF))
    store.append([event], now=NOW)
    assert queries.events(person.id)[0].fact == Note(STIFF)
    assert queries.days_with_entries(person.id, query="RAIDE") == [event.when.local_day]


def test_appending_twice_changes_nothing(person: Person) -> None:
    events = two_months(person.id, seed=2, days=20)
    store.append(events, now=NOW)
    head = queries.head(person.id)
    again = store.append(reversed(events), now=NOW)
    assert (again.new, set(again.same), again.conflicts) == ((), {event.id for event in events}, ())
    assert queries.head(person.id) == head == len(events)


def test_the_same_thing_said_again_is_the_same(person: Person) -> None:
    """By another way, at another time, by another author, and 7 for 7.0."""
    event = an_event(person.id, Rating("stiffness", 7.0))
    store.append([event], now=NOW)
    other = replace(event, fact=Rating("stiffness", 7), source="import:visible", noted_by=Author("carer", "Bob"))
    assert store.append([other], now=NOW).same == (event.id,)
    assert queries.conflicts(person.id) == []


def test_other_content_under_the_same_id_is_kept_aside_and_overwrites_nothing(person: Person) -> None:
    first = an_event(person.id, Note("left leg"))
    second = replace(first, fact=Note("right leg"))
    store.append([first], now=NOW)
    assert store.append([second], now=NOW).conflicts == (first.id,)
    assert [event.fact for event in queries.events(person.id)] == [Note("left leg")]
    assert [event.fact for event in queries.conflicts(person.id)] == [Note("right leg")]
    assert store.append([second, second], now=NOW).same == (first.id, first.id)
    assert len(queries.conflicts(person.id)) == 1


def test_two_in_one_batch_under_the_same_id_are_both_kept(person: Person) -> None:
    first = an_event(person.id, Note("one"))
    result = store.append([first, first, replace(first, fact=Note("two"))], now=NOW)
    assert (result.new, result.same, result.conflicts) == ((first.id,), (first.id,), (first.id,))
    assert [event.fact for event in queries.conflicts(person.id)] == [Note("two")]


def test_a_form_sent_twice_is_the_same_even_when_the_clock_moved(person: Person) -> None:
    first = an_event(person.id)
    later = replace(first, when=an_event(person.id, day=NOW.date().replace(day=11)).when)
    store.append([first], now=NOW, resent=True)
    assert store.append([later], now=NOW, resent=True).same == (first.id,)
    assert queries.conflicts(person.id) == []


def test_sorting_out_says_what_appending_would_do_and_keeps_nothing(person: Person) -> None:
    there = an_event(person.id)
    store.append([there], now=NOW)
    fresh = an_event(person.id, Note("new"))
    batch = [there, fresh, fresh, replace(there, fact=Note("else"))]
    foretold = store.sort_out(batch)
    assert queries.head(person.id) == 1
    assert queries.conflicts(person.id) == []
    assert foretold == store.append(batch, now=NOW)


def test_one_bad_event_keeps_the_whole_batch_out(person: Person) -> None:
    with pytest.raises(UserError, match="no such person"):
        store.append([an_event(person.id), an_event(uuid4())], now=NOW)
    assert queries.events(person.id) == []


def test_the_same_event_from_eight_threads_at_once_is_there_once(person: Person) -> None:
    event = an_event(person.id)
    results = _at_once(8, lambda _: store.append([event], now=NOW))
    assert sorted(len(result.new) for result in results) == [0] * 7 + [1]
    assert all(result.acknowledged == (event.id,) for result in results)
    assert queries.events(person.id) == [replace(event, received_at=NOW)]
    assert queries.head(person.id) == 1


def test_eight_writers_lose_nothing(person: Person) -> None:
    """Different events of one person, several a writer: all there, and the head counts them."""
    mine = [[an_event(person.id, Note(f"{i} {j}")) for j in range(10)] for i in range(8)]

    def write(i: int) -> list[store.AppendResult]:
        return [store.append([event], now=NOW) for event in mine[i]]

    for results in _at_once(8, write):
        assert all(len(result.new) == 1 for result in results)
    assert {event.id for event in queries.events(person.id)} == {event.id for each in mine for event in each}
    assert queries.head(person.id) == 80


def test_two_people_in_opposite_order_do_not_wait_for_each_other_forever(person: Person, alice: Account) -> None:
    other = people.add_person(alice.id, "Zoe", zone="UTC", role=Role.CARER, scopes=frozenset())
    ids = [person.id, other.id]

    def write(i: int) -> list[store.AppendResult]:
        order = ids if i % 2 else ids[::-1]
        return [store.append([an_event(each) for each in order], now=NOW) for _ in range(10)]

    _at_once(4, write)
    assert [queries.head(each) for each in ids] == [40, 40]


def test_one_id_for_two_people_at_once_is_one_event_and_one_kept_aside(person: Person, alice: Account) -> None:
    other = people.add_person(alice.id, "Zoe", zone="UTC", role=Role.CARER, scopes=frozenset())
    event = an_event(person.id)
    both = [event, replace(event, person_id=other.id)]
    results = _at_once(2, lambda i: store.append([both[i]], now=NOW))
    assert sorted((len(result.new), len(result.conflicts)) for result in results) == [(0, 1), (1, 0)]
    kept = [*queries.events(person.id), *queries.events(other.id)]
    aside = [*queries.conflicts(person.id), *queries.conflicts(other.id)]
    assert (len(kept), len(aside)) == (1, 1)
    assert {kept[0].person_id, aside[0].person_id} == {person.id, other.id}


def test_the_database_says_what_it_is(database: Database) -> None:
    """Both databases are really tested."""
    from django.db import connection

    assert connection.vendor == database.vendor
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
            assert cursor.execute("PRAGMA secure_delete").fetchone() == (1,)


def test_recall_and_part_make_another_event_content(person: Person) -> None:
    event = an_event(person.id, Rating("stiffness", 7.0, Recall.NOW))
    store.append([event], now=NOW)
    other: Event = replace(event, fact=Rating("stiffness", 7.0, Recall.LAST_24_H))
    assert store.append([other], now=NOW).conflicts == (event.id,)


def _at_once(count: int, act: object) -> list[object]:
    """What each thread returned; an error in any of them fails the test."""
    start = threading.Barrier(count)
    results: list[object] = [None] * count
    errors: list[Exception] = []

    def run(index: int) -> None:
        try:
            start.wait(10)
            results[index] = act(index)
        except Exception as error:  # noqa: BLE001 -- raised again in the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    if errors:
        raise errors[0]
    return results
