"""Did this change help? Judged as it should be, on small diaries by hand and on people with a known truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest
from benchmarks.change.people import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.unit.insight.diaries import FIRST, rating, table_of, wander

from supple.insight import change as change_room
from supple.insight import look_at_change
from supple.model import ChangeReport, ChangeVerdict, DailyTable, DatedChange, Patch, change_to_json

HELPED, WORSE = ChangeVerdict.HELPED, ChangeVerdict.MADE_WORSE
NO_CLEAR, CANNOT = ChangeVerdict.NO_CLEAR_CHANGE, ChangeVerdict.CANNOT_TELL


def dated(row: int, kind: str = "other", label: str = "new mattress") -> DatedChange:
    return DatedChange(FIRST + timedelta(days=row), kind, label)


def stepped(size: float, *, days: int = 120, row: int = 60, seed: int = 0, mean: float = 5.0) -> np.ndarray:
    """A level with small ups and downs, and a plain step."""
    out = mean + 0.8 * wander(np.random.default_rng(seed), days, 0.3)
    out[row:] += size
    return out


def look(values: Sequence[object], change: DatedChange, **more: object) -> ChangeReport:
    outcome = str(more.pop("outcome", "stiffness"))
    return look_at_change(table_of({outcome: values}), outcome, change, **more)  # type: ignore[arg-type]


def interval(report: ChangeReport) -> tuple[float, float, float]:
    assert report.low is not None
    assert report.effect is not None
    assert report.high is not None
    assert report.low < report.effect < report.high
    return report.low, report.effect, report.high


def course(kind: str, days: int = 120, row: int = 60) -> np.ndarray:
    """How such a change comes, and goes, by hand: the share of its settled size on each day."""
    since = np.clip(np.arange(days) - row, 0, None)
    begun = np.arange(days) >= row
    if kind == "other":
        return begun.astype(float)
    if kind == "dose":
        return begun * (1 - np.exp(-since / 4))
    return begun * (1 - np.exp(-since / 5)) / (1 + np.exp((since - 70) / 9))


@pytest.mark.parametrize("kind", ["dose", "other", "injection"])
@pytest.mark.parametrize(("size", "verdict"), [(-2.5, HELPED), (2.5, WORSE)])
def test_a_change_is_told_with_its_settled_size_and_its_days(kind, size, verdict):
    for seed in (1, 2):
        report = look(rating(stepped(0.0, seed=seed) + size * course(kind)), dated(60, kind))
        low, effect, high = interval(report)
        assert report.verdict is verdict
        assert low < size < high
        assert abs(effect - size) < 0.6
        assert report.days_before + report.days_left_out == 60
        assert report.days_after == 60
        assert report.probability_better == pytest.approx(float(size < 0), abs=0.02)


def test_more_of_what_is_good_is_a_help():
    """Mood goes up when things go well; stiffness down."""
    assert look(rating(stepped(2.5)), dated(60), outcome="mood").verdict is HELPED
    assert look(rating(stepped(2.5)), dated(60), outcome="stiffness").verdict is WORSE


def test_nothing_happened_is_no_clear_change_and_no_reassurance():
    report = look(rating(stepped(0.0, days=200, row=100)), dated(100))
    low, _, high = interval(report)
    assert report.verdict is NO_CLEAR
    assert low < 0 < high
    assert "may be a change all the same" in report.sentence


@pytest.mark.parametrize(("before", "after"), [(13, 60), (60, 13), (0, 60), (60, 0)])
def test_too_few_days_on_either_side_cannot_be_told(before, after):
    values = [*rating(stepped(-3, days=before + after, row=before))]
    report = look_at_change(table_of({"stiffness": values}), "stiffness", dated(before), began_badly=None)
    assert report.verdict is CANNOT
    assert (report.effect, report.low, report.high) == (None, None, None)
    counted = min(report.days_before, report.days_after)
    assert f"{counted} day" in report.reason
    assert counted < 14
    assert report.reason in report.sentence


def test_fourteen_noted_days_since_and_as_many_before_the_last_ten_are_enough():
    """And nineteen before never are: so few could not tell a bad patch from the usual."""
    assert look(rating(stepped(-3, days=38, row=24)), dated(24)).effect is not None
    assert look(rating(stepped(-3, days=33, row=19)), dated(19)).effect is None


def test_a_blank_day_is_not_a_zero_and_is_not_counted():
    values: list[object] = rating(stepped(0.0, mean=7, seed=1))
    for row in range(61, 120, 2):
        values[row] = None
    report = look(values, dated(60))
    assert report.days_after == 30
    assert report.verdict in (NO_CLEAR, CANNOT)
    low, _, high = interval(report)
    assert low < 0 < high
    assert low > -1.5  # a blank read as 0 would look like seven points better


def test_an_outcome_never_noted_or_a_change_still_to_come_cannot_be_told():
    table = table_of({"stiffness": rating(stepped(0.0))})
    assert look_at_change(table, "pain", dated(60)).verdict is CANNOT
    for row in (-400, -1, 120, 500):
        report = look_at_change(table, "stiffness", dated(row))
        assert report.verdict is CANNOT
        assert report.effect is None
    assert look_at_change(DailyTable((), {}), "stiffness", dated(0)).verdict is CANNOT


def test_the_same_rating_every_day_cannot_be_told():
    report = look([5.0] * 120, dated(60))
    assert report.verdict is CANNOT
    assert "same on every day" in report.reason


def bad_patch(*, side: float = 1.0) -> list[float]:
    """Ten days far from the usual just before the change, then as usual again."""
    values = stepped(0.0)
    values[50:60] += 3.5 * side
    return rating(values)


def test_a_change_begun_in_a_bad_patch_says_so_and_leaves_those_days_out():
    report = look(bad_patch(), dated(60))
    assert report.began_in is Patch.BAD
    assert report.days_left_out == 10
    assert report.days_before == 50
    assert "run of worse days" in report.patch_words
    assert "above your usual" in report.patch_words
    assert report.verdict is not HELPED


def test_a_change_begun_in_a_good_patch_is_treated_alike():
    report = look(bad_patch(side=-1.0), dated(60))
    assert report.began_in is Patch.GOOD
    assert report.days_left_out == 10
    assert report.verdict is not WORSE


def test_the_days_left_out_do_not_bear_on_the_size():
    values: list[object] = bad_patch()
    blank = [None if 50 <= row < 60 else cell for row, cell in enumerate(values)]
    left_out = look(values, dated(60))
    never_noted = look(blank, dated(60))
    assert interval(left_out) == pytest.approx(interval(never_noted))


def test_the_person_may_say_that_it_began_badly_but_not_unsay_it():
    usual = rating(stepped(0.0, seed=1))
    assert look(usual, dated(60)).days_left_out == 0
    said = look(usual, dated(60), began_badly=True)
    assert (said.days_left_out, said.began_in) == (10, Patch.BAD)
    assert said.patch_words.startswith("You said")
    assert look(bad_patch(), dated(60), began_badly=False).days_left_out == 10


def test_where_a_bad_patch_cannot_be_told_the_days_are_left_out_too():
    """Nineteen days before it, all of the last ten bad: nothing says that they were not the usual."""
    values = stepped(0.0, days=90, row=30)
    values[20:30] += 3.5
    early: list[object] = [None if row < 11 else cell for row, cell in enumerate(rating(values))]
    report = look(early, dated(30))
    assert (report.began_in, report.days_left_out, report.days_before) == (Patch.UNKNOWN, 10, 9)
    assert report.verdict is CANNOT
    assert "too few days were noted to tell" in report.patch_words.lower()
    assert problems(report.patch_words) == []


def test_more_of_what_has_no_direction_is_neither_better_nor_worse():
    report = look(rating(stepped(3.0)), dated(60), outcome="own:walks")
    assert report.verdict is CANNOT
    assert report.effect is not None
    assert "better or worse is for you to say" in report.sentence


def test_days_left_out_may_leave_too_few():
    report = look(rating(stepped(-3, days=80, row=20)), dated(20), began_badly=True)
    assert report.verdict is CANNOT
    assert report.days_before == 10
    assert "besides the 10 just before" in report.reason


def test_what_else_changed_within_four_weeks_is_named():
    others = [dated(60 + apart, "dose", f"change {apart}") for apart in (-29, -28, 20, 29)]
    report = look(rating(stepped(0.0)), dated(60), others=others)
    assert [one.days_apart for one in report.nearby] == [-28, 20]
    assert "change -28 (28 days before)" in report.nearby_words
    assert "change 29" not in report.nearby_words


def test_two_changes_within_days_are_never_told_apart():
    values = rating(stepped(-3))
    assert look(values, dated(60), others=[dated(60)]).verdict is HELPED  # the change itself is no other
    for apart in (-10, 0, 10):
        report = look(values, dated(60), others=[dated(60 + apart, "dose", "baclofen")])
        assert report.verdict is CANNOT
        assert report.effect is None
        assert "baclofen" in report.reason


def test_two_changes_that_nobody_named_on_one_day_are_two():
    """The change itself is passed over once; the other one is another."""
    values = rating(stepped(-3))
    one = DatedChange(FIRST + timedelta(days=60), "other")
    assert look(values, one, others=[one]).verdict is HELPED
    both = look(values, one, others=[one, DatedChange(one.day, "other")])
    assert both.verdict is CANNOT
    assert [near.days_apart for near in both.nearby] == [0]


@pytest.mark.parametrize("day", ["2025-05-02", datetime(2025, 5, 2)])
def test_the_day_of_a_change_is_a_date(day):
    with pytest.raises(ValueError, match="must be a date"):
        DatedChange(day, "dose")


def test_another_change_is_allowed_for():
    """What came 30 days before took the stiffness down; the change looked at did nothing more."""
    values = rating(stepped(-3, days=160, row=50))
    told = look(values, dated(80), others=[dated(50, "other", "splint")])
    low, _, high = interval(told)
    assert told.verdict is not HELPED
    assert low < 0 < high


def test_counts_are_told_in_counts():
    rng = np.random.default_rng(5)
    counts = [float(n) for n in rng.poisson(np.where(np.arange(140) < 70, 4.0, 1.2))]
    report = look(counts, dated(70), outcome="night_spasms")
    low, _, high = interval(report)
    assert report.verdict is HELPED
    assert low < -2.8 < high
    assert low > -4.6  # there were only about four to lose
    assert "fewer" in report.sentence


@pytest.mark.parametrize(
    ("before", "since"),
    [(4.0, 1.0), (3.0, 0.3), (0.2, 3.0), (1.0, 0.1), (0.0, 1.0), (0.0, 3.0), (4.0, 0.0), (2.0, 2.0)],
)
def test_ranges_of_counts_hold_the_truth(before, since):
    """Counts that scatter as chance alone does: small steps, large ones, and from or to none at all."""
    held = 0
    for seed in range(8):
        rng = np.random.default_rng(seed)
        counts = [float(n) for n in rng.poisson(np.where(np.arange(140) < 70, before, since))]
        low, _, high = interval(look(counts, dated(70), outcome="night_spasms"))
        held += low <= since - before <= high
    assert held >= 6


@pytest.mark.parametrize(("before", "since"), [(0.0, 3.0), (4.0, 0.0)])
def test_from_or_to_none_the_range_is_as_wide_as_the_doubt_of_the_rate(before, since):
    counts = [float(n) for n in np.random.default_rng(0).poisson(np.where(np.arange(140) < 70, before, since))]
    low, _, high = interval(look(counts, dated(70), outcome="night_spasms"))
    alone = 2 * 1.645 * np.sqrt(max(before, since) / 70)
    assert 0.8 * alone < high - low < 3 * alone


@pytest.mark.parametrize(("before", "since"), [(10.0, 0.0), (0.0, 10.0), (6.0, -2.0), (3.0, 12.0)])
def test_no_rating_moves_further_than_its_scale_has_room(before, since):
    """The model's own size runs on beyond the end of the scale, where nothing can be noted."""
    noise = np.random.default_rng(0).normal(0, 1.0 if before % 10 else 0.0, 200)
    values = rating(np.where(np.arange(200) < 100, before, since) + noise)
    low, _, high = interval(look(values, dated(100)))
    level = float(np.mean(values[:100]))  # and some doubt of it
    assert low >= -min(level + 0.4, 10)
    assert high <= min(10 - level + 0.4, 10)
    assert low <= float(np.clip(since, 0, 10)) - before <= high


