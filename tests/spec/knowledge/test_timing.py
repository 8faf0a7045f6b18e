"""What may come before what? The rules that keep Supple from reading a day backwards."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple import knowledge
from supple.knowledge import FactorKind
from supple.model import Timing

K = knowledge.load()
DAY_OUTCOMES = ("stiffness", "stiffness_now", "day_spasms", "pain", "fatigue", "hindered.walking", "falls")
NIGHT_OUTCOMES = ("night_spasms", "night_cramps", "sleep_disruption", "sleep_quality", "wakings", "hindered.sleep")
OUTCOMES = (*DAY_OUTCOMES, *NIGHT_OUTCOMES, "spasms", "mood", "crash", "stiffness_now@calf_left", "pain_now#morning")

# Tier A: not made by the same day's stiffness. Tier B: people change it because they are stiff or well.
NOT_MADE_BY_THE_DAY = (
    "bladder_infection", "other_infection", "illness", "full_bladder", "constipation", "pressure_sore",
    "tight_clothing", "stress", "stress_level", "poor_sleep", "sleep_quality", "sleep_hours", "heat", "cold",
    "dehydration", "menstruation", "missed_dose", "relapse", "weather", "sudden_position_change", "temperature",
)  # fmt: skip
REACTS_TO_THE_DAY = (
    "posture", "sitting_long", "tiredness", "pain_elsewhere", "overexertion", "exertion_physical", "exertion_mental",
    "exertion_emotional", "exertion_social", "alcohol", "caffeine", "travel", "late_screen_time", "steps",
    *K.sessions,
)  # fmt: skip
CO_SYMPTOMS = (
    "pain", "fatigue", "mood", "spasm_severity", "sleep_disruption", "crash", "spasms", "cramps", "clonus", "falls",
    "wakings", "hrv", "resting_hr", "stiffness_helped_standing", "stiffness_helped_walking",
    "stiffness_helped_transfer", *K.hindrances,
)  # fmt: skip
OF_THE_BODY = {"stability_score", "weight", "systolic", "alt", "alt_upper_limit", "ast", "ast_upper_limit"}
TREATMENTS = ("new_medicine", "interferon_injection", "toxin_wearing_off")
OF_CARE = ("night_splint", "bladder_routine", "bowel_routine")  # sessions that are prescribed or a part of care


def test_every_entry_is_in_exactly_one_tier() -> None:
    tiers = [*NOT_MADE_BY_THE_DAY, *REACTS_TO_THE_DAY, *CO_SYMPTOMS, *TREATMENTS, "stiffness"]
    assert len(tiers) == len(set(tiers))
    assert {entry.id for entry in K.observables()} - set(tiers) == OF_THE_BODY


@pytest.mark.parametrize("factor", NOT_MADE_BY_THE_DAY)
def test_what_the_day_did_not_make_may_be_read_on_the_same_day(factor: str) -> None:
    timing = K.timing(factor, "stiffness")
    assert timing.min_lag_days == 0
    assert not timing.is_consequence


@pytest.mark.parametrize("factor", REACTS_TO_THE_DAY)
def test_what_reacts_to_the_day_is_never_read_on_it(factor: str) -> None:
    assert [outcome for outcome in OUTCOMES if K.timing(factor, outcome).min_lag_days < 1] == []


@pytest.mark.parametrize("factor", CO_SYMPTOMS)
def test_symptoms_are_never_triggers(factor: str) -> None:
    assert [outcome for outcome in OUTCOMES if not K.timing(factor, outcome).is_consequence] == []


@pytest.mark.parametrize(
    "factor", [*TREATMENTS, *OF_CARE, "baclofen", "onabotulinumtoxina", "own:extra baclofen", "own:Botox"]
)
@pytest.mark.parametrize("outcome", ["stiffness", "night_spasms", "own:tremble"])
def test_treatments_are_never_findings(factor: str, outcome: str) -> None:
    assert K.timing(factor, outcome).is_consequence


def test_no_other_entry_is_a_treatment() -> None:
    treatments = {e.id for e in K.observables() if isinstance(e, FactorKind) and e.is_treatment}
    assert treatments == {*TREATMENTS, *OF_CARE}


@pytest.mark.parametrize("outcome", NIGHT_OUTCOMES)
def test_a_night_comes_before_the_day_it_is_keyed_by(outcome: str) -> None:
    """Heat noted on the day one wakes on comes after that night; only the day before may be read."""
    for factor in ("heat", "stress", "dehydration", "constipation", "bedtime_stretch", "late_screen_time", "own:x"):
        timing = K.timing(factor, outcome)
        assert timing.min_lag_days == 1, factor
        assert timing.max_lag_days >= 1


@pytest.mark.parametrize("outcome", ["night_spasms", "night_cramps"])
def test_what_lasts_round_the_clock_shares_the_night(outcome: str) -> None:
    for factor in ("bladder_infection", "other_infection", "illness", "menstruation", "relapse", "weather"):
        assert K.timing(factor, outcome).min_lag_days == 0, factor


def test_a_bad_night_and_its_spasms_are_one_night() -> None:
    for outcome in ("night_spasms", "night_cramps", "spasms", "cramps"):
        assert K.timing("poor_sleep", outcome).min_lag_days == 1, outcome
    assert K.timing("poor_sleep", "day_spasms").min_lag_days == 0
    assert K.timing("poor_sleep", "stiffness").min_lag_days == 0
    assert K.timing("sleep_quality", "fatigue").min_lag_days == 0


@pytest.mark.parametrize("outcome", ["sleep_quality", "sleep_disruption", "wakings", "hindered.sleep", "sleep_hours"])
@pytest.mark.parametrize("factor", ["poor_sleep", "sleep_quality", "sleep_hours", "night_wakings"])
def test_sleep_is_never_its_own_trigger(factor: str, outcome: str) -> None:
    assert K.timing(factor, outcome).is_consequence


@pytest.mark.parametrize(
    ("factor", "outcome"),
    [
        ("tiredness", "fatigue"),
        ("stress", "stress_level"),
        ("pain_elsewhere", "pain"),
        ("stiffness_now", "stiffness"),
    ],
)
def test_one_thing_under_two_names_is_not_its_trigger(factor: str, outcome: str) -> None:
    assert K.timing(factor, outcome).is_consequence


def test_feelings_are_not_read_on_the_same_day_for_feelings() -> None:
    assert K.timing("stress", "mood").min_lag_days == 1
    assert K.timing("stress_level", "fatigue").min_lag_days == 1
    assert K.timing("stress", "stiffness").min_lag_days == 0


def test_effort_is_never_said_to_help() -> None:
    """In real diaries same-day effort looks good, because well days allow it."""
    for code in ("exertion_physical", "exertion_mental", "exertion_emotional", "exertion_social", "overexertion"):
        assert K.factors[code].reading == "only_worse"
        for column in (code, f"{code}.level"):
            assert K.timing(column, "fatigue").min_lag_days >= 1


def test_comforts_taken_on_bad_days_are_never_said_to_harm() -> None:
    for code in (
        "rest",
        "cooling",
        "warming",
        "massage",
        "positioning",
        "relaxation",
        "stretching",
        "bedtime_stretch",
    ):
        assert K.sessions[code].reading == "only_better"


def test_a_persons_own_factor_is_read_with_care() -> None:
    assert K.timing("own:stayed in bed", "stiffness") == Timing(1, 3, is_consequence=False)
    assert K.timing("own:loud music.level", "stiffness").min_lag_days == 1


def test_own_words_that_we_know_get_our_lags() -> None:
    assert K.timing("own:bad night", "stiffness") == K.timing("poor_sleep", "stiffness")
    assert K.timing("own:Hot Weather", "stiffness") == K.timing("heat", "stiffness")
    assert K.timing("own:overdid it", "stiffness").min_lag_days == 1


@pytest.mark.parametrize(
    ("factor", "morning", "afternoon", "evening"),
    [
        ("poor_sleep", 0, 0, 0),  # the night before
        ("bladder_infection", 0, 0, 0),  # it lasts
        ("heat", 1, 0, 0),  # the heat of the day comes after its morning
        ("stress", 1, 0, 0),
        ("caffeine", 1, 1, 1),
        ("own:loud music", 1, 1, 1),
    ],
)
def test_nothing_later_that_day_comes_before_a_part_of_it(
    factor: str, morning: int, afternoon: int, evening: int
) -> None:
    for part, least in (("morning", morning), ("afternoon", afternoon), ("evening", evening)):
        assert K.timing(factor, f"stiffness_now#{part}").min_lag_days == least, part
    for evening_thing in (entry.id for entry in K.observables() if entry.when_noted == "evening"):
        assert K.timing(evening_thing, "stiffness_now#morning").min_lag_days >= 1
        assert K.timing(evening_thing, "stiffness_now#afternoon").min_lag_days >= 1
    assert "morning" in K.why_timing("heat", "stiffness_now#morning")[0]


def test_an_evening_noted_factor_may_not_come_before_the_afternoon_of_its_day() -> None:
    """By the rule itself, whatever the entries of today say."""
    column, entry = K.column("stiffness_now#afternoon"), K.observable("late_screen_time")
    assert entry is not None
    free = replace(entry, timing=Timing(0, 3))
    assert K.timings.of(K.column("late_screen_time"), column, entry_of=lambda _: free).min_lag_days == 1


@pytest.mark.parametrize("words", ["headache", "Brain Fog", "muscle aches", "nausea"])
def test_symptoms_in_own_words_are_never_triggers(words: str) -> None:
    assert K.timing(f"own:{words}", "stiffness").is_consequence
    assert K.timing(words.casefold().replace(" ", "_"), "fatigue").is_consequence


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_rules_only_ever_make_timing_stricter(outcome: str) -> None:
    for entry in K.observables():
        found = K.timing(entry.id, outcome)
        assert found.min_lag_days >= entry.timing.min_lag_days
        assert found.is_consequence >= entry.timing.is_consequence
        assert found.max_lag_days == max(entry.timing.max_lag_days, found.min_lag_days)
        assert found.max_lag_days <= 3


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_answer_can_be_explained(outcome: str) -> None:
    for entry in K.observables():
        assert K.why_timing(entry.id, outcome), entry.id
    assert "which way" in K.why_timing("own:x", "stiffness")[0]
    assert "treatment" in K.why_timing("own:baclofen", "stiffness")[0]


def test_every_rule_names_things_that_exist() -> None:
    groups = {"@night", "@round_the_clock", "@last_night", "@day", "@evening", "@lasting"}
    groups |= {f"@{part}" for part in knowledge.PARTS_OF_DAY}
    known = {entry.id for entry in K.observables()} | groups
    for rule in K.timings.rules:
        assert set(rule.outcomes) | set(rule.factors) | set(rule.unless) <= known, rule.id
        assert rule.is_consequence or rule.min_lag_days > 0, f"{rule.id} changes nothing"
    assert K.timings.night_columns | K.timings.round_the_clock_columns <= known


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_words_get_an_answer(factor: str, outcome: str) -> None:
    timing = K.timing(f"own:{factor}", f"own:{outcome}")
    assert 0 <= timing.min_lag_days <= timing.max_lag_days <= 3
    assert K.label(f"own:{factor}") == K.label(f"own:{factor}")


def test_the_score_of_a_questionnaire_is_never_a_trigger() -> None:
    assert K.timing("funcap.walking", "fatigue").is_consequence
    assert not K.timing("own:funcap day", "fatigue").is_consequence
