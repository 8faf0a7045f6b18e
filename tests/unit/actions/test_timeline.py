"""The timeline shows every entry once, on its day, with its author, its corrections and what was kept aside."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from tests.store.making import TODAY, an_event, two_months
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, diary, store
from supple.model import Account, Count, DaySlot, Factor, Instant, Note, Period, Rating, Slot, UserError
from supple.store import codec


def _pages(account: Account, person_id: UUID, **asked: object) -> list[actions.TimelinePage]:
    pages = [actions.timeline(account, person_id, **asked)]
    while pages[-1].older_before is not None:
        pages.append(actions.timeline(account, person_id, before=pages[-1].older_before, **asked))
        assert len(pages) < 500
    return pages


@pytest.mark.parametrize("starts", [0, 3, 4, 6])
@pytest.mark.parametrize("limit", [1, 50])
def test_page_by_page_every_entry_comes_once_on_its_day(
    alice: Account, person: actions.PersonCard, starts: int, limit: int
) -> None:
    rng = random.Random(starts)
    events = two_months(person.id, seed=starts, days=40)
    for _ in range(40):  # small hours, where days begin
        at = datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=rng.randrange(30), minutes=rng.randrange(8 * 60))
        events.append(an_event(person.id, Note("awake"), when=Instant(at, ZONE)))
    store.append(events, now=NOW)
    actions.save_settings(alice, person.id, actions.PersonSettings(day_starts_at_hour=starts))
    pages = _pages(alice, person.id, limit=limit)
    days = [day for page in pages for day in page.days]
    assert [day.day for day in days] == sorted({day.day for day in days}, reverse=True)
    shown = {entry.event.id: day.day for day in days for entry in day.entries}
    whole = {event.id: codec.day_of(event, starts) for event in diary.fold(events).events}
    assert shown == whole
    assert sum(len(day.entries) for day in days) == len(whole)


def test_one_day_alone_is_the_same_as_in_the_whole(alice: Account, person: actions.PersonCard) -> None:
    store.append(two_months(person.id, seed=9, days=20), now=NOW)
    for page in _pages(alice, person.id):
        for each in page.days:
            assert actions.timeline(alice, person.id, day=each.day).days == (each,)


def test_a_night_stands_before_the_day_one_woke_to(alice: Account, person: actions.PersonCard) -> None:
    at = datetime(2026, 3, 9, 23, 30, tzinfo=UTC)
    night = an_event(person.id, Count("spasms", 3, Period.NIGHT), when=Instant(at, ZONE))
    slot = an_event(person.id, Note("woke"), when=DaySlot(TODAY, Slot.NIGHT, ZONE))
    morning = an_event(person.id, Rating("stiffness", 7.0), when=Instant(NOW, ZONE))
    store.append([morning, slot, night], now=NOW)
    page = actions.timeline(alice, person.id)
    assert [day.day for day in page.days] == [TODAY]
    assert [entry.event.id for entry in page.days[0].entries] == [night.id, slot.id, morning.id]


def test_a_correction_is_shown_with_its_mark_and_its_history(
    alice: Account, person: actions.PersonCard, bob: Account
) -> None:
    """Also one that moves an entry to a day far from where it stood."""
    old = an_event(person.id, Note("left leg"), day=date(2026, 1, 5))
    store.append([old], now=NOW)
    right = an_event(person.id, day=date(2026, 3, 1)).when
    new = actions.correct(bob, person.id, old.id, Note("right leg"), right, now=NOW + timedelta(minutes=1))
    (day,) = actions.timeline(alice, person.id).days
    (entry,) = day.entries
    assert (day.day, entry.event.fact, entry.noted_by) == (date(2026, 3, 1), Note("right leg"), "Bob")
    assert (entry.is_corrected, entry.versions, entry.has_conflict) == (True, 2, False)
    for asked in (old.id, new.id):
        assert [event.fact for event in actions.history(alice, person.id, asked)] == [
            Note("left leg"),
            Note("right leg"),
        ]


def test_two_corrections_at_once_are_both_kept_and_one_is_shown(
    alice: Account, person: actions.PersonCard, bob: Account
) -> None:
    old = an_event(person.id, Note("one"))
    store.append([old], now=NOW)
    actions.correct(alice, person.id, old.id, Note("two"), old.when, now=NOW + timedelta(minutes=1))
    later = actions.correct(bob, person.id, old.id, Note("three"), old.when, now=NOW + timedelta(minutes=2))
    (entry,) = actions.timeline(alice, person.id).days[0].entries
    assert (entry.event.id, entry.has_conflict, entry.versions) == (later.id, True, 3)


def test_what_came_under_a_taken_id_stands_beside_it(alice: Account, person: actions.PersonCard) -> None:
    first = an_event(person.id, Note("one"))
    store.append([first], now=NOW)
    store.append([replace(first, fact=Note("two"))], now=NOW)
    (entry,) = actions.timeline(alice, person.id).days[0].entries
    assert entry.event.fact == Note("one")
    assert (entry.has_conflict, [event.fact for event in entry.aside]) == (True, [Note("two")])


def test_what_was_taken_back_is_gone_and_can_be_asked_for(alice: Account, person: actions.PersonCard) -> None:
    event = an_event(person.id, Note("not mine"))
    store.append([event, an_event(person.id, Note("mine"))], now=NOW)
    actions.withdraw(alice, person.id, event.id, now=NOW + timedelta(minutes=1))
    assert _facts(actions.timeline(alice, person.id)) == {Note("mine")}
    asked = actions.timeline(alice, person.id, taken_back=True)
    assert {(entry.event.fact, entry.is_withdrawn) for day in asked.days for entry in day.entries} == {
        (Note("mine"), False),
        (Note("not mine"), True),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("CALF", {"calf"}),
        ("poor sleep", {"factor"}),
        ("slept badly", {"factor"}),
        ("loud music", {"own"}),
        ("elephant", set()),
        ("  ", {"calf", "factor", "own"}),
    ],
)
def test_search_knows_the_persons_words_and_supples(
    alice: Account, person: actions.PersonCard, query: str, found: set[str]
) -> None:
    facts = {
        "calf": Note("Calf at three"),
        "factor": Factor("poor_sleep", True),
        "own": Factor("own:loud music", True),
    }
    days = [TODAY - timedelta(days=40 * i) for i in range(3)]
    store.append(
        [an_event(person.id, fact, day=day) for fact, day in zip(facts.values(), days, strict=True)], now=NOW
    )
    assert _facts(actions.timeline(alice, person.id, query=query)) == {facts[name] for name in found}


def test_search_looks_at_what_holds_now(alice: Account, person: actions.PersonCard) -> None:
    event = an_event(person.id, Note("elephant"))
    store.append([event], now=NOW)
    actions.correct(alice, person.id, event.id, Note("giraffe"), event.when, now=NOW + timedelta(minutes=1))
    assert _facts(actions.timeline(alice, person.id, query="elephant")) == set()
    assert _facts(actions.timeline(alice, person.id, query="giraffe")) == {Note("giraffe")}


def test_an_empty_diary_has_an_empty_timeline(alice: Account, person: actions.PersonCard) -> None:
    assert actions.timeline(alice, person.id) == actions.TimelinePage((), None, "")


def test_another_persons_entry_has_no_history_here(
    alice: Account, person: actions.PersonCard, charlie: Account
) -> None:
    his = actions.people(charlie)[0]
    event = an_event(his.id)
    store.append([event], now=NOW)
    for ask in (actions.history, actions.withdraw):
        with pytest.raises(UserError, match="no such entry"):
            ask(alice, person.id, event.id, now=NOW)


def _facts(page: actions.TimelinePage) -> set[object]:
    return {entry.event.fact for day in page.days for entry in day.entries}