@pytest.mark.parametrize("rows", [(20, 130), (5, 60, 150)])
def test_where_both_ends_round_to_nothing_no_size_is_told(rows):
    counts = [float(row in rows) for row in range(200)]
    report = look(counts, dated(100), outcome="night_spasms")
    assert report.verdict is CANNOT
    assert (report.effect, report.low, report.high) == (None, None, None)
    assert f"it was noted as there on only {len(rows)} days" in report.sentence
    assert "no difference" not in report.sentence


@pytest.mark.parametrize("outcome", ["own:grip", "walking_speed"])
@pytest.mark.parametrize("side", [1.0, -1.0])
def test_days_before_are_unusual_where_nobody_said_which_way_is_worse(outcome, side):
    report = look(bad_patch(side=side), dated(60), outcome=outcome)
    assert (report.began_in, report.days_left_out) == (Patch.UNUSUAL, 10)
    assert "run of unusual days" in report.patch_words
    assert ("above" if side > 0 else "below") + " your usual" in report.patch_words
    assert "worse" not in report.patch_words
    assert "better" not in report.patch_words
    assert problems(report.patch_words) == []


@pytest.mark.parametrize(("before", "since"), [(1.0, 0.0), (0.95, 0.02), (0.1, 0.9)])
def test_yes_and_no_ranges_stay_within_all_days_and_none(before, since):
    rng = np.random.default_rng(2)
    answers = [bool(x) for x in rng.random(140) < np.where(np.arange(140) < 70, before, since)]
    report = look(answers, dated(70), outcome="poor_sleep")
    low, _, high = interval(report)
    assert report.diagnostics["outcome_kind"] == "yes/no"
    counted = answers[: 70 - report.days_left_out] + answers[70:]
    mean = sum(counted) / len(counted)
    for size in (low, high):
        share_since = report.days_after / (report.days_before + report.days_after)
        assert -1e-9 <= mean - share_since * size <= 1 + 1e-9
        assert -1e-9 <= mean + (1 - share_since) * size <= 1 + 1e-9


