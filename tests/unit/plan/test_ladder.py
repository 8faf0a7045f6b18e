"""Which step is in force, by the calendar and whatever was said on the way?"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.plan.entries import entry

from supple.model import (
    DatedChange,
    Event,
    Ladder,
    LadderEntry,
    LadderMove,
    LadderStep,
    PlanItem,
    PlanStatus,
)
from supple.plan import fold_plan, ladder_of, state_of, step_at, step_in_force
from supple.plan.ladder import course

START = date(2026, 3, 2)


def at(number: int) -> date:
    return START + timedelta(days=number)


def said(move: LadderMove, on: int, days: int | None = None) -> LadderEntry:
    return LadderEntry(move, at(on), "Dr Okafor", at(on), days)


def every(days: int, count: int, *entries: LadderEntry) -> Ladder:
    """`count` steps of `days` days, the last with no end."""
    steps = [LadderStep(f"step {n}", days) for n in range(1, count)] + [LadderStep(f"step {count}")]
    return Ladder("baclofen", START, tuple(steps), entries)


def numbers(ladder: Ladder, days: int) -> list[int | None]:
    return [step_in_force(ladder, at(n)).number for n in range(days)]


def test_every_three_days() -> None:
    """From 2 March 2026: step 1 on 2–4, step 2 on 5–7, step 3 from 8 March on."""
    it = every(3, 3)
    assert numbers(it, 9) == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    state = step_in_force(it, date(2026, 3, 6))
    assert (state.words, state.since, state.next_on, state.next_words) == (
        "step 2",
        at(3),
        date(2026, 3, 8),
        "step 3",
    )
    last = step_in_force(it, at(400))
    assert (last.number, last.next_on, last.next_words, last.is_over) == (3, None, None, False)


def test_steps_with_dates_and_with_days_may_mix() -> None:
    """Step 1 until the written 9 March (7 days), step 2 for 3 days, step 3 from the 12th."""
    steps = (LadderStep("a"), LadderStep("b", 3, date(2026, 3, 9)), LadderStep("c"))
    assert [s.starts_on for s in course(Ladder("x", START, steps))] == [START, date(2026, 3, 9), date(2026, 3, 12)]


def test_before_the_first_day_and_after_a_written_end() -> None:
    it = Ladder("x", START, (LadderStep("a", 2), LadderStep("b", 2)))
    before, after = step_in_force(it, at(-1)), step_in_force(it, at(4))
    assert (before.number, before.next_on, before.next_words, before.is_over) == (None, START, "a", False)
    assert step_in_force(it, at(3)).number == 2
    assert (after.number, after.words, after.next_on, after.is_over) == (None, None, None, True)


def test_a_hold_keeps_the_step_and_moves_the_rest() -> None:
    """Held for two days from day 3, the day on which step 2 was due: it comes on day 5, step 3 on day 8."""
    it = every(3, 3, said(LadderMove.HOLD, 3, 2))
    assert numbers(it, 9) == [1, 1, 1, 1, 1, 2, 2, 2, 3]
    assert step_in_force(it, at(3)).waits_by == said(LadderMove.HOLD, 3, 2)
    assert step_in_force(it, at(3)).next_on == at(5)
    assert step_in_force(it, at(5)).waits_by is None


def test_a_stay_has_no_next_step_until_somebody_said_to_go_on() -> None:
    """Stay from day 4 (one day into step 2); go on from day 10: its other two days run on days 10 and 11."""
    stay = every(3, 3, said(LadderMove.STAY, 4))
    assert numbers(stay, 30)[3:] == [2] * 27
    assert step_in_force(stay, at(20)).next_on is None
    on = replace(stay, entries=(*stay.entries, said(LadderMove.GO_ON, 10)))
    assert numbers(on, 13) == [1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3]


def test_a_hold_within_a_stay_ends_no_stay_and_two_holds_count_each_day_once() -> None:
    """Days 3–5 and 4–6 are held: four days in all, so step 2 comes on day 7."""
    stay = every(3, 3, said(LadderMove.STAY, 4), said(LadderMove.HOLD, 6, 2))
    assert numbers(stay, 30)[4:] == [2] * 26
    assert step_in_force(stay, at(7)).waits_by == said(LadderMove.STAY, 4)
    both = every(3, 2, said(LadderMove.HOLD, 3, 3), said(LadderMove.HOLD, 4, 3))
    assert numbers(both, 9) == [1, 1, 1, 1, 1, 1, 1, 2, 2]


def test_back_one_step_waits_there_and_then_goes_on_step_by_step() -> None:
    """On step 3 (day 6), back on day 7: step 2. Go on from day 9: its three days, then step 3 on day 12."""
    back = every(3, 4, said(LadderMove.BACK, 7))
    assert numbers(back, 20) == [1, 1, 1, 2, 2, 2, 3, *[2] * 13]
    assert step_in_force(back, at(9)).next_on is None
    on = replace(back, entries=(*back.entries, said(LadderMove.GO_ON, 9)))
    assert numbers(on, 16)[7:] == [2, 2, 2, 2, 2, 3, 3, 3, 4]


def test_back_on_the_day_of_a_step_is_back_from_the_step_taken_until_then() -> None:
    assert numbers(every(3, 4, said(LadderMove.BACK, 6)), 8) == [1, 1, 1, 2, 2, 2, 1, 1]


def test_what_cannot_be_names_its_field() -> None:
    with pytest.raises(ValueError, match="back"):
        step_in_force(every(3, 3, said(LadderMove.BACK, 1)), at(1))
    with pytest.raises(ValueError, match="said_by"):
        LadderEntry(LadderMove.STAY, START, " ", START)
    with pytest.raises(ValueError, match="days"):
        said(LadderMove.HOLD, 1)
    with pytest.raises(ValueError, match="days"):
        said(LadderMove.STAY, 1, 3)
    with pytest.raises(ValueError, match="words"):
        LadderStep(" ")
    with pytest.raises(ValueError, match="days"):
        LadderStep("a", 0)
    with pytest.raises(ValueError, match="steps"):
        Ladder("x", START, ())
    with pytest.raises(ValueError, match="“on”"):
        every(3, 3, said(LadderMove.STAY, -1))
    with pytest.raises(ValueError, match="step_1_days"):
        course(Ladder("x", START, (LadderStep("a"), LadderStep("b"))))
    with pytest.raises(ValueError, match="step_2_from"):
        course(Ladder("x", START, (LadderStep("a"), LadderStep("b", starts_on=START))))
    with pytest.raises(ValueError, match="do not agree"):
        course(Ladder("x", START, (LadderStep("a", 3), LadderStep("b", starts_on=at(4)))))


# ---------------------------------------------------------------- clock changes and journeys


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_step_comes_with_the_wall_clock_day_over_both_clock_changes(change: date) -> None:
    """The day before, on and after the change: step 2 comes on the change's day at 04:00 by the wall clock."""
    it = Ladder("x", change - timedelta(days=3), (LadderStep("a", 3), LadderStep("b")))
    london = ZoneInfo("Europe/London")
    for hour, minute, number in ((3, 59, 1), (4, 0, 2), (23, 59, 2)):
        moment = datetime(change.year, change.month, change.day, hour, minute, tzinfo=london)
        assert step_at(it, moment, "Europe/London").number == number


