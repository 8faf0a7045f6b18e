"""What one wording means because of another in the same note: falls, bladder, bowels, pills, suddenness, newness."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supple.diary import read_note
from supple.model import Author, Day, Dose, DoseStatus, Interval, Sign

AT = datetime(2026, 6, 15, 14, 0, tzinfo=ZoneInfo("Europe/London"))  # a Monday


def signs(text: str, role: str = "self") -> dict[str, Sign]:
    found = (read.fact for read in read_note(text, AT, Author(role)).facts)
    return {fact.code: fact for fact in found if isinstance(fact, Sign) and fact.present}


def doses(text: str) -> list[tuple[Dose, object]]:
    return [
        (read.fact, read.when) for read in read_note(text, AT, Author("self")).facts if isinstance(read.fact, Dose)
    ]


@pytest.mark.parametrize(
    ("after_a_fall", "code"),
    [
        ("hip is killing me", "severe_limb_pain"),
        ("wrist really hurts", "severe_limb_pain"),
        ("think I fractured my elbow", "severe_limb_pain"),
        ("can't put any weight on my foot", "cannot_stand_after_fall"),
        ("can't stand on it now", "cannot_stand_after_fall"),
    ],
)
def test_what_a_fall_did_is_a_sign_only_where_the_note_tells_of_a_fall(after_a_fall: str, code: str) -> None:
    assert code in signs(f"fell in the hall, {after_a_fall}")
    assert code not in signs(after_a_fall)
    assert code not in signs(f"didn't fall, {after_a_fall}")
    assert code not in signs(f"nearly fell, {after_a_fall}")


@pytest.mark.parametrize(
    "suddenly", ["suddenly", "all of a sudden", "out of nowhere", "overnight", "out of the blue"]
)
@pytest.mark.parametrize("stiff", ["legs went rigid", "legs like planks", "calves seized up", "arms locked solid"])
def test_a_word_for_at_once_makes_stiffness_a_sign(stiff: str, suddenly: str) -> None:
    assert "suddenly_much_stiffer" in signs(f"{stiff} {suddenly}")
    assert "suddenly_much_stiffer" not in signs(stiff)
    assert "suddenly_much_stiffer" not in signs(f"{stiff} as usual")


def test_pills_put_by_are_a_plan_only_beside_what_makes_them_one() -> None:
    assert "suicidal_plan" in signs("can't go on, got my pills counted out for tonight")
    assert "suicidal_plan" in signs("saved up my tablets and I'm going to take them all tonight")
    assert not signs("got my pills counted out for the week")
    assert not signs("need to take them all in the car to the clinic")


def test_a_burn_beside_the_bladder_is_of_the_bladder() -> None:
    for text in ("burning and urgency", "wee smells and burning", "keep needing a wee and it hurts"):
        assert "burning_urine" in signs(text), text
    for text in ("burning", "it hurts", "burning feet, keep needing a wee", "going to the loo a lot, not burning"):
        assert "burning_urine" not in signs(text), text


@given(
    days=st.integers(1, 30),
    words=st.sampled_from(
        [
            "not been for a poo in {} days",
            "no bm x{} days",
            "haven't opened my bowels for {} days",
            "no poo for {} days",
        ]
    ),
)
def test_days_without_a_bowel_movement_are_counted_however_said(days: int, words: str) -> None:
    found = signs(words.format(days))
    assert ("bowel_not_open_5_days" in found) == (days >= 5)
    assert ("bowel_not_open_3_days" in found) == (3 <= days < 5)


@pytest.mark.parametrize(
    "text", ["poo every 3 days as usual", "no bowel accidents for 6 days", "had a poo 5 days running"]
)
def test_days_beside_the_bowel_are_not_days_without(text: str) -> None:
    assert not {"bowel_not_open_3_days", "bowel_not_open_5_days"} & set(signs(text))


@given(usual=st.integers(90, 150), above=st.integers(-30, 60))
def test_blood_pressure_is_far_above_usual_from_twenty_on(usual: int, above: int) -> None:
    found = signs(f"bp {usual + above} usually {usual}")
    assert ("pressure_above_usual" in found) == (above >= 20)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("tingling started this morning", True),
        ("tingling all over, never had it before", True),
        ("got tingling all over that's new", True),
        ("pins and needles since the refill", True),
        ("tingling", None),
        ("tingling since years", None),
        ("the usual tingling since this morning", False),
    ],
)
def test_since_when_tells_that_a_sign_is_new(text: str, new: bool | None) -> None:
    assert signs(text)["tingling"].new is new


@pytest.mark.parametrize(
    "text",
    [
        "2 days without baclofen",
        "haven't taken my baclofen in 2 days",
        "no baclofen for 2 days",
        "2 days off baclofen",
    ],
)
def test_days_without_a_medicine_are_a_missed_dose_each(text: str) -> None:
    told = doses(text)
    assert [(dose.medicine, dose.status) for dose, _ in told] == [("baclofen", DoseStatus.MISSED)] * 2
    assert {when.local_day for _, when in told if isinstance(when, Day)} == {date(2026, 6, 15), date(2026, 6, 14)}


@pytest.mark.parametrize(
    "text",
    ["ran out of baclofen 2 days ago", "quit my baclofen cold turkey on Friday", "baclofen ran out on Saturday"],
)
def test_what_ran_out_is_missed_from_then_on(text: str) -> None:
    assert any(isinstance(when, Interval) for _, when in doses(text))


@pytest.mark.parametrize(
    "text", ["nearly out of baclofen", "the pharmacy had no baclofen", "ran out of it yesterday"]
)
def test_what_has_not_run_out_is_not_missed(text: str) -> None:
    assert doses(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "took too many baclofen by mistake",
        "took 3 times my baclofen by accident",
        "took double my baclofen",
        "accidentally took triple my baclofen",
        "overdosed on baclofen",
    ],
)
def test_too_much_is_an_extra_dose_and_no_number_is_invented(text: str) -> None:
    ((dose, _),) = doses(text)
    assert (dose.medicine, dose.status, dose.amount_mg) == ("baclofen", DoseStatus.EXTRA, None)


@pytest.mark.parametrize(
    "text", ["took baclofen twice today as prescribed", "too many visitors, took baclofen", "3 times a day baclofen"]
)
def test_what_is_taken_as_prescribed_is_not_extra(text: str) -> None:
    assert all(dose.status is DoseStatus.TAKEN for dose, _ in doses(text))


def test_what_stopped_is_not_the_sign_before_it() -> None:
    assert "hallucination" in signs("he's seeing things since he stopped baclofen", "carer")
    assert "hallucination" not in signs("seeing things has stopped")


@pytest.mark.parametrize(
    "text", ["legs dead tired", "fever tree tonic", "blackout in the power cut", "legs dead heavy"]
)
def test_turns_of_speech_are_no_signs(text: str) -> None:
    assert signs(text) == {}