def test_ratings_at_the_floor_still_show_a_change():
    report = look(rating(stepped(-2, mean=1.2, days=160, row=80)), dated(80))
    assert report.diagnostics["outcome_kind"] == "rating"
    assert report.verdict is HELPED


shifts = st.integers(-3, 3)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), by=shifts)
def test_a_shifted_scale_leaves_the_size(seed, by):
    """A number without ends (hours of sleep): some more on every day changes nothing but the level."""
    values = [float(v) for v in stepped(-1, seed=seed)]
    one = interval(look(values, dated(60), outcome="sleep_hours"))
    other = interval(look([v + by + 20 for v in values], dated(60), outcome="own:length"))
    again = interval(look([v + 20 for v in values], dated(60), outcome="own:length"))
    assert other == pytest.approx(again, abs=1e-4)
    assert one == pytest.approx(again, abs=0.25)


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_a_mirrored_scale_mirrors_the_size(seed):
    values = rating(stepped(-1, seed=seed))
    low, effect, high = interval(look(values, dated(60)))
    mirrored = look([10.0 - v for v in values], dated(60))
    assert interval(mirrored) == pytest.approx((-high, -effect, -low), abs=0.02)


@settings(max_examples=8, deadline=None)
@given(scale=st.sampled_from([0.4, 7.0, 300.0]), seed=st.integers(0, 1000))
def test_a_number_in_other_units_gives_the_size_in_those_units(scale, seed):
    values = np.array(stepped(-1, seed=seed)) + 50
    one = interval(look(values.tolist(), dated(60), outcome="own:length"))
    other = interval(look((values * scale).tolist(), dated(60), outcome="own:length"))
    assert other == pytest.approx([scale * each for each in one], rel=0.01, abs=0.01 * scale)


