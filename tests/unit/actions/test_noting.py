"""What is noted is kept whole, once, under the name of who noted it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, diary
from supple.model import (
    Account,
    Author,
    Count,
    Day,
    Fact,
    Factor,
    Instant,
    Note,
    NoteReading,
    Rating,
    ReadFact,
    UserError,
    When,
    noted_id,
)
from supple.store import queries

AT = Instant(NOW, ZONE)
READING = NoteReading(
    "stiff 7 after poor sleep",
    NOW,
    Author("self", "Alice"),
    (
        ReadFact(Rating("stiffness", 7.0), AT, 0, 7),
        ReadFact(Factor("poor_sleep", True), AT, 14, 24, guess=True),
    ),
)


def test_a_note_is_kept_with_its_text_and_its_facts_together(alice: Account, person: actions.PersonCard) -> None:
    saved = actions.save_reading(alice, person.id, READING, now=NOW)
    assert [event.fact for event in saved] == [Note(READING.text), *(read.fact for read in READING.facts)]
    assert len({event.group for event in saved}) == 1
    assert [event.guess for event in saved] == [False, False, True]
    assert {event.id for event in queries.events(person.id)} == {event.id for event in saved}
    assert {event.noted_by for event in saved} == {Author("self", "Alice")}


def test_what_the_person_agrees_with_is_no_longer_a_guess(alice: Account, person: actions.PersonCard) -> None:
    saved = actions.save_reading(alice, person.id, READING, now=NOW, keep=[1])
    assert [(event.fact, event.guess) for event in saved[1:]] == [(Factor("poor_sleep", True), False)]
    assert saved[0].fact == Note(READING.text)


def test_a_note_with_nothing_understood_is_kept(alice: Account, person: actions.PersonCard) -> None:
    reading = actions.read_note(alice, person.id, "qwertyuiop asdf", now=NOW)
    saved = actions.save_reading(alice, person.id, reading, now=NOW)
    assert saved[0].fact == Note("qwertyuiop asdf")


def test_reading_a_note_saves_nothing(alice: Account, person: actions.PersonCard) -> None:
    reading = actions.read_note(alice, person.id, "stiffness 7/10", now=NOW)
    assert any(isinstance(read.fact, Rating) and read.fact.value == 7 for read in reading.facts)
    assert queries.head(person.id) == 0


def test_a_carers_note_is_the_carers(alice: Account, person: actions.PersonCard, bob: Account) -> None:
    reading = actions.read_note(bob, person.id, "she was stiff, 6/10", now=NOW)
    assert reading.told_by == Author("carer", "Bob")
    assert {event.noted_by for event in actions.save_reading(bob, person.id, reading, now=NOW)} == {reading.told_by}


def test_a_shaky_double_tap_saves_once(alice: Account, person: actions.PersonCard) -> None:
    """The same form a second later: the clock in it has moved, the form's id has not."""
    form = noted_id(NOW)
    facts = [(Rating("stiffness", 7.0), AT), (Rating("stiffness", 7.0, part="calf"), AT)]
    first = actions.save_facts(alice, person.id, facts, now=NOW, source="check-in", group=form)
    later = NOW + timedelta(seconds=1)
    again = [(fact, Instant(later, ZONE)) for fact, _ in facts]
    second = actions.save_facts(alice, person.id, again, now=later, source="check-in", group=form)
    assert [event.id for event in first] == [event.id for event in second]
    assert queries.head(person.id) == 2
    assert queries.conflicts(person.id) == []


def test_the_same_form_filled_in_otherwise_adds(alice: Account, person: actions.PersonCard) -> None:
    """Going back, changing an answer and sending again loses neither."""
    form = uuid4()
    for value in (7.0, 4.0):
        actions.save_facts(alice, person.id, [(Rating("pain", value), AT)], now=NOW, source="check-in", group=form)
    assert {event.fact for event in queries.events(person.id)} == {Rating("pain", 7.0), Rating("pain", 4.0)}


def test_two_check_ins_with_the_same_answers_are_two(alice: Account, person: actions.PersonCard) -> None:
    for _ in range(2):
        actions.save_facts(alice, person.id, [(Rating("pain", 7.0), AT)], now=NOW, source="check-in", group=uuid4())
    assert queries.head(person.id) == 2


