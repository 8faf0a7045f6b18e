"""How lucky could this be? Worked out once, when nobody waits, kept across restarts, and silent when it fails."""

from __future__ import annotations

import logging
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.making import two_months
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, store
from supple.actions import compose, lucky
from supple.actions.background import Background
from supple.model import Account, DailyTable, Instant, Luck, Mark, Note, Rating, Recall, look_to_json

ASK = Background.ask  # the real one; for every other test it does nothing
FOUND = Luck(24, 600, 3, 9, "Of 600 fake factors, 3 came out clear.")


@pytest.fixture
def kept(person: actions.PersonCard) -> actions.PersonCard:
    store.append(two_months(person.id, seed=6), now=NOW)
    return person


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked for in the background, as keys."""
    keys: list[object] = []
    monkeypatch.setattr(lucky.background, "ask", lambda key, _job: keys.append(key))
    return keys


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which columns it was worked out for."""
    columns: list[str] = []

    def how_lucky(_table: DailyTable, outcome: str, *_: object, **__: object) -> Luck:
        columns.append(outcome)
        return FOUND

    monkeypatch.setattr(compose, "how_lucky", how_lucky)
    return columns


def test_a_request_computes_nothing_and_asks_for_it_once(
    alice: Account,
    kept: actions.PersonCard,
    asked: list[object],
    computed: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compose, "find_triggers", lambda *_: pytest.fail("nor the findings"))
    assert actions.luck(alice, kept.id, now=NOW) is None
    assert actions.luck(alice, kept.id, now=NOW) is None
    assert len(set(asked)) == 1
    assert computed == []


def test_it_is_kept_for_these_days_and_shown_by_the_look(
    alice: Account, kept: actions.PersonCard, asked: list[object], computed: list[str]
) -> None:
    assert actions.look(alice, kept.id, now=NOW).luck is None
    assert actions.luck(alice, kept.id, now=NOW, wait=True) == FOUND
    assert actions.luck(alice, kept.id, now=NOW) == FOUND
    look = actions.look(alice, kept.id, now=NOW)
    assert look.luck == FOUND
    assert look_to_json(look)["luck"]["fakes"] == 600
    assert actions.luck(alice, kept.id, now=NOW, outcome="pain_now") is None, "of another outcome nothing is known"
    assert computed == ["stiffness"]


def test_words_and_marks_leave_it_as_it_is_and_a_new_rating_makes_it_void(
    alice: Account, kept: actions.PersonCard, asked: list[object], computed: list[str]
) -> None:
    actions.luck(alice, kept.id, now=NOW, wait=True)
    at = Instant(NOW, ZONE)
    actions.save_facts(alice, kept.id, [(Note("only words"), at)], now=NOW, source="x")
    actions.mark_finding(alice, kept.id, outcome="stiffness", factor="stress", mark=Mark.FITS, now=NOW)
    assert actions.luck(alice, kept.id, now=NOW) == FOUND
    rating = Rating("stiffness", 10.0, Recall.LAST_24_H)
    actions.save_facts(alice, kept.id, [(rating, at)], now=NOW + timedelta(minutes=1), source="x")
    assert actions.luck(alice, kept.id, now=NOW) is None
    assert actions.look(alice, kept.id, now=NOW).luck is None


def test_a_new_engine_makes_it_void(
    alice: Account,
    kept: actions.PersonCard,
    asked: list[object],
    computed: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    actions.luck(alice, kept.id, now=NOW, wait=True)
    monkeypatch.setattr(compose, "versions", lambda: {"supple": "1", "engine": "another", "knowledge": "x"})
    assert actions.luck(alice, kept.id, now=NOW) is None


def test_an_empty_diary_has_no_luck_to_ask_for(
    alice: Account, person: actions.PersonCard, asked: list[object], computed: list[str]
) -> None:
    assert actions.luck(alice, person.id, now=NOW, wait=True) is None
    assert (asked, computed) == ([], [])


def test_an_erased_diary_is_no_longer_worked_on(
    alice: Account, kept: actions.PersonCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    dropped: list[bool] = []
    monkeypatch.setattr(lucky.background, "forget", lambda unwanted: dropped.append(unwanted((kept.id, "key"))))
    actions.erase_everything(alice, kept.id, now=NOW)
    assert dropped == [True]


@pytest.mark.django_db(transaction=True)
def test_the_thread_keeps_what_it_found(
    alice: Account, kept: actions.PersonCard, computed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = Background("luck")
    monkeypatch.setattr(lucky, "background", worker)
    monkeypatch.setattr(Background, "ask", ASK)
    assert actions.luck(alice, kept.id, now=NOW) is None
    assert worker.wait(60)
    assert actions.luck(alice, kept.id, now=NOW) == FOUND
    assert computed == ["stiffness"]


def test_one_thing_at_a_time_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Background, "ask", ASK)
    worker, gate, done = Background("test"), threading.Event(), []
    at_once: list[int] = []

    def job(number: int) -> None:
        at_once.append(number)
        assert len(at_once) == 1
        gate.wait(60)
        done.append(number)
        at_once.remove(number)

    for _ in range(3):
        for number in range(4):
            worker.ask(number, lambda number=number: job(number))
    worker.forget(lambda key: key == 3)
    names = {thread.name for thread in threading.enumerate() if thread.daemon}
    assert "test" in names, "it never holds up the end of the process"
    gate.set()
    assert worker.wait(60)
    assert done == [0, 1, 2]
    worker.ask(0, lambda: done.append("again"))
    assert worker.wait(60)
    assert done[-1] == "again", "a key that was done may be asked for again"


def test_what_goes_wrong_is_said_without_its_words_and_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Background, "ask", ASK)
    said: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("supple.background").addHandler(handler)
    worker, tries = Background("luck"), []

    def fails() -> None:
        tries.append(1)
        raise ValueError("diary of Alice: SECRET")

    try:
        worker.ask("key", fails)
        assert worker.wait(60)
        worker.ask("key", fails)
        worker.ask("other", lambda: tries.append(2))
        assert worker.wait(60)
    finally:
        logging.getLogger("supple.background").removeHandler(handler)
    assert tries == [1, 2]
    assert said == ["luck could not be finished: ValueError"]


def test_the_luck_of_a_real_diary(alice: Account, kept: actions.PersonCard) -> None:
    """All the way, with nothing replaced: ninety days of noise, every factor shifted several times."""
    steps: list[float] = []
    found = actions.luck(alice, kept.id, now=NOW, wait=True, progress=steps.append)
    assert found is not None
    assert found.rounds >= 6
    assert found.fakes > found.rounds
    assert found.clear <= 0.05 * found.fakes
    assert steps == sorted(steps)
    assert steps[-1] == 1.0
    assert replace(found, sentence="") == replace(actions.luck(alice, kept.id, now=NOW) or found, sentence="")
