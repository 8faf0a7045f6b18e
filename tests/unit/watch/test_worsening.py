"""Does the detector tell of a real shift and leave ordinary days alone? On made-up and on invented diaries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supple.model import Cell, DailyTable, RatedNote
from supple.simulate import Settings, generate
from supple.watch.worsening import BAR_ONE_NOTE, find_worsening, worsening_scores

FIRST = date(2025, 1, 6)
QUIET = (4, 3, 4, 5, 4, 4, 3, 5, 4, 4)


def table(cells: Sequence[float | None], *, zone: str = "", **more: Sequence[Cell]) -> DailyTable:
    days = [FIRST + timedelta(days=i) for i in range(len(cells))]
    return DailyTable.from_columns(days, {"stiffness": cells, **more}, zone=zone)


def evening(day: int) -> datetime:
    return datetime.combine(FIRST + timedelta(days=day), time(21), UTC)


def quiet(days: int) -> list[float]:
    return [float(QUIET[i % len(QUIET)]) for i in range(days)]


def test_a_shift_is_told_with_its_size_its_beginning_and_its_notes() -> None:
    found = find_worsening(table([*quiet(80), 6, 6, 7, 6]), "stiffness", evening(83))
    assert found is not None
    assert found.usual == 4
    assert found.low <= 2.2 <= found.high
    assert found.since_earliest <= evening(80) <= found.since_latest + timedelta(days=1)
    assert {note.day for note in found.notes} >= {FIRST + timedelta(days=i) for i in (81, 82, 83)}
    assert found.score >= BAR_ONE_NOTE


def test_a_quiet_diary_a_better_one_and_a_short_one_tell_nothing() -> None:
    assert find_worsening(table(quiet(84)), "stiffness", evening(83)) is None
    assert find_worsening(table([*quiet(80), 2, 2, 1, 2]), "stiffness", evening(83)) is None
    assert find_worsening(table([*quiet(12), 8, 8, 8]), "stiffness", evening(14)) is None
    assert find_worsening(table([]), "stiffness", evening(0)) is None
    assert find_worsening(table([None] * 30), "stiffness", evening(29)) is None


def test_gaps_within_a_shift_do_not_hide_it() -> None:
    gone = table([*quiet(80), 7, None, None, 7, None, 6])
    assert find_worsening(gone, "stiffness", evening(85)) is not None


def test_slow_progression_is_no_sudden_worsening() -> None:
    creeping = [round(3 + i * 2 / 365 + 0.6 * ((i * 7) % 5 - 2) / 2) for i in range(365)]
    assert np.nanmax(worsening_scores(table(creeping), "stiffness")) < BAR_ONE_NOTE


@settings(max_examples=25, deadline=None)
@example(at=78, value=7)  # a very calm diary, on the day after its highest
@given(at=st.integers(30, 82), value=st.integers(0, 10))
def test_one_wild_entry_raises_nothing(at: int, value: int) -> None:
    cells = quiet(90)
    cells[at] = float(value)
    scores = worsening_scores(table(cells), "stiffness")
    assert np.nanmax(scores) < BAR_ONE_NOTE


@settings(max_examples=20, deadline=None)
@given(cells=st.lists(st.one_of(st.none(), st.integers(0, 6)), min_size=40, max_size=70), up=st.integers(1, 4))
def test_everything_a_few_points_higher_changes_nothing(cells: list[int | None], up: int) -> None:
    """Only what changed counts, not where somebody lives on the scale (after the first weeks)."""
    higher = [None if cell is None else cell + up for cell in cells]
    one, other = (worsening_scores(table(each), "stiffness") for each in (cells, higher))
    np.testing.assert_allclose(one, other, atol=0.35)


@settings(max_examples=20, deadline=None)
@given(
    cells=st.lists(st.one_of(st.none(), st.integers(0, 10)), min_size=45, max_size=70),
    cut=st.integers(25, 44),
    sleep=st.lists(st.sampled_from([True, False, None]), min_size=70, max_size=70),
)
def test_later_notes_never_change_an_earlier_answer(
    cells: list[int | None], cut: int, sleep: list[bool | None]
) -> None:
    whole = table(cells, poor_sleep=sleep[: len(cells)])
    until = replace(whole, days=whole.days[:cut], columns={n: c[:cut] for n, c in whole.columns.items()})
    now = evening(cut - 1)
    assert find_worsening(whole, "stiffness", now, bar=-99) == find_worsening(until, "stiffness", now, bar=-99)


def test_hours_count_where_there_are_several_notes_a_day() -> None:
    zone = ZoneInfo("Europe/London")
    notes = [
        RatedNote(day, float(QUIET[(3 * i + k) % 10]), datetime.combine(day, time(hour), zone))
        for i in range(60)
        for k, hour in enumerate((8, 13, 20))
        for day in [FIRST + timedelta(days=i)]
    ]
    last = FIRST + timedelta(days=60)
    notes += [RatedNote(last, 8.0, datetime.combine(last, time(hour), zone)) for hour in (8, 11, 14, 17)]
    means = [float(np.mean([n.value for n in notes if n.day == FIRST + timedelta(days=i)])) for i in range(61)]
    days = [FIRST + timedelta(days=i) for i in range(61)]
    daily = DailyTable.from_columns(days, {"stiffness_now": means}, zone="Europe/London")
    noon, evening_ = (datetime.combine(last, time(hour), zone) for hour in (9, 18))
    assert find_worsening(daily, "stiffness_now", noon, check_ins=notes) is None
    found = find_worsening(daily, "stiffness_now", evening_, check_ins=notes)
    assert found is not None
    assert found.since >= datetime.combine(last - timedelta(days=1), time(12), zone)


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Australia/Lord_Howe"])
@pytest.mark.parametrize("first", [date(2025, 1, 15), date(2025, 8, 20)])
def test_a_clock_that_changes_makes_no_difference(zone: str, first: date) -> None:
    cells = [*quiet(84), 7, 7, 7]
    days = [first + timedelta(days=i) for i in range(len(cells))]
    there = DailyTable.from_columns(days, {"stiffness": cells}, zone=zone)
    now = datetime.combine(days[-1], time(21), ZoneInfo(zone))
    found = find_worsening(there, "stiffness", now)
    plain = find_worsening(replace(there, zone=""), "stiffness", now.replace(tzinfo=UTC))
    assert found is not None
    assert plain is not None
    assert (found.score, found.points) == (plain.score, plain.points)


def test_what_a_trigger_usually_does_is_allowed_for() -> None:
    rng = np.random.default_rng(3)
    poor = rng.random(160) < 0.25
    cells = [float(np.clip(round(4 + 2.0 * bad + rng.normal(0, 0.5)), 0, 10)) for bad in poor]
    poor[150:154] = True
    cells[150:154] = [6.0, 6.0, 6.0, 6.0]
    known = table(cells[:154], poor_sleep=[bool(bad) for bad in poor[:154]])
    bare = table(cells[:154])
    told, untold = (find_worsening(each, "stiffness", evening(153), bar=-99) for each in (known, bare))
    assert told is not None
    assert untold is not None
    assert told.score < untold.score - 1


def test_a_noted_infection_is_never_allowed_for() -> None:
    cells = [*quiet(80), 7, 7, 7]
    ill: list[Cell] = [False] * 20 + [True] * 5 + [False] * 55 + [True] * 3
    cells[20:25] = [7.0] * 5
    one, other = (find_worsening(each, "stiffness", evening(82), bar=-99)
                  for each in (table(cells), table(cells, bladder_infection=ill)))  # fmt: skip
    assert one is not None
    assert other is not None
    assert one.score == other.score


def test_of_invented_people_most_big_shifts_are_told_and_few_days_without_one() -> None:
    """Known truth: 3 points over two days from day 100 on, in twelve people; and the weeks before, with nothing."""
    noticed, quiet_alarms = 0, 0
    for number in range(12):
        over = np.clip((np.arange(110) - 99) / 2, 0, 1) * 3.0
        made = generate(
            np.random.default_rng([91, number]),
            Settings(days=110, relapses_per_year=0.0, laid_over=tuple(float(x) for x in over)),
        )
        scores = np.nan_to_num(worsening_scores(made.table, "stiffness"), nan=-np.inf)
        noticed += bool(scores[100:].max() >= BAR_ONE_NOTE)
        quiet_alarms += bool(scores[28:100].max() >= BAR_ONE_NOTE)
    assert noticed >= 8
    assert quiet_alarms <= 5
