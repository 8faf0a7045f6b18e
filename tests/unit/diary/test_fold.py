"""Nothing noted is lost, and the order of arrival never matters."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.diary.events import FIRST, PERSON, at, event, on, slot

from supple.diary import fold
from supple.model import Day, Event, Note, PlanItem, PlanStatus, Profile, Rating, Slot


def stiff(number: int, value: float, **more: object) -> Event:
    return event(number, Rating("stiffness", value), on(FIRST), **more)


def values(diary: object) -> list[float]:
    return [one.fact.value for one in diary.events]  # type: ignore[attr-defined]


def test_a_correction_takes_the_place_of_the_entry_and_keeps_it_in_the_history() -> None:
    first, mended = stiff(1, 7), stiff(2, 5, replaces=UUID(int=1))
    diary = fold([first, mended])
    assert diary.events == (mended,)
    assert diary.history[mended.id] == (first, mended)
    assert not diary.conflicts


def test_a_correction_of_a_correction_wins_even_when_its_clock_was_slow() -> None:
    first, second = stiff(1, 7), stiff(2, 5, replaces=UUID(int=1))
    third = stiff(3, 4, replaces=UUID(int=2), recorded_at=first.recorded_at - timedelta(hours=1))
    diary = fold([second, third, first])
    assert diary.events == (third,)
    assert set(diary.history[third.id]) == {first, second, third}
    assert not diary.conflicts


def test_of_two_corrections_at_once_the_later_recorded_is_shown_and_the_conflict_named() -> None:
    first = stiff(1, 7)
    mine, carers = stiff(2, 5, replaces=first.id), stiff(3, 6, replaces=first.id)
    diary = fold([carers, first, mine])
    assert diary.events == (carers,)
    assert diary.history[carers.id] == (first, mine, carers)
    assert diary.conflicts == {carers.id}


def test_corrections_recorded_at_the_same_moment_are_settled_by_the_larger_id() -> None:
    first = stiff(1, 7)
    same = first.recorded_at + timedelta(minutes=5)
    mine, carers = (stiff(n, n, replaces=first.id, recorded_at=same) for n in (2, 3))
    assert fold([carers, mine, first]).events == (carers,)


def test_two_corrections_that_say_the_same_are_no_conflict() -> None:
    first = stiff(1, 7)
    diary = fold([first, stiff(2, 5, replaces=first.id), stiff(3, 5, replaces=first.id)])
    assert values(diary) == [5]
    assert not diary.conflicts


def test_what_is_taken_back_is_gone_from_the_days_and_kept_in_the_history() -> None:
    first = stiff(1, 7)
    gone = replace(stiff(2, 7, replaces=first.id), withdrawn=True)
    diary = fold([first, gone])
    assert diary.events == ()
    assert diary.history[gone.id] == (first, gone)


def test_taken_back_by_one_and_mended_later_by_another_is_shown_and_contested() -> None:
    first = stiff(1, 7)
    gone = replace(stiff(2, 7, replaces=first.id), withdrawn=True)
    mended = stiff(3, 4, replaces=first.id)
    diary = fold([first, gone, mended])
    assert diary.events == (mended,)
    assert diary.conflicts == {mended.id}


def test_a_correction_whose_original_never_comes_is_shown_by_itself() -> None:
    orphan = stiff(2, 5, replaces=UUID(int=1))
    diary = fold([orphan])
    assert diary.events == (orphan,)
    assert diary.history[orphan.id] == (orphan,)


def test_two_corrections_of_an_original_that_never_came_are_one_entry() -> None:
    mine, carers = stiff(2, 5, replaces=UUID(int=1)), stiff(3, 6, replaces=UUID(int=1))
    diary = fold([mine, carers])
    assert diary.events == (carers,)
    assert diary.conflicts == {carers.id}


def test_one_id_with_two_contents_is_told_and_both_are_kept() -> None:
    once, again = stiff(1, 7), stiff(1, 3)
    diary = fold([once, again])
    assert diary == fold([again, once])
    assert diary.conflicts == {once.id}
    assert set(diary.history[once.id]) == {once, again}


def test_a_correction_settles_a_clash_of_ids() -> None:
    mended = stiff(2, 5, replaces=UUID(int=1))
    diary = fold([stiff(1, 7), stiff(1, 3), mended])
    assert diary.events == (mended,)
    assert not diary.conflicts
    assert len(diary.history[mended.id]) == 3


def test_when_the_store_received_it_is_no_other_content() -> None:
    sent = stiff(1, 7)
    received = replace(sent, received_at=datetime(2026, 3, 9, tzinfo=UTC))
    diary = fold([sent, received])
    assert diary == fold([received, sent])
    assert diary.events == (received,)
    assert not diary.conflicts


def test_events_that_replace_each_other_in_a_ring_are_still_shown() -> None:
    one, other = stiff(1, 7, replaces=UUID(int=2)), stiff(2, 5, replaces=UUID(int=1))
    diary = fold([one, other])
    assert diary.events == (other,)
    assert diary.conflicts == {other.id}
    itself = stiff(3, 4, replaces=UUID(int=3))
    assert fold([itself]).events == (itself,)


def test_plan_and_profile_go_through() -> None:
    plan = event(1, PlanItem("medicine", "baclofen", PlanStatus.AGREED, FIRST), on(FIRST))
    pump = event(2, Profile("pump", "no"), on(FIRST))
    assert set(fold([plan, pump]).events) == {plan, pump}


def test_one_persons_diary_holds_nobody_elses_entries() -> None:
    mine, other = stiff(1, 7), stiff(2, 3, person_id=UUID(int=0xB))
    assert fold([mine, other], person_id=PERSON).events == (mine,)
    with pytest.raises(ValueError, match="2 people"):
        fold([mine, other])


def test_an_empty_diary_is_a_diary() -> None:
    assert fold([], person_id=PERSON).events == ()
    assert fold([]).events == ()


def test_entries_stand_in_the_order_of_their_day() -> None:
    evening = event(1, Note("evening"), slot(FIRST, Slot.EVENING))
    at_ten = event(2, Note("ten"), at(FIRST, 10))
    all_day = event(3, Note("day"), on(FIRST))
    in_the_night = event(4, Note("night"), slot(FIRST, Slot.NIGHT))
    shown = [one.fact.text for one in fold([evening, at_ten, all_day, in_the_night]).events]  # type: ignore[union-attr]
    assert shown == ["night", "ten", "day", "evening"]


def test_the_last_day_there_is_does_not_break_the_order() -> None:
    last = event(1, Note("x"), Day(date.max, "Pacific/Honolulu"))
    assert fold([last]).events == (last,)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A log with corrections, withdrawals, missing originals, rings and clashing ids."""
    log: list[Event] = []
    for number in range(1, draw(st.integers(1, 9)) + 1):
        target = draw(st.one_of(st.none(), st.integers(1, 12)))
        made = stiff(
            number,
            draw(st.integers(0, 3)),
            replaces=None if target is None else UUID(int=target),
            withdrawn=target is not None and draw(st.booleans()),
            recorded_at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 3))),
        )
        log.append(made)
        if draw(st.integers(0, 4)) == 0:
            log.append(replace(made, fact=Rating("stiffness", 9)))
    return log


@given(logs(), st.randoms(use_true_random=False))
def test_any_order_and_any_copies_give_the_same_diary(log: list[Event], shuffle: random.Random) -> None:
    copies = log + shuffle.choices(log, k=5)
    shuffle.shuffle(copies)
    assert fold(copies, person_id=PERSON) == fold(log, person_id=PERSON)


@given(logs())
def test_every_version_ever_noted_is_in_exactly_one_history(log: list[Event]) -> None:
    diary = fold(log, person_id=PERSON)
    kept = [one for versions in diary.history.values() for one in versions]
    assert sorted(kept, key=repr) == sorted({*log}, key=repr)
    assert {one.id for one in diary.events} <= diary.history.keys()


@given(logs(), st.data())
def test_a_log_read_in_two_halves_ends_the_same(log: list[Event], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(log)))
    early = fold(log[:cut], person_id=PERSON)
    known = [one for versions in early.history.values() for one in versions]
    assert fold([*log[cut:], *known], person_id=PERSON) == fold(log, person_id=PERSON)
