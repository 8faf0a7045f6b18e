"""How well a habit has held: no single day breaks it, a pause leaves it alone, and medicines are no game."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.lookback.made import DEVICE, LAST, WEEK, noted, week

from supple.lookback.habits import HALF_LIFE_DAYS, MOST_A_DAY, MOST_RHYTHM_DAYS, rhythm_of, score
from supple.model import Dose, DoseStatus, Factor, HabitKept, HabitMark, PlanItem, PlanStatus, Rating, Session

DAYS = st.sets(st.integers(0, 60).map(lambda ago: LAST - timedelta(days=ago)))
DAY = timedelta(days=1)


def every_day(days: int, last: date = LAST) -> set[date]:
    return {last - timedelta(days=ago) for ago in range(days)}


@given(DAYS, DAYS)
def test_it_stays_between_nought_and_one(done: set[date], paused: set[date]) -> None:
    assert 0 <= score(done, LAST, paused=paused) < 1


@given(DAYS, DAYS)
def test_one_missed_day_lowers_it_a_little_and_never_breaks_it(done: set[date], paused: set[date]) -> None:
    before = score(done - {LAST}, LAST - DAY, paused=paused)
    missed = score(done - {LAST}, LAST, paused=paused)
    assert before * (1 - MOST_A_DAY) - 1e-12 <= missed, "it loses at most a small share of what there is"
    assert missed <= before + MOST_A_DAY


@given(DAYS, DAYS)
def test_doing_it_never_lowers_it(done: set[date], paused: set[date]) -> None:
    before = score(done, LAST - DAY, paused=paused)
    assert score(done | {LAST}, LAST, paused=paused) >= before
    assert score(done | {LAST}, LAST, paused=paused) >= score(done - {LAST}, LAST, paused=paused)


@given(DAYS, st.integers(1, 40))
def test_a_pause_changes_nothing(done: set[date], length: int) -> None:
    """However long it lasts, and whatever is noted in it, the score after it is the score before it."""
    before = score(done, LAST)
    pause = {LAST + timedelta(days=n) for n in range(1, length + 1)}
    assert score(done, max(pause), paused=pause) == before
    assert score(done | pause, max(pause), paused=pause) == before


@given(DAYS)
def test_later_days_are_not_looked_at(done: set[date]) -> None:
    assert score(done, LAST - timedelta(days=20)) == score(
        {day for day in done if day <= LAST - timedelta(days=20)}, LAST - timedelta(days=20)
    )


def test_two_weeks_make_half_of_it_and_two_weeks_without_take_half() -> None:
    assert abs(score(every_day(HALF_LIFE_DAYS), LAST) - 0.5) < 1e-9
    kept = score(every_day(60), LAST)
    assert abs(score(every_day(60), LAST + timedelta(days=HALF_LIFE_DAYS)) - kept / 2) < 1e-9


def test_who_does_it_twice_a_week_misses_nothing_in_between() -> None:
    twice = {LAST - timedelta(days=ago) for ago in range(0, 70, 3)}
    assert rhythm_of(twice) == 3
    assert score(twice, LAST) > 0.9
    assert rhythm_of({LAST - timedelta(days=ago) for ago in (0, 20, 40)}) == MOST_RHYTHM_DAYS


def test_more_often_from_now_on_does_not_judge_what_was_before() -> None:
    seldom = {LAST - timedelta(days=ago) for ago in range(20, 80, 4)}
    now = seldom | every_day(20)
    assert rhythm_of(now) == 1
    assert score(now, LAST) > score(seldom, LAST - timedelta(days=20))


def habit(found: tuple[HabitKept, ...], code: str) -> HabitKept | None:
    return next((one for one in found if one.code == code), None)


def test_the_week_shows_each_day_as_it_was_noted() -> None:
    done = [noted(WEEK[n], Session("stretching")) for n in (0, 1, 3)]
    told = week([*done, noted(WEEK[2], Session("stretching", done=False))], paused=frozenset(WEEK[5:]))
    one = habit(told.habits, "stretching")
    assert one is not None
    assert one.marks == (
        *(HabitMark.DONE, HabitMark.DONE, HabitMark.NOT_DONE, HabitMark.DONE, HabitMark.NOT_NOTED),
        *(HabitMark.PAUSED, HabitMark.PAUSED),
    )
    assert "Done, and noted: stretching on 3 days." in told.lines


def test_medicines_and_what_others_do_are_never_habits() -> None:
    events = [noted(day, Dose("baclofen", DoseStatus.TAKEN)) for day in WEEK]
    events += [noted(day, Session(code)) for day in WEEK for code in ("rest", "massage")]
    events += [noted(day, Factor("stress", True)) for day in WEEK]
    assert [one.code for one in week(events).habits] == ["noting"]


def test_twice_is_no_habit_unless_it_was_agreed() -> None:
    twice = [noted(day, Session("bedtime_stretch")) for day in WEEK[:2]]
    assert habit(week(twice).habits, "bedtime_stretch") is None
    routine = PlanItem("routine", "Bedtime stretch", PlanStatus.AGREED, date(2026, 1, 1))
    one = habit(week(twice, items=[routine]).habits, "bedtime_stretch")
    assert one is not None
    assert one.is_agreed
    assert week(items=[routine]).habits == (), "never noted: nothing is shown of it"


def test_an_own_helper_is_a_habit_and_a_device_keeps_none() -> None:
    baths = [noted(day, Factor("own:warm bath", True)) for day in WEEK[:3]]
    assert habit(week(baths).habits, "own:warm bath") is None
    assert habit(week(baths, own_helpers={"own:warm bath"}).habits, "own:warm bath") is not None
    assert week([noted(day, Rating("stiffness", 5), by=DEVICE) for day in WEEK]).habits == ()
