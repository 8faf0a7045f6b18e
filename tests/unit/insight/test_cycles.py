"""Are cycles laid over each other honestly? Known courses, no course, too few days, and what else changed."""

from __future__ import annotations

import json
import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.words import problems

from supple.insight import overlay_cycles
from supple.insight.cycle_fit import NEVER, course, fit_course
from supple.model import CourseVerdict, CyclesReport, DailyTable, DatedChange, cycles_to_json

FIRST = date(2025, 1, 1)
DAYS = 330
ROWS = (40, 145, 250)


def on(row: int) -> date:
    return FIRST + timedelta(days=row)


def injections(*rows: int) -> tuple[DatedChange, ...]:
    return tuple(DatedChange(on(row), "injection", "Dysport") for row in rows)


def diary(
    effect: float,
    *,
    half_gone: float = 75.0,
    seed: int = 1,
    rows: tuple[int, ...] = ROWS,
    missing: float = 0.15,
    level: float = 6.0,
    column: str = "stiffness",
) -> DailyTable:
    """Days with errors that hang together, and a course after each injection."""
    rng = np.random.default_rng(seed)
    values, carried = [], 0.0
    for row in range(DAYS):
        carried = 0.5 * carried + 0.6 * float(rng.normal())
        total = sum(
            effect * (1 - math.exp(-(row - at) / 5)) / (1 + math.exp((row - at - half_gone) / 7))
            for at in rows
            if row >= at
        )
        value = float(np.clip(round(level + carried + total), 0, 10))
        values.append(None if rng.random() < missing else value)
    return DailyTable(tuple(on(row) for row in range(DAYS)), {column: tuple(values)})


def words_of(report: CyclesReport) -> str:
    told = (report.sentence, report.onset_words, report.best_words, report.wear_off_words, report.nearby_words)
    return " ".join(filter(None, told))


def test_a_known_course_is_found_with_its_weeks() -> None:
    """2.5 points lower, half of it gone on day 75: 10.7 weeks."""
    report = overlay_cycles(diary(-2.5), "stiffness", injections(*ROWS))
    assert report.verdict is CourseVerdict.LOWER
    assert report.low is not None
    assert report.high is not None
    assert report.low < -2.4 < report.high < 0
    assert report.onset_week in {1, 2}
    assert report.best_weeks is not None
    assert 2 <= report.best_weeks[0] <= report.best_weeks[1] <= 10
    assert report.wear_off is not None
    middle, low, high = report.wear_off
    assert low < 75 / 7 < high
    assert low < middle < high < low + 4
    assert "of the difference was gone some 11 weeks" in report.wear_off_words
    assert "that is not proof" in report.sentence
    assert problems(words_of(report)) == []
    assert "caus" not in words_of(report)


def test_of_what_is_good_when_high_higher_is_the_better_side() -> None:
    report = overlay_cycles(diary(2.5, column="mood", level=4.0), "mood", injections(*ROWS))
    assert report.verdict is CourseVerdict.HIGHER
    assert report.wear_off is not None
    worse = overlay_cycles(diary(2.5, level=4.0), "stiffness", injections(*ROWS))
    assert worse.verdict is CourseVerdict.HIGHER
    assert worse.wear_off is None
    assert "worth showing to your care team" in worse.sentence


@pytest.mark.parametrize("seed", range(4))
def test_where_nothing_follows_no_week_is_told(seed: int) -> None:
    report = overlay_cycles(diary(0.0, seed=seed), "stiffness", injections(*ROWS))
    assert report.wear_off is None
    assert report.verdict is CourseVerdict.CANNOT_TELL
    assert report.onset_week is None
    assert "Can't tell yet" in report.sentence
    assert problems(words_of(report)) == []


def test_what_had_not_gone_when_the_days_ended_is_not_said_to_have_worn_off() -> None:
    table = diary(-2.5, half_gone=400.0, rows=(90,))
    report = overlay_cycles(table, "stiffness", injections(90, 200))
    assert report.wear_off is None


@pytest.mark.parametrize(("rows", "words"), [((), "no past cycle"), ((40,), "only one past cycle")])
def test_one_cycle_is_not_enough(rows: tuple[int, ...], words: str) -> None:
    report = overlay_cycles(diary(-3.0), "stiffness", injections(*rows))
    assert report.verdict is CourseVerdict.CANNOT_TELL
    assert words in report.sentence
    assert (report.difference, report.pooled) == (None, ())