def test_the_hour_that_comes_twice_and_the_one_that_never_comes_move_no_step() -> None:
    """At 01:30, both times, on 25 October 2026 and in the gap of 29 March it is still the day before."""
    for moment in (
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    ):
        it = Ladder("x", moment.date() - timedelta(days=3), (LadderStep("a", 3), LadderStep("b")))
        assert step_at(it, moment, "Europe/London").number == 1


def test_on_a_journey_the_wall_clock_there_counts() -> None:
    it = every(3, 2)
    moment = datetime(2026, 3, 4, 20, tzinfo=UTC)  # the 5th in Auckland, still the 4th in London
    assert step_at(it, moment, "Europe/London").number == 1
    assert step_at(it, moment, "Pacific/Auckland").number == 2


# ---------------------------------------------------------------- from the plan


def noted(number: int, on: int, status: PlanStatus = PlanStatus.CHANGED, words: str = "", **detail: str) -> Event:
    fact = PlanItem("medicine", "Baclofen", status, at(on), words, detail)
    return entry(number, fact, at(on))


WRITTEN = {"step_1": "one at night", "step_1_days": "3", "step_2": "one twice a day", "step_2_days": "3"}
WRITTEN |= {"step_3": "one three times a day", "prescriber": "Dr Okafor"}
HOLD = {"ladder": "hold", "ladder_days": "2", "said_by": "Dr Okafor", "said_on": "2026-03-04"}


