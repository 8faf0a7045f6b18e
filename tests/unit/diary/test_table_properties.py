"""Whatever is noted, in whatever order: the same table, days in a row, and nothing said that nobody noted."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.diary.events import PERSON, at, event

from supple.diary import daily_table, fold, gaps
from supple.diary.days import diary_day
from supple.model import (
    Answer,
    Author,
    Count,
    Day,
    DaySlot,
    Event,
    Fact,
    Factor,
    Measurement,
    Note,
    Period,
    Rating,
    Recall,
    Session,
    Side,
    Sign,
    Slot,
    When,
)


def _rating(share: int, scale_max: float, **more: Any) -> Rating:
    return Rating(value=share * scale_max / 30, scale_max=scale_max, **more)


RATINGS = st.builds(
    _rating,
    code=st.sampled_from(
        ["stiffness", "pain", "fatigue", "mood", "sleep_quality", "hindered.walking", "own:buzzing"]
    ),
    share=st.integers(0, 30),
    recall=st.sampled_from(Recall),
    part=st.sampled_from([None, None, "calf", "thigh"]),
    side=st.sampled_from([None, *Side]),
    scale_max=st.sampled_from([10.0, 10.0, 3.0]),
)
COUNTS = st.builds(
    Count,
    code=st.sampled_from(["spasms", "cramps", "falls", "wakings", "own:sneezes"]),
    count=st.none() | st.integers(0, 9),
    period=st.sampled_from([None, *Period]),
)
FACTORS = st.builds(
    Factor,
    code=st.sampled_from(["heat", "poor_sleep", "own:buzzing"]),
    present=st.just(True),
    level=st.none() | st.integers(0, 10).map(float),
    amount=st.none() | st.integers(0, 5).map(float),
    unit=st.sampled_from([None, "cup", "mg"]),
)
NOES = st.builds(Factor, code=st.sampled_from(["heat", "poor_sleep", "own:buzzing"]), present=st.just(False))
SESSIONS = st.builds(
    Session, code=st.just("walk"), done=st.just(True), minutes=st.none() | st.integers(0, 90).map(float)
)
MEASURED = st.builds(
    Measurement,
    code=st.sampled_from(["hrv", "sleep_hours"]),
    value=st.integers(1, 20).map(float),
    unit=st.sampled_from(["ms", "h"]),
)
FACTS: st.SearchStrategy[Fact] = st.one_of(
    RATINGS,
    COUNTS,
    FACTORS,
    NOES,
    SESSIONS,
    MEASURED,
    st.just(Answer("crash", True)),
    st.just(Note("x")),
    st.just(Sign("fever")),
)
DAYS = st.integers(0, 12).map(lambda n: date(2026, 3, 24) + timedelta(days=n))  # the clocks change on the 29th
ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kathmandu"])


@st.composite
def whens(draw: st.DrawFn) -> When:
    day, zone = draw(DAYS), draw(ZONES)
    match draw(st.integers(0, 2)):
        case 0:
            return at(day, draw(st.integers(0, 23)), zone=zone)
        case 1:
            return Day(day, zone)
        case _:
            return DaySlot(day, draw(st.sampled_from(Slot)), zone)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    log = []
    for number in range(1, draw(st.integers(0, 14)) + 1):
        by = draw(st.sampled_from([Author("self"), Author("carer", "Jo"), Author("carer", "Sam"), Author("device")]))
        source = draw(st.sampled_from(["note", "check-in"]))
        log.append(event(number, draw(FACTS), draw(whens()), by=by, source=source))
    return log


@given(logs(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_cell(log: list[Event], shuffle: random.Random) -> None:
    mixed = [*log, *log]
    shuffle.shuffle(mixed)
    assert daily_table(fold(mixed, person_id=PERSON)) == daily_table(fold(log, person_id=PERSON))


@given(logs())
def test_every_entrys_day_is_a_row_and_every_row_between_stands(log: list[Event]) -> None:
    table = daily_table(fold(log, person_id=PERSON))
    days = {diary_day(one, 4) for one in log}
    assert days <= set(table.days)
    assert table.also_noted == days
    if days:
        assert (table.days[0], table.days[-1]) == (min(days), max(days))  # type: ignore[type-var]


@given(logs())
def test_a_cell_stands_only_where_something_was_noted(log: list[Event]) -> None:
    table = daily_table(fold(log, person_id=PERSON))
    for name, column in table.columns.items():
        assert any(cell is not None for cell in column), name
        for day, cell in zip(table.days, column, strict=True):
            assert cell is None or day in table.also_noted
    silent = {day for gap in gaps(table) for day in table.days if gap.first_day <= day <= gap.last_day}
    assert silent == set(table.days) - table.also_noted


@given(logs())
def test_a_column_is_yes_and_no_or_numbers_but_never_both(log: list[Event]) -> None:
    for name, column in daily_table(fold(log, person_id=PERSON)).columns.items():
        kinds = {isinstance(cell, bool) for cell in column if cell is not None}
        assert len(kinds) == 1, name


@settings(max_examples=50)
@given(logs(), DAYS, st.integers(0, 5))
def test_a_window_shows_what_the_whole_shows_there(log: list[Event], first: date, length: int) -> None:
    diary = fold(log, person_id=PERSON)
    whole, window = daily_table(diary), daily_table(diary, first=first, last=first + timedelta(days=length))
    assert len(window.days) == length + 1
    for name, column in window.columns.items():
        cells = dict(zip(whole.days, whole.column(name), strict=True))
        assert column == tuple(cells.get(day) for day in window.days)