@settings(max_examples=8, deadline=None)
@given(blank_before=st.integers(0, 200), blank_after=st.integers(0, 200), seed=st.integers(0, 1000))
def test_days_with_nothing_noted_outside_change_nothing_that_is_counted(blank_before, blank_after, seed):
    values = rating(stepped(-1, seed=seed))
    plain = look(values, dated(60))
    padded = look([None] * blank_before + values + [None] * blank_after, dated(60 + blank_before))
    assert (padded.days_before, padded.days_after) == (plain.days_before, plain.days_after)
    assert interval(padded) == pytest.approx(interval(plain), abs=0.6)


def test_days_far_away_do_not_bear_on_it():
    near = rating(stepped(-1, days=241, row=120))
    rng = np.random.default_rng(3)
    far = [float(v) for v in rng.integers(0, 10, 90)]
    one, other = look(near, dated(120)), look(far + near + far, dated(210))
    assert interval(one) == pytest.approx(interval(other), abs=0.002)
    assert one.verdict is other.verdict


def test_it_goes_by_calendar_days_whatever_the_clock_does():
    """The same days in a zone whose clock changes in between, and in no zone."""
    values = rating(stepped(-1))
    days = [date(2025, 3, 1) + timedelta(days=i) for i in range(120)]
    change = DatedChange(days[60], "dose", "baclofen")
    plain = look_at_change(DailyTable.from_columns(days, {"stiffness": values}), "stiffness", change)
    zoned = look_at_change(
        DailyTable.from_columns(days, {"stiffness": values}, zone="Europe/London"), "stiffness", change
    )
    assert change_to_json(plain) == change_to_json(zoned)


