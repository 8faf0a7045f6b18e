"""What took courage: told as it was noted, with the name of who did it, and nothing else."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.lookback.made import DEVICE, LAST, WEEK, noted, step, week

from supple.model import (
    Answer,
    Author,
    Event,
    Factor,
    LookBack,
    PlanItem,
    PlanStatus,
    Rating,
    Session,
    Sign,
    Step,
    Tier,
    WinKind,
    look_back_to_json,
)

JO = Author("carer", "Jo")


def words(told: LookBack, kind: WinKind) -> list[str]:
    return [win.words for win in told.wins if win.kind is kind]


def test_called_within_a_day_is_called_early() -> None:
    raised = step(WEEK[1], Step.RAISED, hour=9)
    told = week([raised, step(WEEK[2], Step.CALLED, hour=8)])
    assert words(told, WinKind.CALLED_EARLY) == ["You called early about “Stiffness suddenly much higher”."]
    late = week([raised, step(WEEK[2], Step.CALLED, hour=10)])
    assert words(late, WinKind.CALLED_EARLY) == []
    assert words(late, WinKind.ASKED) == ["You asked for help about “Stiffness suddenly much higher”."]


def test_a_call_that_was_said_days_later_is_not_called_early() -> None:
    """It is kept under the moment of the alert, and nobody knows when it was."""
    told = week([step(WEEK[1], Step.RAISED), step(WEEK[1], Step.CALLED, recorded=WEEK[4])])
    assert words(told, WinKind.CALLED_EARLY) == []


def test_who_called_is_named() -> None:
    raised, called = step(WEEK[1], Step.RAISED, hour=9), step(WEEK[1], Step.CALLED, hour=10)
    jo = noted(WEEK[1], called.fact, by=JO, hour=10)
    assert words(week([raised, jo]), WinKind.CALLED_EARLY)[0].startswith("Jo called early")
    assert words(week([raised, called], whose="Alice"), WinKind.CALLED_EARLY)[0].startswith("Alice called early")


def test_a_new_sign_on_its_own_day() -> None:
    new = Sign("fever", new=True)
    assert words(week([noted(WEEK[3], new)]), WinKind.NEW_SIGN) == ["You noted a new sign on the day it came: fever."]
    assert words(week([noted(WEEK[3], new, recorded=WEEK[5])]), WinKind.NEW_SIGN) == []
    assert words(week([noted(WEEK[3], Sign("fever"))]), WinKind.NEW_SIGN) == [], "newness was not asked"
    assert words(week([noted(WEEK[3], Sign("fever", present=False, new=True))]), WinKind.NEW_SIGN) == []


def test_questions_for_a_visit() -> None:
    first = noted(WEEK[1], PlanItem("question", "Why at night?", PlanStatus.AGREED, WEEK[1]))
    second = noted(WEEK[2], PlanItem("question", "And the heat?", PlanStatus.AGREED, WEEK[2]))
    assert words(week([first]), WinKind.QUESTION) == ["You wrote down a question for a visit."]
    assert words(week([first, second]), WinKind.QUESTION) == ["You wrote down 2 questions for a visit."]
    ended = noted(WEEK[1], PlanItem("question", "Why?", PlanStatus.ENDED, WEEK[1]))
    assert words(week([ended]), WinKind.QUESTION) == []


def test_rest_counts_on_a_sick_day_or_in_a_pause_only() -> None:
    rest = noted(WEEK[2], Session("rest"))
    assert words(week([rest]), WinKind.RESTED) == []
    assert words(week([rest, noted(WEEK[2], Factor("illness", True))]), WinKind.RESTED) == [
        "You rested on a sick day."
    ]
    assert words(week([rest, noted(WEEK[2], Factor("illness", False))]), WinKind.RESTED) == []
    told = week([rest], paused=frozenset(WEEK[1:4]))
    assert words(told, WinKind.RESTED) == ["You rested on a sick day."]
    assert words(told, WinKind.PAUSED) == ["You kept a pause: 3 days. A pause takes nothing away."]


def test_stiffness_that_helped() -> None:
    helped = [noted(day, Answer("stiffness_helped_standing", True)) for day in WEEK[:3]]
    told = week([*helped, noted(WEEK[4], Answer("stiffness_helped_standing", False))])
    assert words(told, WinKind.STIFFNESS_HELPED) == [
        "Stiffness helped with standing on 3 days. That is worth telling at a visit."
    ]


def level(day: date, value: int) -> Event:
    detail = {"attained": str(value), "attained_on": day.isoformat()}
    return noted(day, PlanItem("goal", "Walk to the shop", PlanStatus.CHANGED, day, "", detail))


def test_a_goal_as_hoped_or_a_step_nearer() -> None:
    assert words(week([level(WEEK[2], 0)]), WinKind.GOAL) == ["“Walk to the shop”: as hoped."]
    assert words(week([level(WEEK[2], -1)]), WinKind.GOAL) == []
    nearer = week([level(WEEK[0] - timedelta(days=20), -2), level(WEEK[2], -1)])
    assert words(nearer, WinKind.GOAL) == ["“Walk to the shop”: a little less than hoped."]
    assert words(week([level(WEEK[0] - timedelta(days=20), 1), level(WEEK[2], 0)]), WinKind.GOAL) == []
    assert words(week([level(WEEK[0] - timedelta(days=20), 1)]), WinKind.GOAL) == [], "of another week"


FACTS = st.sampled_from(
    [
        Sign("fever", new=True),
        Session("rest"),
        Session("stretching"),
        Session("walk", done=False),
        Factor("illness", True),
        Rating("stiffness", 5),
        Answer("stiffness_helped_standing", True),
        PlanItem("question", "Why?", PlanStatus.AGREED, WEEK[0]),
    ]
)
ANY_DAY = st.integers(0, 40).map(lambda ago: LAST - timedelta(days=ago))
BY = st.sampled_from([Author("self"), JO, DEVICE])
EVENTS = st.lists(st.builds(noted, ANY_DAY, FACTS, by=BY), max_size=40)


@settings(max_examples=60)
@given(EVENTS, st.sets(ANY_DAY), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(events: list[Event], paused: set[date], chance: random.Random) -> None:
    events += [step(WEEK[1], Step.RAISED, tier=Tier.T3, hour=9), step(WEEK[1], Step.CALLED, hour=11)]
    shuffled = list(events)
    chance.shuffle(shuffled)
    told = week(events, paused=frozenset(paused))
    assert look_back_to_json(week(shuffled, paused=frozenset(paused))) == look_back_to_json(told)
    assert 1 <= len(told.lines) <= 5
    for line in told.lines:
        assert problems(line) == []
    by_people = {e.when.local.date() for e in events if e.noted_by.role != "device"}  # type: ignore[union-attr]
    for win in told.wins:
        assert win.day in WEEK
        assert win.day in by_people | paused, "nothing is told of a day on which nothing was noted"
    for one in told.habits:
        for day, mark in zip(WEEK, one.marks, strict=True):
            assert mark != "done" or day in by_people