def test_a_ladder_and_its_hold_are_read_from_the_plan() -> None:
    events = [noted(1, 0, PlanStatus.AGREED, "as on the sheet", **WRITTEN), noted(2, 3, **HOLD)]
    folded = fold_plan(events, at(9))
    it = ladder_of(folded, " baclofen ")
    assert it is not None
    assert numbers(it, 9) == [1, 1, 1, 1, 1, 2, 2, 2, 3]
    assert [item.words for item in folded.items] == ["as on the sheet"]
    assert folded.changes == (
        DatedChange(at(0), "dose", "Baclofen: agreed"),
        DatedChange(at(5), "dose", "Baclofen: step 2"),
        DatedChange(at(8), "dose", "Baclofen: step 3"),
    )


def test_a_hold_said_ahead_moves_the_next_step_on_every_day_before_it() -> None:
    """Asked of a plan on any day, the next step's date is the same: no page tells another one than the rest."""
    events = [noted(1, 0, PlanStatus.AGREED, **WRITTEN), noted(2, 1, **HOLD)]
    for known_on in (0, 1, 2):
        state = state_of(fold_plan(events, at(known_on)), "baclofen")
        assert state is not None
        assert (state.number, state.next_on) == (1, at(5))
    assert fold_plan(events, at(0)).later == (events[1],)
    assert fold_plan(events, at(1)).later == ()


def test_a_go_on_said_ahead_ends_the_wait() -> None:
    stay = {"ladder": "stay", "said_by": "Dr Okafor", "said_on": "2026-03-02"}
    events = [
        noted(1, 0, PlanStatus.AGREED, **WRITTEN),
        noted(2, 1, **stay),
        noted(3, 6, **(stay | {"ladder": "go_on"})),
    ]
    state = state_of(fold_plan(events, at(4)), "baclofen")
    assert state is not None
    assert (state.number, state.next_on) == (1, at(8))


@pytest.mark.parametrize("status", [PlanStatus.CHANGED, PlanStatus.ENDED])
def test_no_next_step_is_told_beyond_other_words(status: PlanStatus) -> None:
    """A new prescription or an end that is written down for a day before the next step: that step never comes."""
    words = "two a day" if status is PlanStatus.CHANGED else ""
    events = [noted(1, 0, PlanStatus.AGREED, **WRITTEN), noted(2, 4, status, words)]
    first, second = (state_of(fold_plan(events, at(day)), "baclofen") for day in (0, 3))
    assert first is not None
    assert second is not None
    assert (first.next_on, first.gives_way_on) == (at(3), at(4))
    assert (second.number, second.next_on, second.gives_way_on) == (2, None, at(4))


def test_newer_words_or_an_end_take_its_place() -> None:
    events = [noted(1, 0, PlanStatus.AGREED, **WRITTEN), noted(2, 4, words="back to one at night")]
    assert ladder_of(fold_plan(events, at(9)), "baclofen") is None
    assert [change.day for change in fold_plan(events, at(9)).changes] == [at(0), at(3), at(4)]
    ended = [*events[:1], noted(2, 4, PlanStatus.ENDED)]
    assert ladder_of(fold_plan(ended, at(9)), "baclofen") is None
    assert ladder_of(fold_plan([], at(9)), "baclofen") is None


