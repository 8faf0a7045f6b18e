"""Is a column understood as what it is? Outcomes, exposures, blanks, levels, and the words made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.insight.diaries import FIRST, rating, table_of, wander, yes_no

from supple.insight import find_triggers, words
from supple.insight.exposures import Exposure, Skipped, fill, noted_days, read_exposure
from supple.insight.known import Known, known, offered
from supple.insight.outcome import OutcomeKind, read_outcome
from supple.insight.words import Said
from supple.model import DailyTable, Timing, Verdict

HEAT = Known("heat", Timing(0, 3))


def exposure_of(table: DailyTable, factor: str, known: Known = HEAT) -> Exposure | Skipped:
    at = np.arange(len(table.days))
    return read_exposure(
        table,
        factor,
        known,
        at=at,
        noted=noted_days(table),
        outcome=np.zeros(len(at)),
        max_lag_days=3,
    )


@pytest.mark.parametrize(
    ("code", "cells", "kind"),
    [
        ("stiffness", [3.0, 7.0, None], OutcomeKind.RATING),
        ("night_spasms", [0.0, 3.0, 1.0], OutcomeKind.COUNT),
        ("crash", [True, False, None], OutcomeKind.YES_NO),
        ("own:seizures", [0.0, 14.0, 1.0, 0.0], OutcomeKind.COUNT),
        ("steps", [4000.0, 5100.5], OutcomeKind.NUMBER),
    ],
)
def test_the_kind_of_an_outcome(code, cells, kind):
    assert read_outcome(table_of({code: cells}), code).kind is kind


def test_counts_go_to_logarithms_and_back():
    """A factor that doubles the count for one day in two: 4 a day on average is 2.67 without it, so 2.67 more."""
    outcome = read_outcome(table_of({"night_spasms": [0.0, 2.0, 4.0, 10.0]}), "night_spasms")
    assert outcome.working == pytest.approx(np.log([0.5, 2.5, 4.5, 10.5]))
    assert outcome.to_points(np.log(2), 0.5) == pytest.approx(4 / 1.5)
    assert outcome.to_points(-50.0, 0.5) == pytest.approx(-4 / 0.5, rel=0.01)
    # Shared out over two days, each day grows by half of it: on the logarithm's scale.
    assert outcome.to_points(2 * np.log(2), 0.0, 2) == pytest.approx(8.0)


def test_a_short_scale_has_a_small_margin():
    rng = np.random.default_rng(0)
    ten = read_outcome(table_of({"stiffness": [float(v) for v in rng.integers(1, 9, 90)]}), "stiffness")
    short = replace(table_of({"fatigue": [float(v) for v in rng.integers(0, 3, 90)]}), scale_max={"fatigue": 3.0})
    three = read_outcome(short, "fatigue")
    assert ten.margin == 0.5
    assert three.margin == pytest.approx(0.4 * three.spread)
    assert three.decimals == 2


def test_somebody_who_never_rates_above_3_is_still_on_a_scale_to_10():
    """Their 3 is a 3, not the end of the scale."""
    calm = read_outcome(table_of({"stiffness": [1.0, 2.0, 3.0, 3.0, 0.0] * 12}), "stiffness")
    assert calm.decimals == 1
    assert (calm.at_edge[calm.values == 3] == 0).all()
    assert calm.scale >= 0.5


def test_measurements_keep_their_unit():
    slept = read_outcome(table_of({"sleep_hours": [6.0, 7.5, 8.0, 10.0] * 12}), "sleep_hours")
    assert slept.kind is OutcomeKind.NUMBER
    assert slept.edge_share == 0
    said = _changed(kind=OutcomeKind.NUMBER, unit="h")
    assert words.size(said) == "about 0.8 hours higher (0.4 to 1.2)"
    assert words.size(_changed(kind=OutcomeKind.NUMBER, unit="1")) == "about 0.8 higher (0.4 to 1.2)"
    assert words.size(_changed(kind=OutcomeKind.NUMBER, unit="Cel")) == "about 0.8 °C higher (0.4 to 1.2)"


def test_blanks_are_filled_by_their_neighbours_and_far_blanks_by_the_mean():
    raw = np.array([1.0] * 20 + [np.nan] + [1.0] * 20 + [0.0] * 40 + [np.nan] * 30)
    filled = fill(raw)
    mean = np.nanmean(raw)
    assert filled[20] == pytest.approx(1 - mean, abs=0.1)
    assert abs(filled[-1]) < abs(filled[80])
    assert filled[:20] == pytest.approx(1 - mean)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(st.none(), st.floats(-5, 5)), min_size=3, max_size=40).filter(
        lambda x: any(v is not None for v in x)
    )
)
def test_filling_never_leaves_the_range_of_what_was_noted(cells):
    raw = np.array([np.nan if cell is None else cell for cell in cells])
    filled = fill(raw)
    assert np.all(np.isfinite(filled))
    centred = raw - np.nanmean(raw)
    assert np.nanmin(centred) - 1e-9 <= filled.min()
    assert filled.max() <= np.nanmax(centred) + 1e-9


def test_what_is_answered_both_ways_keeps_its_blanks():
    cells = [True, False, None] * 20
    one = exposure_of(table_of({"heat": cells, "stiffness": [4.0] * 60}), "heat")
    assert isinstance(one, Exposure)
    assert not one.is_presence_only
    assert np.isnan(one.raw).sum() == 20


def test_what_is_only_noted_when_present_counts_noted_days_as_without():
    cells = [True if i % 5 == 0 else None for i in range(60)]
    stiffness = [None if i % 6 == 1 else 4.0 for i in range(60)]
    table = table_of({"heat": cells, "stiffness": stiffness, "steps": [5000.0] * 60})
    one = exposure_of(table, "heat")
    assert isinstance(one, Exposure)
    assert one.is_presence_only
    silent = [i for i in range(60) if cells[i] is None and stiffness[i] is None]
    # A step counter runs by itself: a day with nothing else noted says nothing about heat.
    assert silent
    assert np.all(np.isnan(one.raw[silent]))
    assert np.sum(one.raw == 1) == 12
    assert np.sum(one.raw == 0) == 60 - 12 - len(silent)


def test_words_and_doses_make_a_day_noted():
    cells = [True if i < 8 else None for i in range(30)]
    days = [FIRST + timedelta(days=i) for i in range(30)]
    table = DailyTable(tuple(days), {"heat": tuple(cells)}, frozenset(days[:25]))
    one = exposure_of(table, "heat")
    assert isinstance(one, Exposure)
    assert int(np.sum(one.raw == 0)) == 17
    assert int(np.isnan(one.raw).sum()) == 5


@pytest.mark.parametrize(
    ("levels", "uses_level"),
    [
        ([None, 2.0, 5.0, 8.0], True),
        ([None, 10.0, 10.5, 11.0], False),  # always about the same when it was there
        ([None, 5.0, 5.0, 5.0], False),
    ],
)
def test_a_level_is_used_where_it_says_more_than_yes_and_no(levels, uses_level):
    table = table_of({"walk": [False, True, True, True] * 15, "walk.minutes": levels * 15})
    one = exposure_of(table, "walk")
    assert isinstance(one, Exposure)
    assert one.is_number is uses_level
    if uses_level:
        assert np.sum(one.raw == 0) == 15  # a plain no is none of it


def test_spells_are_counted_across_gaps():
    cells = [True, True, None, True, False, False, True, False] + [False] * 12 + [True] * 3
    one = exposure_of(table_of({"heat": cells}), "heat")
    assert isinstance(one, Exposure)
    assert one.spells == 3


def test_offered_are_others_than_the_outcome_its_kin_parts_and_units():
    columns = dict.fromkeys(
        (
            "stiffness",
            "stiffness_now",
            "stiffness_now@calf_left",
            "pain_now#morning",
            "pain_now",
            "own:tea #morning",
            "walk",
            "walk.minutes",
            "water.amount.L",
            "water.amount",
            "night_spasms.any",
            "night_spasms",
            "hindered.walking",
            "own:red wine",
        )
    )
    assert offered(columns, "stiffness_now#evening") == offered(columns, "stiffness")
    assert offered(columns, "stiffness") == [
        "pain_now", "own:tea #morning", "walk", "water", "night_spasms", "hindered.walking", "own:red wine",
    ]  # fmt: skip
    assert "night_spasms" not in offered(columns, "night_spasms")


def test_what_is_known_of_a_factor():
    assert known("poor_sleep", "stiffness", None).is_night_before
    assert known("poor_sleep", "stiffness", None).expected == 1
    assert known("lunch_walk", "stiffness", None).expected == -1
    assert known("own:red wine", "stiffness", None).expected == 0
    assert known("own:red wine", "stiffness", None).timing.min_lag_days == 1
    assert known("baclofen", "stiffness", None).is_treatment
    assert known("bladder_infection", "stiffness", None).never_unrelated


BASE = Said(
    label="poor sleep",
    outcome_label="stiffness",
    kind=OutcomeKind.RATING,
    lags=(0,),
    is_night_before=True,
    effect=0.8,
    low=0.4,
    high=1.2,
    days_with=41,
    days_without=97,
)


def test_the_sentence_of_a_clear_finding():
    assert words.sentence(Verdict.CLEAR, BASE) == (
        "After poor sleep, stiffness was about 0.8 points higher (0.4 to 1.2) – "
        "seen over 41 days with and 97 without. It often came before; that is not proof."
    )


def _changed(**values: object) -> Said:
    return Said(**{**{name: getattr(BASE, name) for name in Said.__slots__}, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "starts"),
    [
        (_changed(lags=(1,)), "The day after poor sleep, stiffness was"),
        (_changed(lags=(2,)), "Two days after poor sleep,"),
        (_changed(lags=(0,), is_night_before=False, label="heat"), "On days with heat,"),
        (_changed(lags=(0, 1), is_night_before=False, label="heat"), "On days with heat and the day after,"),
        (_changed(lags=(1, 2)), "The day after poor sleep and up to two days after,"),
        (_changed(is_number=True, label="steps", is_night_before=False), "On days with steps above your usual,"),
    ],
)
def test_lags_in_words(said, starts):
    assert words.sentence(Verdict.CLEAR, said).startswith(starts)


@pytest.mark.parametrize(
    ("said", "size"),
    [
        (BASE, "about 0.8 points higher (0.4 to 1.2)"),
        (_changed(effect=-0.8, low=-1.2, high=-0.4), "about 0.8 points lower (0.4 to 1.2)"),
        (_changed(lags=(0, 1)), "about 0.8 points higher in all (0.4 to 1.2)"),
        (_changed(effect=0.3, low=-0.1, high=0.7), "about 0.3 points higher (−0.1 to 0.7)"),
        (_changed(effect=-0.3, low=-0.7, high=0.1), "about 0.3 points lower (−0.1 to 0.7)"),
        (_changed(kind=OutcomeKind.COUNT), "about 0.8 more (0.4 to 1.2)"),
        (_changed(kind=OutcomeKind.COUNT, effect=-0.8, low=-1.2, high=-0.4), "about 0.8 fewer (0.4 to 1.2)"),
        (
            _changed(kind=OutcomeKind.YES_NO, effect=0.12, low=0.01, high=0.2),
            "about 12 days in 100 more often (1 to 20)",
        ),
        (_changed(effect=0.04, low=-0.02, high=0.1), "about 0 points higher (0 to 0.1)"),
        (_changed(effect=0.044, low=0.02, high=0.1, decimals=2), "about 0.04 points higher (0.02 to 0.10)"),
    ],
)
def test_sizes_in_words(said, size):
    assert words.size(said) == size


def test_no_sentence_claims_a_cause_or_reassures():
    forbidden = ("cause", "because of", "trigger of", "all clear", "you are fine", "normal", "safe", "good job")
    for verdict in Verdict:
        for reason in ("", "too few days with it: 3"):
            text = words.sentence(verdict, BASE, reason=reason, together=("heat",)).casefold()
            assert not any(phrase in text for phrase in forbidden)
            assert text.endswith(".")


def test_cannot_tell_names_the_reason_or_what_still_fits():
    assert words.sentence(Verdict.CANNOT_TELL, BASE, reason="too few days with it: 3") == (
        "Can't tell yet about poor sleep and stiffness: too few days with it: 3."
    )
    open_text = words.sentence(Verdict.CANNOT_TELL, _changed(low=-0.4, high=0.9))
    assert open_text.endswith("your days fit with anything from 0.4 points lower to 0.9 points higher.")
    half_open = words.sentence(Verdict.CANNOT_TELL, _changed(low=0.0, high=0.9))
    assert half_open.endswith("from no difference to 0.9 points higher.")


def test_what_is_read_from_the_next_day_on_says_so_before_anybody_reads_too_much_into_it():
    own = _changed(label="loud music", is_own=True, min_lag_days=1, lags=(1,), low=-0.1, high=0.1)
    for verdict in (Verdict.UNRELATED, Verdict.CANNOT_TELL):
        assert words.sentence(verdict, own).endswith(f". {words.ONLY_LATER}")
        assert words.ONLY_LATER not in words.sentence(verdict, BASE)
    known = _changed(min_lag_days=1, lags=(1,), low=-0.1, high=0.1)
    assert words.ONLY_LATER in words.sentence(Verdict.UNRELATED, known)
    assert words.ONLY_LATER not in words.sentence(Verdict.CANNOT_TELL, known)
    assert words.ONLY_LATER not in words.sentence(Verdict.CLEAR, own)


@pytest.mark.parametrize("share", [0.01, 0.3], ids=["too few days", "enough days"])
def test_ones_own_factor_says_that_only_later_days_are_read(share):
    rng = np.random.default_rng(3)
    columns = {"stiffness": rating(5 + wander(rng, 120, 0.3)), "own:loud music": yes_no(rng.random(120) < share)}
    table = table_of(columns)
    one = find_triggers(table, "stiffness", rng=np.random.default_rng(1)).findings[0]
    assert one.verdict in {Verdict.CANNOT_TELL, Verdict.UNRELATED}
    assert one.sentence.endswith(words.ONLY_LATER)
    same_day = {"own:loud music": Timing(0, 3)}
    read = find_triggers(table, "stiffness", timing=same_day, rng=np.random.default_rng(1)).findings[0]
    assert words.ONLY_LATER not in read.sentence