def test_an_empty_check_in_saves_nothing_and_says_so(alice: Account, person: actions.PersonCard) -> None:
    with pytest.raises(UserError, match="nothing was filled in"):
        actions.save_facts(alice, person.id, [], now=NOW, source="check-in")


def test_undo_takes_back_what_one_form_saved_and_nothing_else(alice: Account, person: actions.PersonCard) -> None:
    other = actions.save_facts(alice, person.id, [(Rating("pain", 2.0), AT)], now=NOW, source="check-in")
    saved = actions.save_reading(alice, person.id, READING, now=NOW)
    group = saved[0].group
    assert group is not None
    assert actions.undo(alice, person.id, group, now=NOW + timedelta(seconds=5)) == 3
    assert actions.undo(alice, person.id, group, now=NOW + timedelta(seconds=6)) == 0
    page = actions.timeline(alice, person.id)
    assert [entry.event.id for day in page.days for entry in day.entries] == [other[0].id]
    assert queries.head(person.id) == 7, "four notes, three takings-back: nothing was deleted"


FORM = UUID("0199a0b0-0000-7000-8000-00000000f0f0")
DAY = Day(date(2026, 3, 9), ZONE)
OTHER_DAY = Day(date(2026, 3, 8), ZONE)
SPASMS, PAIN, STIFF = Count("spasms", 3), Rating("pain", 4.0), Rating("stiffness", 7.0)


def save(alice: Account, person: actions.PersonCard, *facts: Fact, when: When = DAY, later_min: int = 0) -> None:
    now = NOW + timedelta(minutes=later_min)
    actions.save_facts(alice, person.id, [(f, when) for f in facts], now=now, source="check-in", group=FORM)


def shown(person: actions.PersonCard) -> list[tuple[Fact, When]]:
    return [(event.fact, event.when) for event in diary.fold(queries.events(person.id)).events]


def test_a_form_sent_again_with_one_more_answer_doubles_none(alice: Account, person: actions.PersonCard) -> None:
    save(alice, person, STIFF, SPASMS)
    save(alice, person, PAIN, STIFF, SPASMS, later_min=1)
    assert sorted(map(repr, shown(person))) == sorted(repr((fact, DAY)) for fact in (PAIN, STIFF, SPASMS))


def test_a_form_sent_again_with_one_answer_less_doubles_none(alice: Account, person: actions.PersonCard) -> None:
    save(alice, person, PAIN, STIFF, SPASMS)
    save(alice, person, SPASMS, later_min=1)
    assert len(shown(person)) == 3


def test_a_form_sent_again_for_another_day_is_kept(alice: Account, person: actions.PersonCard) -> None:
    save(alice, person, STIFF)
    save(alice, person, STIFF, when=OTHER_DAY, later_min=1)
    assert sorted(map(repr, shown(person))) == sorted([repr((STIFF, DAY)), repr((STIFF, OTHER_DAY))])


def test_two_answers_that_say_the_same_are_two(alice: Account, person: actions.PersonCard) -> None:
    save(alice, person, SPASMS, SPASMS)
    save(alice, person, SPASMS, SPASMS, later_min=1)
    assert shown(person) == [(SPASMS, DAY), (SPASMS, DAY)]


def test_a_form_undone_and_sent_again_is_kept_once_more(alice: Account, person: actions.PersonCard) -> None:
    for times in range(1, 4):
        for tap in range(2):
            save(alice, person, STIFF, SPASMS, later_min=10 * times + tap)
        assert len(shown(person)) == 2
        groups = {event.group for event in diary.fold(queries.events(person.id)).events}
        assert len(groups) == 1
        actions.undo(alice, person.id, groups.pop() or FORM, now=NOW + timedelta(minutes=10 * times + 5))
        assert shown(person) == []


def test_a_note_undone_and_saved_again_is_kept(alice: Account, person: actions.PersonCard) -> None:
    actions.save_reading(alice, person.id, READING, now=NOW, group=FORM)
    actions.undo(alice, person.id, FORM, now=NOW + timedelta(minutes=1))
    actions.save_reading(alice, person.id, READING, now=NOW + timedelta(minutes=2), group=FORM)
    assert Note(READING.text) in [fact for fact, _ in shown(person)]
