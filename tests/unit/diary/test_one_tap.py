"""What rises, what is said again, which days are offered, when somebody rests: pure, and the same in any order."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.diary.events import CARER, FIRST, PERSON, at, event, on
from tests.unit.diary.events import LONDON as ZONE

from supple import diary
from supple.diary.by_use import HALF_LIFE_DAYS, weight
from supple.diary.open_days import SO_FAR_BACK_DAYS
from supple.model import (
    Answer,
    Author,
    Comparison,
    Count,
    Day,
    Dose,
    DoseStatus,
    Event,
    Factor,
    Instant,
    Measurement,
    Note,
    Pause,
    Period,
    Rating,
    Recall,
    Session,
    SideEffect,
    Sign,
    noted_id,
)

ME = Author("self", "Alice")
OFFERED = ("heat", "cold", "stress", "travel", "caffeine")
TODAY = date(2026, 11, 27)
_days = st.dates(TODAY - timedelta(days=60), TODAY + timedelta(days=3))
_uses = st.dictionaries(st.sampled_from(OFFERED), st.frozensets(_days, max_size=20))


# --- by_use ---------------------------------------------------------------------------------------------------


@given(_uses)
def test_nothing_is_lost_or_added_and_nothing_used_keeps_the_order_offered(
    used: Mapping[str, frozenset[date]],
) -> None:
    assert sorted(diary.by_use(OFFERED, used, TODAY)) == sorted(OFFERED)
    assert diary.by_use(OFFERED, {}, TODAY) == OFFERED


@given(_uses, st.sampled_from(OFFERED))
def test_nothing_moves_within_a_day(used: Mapping[str, frozenset[date]], tapped: str) -> None:
    more = {**used, tapped: used.get(tapped, frozenset()) | {TODAY}}
    assert diary.by_use(OFFERED, used, TODAY) == diary.by_use(OFFERED, more, TODAY)


@given(_uses, st.sampled_from(OFFERED), st.integers(1, 5))
def test_using_a_thing_once_more_never_lowers_it(used: Mapping[str, frozenset[date]], code: str, ago: int) -> None:
    more = {**used, code: used.get(code, frozenset()) | {TODAY - timedelta(days=ago)}}
    before, after = diary.by_use(OFFERED, used, TODAY), diary.by_use(OFFERED, more, TODAY)
    assert after.index(code) <= before.index(code)


@given(_uses)
def test_what_nobody_uses_any_more_sinks_to_its_first_place(used: Mapping[str, frozenset[date]]) -> None:
    assert diary.by_use(OFFERED, used, TODAY + timedelta(days=365)) == OFFERED


def test_use_fades_by_half_and_ten_taps_on_a_day_are_one() -> None:
    then = TODAY - timedelta(days=HALF_LIFE_DAYS)
    assert weight([then, then, then], TODAY) == pytest.approx(0.5)
    week = frozenset(TODAY - timedelta(days=ago) for ago in range(1, 6))
    assert diary.by_use(OFFERED, {"caffeine": week}, TODAY)[0] == "caffeine"


def test_things_used_about_as_much_do_not_change_places() -> None:
    used = {"cold": {TODAY - timedelta(days=3)}, "heat": {TODAY - timedelta(days=4)}}
    assert diary.by_use(OFFERED, used, TODAY)[:2] == ("heat", "cold")


# --- pauses ---------------------------------------------------------------------------------------------------


def rest(day: date, *, until: date | None = None, ends: bool = False, hour: int = 8) -> Event:
    fact = Pause(on=False) if ends else Pause(until=until)
    recorded = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    return Event(noted_id(recorded), PERSON, fact, Day(day, ZONE), recorded, ME, "pause")


def test_a_pause_runs_until_its_day_or_until_it_is_ended() -> None:
    open_end = diary.pauses([rest(TODAY)], 4)
    assert open_end == (diary.PausedStretch(TODAY),)
    assert diary.pause_on(open_end, TODAY + timedelta(days=300)) is not None
    dated = diary.pauses([rest(TODAY, until=TODAY + timedelta(days=2))], 4)
    assert [bool(diary.pause_on(dated, TODAY + timedelta(days=n))) for n in (-1, 0, 2, 3)] == [
        False,
        True,
        True,
        False,
    ]
    ended = diary.pauses([rest(TODAY), rest(TODAY + timedelta(days=2), ends=True)], 4)
    assert ended == (diary.PausedStretch(TODAY, TODAY + timedelta(days=1)),)


def test_ended_on_the_day_it_began_it_held_no_day_and_an_end_alone_is_nothing() -> None:
    assert diary.pauses([rest(TODAY), rest(TODAY, ends=True, hour=9)], 4) == ()
    assert diary.pauses([rest(TODAY, ends=True)], 4) == ()


_rests = st.lists(
    st.builds(
        lambda ago, length, ends: rest(
            TODAY - timedelta(days=ago),
            until=None if length is None else TODAY - timedelta(days=ago - length),
            ends=ends,
        ),
        st.integers(0, 30),
        st.none() | st.integers(0, 9),
        st.booleans(),
    ),
    max_size=8,
)


@given(_rests, st.randoms())
def test_pauses_never_overlap_and_arrive_in_any_order(events: list[Event], rng: object) -> None:
    found = diary.pauses(events, 4)
    shuffled = list(events)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    assert diary.pauses(shuffled, 4) == found
    for before, after in itertools.pairwise(found):
        assert before.last is not None
        assert before.first <= before.last < after.first


def test_a_pause_is_no_entry_of_any_day() -> None:
    table = diary.daily_table(
        diary.fold([rest(FIRST), event(1, Rating("stiffness", 3), on(FIRST + timedelta(days=2)))])
    )
    assert FIRST not in diary.noted_days(table)
    assert set(table.columns) == {"stiffness_now"}


# --- open days ------------------------------------------------------------------------------------------------


@given(st.frozensets(_days), _rests, st.none() | _days)
def test_only_days_that_may_be_filled_in_are_offered(
    answered: frozenset[date], events: list[Event], begun: date | None
) -> None:
    rests = diary.pauses(events, 4)
    offered = diary.open_days(answered, rests, begun=begun, today=TODAY)
    assert list(offered) == sorted(set(offered), reverse=True)
    for day in offered:
        assert begun is not None
        assert max(begun, TODAY - timedelta(days=SO_FAR_BACK_DAYS)) <= day < TODAY
        assert day not in answered
        assert diary.pause_on(rests, day) is None


def test_a_comparison_answers_a_days_question_and_a_spasm_does_not() -> None:
    assert diary.says_how_stiff(Comparison("stiffness", "same", "yesterday"))
    assert diary.says_how_stiff(Rating("stiffness", 0))
    assert not diary.says_how_stiff(Count("spasms", 3))
    assert not diary.says_how_stiff(Comparison("spasms", "worse"))


# --- as yesterday ---------------------------------------------------------------------------------------------

MORNING = datetime(2026, 11, 27, 9, tzinfo=UTC)
HAPPENED = (
    Count("falls", 1),
    Count("spasms", 3, Period.NIGHT),
    Factor("heat", present=True),
    Factor("missed_dose", present=True),
    Session("walk"),
    Sign("fever"),
    Dose("baclofen", DoseStatus.TAKEN, 10),
    SideEffect("dizziness"),
    Measurement("temperature", 38.5, "Cel"),
    Comparison("stiffness", "much_worse", "yesterday"),
    Answer("crash", answer=True),
    Note("a bad one"),
    Rating("fatigue", 2, scale_max=3),
)


def again(before: list[Event], there: list[Event] = [], *, now: datetime | None = MORNING) -> list[object]:  # noqa: B006
    said = diary.as_before(before, there, day=TODAY, zone=ZONE, now=now, author=ME)
    return [fact for fact, _ in said]


@pytest.mark.parametrize("fact", HAPPENED, ids=lambda fact: f"{fact.KIND}-{getattr(fact, 'code', '')}")
def test_what_happened_is_never_said_again(fact: object) -> None:
    assert again([event(1, fact, on(TODAY - timedelta(days=1)))]) == []  # type: ignore[arg-type]


def test_how_somebody_is_is_said_again_and_the_last_answer_of_the_day_counts() -> None:
    yesterday = TODAY - timedelta(days=1)
    noted = [
        event(2, Rating("stiffness", 6), at(yesterday, 20)),
        event(1, Rating("stiffness", 3), at(yesterday, 9)),
        event(3, Answer("stiffness_helped_standing", answer=True), on(yesterday)),
        event(4, Rating("hindered.walking", 4, Recall.LAST_24_H), on(yesterday)),
        event(5, Rating("pain", 2), on(yesterday), by=CARER),
    ]
    said = diary.as_before(noted, [], day=TODAY, zone=ZONE, now=MORNING, author=ME)
    assert said == (
        (Rating("stiffness", 6), Instant(MORNING, ZONE)),
        (Rating("hindered.walking", 4, Recall.LAST_24_H), Day(TODAY, ZONE)),
        (Answer("stiffness_helped_standing", answer=True), Day(TODAY, ZONE)),
    )


def test_what_today_says_already_stays_and_a_day_that_is_over_has_no_moment() -> None:
    yesterday = on(TODAY - timedelta(days=1))
    noted = [event(1, Rating("stiffness", 6), yesterday), event(2, Rating("pain", 2), yesterday)]
    assert again(noted, [event(3, Rating("stiffness", 1), on(TODAY))]) == [Rating("pain", 2)]
    assert again(noted, now=None) == [Rating("stiffness", 6, Recall.LAST_24_H), Rating("pain", 2, Recall.LAST_24_H)]
    over = [event(3, Rating("stiffness", 1, Recall.LAST_24_H), on(TODAY))]
    assert again(noted, over, now=None) == [Rating("pain", 2, Recall.LAST_24_H)]