def test_a_cycle_with_too_few_days_is_shown_and_not_counted() -> None:
    report = overlay_cycles(diary(-2.5), "stiffness", injections(3, 145, 250))
    assert [bool(one.reason) for one in report.cycles] == [True, False, False]
    assert "three weeks before" in report.cycles[0].reason
    assert len(report.counted) == 2


def test_each_week_is_the_mean_against_the_three_weeks_before() -> None:
    """By hand: 5 before; 4 in week 1, 3 in week 2; blank days are left out, a week of two days is blank."""
    cells: list[float | None] = [5.0] * 40 + [4.0] * 7 + [3.0] * 7 + [2.0] * 2 + [None] * 5 + [5.0] * 100
    table = DailyTable(tuple(on(row) for row in range(len(cells))), {"stiffness": tuple(cells)})
    (one,) = overlay_cycles(table, "stiffness", injections(40)).cycles
    weeks = {week.week: week for week in one.weeks}
    assert one.baseline == 5.0
    assert (weeks[1].difference, weeks[2].difference) == (-1.0, -2.0)
    assert (weeks[3].difference, weeks[3].days) == (None, 2)
    assert 0 not in weeks


def test_the_next_injection_ends_the_cycle() -> None:
    report = overlay_cycles(diary(-2.5), "stiffness", injections(40, 120))
    last = max(week.week for week in report.cycles[0].weeks if week.days)
    assert last == 12  # 80 days: eleven weeks and three days


def test_an_injection_still_to_come_is_passed_over() -> None:
    report = overlay_cycles(diary(-2.5), "stiffness", injections(*ROWS, DAYS + 5))
    assert len(report.cycles) == 3


def test_two_products_on_one_day_are_one_day() -> None:
    both = (*injections(*ROWS), DatedChange(on(40), "injection", "Botox"))
    report = overlay_cycles(diary(-2.5), "stiffness", both)
    assert report.cycles[0].label == "Botox and Dysport"
    assert len(report.cycles) == 3


def test_what_else_changed_in_the_same_weeks_is_named() -> None:
    table = diary(-2.5)
    ill = tuple(True if 150 <= row < 156 else None for row in range(DAYS))
    with_illness = DailyTable(table.days, {**table.columns, "bladder_infection": ill})
    others = (
        DatedChange(on(60), "dose", "tizanidine: changed"),
        DatedChange(on(2), "dose", "baclofen: agreed"),
        DatedChange(on(160), "injection", "phenol: injected"),
        *injections(*ROWS),
    )
    report = overlay_cycles(with_illness, "stiffness", injections(*ROWS), others=others)
    assert [one.change.label for one in report.nearby] == [
        "tizanidine: changed",
        "a bladder infection",
        "phenol: injected",
    ]
    assert report.nearby[0].days_apart == 20
    assert "tizanidine changed (" in report.nearby_words
    assert "may come from there as well" in report.nearby_words


def test_the_same_days_give_the_same_report_in_any_order() -> None:
    table = diary(-1.0, seed=5)
    one = overlay_cycles(table, "stiffness", injections(*ROWS))
    other = overlay_cycles(table, "stiffness", injections(*reversed(ROWS)))
    assert json.dumps(cycles_to_json(one)) == json.dumps(cycles_to_json(other))


def test_counts_are_told_in_their_own_numbers() -> None:
    rng = np.random.default_rng(3)
    rates = [8 * math.exp(-1.2 * sum(0 <= row - at < 70 for at in ROWS)) for row in range(DAYS)]
    cells = tuple(float(rng.poisson(rate)) for rate in rates)
    table = DailyTable(tuple(on(row) for row in range(DAYS)), {"night_spasms": cells})
    report = overlay_cycles(table, "night_spasms", injections(*ROWS))
    assert report.verdict is CourseVerdict.LOWER
    assert "fewer" in report.sentence
    assert report.difference is not None
    assert -8 < report.difference < -3