@pytest.mark.parametrize(
    ("detail", "field"),
    [
        ({"ladder": "jump"}, "ladder"),
        ({"said_by": ""}, "said_by"),
        ({"said_on": ""}, "said_on"),
        ({"said_on": "soon"}, "said_on"),
        ({"ladder_days": "2.5"}, "ladder_days"),
    ],
)
def test_an_entry_that_cannot_be_read_names_its_field(detail: dict[str, str], field: str) -> None:
    events = [noted(1, 0, PlanStatus.AGREED, **WRITTEN), noted(2, 3, **(HOLD | detail))]
    folded = fold_plan(events, at(9))  # the plan itself still shows
    with pytest.raises(ValueError, match=field):
        ladder_of(folded, "baclofen")


# ---------------------------------------------------------------- whatever is said

_LADDERS = st.lists(st.integers(1, 9), min_size=1, max_size=6).map(
    lambda days: Ladder(
        "x", START, (*(LadderStep(f"{n}", d) for n, d in enumerate(days, 1)), LadderStep(f"{len(days) + 1}"))
    )
)


@given(_LADDERS, st.integers(0, 60), st.integers(1, 30))
def test_a_hold_moves_later_steps_by_exactly_its_length(ladder: Ladder, on: int, days: int) -> None:
    held = replace(ladder, entries=(said(LadderMove.HOLD, on, days),))
    before = {s.number: s.starts_on for s in course(ladder)}
    after = {s.number: s.starts_on for s in course(held)}
    assert after == {
        number: start + timedelta(days=days if number > 1 and start >= at(on) else 0)
        for number, start in before.items()
    }


@st.composite
def _said(draw: st.DrawFn) -> list[LadderEntry]:
    moves = draw(st.lists(st.tuples(st.sampled_from(list(LadderMove)), st.integers(0, 60)), max_size=8))
    return [said(move, on, draw(st.integers(1, 9)) if move is LadderMove.HOLD else None) for move, on in moves]


@given(_LADDERS, _said())
def test_no_step_is_ever_skipped_and_down_goes_only_what_was_entered(
    ladder: Ladder, entries: list[LadderEntry]
) -> None:
    """From one day to the next at most one step up; down only on days with "back", one for each."""
    ladder = replace(ladder, entries=tuple(entries))
    try:
        seen = numbers(ladder, 150)
    except ValueError:
        return  # back before the first step, refused elsewhere
    for day, (one, other) in enumerate(itertools.pairwise(seen), start=1):
        assert one is not None
        assert other is not None
        backs = sum(entry.move is LadderMove.BACK and entry.on == at(day) for entry in entries)
        assert other - one == -backs or (backs == 0 and other - one == 1)


@given(_LADDERS, _said())
def test_the_course_covers_each_day_once(ladder: Ladder, entries: list[LadderEntry]) -> None:
    try:
        stretches = course(replace(ladder, entries=tuple(entries)))
    except ValueError:
        return
    assert stretches[0].starts_on == START
    assert [s.until for s in stretches[:-1]] == [s.starts_on for s in stretches[1:]]
    assert stretches[-1].until is None


def test_the_end_of_the_last_step_is_a_dated_change() -> None:
    """Three steps of three days from 2 March: step 2 on 5, step 3 on 8 March, and on 11 March all is over."""
    events = [noted(1, 0, PlanStatus.AGREED, **WRITTEN, step_3_days="3")]
    dated = [(change.day, change.label.split(": ")[1]) for change in fold_plan(events, at(30)).changes]
    assert dated == [(at(0), "agreed"), (at(3), "step 2"), (at(6), "step 3"), (at(9), "last step over")]
    ended = [*events, noted(2, 7, PlanStatus.ENDED)]
    assert at(9) not in [change.day for change in fold_plan(ended, at(30)).changes]


def test_a_hold_after_the_end_brings_nothing_back() -> None:
    events = [noted(1, 0, PlanStatus.AGREED, **WRITTEN), noted(2, 4, PlanStatus.ENDED), noted(3, 6, **HOLD)]
    plan = fold_plan(events, at(10))
    assert plan.in_force("medicine") == ()
    assert at(6) not in [change.day for change in plan.changes]
