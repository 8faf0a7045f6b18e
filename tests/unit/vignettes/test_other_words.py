"""Are cases read as other people write them: their words for signs, answers, values, times, expectations?"""

from __future__ import annotations

import json
import tomllib
from importlib import resources
from typing import Any

import pytest

from supple.knowledge import load
from supple.knowledge.red_flags import load_red_flags
from supple.model import Measurement, PlanItem, Profile, Sign
from supple.vignettes import Case, read_cases
from supple.vignettes.names import code_or_none
from supple.vignettes.other_words import SIGNS

WORDS = tomllib.loads((resources.files("supple.vignettes") / "words.toml").read_text("utf-8"))


def read(**fields: Any) -> Case:
    return read_cases(json.dumps({"diary": [], **fields})).cases[0]


def facts(kind: type, **fields: Any) -> list[Any]:
    return [event.fact for event in read(**fields).events if isinstance(event.fact, kind)]


def test_every_sign_that_a_rule_asks_for_has_other_words_and_each_word_one_meaning() -> None:
    assert set(load_red_flags().sign_codes) <= set(WORDS["sign"])
    assert set(WORDS["sign"]) <= set(load().signs)
    every = [word for words in WORDS["sign"].values() for word in words]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("word", sorted(SIGNS))
def test_each_of_the_words_means_its_sign(word: str) -> None:
    assert code_or_none("sign", word) == SIGNS[word]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("itching", "itching_no_rash"),
        ("chills", "rigors"),
        ("sweating", "flushing_sweating_above"),
        ("weakness", "new_weakness"),
        ("meningitis", "stiff_neck"),
        ("calf swelling", "leg_swelling_one_side"),
        ("any shortness of breath", "breathing_trouble"),
        ("paranoia", "paranoia"),
    ],
)
def test_a_sign_may_be_written_in_the_words_of_others(words: str, code: str) -> None:
    (sign,) = facts(Sign, diary=[{"sign": words}])
    assert (sign.code, sign.new) == (code, None)


def test_new_before_a_sign_says_that_it_is_new() -> None:
    (sign,) = facts(Sign, diary=[{"sign": "new leaking urine"}])
    assert (sign.code, sign.new) == ("leaking_urine", True)
    (old,) = facts(Sign, diary=[{"sign": "new leaking urine", "new": "no"}])
    assert old.new is False


@pytest.mark.parametrize(
    ("level", "answer"),
    [("T4", "yes"), ("T6", "yes"), ("T7", "no"), ("T8", "no"), ("C5", "yes"), ("L1", "no"), ("T8 and C5/6", "yes")],
)
def test_the_level_of_a_lesion_answers_the_question(level: str, answer: str) -> None:
    assert facts(Profile, profile={"lesion": level})[0].answer == answer


def test_a_medicine_in_place_of_yes_is_both() -> None:
    case = read(profile={"dmt": "ocrelizumab", "pump": "dunno", "catheter": "suprapubic", "country": "Scotland"})
    told = {fact.key: fact.answer for event in case.events if isinstance(fact := event.fact, Profile)}
    assert told == {"pump": "unknown", "catheter": "yes", "immune_modifying": "yes", "country": "GB"}
    assert [event.fact.name for event in case.events if isinstance(event.fact, PlanItem)] == ["ocrelizumab"]


@pytest.mark.parametrize(
    ("entry", "value", "unit"),
    [
        ({"temperature": 101}, 101, "[degF]"),
        ({"temperature": "101 F"}, 101, "[degF]"),
        ({"temperature": "38.5 C"}, 38.5, "Cel"),
        ({"fever": "38.5"}, 38.5, "Cel"),
        ({"alt": "3x ULN"}, 120, "U/L"),
    ],
)
def test_values_carry_their_unit(entry: dict[str, Any], value: float, unit: str) -> None:
    found = facts(Measurement, diary=[entry])[0]
    assert (found.value, found.unit) == (value, unit)


@pytest.mark.parametrize(("days", "codes"), [(2, []), (3, [3]), (4, [3]), (5, [5]), ("6 days", [5])])
def test_days_without_a_bowel_movement(days: Any, codes: list[int]) -> None:
    found = facts(Sign, diary=[{"days_since_bowel": days}])
    assert [sign.code for sign in found] == [f"bowel_not_open_{number}_days" for number in codes]


def test_the_ninth_answer_of_a_mood_questionnaire_is_a_sign_from_one_on() -> None:
    for score, present in ((0, False), (1, True), (3, True)):
        (sign,) = facts(Sign, diary=[{"phq9_item9": score}])
        assert (sign.code, sign.present) == ("suicidal_thoughts", present)


@pytest.mark.parametrize(
    ("expected", "tiers"),
    [("T1 or T2", "T1 T2"), (["T1", "T2"], "T1 T2"), ({"tiers": "T0/T1"}, "T0 T1"), ("none or T3", "none T3")],
)
def test_several_tiers_may_be_expected(expected: Any, tiers: str) -> None:
    found = read(expected=expected).expected
    assert found is not None
    assert found.tiers == tuple(tiers.split())


@pytest.mark.parametrize("who", ["mum", "paid carer", "his wife", "MS nurse", "physio", "the person herself"])
def test_who_told_it_may_be_anybody(who: str) -> None:
    assert read(told_by=who, diary=[{"sign": "fever"}]).events[0].noted_by.role in {"carer", "clinician", "self"}


@pytest.mark.parametrize(
    "when", ["now", "yesterday", "this morning", "2 days ago", "three hours ago", "since yesterday", "a week ago"]
)
def test_when_may_be_told_in_words(when: str) -> None:
    assert len(read(diary=[{"sign": "fever", "when": when}]).events) == 1