@settings(max_examples=25, deadline=None)
@given(
    cells=st.lists(st.none() | st.integers(0, 10).map(float), min_size=1, max_size=150),
    rows=st.lists(st.integers(-200, 200), max_size=8),
)
def test_any_diary_gets_an_answer(cells: list[float | None], rows: list[int]) -> None:
    """No days, the same on every day, injections long ago or to come: an answer in clean words, or why not."""
    table = DailyTable(tuple(on(row) for row in range(len(cells))), {"stiffness": tuple(cells)})
    report = overlay_cycles(table, "stiffness", injections(*rows))
    assert problems(words_of(report)) == []
    assert (report.difference is None) == (not report.pooled) or report.verdict is not CourseVerdict.CANNOT_TELL
    for week in report.pooled:
        assert week.low <= week.difference <= week.high
    if report.wear_off is not None:
        middle, low, high = report.wear_off
        assert 0 < low <= middle <= high < NEVER / 7


@given(comes=st.floats(1, 12), half=st.floats(20, 200), fades=st.floats(2, 15))
def test_a_course_is_nothing_before_and_half_gone_on_its_day(comes: float, half: float, fades: float) -> None:
    since = np.array([-5.0, -1.0, 0.0, half, 2000.0])
    got = course(since, comes=comes, half_gone=half, fades=fades)
    assert got[0] == got[1] == 0
    assert 0 < got[2] <= 1
    assert got[3] == pytest.approx(0.5 * (1 - math.exp(-(half + 0.5) / comes)))
    assert got[4] < 1e-6


def test_the_shares_of_a_fit_add_up() -> None:
    table = diary(-2.0)
    noted = [i for i, cell in enumerate(table.column("stiffness")) if cell is not None]
    values = np.array([float(table.column("stiffness")[i] or 0.0) for i in noted])
    fit = fit_course(table.days, np.array(noted), values, [on(row) for row in ROWS], [True, True, False], scale=1.0)
    assert float(fit.share.sum()) == pytest.approx(1)
    assert float(fit.grid.sum()) == pytest.approx(1)
    assert fit.quantile(0.05) < fit.quantile(0.5) < fit.quantile(0.95) < 0
    assert fit.below(fit.quantile(0.3)) == pytest.approx(0.3, abs=1e-3)
    assert fit.gone_by(0.05) <= fit.gone_by(0.5) <= fit.gone_by(0.95)


@pytest.mark.parametrize(
    ("column", "effect", "level", "is_shown"),
    [
        ("mood", 3.0, 4.0, False),
        ("mood", -3.0, 7.0, True),
        ("stiffness", 3.0, 4.0, True),
        ("own:grip", 3.0, 4.0, False),
    ],
)
def test_only_what_is_worse_is_worth_showing(column, effect, level, is_shown):
    """Where more is better a lower course is the worse one; where nobody said which, neither is."""
    report = overlay_cycles(diary(effect, level=level, column=column), column, injections(*ROWS))
    assert report.verdict is (CourseVerdict.LOWER if effect < 0 else CourseVerdict.HIGHER)
    assert ("worth showing" in report.sentence) is is_shown


def counted(before: float, since: float, seed: int) -> CyclesReport:
    """Spasms at night that are fewer or more from day 5 to day 65 of each of three cycles."""
    rate = np.full(DAYS, before)
    for row in ROWS:
        rate[row + 5 : row + 65] = since
    counts = np.random.default_rng(seed).poisson(rate).astype(float)
    table = DailyTable(tuple(on(row) for row in range(DAYS)), {"night_spasms": tuple(counts.tolist())})
    return overlay_cycles(table, "night_spasms", injections(*ROWS))


@pytest.mark.parametrize(("before", "since"), [(4.0, 0.05), (0.1, 3.0), (2.0, 1.0)])
def test_ranges_of_counts_after_injections_have_width_and_hold_the_truth(before, since):
    held = 0
    for seed in range(6):
        report = counted(before, since, seed)
        assert report.low is not None
        assert report.high is not None
        assert report.high - report.low > 0.3
        held += report.low <= since - before <= report.high
    assert held >= 4


def test_counts_were_lower_and_rare_ones_have_no_size():
    report = counted(4.0, 0.5, 1)
    assert "spasms in the night were clearly lower" in report.onset_words
    rare = DailyTable(
        tuple(on(row) for row in range(DAYS)), {"night_spasms": tuple(float(r in (60, 200)) for r in range(DAYS))}
    )
    told = overlay_cycles(rare, "night_spasms", injections(*ROWS))
    assert (told.verdict, told.difference) == (CourseVerdict.CANNOT_TELL, None)
    assert "on only 2 days" in told.sentence