def test_the_order_of_other_changes_does_not_matter_and_twice_gives_the_same_bytes():
    values, others = rating(stepped(-1)), [dated(20, "dose", "a"), dated(85, "injection", "b"), dated(40)]
    one = look(values, dated(60), others=others)
    other = look(values, dated(60), others=others[::-1])
    assert json.dumps(change_to_json(one)) == json.dumps(change_to_json(other))


def test_a_report_never_holds_a_size_without_its_interval():
    report = look(rating(stepped(-1)), dated(60))
    with pytest.raises(ValueError, match="interval"):
        replace(report, low=None)


def every_report() -> list[ChangeReport]:
    steps = [look(rating(stepped(size)), dated(60, kind)) for size in (-3, 0, 3) for kind in ("dose", "injection")]
    nothing = [look(rating(stepped(-3, days=30, row=25)), dated(25)), look([5.0] * 90, dated(50))]
    patches = [look(bad_patch(side=side), dated(60), began_badly=said) for side in (1, -1) for said in (None, True)]
    others = [look(rating(stepped(-1)), dated(60), others=[dated(60 + n, "dose", "")]) for n in (3, 20)]
    counts = [look([float(v) for v in rating(stepped(size))], dated(60), outcome="night_spasms") for size in (-3, 3)]
    wide = [look(rating(stepped(0, days=28, row=14)), dated(14, label=""))]
    return [*steps, *nothing, *patches, *others, *counts, *wide]


@pytest.mark.parametrize("report", every_report(), ids=lambda one: one.verdict.value)
def test_no_word_advises_reassures_or_claims_a_cause(report):
    text = " ".join((report.sentence, report.patch_words, report.nearby_words, report.reason))
    assert problems(text) == []
    for word in ("caused", "because of it", "fine", "all clear", "safe", "nan", "None", "−0.0"):
        assert word not in text
    if report.effect is not None:
        assert " to " in report.sentence  # the interval is always said with it


def test_what_leans_but_is_not_sure_enough_cannot_be_told(monkeypatch):
    """The range lies on one side, and that alone is no claim."""
    values = rating(stepped(-3))
    assert look(values, dated(60)).verdict is HELPED
    monkeypatch.setattr(change_room, "SURE_ENOUGH", 1.1)
    monkeypatch.setattr(change_room, "SURE_ENOUGH_IN_PATCH", 1.1)
    report = look(values, dated(60))
    low, _, high = interval(report)
    assert high < 0
    assert report.verdict is CANNOT
    assert f"({-high:.1f} to {-low:.1f})" in report.sentence
    assert "not surely enough" in report.sentence


def test_what_began_in_a_patch_must_be_surer(monkeypatch):
    usual = rating(stepped(-3, seed=1))
    values = stepped(-3.5, seed=1)
    values[50:60] += 1.5
    patch = rating(values)
    assert look(usual, dated(60)).began_in is Patch.USUAL
    assert look(patch, dated(60)).began_in is Patch.BAD
    assert look(patch, dated(60)).verdict is HELPED
    monkeypatch.setattr(change_room, "SURE_ENOUGH_IN_PATCH", 1.1)
    assert look(usual, dated(60)).verdict is HELPED
    assert look(patch, dated(60)).verdict is CANNOT


def test_a_claim_says_that_it_is_not_proof():
    assert "that is not proof" in look(rating(stepped(-3)), dated(60)).sentence
    assert "care team" in look(rating(stepped(3)), dated(60)).sentence


def share(people: int, seed: int, verdict: ChangeVerdict, effect: float, *, in_bad_patch: bool) -> float:
    looked = [
        look_at_change(case.table, "stiffness", case.change, others=case.others)
        for case in cases(people, seed, effect=effect, in_bad_patch=in_bad_patch)
    ]
    return sum(one.verdict is verdict for one in looked) / people


@pytest.mark.parametrize("in_bad_patch", [False, True])
def test_of_people_in_whom_nothing_changed_hardly_any_are_told_that_it_helped(in_bad_patch):
    assert share(50, 611, HELPED, 0.0, in_bad_patch=in_bad_patch) <= 0.05


def test_a_large_change_is_mostly_found():
    assert share(40, 612, HELPED, -2.5, in_bad_patch=False) >= 0.7


def test_most_intervals_hold_the_truth():
    held, told = 0, 0
    for case in cases(50, 613, effect=-1.0, in_bad_patch=False):
        report = look_at_change(case.table, "stiffness", case.change, others=case.others)
        if report.effect is not None:
            low, _, high = interval(report)
            told += 1
            held += low <= -1.0 <= high
    assert told >= 35
    assert 0.8 <= held / told <= 1.0
