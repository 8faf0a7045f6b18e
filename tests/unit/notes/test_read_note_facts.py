"""What does a note say? Numbers, negation, other people, plans, doses: the rules of reading, one by one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from supple.diary import read_note, reading_to_json
from supple.diary.days import diary_day
from supple.model import (
    Author,
    Comparison,
    Count,
    Dose,
    DoseStatus,
    Event,
    Factor,
    Instant,
    Measurement,
    Period,
    Rating,
    Session,
    Side,
    Sign,
)

AT = datetime(2026, 3, 5, 9, 0, tzinfo=ZoneInfo("Europe/London"))
ME, CARER = Author("self"), Author("carer", "Jo")


def facts(text: str, by: Author = ME) -> list:
    return [read.fact for read in read_note(text, AT, by).facts]


def only(text: str, by: Author = ME):
    (fact,) = facts(text, by)
    return fact


def test_the_example_of_the_guide() -> None:
    reading = read_note("extra stiff after poor sleep, 7/10 left calf, 3 spasms in the night", AT, ME)
    assert [r.fact for r in reading.facts] == [
        Rating("stiffness", 7, part="calf", side=Side.LEFT),
        Factor("poor_sleep", True),
        Count("spasms", 3, period=Period.NIGHT),
    ]
    assert not any(r.guess for r in reading.facts)
    assert reading.facts[0].words == "Stiffness 7 of 10, left calf"
    assert reading.not_understood == ()


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("stiffness 7", 7, None, None),
        ("stiffness 7/10", 7, None, None),
        ("stiffness 7 out of 10", 7, None, None),
        ("stiffness was a 7", 7, None, None),
        ("stiffness: 7", 7, None, None),
        ("7/10 stiffness", 7, None, None),
        ("stiffness seven", 7, None, None),
        ("stiffness 6-7", 6.5, 6, 7),
        ("stiffness 6 to 7", 6.5, 6, 7),
        ("stiffness six or seven", 6.5, 6, 7),
        ("stiffness between 5 and 6", 5.5, 5, 6),
        ("stiffness 6–7/10", 6.5, 6, 7),
        ("stiffness 0", 0, None, None),
    ],
)
def test_a_number_is_taken_as_said(text: str, value: float, low: float | None, high: float | None) -> None:
    (read,) = read_note(text, AT, ME).facts
    assert read.fact == Rating("stiffness", value, low=low, high=high)
    assert not read.guess


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("a bit stiff", 2, 3), ("legs moderately stiff", 4, 6), ("terribly stiff", 8, 10), ("stiff", 3, 7)],
)
def test_a_level_word_is_a_range_and_a_guess(text: str, low: float, high: float) -> None:
    (read,) = read_note(text, AT, ME).facts
    assert (read.fact.low, read.fact.high, read.guess) == (low, high, True)


@pytest.mark.parametrize("text", ["stiffness 11", "stiffness 37", "stiffness 4/5", "stiff for 3 hours"])
def test_a_number_off_the_scale_is_not_the_rating(text: str) -> None:
    for read in read_note(text, AT, ME).facts:
        assert not isinstance(read.fact, Rating) or read.guess


@pytest.mark.parametrize(
    ("text", "change", "than"),
    [
        ("stiffness better than yesterday", "better", "yesterday"),
        ("stiffer than usual", "worse", "usual"),
        ("stiffness much worse than last week", "much_worse", "last_week"),
        ("stiffness same as yesterday", "same", "yesterday"),
        ("not as stiff as yesterday", "better", "yesterday"),
    ],
)
def test_a_comparison_invents_no_number(text: str, change: str, than: str) -> None:
    assert only(text) == Comparison("stiffness", change, than)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no spasms", Count("spasms", 0)),
        ("spasms: none", Count("spasms", 0)),
        ("haven't had any cramps", Count("cramps", 0)),
        ("without cramps", Count("cramps", 0)),
        ("not stiff at all", Rating("stiffness", 0)),
        ("pain-free", Rating("pain", 0)),
        ("didn't sleep badly", Factor("poor_sleep", False)),
        ("wasn't constipated", Factor("constipation", False)),
        ("didn't do my stretches", Session("stretching", False)),
        ("no fever", Sign("fever", False)),
    ],
)
def test_negation_is_an_explicit_no(text: str, expected: object) -> None:
    assert only(text) == expected
    assert reading_to_json(read_note(text, AT, ME))["facts"][0]["negated"] is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no pain but stiff 4", [Rating("pain", 0), Rating("stiffness", 4)]),
        ("neither spasms nor pain", [Count("spasms", 0), Rating("pain", 0)]),
        ("no spasms, cramps or falls", [Count("spasms", 0), Count("cramps", 0), Count("falls", 0)]),
        ("no spasms and stiffness 4", [Count("spasms", 0), Rating("stiffness", 4)]),
        ("no fever but burning when I pee", [Sign("fever", False), Sign("burning_urine", True)]),
        ("no spasms. Stiffness 5", [Count("spasms", 0), Rating("stiffness", 5)]),
    ],
)
def test_how_far_a_no_reaches(text: str, expected: list) -> None:
    assert facts(text) == expected


@pytest.mark.parametrize("text", ["not too stiff", "not very stiff", "hardly stiff"])
def test_a_softened_no_is_a_low_level(text: str) -> None:
    (read,) = read_note(text, AT, ME).facts
    assert (read.fact.low, read.fact.high, read.guess) == (2, 3, True)


@pytest.mark.parametrize(
    "text",
    [
        "if I get a spasm tonight I'll ring",
        "should I take more baclofen?",
        "worried about falling",
        "will stretch tomorrow",
        "used to get cramps",
        "hope no spasms tonight",
        "is it normal to get clonus?",
        "nearly fell in the hall",
        "my husband slept badly and was stressed, I think",
        "the dog was ill",
        "my carer was stressed",
        "",
        "   \n ",
        "!!! ??? ... 12",
    ],
)
def test_plans_fears_questions_and_other_people_are_no_facts(text: str) -> None:
    assert facts(text) == []


def test_a_carers_note_is_about_the_person() -> None:
    assert facts("he had 4 spasms during the night", CARER) == [Count("spasms", 4, period=Period.NIGHT)]
    assert facts("my mum slept badly", CARER) == [Factor("poor_sleep", True)]
    assert facts("I slept badly", CARER) == []
    assert facts("I gave her 10mg baclofen", CARER) == [Dose("baclofen", DoseStatus.TAKEN, 10)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("took 10mg baclofen", Dose("baclofen", DoseStatus.TAKEN, 10)),
        ("took Lioresal 10 mg", Dose("baclofen", DoseStatus.TAKEN, 10)),
        ("forgot my tizanidine", Dose("tizanidine", DoseStatus.MISSED)),
        ("skipped the Sativex", Dose("nabiximols", DoseStatus.SKIPPED)),
        ("took an extra gabapentin", Dose("gabapentin", DoseStatus.EXTRA)),
        ("baclofen an hour late", Dose("baclofen", DoseStatus.LATE)),
        ("took half a tablet of tizanidine", Dose("tizanidine", DoseStatus.TAKEN, None, "half a tablet")),
        ("took 2 tablets of baclofen", Dose("baclofen", DoseStatus.TAKEN, None, "2 tablets")),
        ("took my back love and", Dose("baclofen", DoseStatus.TAKEN)),
        ("took tie zan a deen", Dose("tizanidine", DoseStatus.TAKEN)),
        ("took 50 mcg baclofen", Dose("baclofen", DoseStatus.TAKEN, None, "50 mcg")),
        ("took 2 x 10mg baclofen", Dose("baclofen", DoseStatus.TAKEN, None, "2 x 10mg")),
    ],
)
def test_a_dose_is_noted_as_said(text: str, expected: Dose) -> None:
    assert only(text) == expected


@pytest.mark.parametrize("text", ["took 50 mcg baclofen", "took 50 micrograms of baclofen", "baclofen 100 ug taken"])
def test_micrograms_never_become_milligrams(text: str) -> None:
    assert only(text).amount_mg is None


def test_a_generic_missed_dose_is_a_factor() -> None:
    assert only("missed my tablets") == Factor("missed_dose", True)


@pytest.mark.parametrize(
    ("text", "celsius"), [("temperature 38.5", 38.5), ("temp was 38,5", 38.5), ("temperature 101.3", 38.5)]
)
def test_a_temperature_is_a_measurement_in_celsius_and_a_fever(text: str, celsius: float) -> None:
    assert set(facts(text)) == {Measurement("temperature", celsius, "Cel"), Sign("fever", True)}


def test_a_temperature_below_38_is_no_word_about_fever() -> None:
    assert facts("temperature 36.8") == [Measurement("temperature", 36.8, "Cel")]


@pytest.mark.parametrize(
    ("text", "value"),
    [("bp 85/50", 85), ("blood pressure was 150 over 95", 150), ("Systolic: 182", 182), ("my BP today 118", 118)],
)
def test_the_upper_blood_pressure_is_read(text: str, value: float) -> None:
    assert facts(text) == [Measurement("systolic", value, "mm[Hg]")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ALT 150", [("alt", 150)]),
        ("ALT was 150 U/L, upper limit 40", [("alt", 150), ("alt_upper_limit", 40)]),
        ("ast: 80 (limit 45)", [("ast", 80), ("ast_upper_limit", 45)]),
        ("limit of AST 45, ALT 30", [("ast_upper_limit", 45), ("alt", 30)]),
        ("SGPT 61", [("alt", 61)]),
    ],
)
def test_a_liver_result_and_the_labs_limit_are_read(text: str, expected: list[tuple[str, float]]) -> None:
    assert facts(text) == [Measurement(code, value, "U/L") for code, value in expected]


@pytest.mark.parametrize(
    "text",
    [
        "ALT 3 times the limit",
        "ALT 2.5 ukat",
        "ALT. The limit is 40",
        "low blood pressure",
        "bp tomorrow at 9",
        "my bp will be taken at 10 tomorrow",
        "bp 12",
        "ALT one fifty",
    ],
)
def test_a_number_that_may_be_something_else_stays_in_words(text: str) -> None:
    assert not [fact for fact in facts(text) if isinstance(fact, Measurement)]


def test_sleep_hours_and_wakings() -> None:
    assert facts("slept 5 hours, woke 4 times") == [
        Measurement("sleep_hours", 5, "h"),
        Count("wakings", 4, period=Period.NIGHT),
    ]


def test_cold_and_a_cold_are_two_things() -> None:
    assert only("cold day") == Factor("cold", True)
    assert only("I have a cold") == Factor("illness", True)


def test_what_is_not_understood_is_left_as_it_stands() -> None:
    reading = read_note("Stiffness 4. The marmalade set beautifully.", AT, ME)
    assert reading.not_understood == ("The marmalade set beautifully",)
    assert reading.text == "Stiffness 4. The marmalade set beautifully."


def test_own_words_are_read_as_the_codes_they_stand_for() -> None:
    own = {"the buzzies": "own:the buzzies", "gremlins": "spasms"}
    reading = read_note("3 gremlins and the buzzies today", AT, ME, own_words=own)
    assert [r.fact for r in reading.facts] == [Count("spasms", 3), Factor("own:the buzzies", True)]


def test_a_negated_own_word_is_a_no() -> None:
    reading = read_note("no buzzies", AT, ME, own_words={"buzzies": "own:buzzies"})
    assert [r.fact for r in reading.facts] == [Factor("own:buzzies", False)]


def test_doubt_makes_a_guess() -> None:
    (read,) = read_note("I think I have a UTI", AT, ME).facts
    assert read.fact == Factor("bladder_infection", True)
    assert read.guess


@pytest.mark.parametrize("text", ["stif legs 5", "stiffnes 5", "siff 5", "stiffnss 5"])
def test_misspelt_stiffness_is_read(text: str) -> None:
    assert any(isinstance(f, Rating) and f.code == "stiffness" and f.value == 5 for f in facts(text))


@pytest.mark.parametrize("text", ["the staff were kind", "a message from the bank", "we tried the new cafe"])
def test_ordinary_words_are_not_corrected_into_symptoms(text: str) -> None:
    assert facts(text) == []


def test_a_note_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        read_note("stiff", datetime(2026, 3, 5, 9, 0), ME)


# -- what a second engineer's notes showed ---------------------------------------


def doses(text: str) -> list[tuple[str, DoseStatus, float | None]]:
    return [(f.medicine, f.status, f.amount_mg) for f in facts(text) if isinstance(f, Dose)]


def test_a_rating_and_a_comparison_of_one_symptom_both_stand() -> None:
    rated, compared = facts("6-7 stiff left calf at 3am, worse than yesterday")
    assert (rated.code, rated.low, rated.high, rated.part) == ("stiffness", 6, 7, "calf")
    assert (compared.change, compared.than) == ("worse", "yesterday")


@pytest.mark.parametrize("text", ["3 stiff fingers", "2 sore legs"])
def test_how_many_are_stiff_is_not_how_stiff(text: str) -> None:
    assert only(text).low == 3  # "stiff" with no level: somewhere in the middle


def test_doses_go_on_without_the_name_of_the_medicine() -> None:
    assert doses("baclofen 10mg at 7, 10 at 1, forgot the evening one") == [
        ("baclofen", DoseStatus.TAKEN, 10),
        ("baclofen", DoseStatus.TAKEN, 10),
        ("baclofen", DoseStatus.MISSED, None),
    ]
    assert doses("baclofen 10mg at 8am, pain 4 at 10") == [("baclofen", DoseStatus.TAKEN, 10)]
    assert doses("took tizanidine early, 8pm, and slept") == [("tizanidine", DoseStatus.TAKEN, None)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("missed baclofen yesterday and today", ["2026-03-04", "2026-03-05"]),
        ("no baclofen for two days", ["2026-03-04", "2026-03-05"]),
        ("haven't had baclofen for 3 days", ["2026-03-03", "2026-03-04", "2026-03-05"]),
        ("no baclofen today", ["2026-03-05"]),
    ],
)
def test_a_missed_dose_for_each_day_that_was_said(text: str, days: list[str]) -> None:
    read = reading_to_json(read_note(text, AT, ME))["facts"]
    assert sorted(fact["day"] for fact in read) == days
    assert {(fact["code"], fact["medicine"], fact["status"]) for fact in read} == {("baclofen", "baclofen", "missed")}


@pytest.mark.parametrize(
    "text",
    ["baclofen pump now 0.2mg a day", "had 220 mcg of baclofen via the pump", "intrathecal baclofen 5mg took at 8"],
)
def test_a_pump_gives_no_dose(text: str) -> None:
    assert doses(text) == []


def test_two_noes_in_a_list_make_no_yes() -> None:
    assert all(not fact.present for fact in facts("no burning and no temperature"))
    assert Sign("fever", False) in facts("no burning and no temperature")


def test_no_spasms_till_a_time_says_that_there_were_some_then() -> None:
    assert only("no spasms till 5am").count != 0


@pytest.mark.parametrize(
    ("text", "code", "by"),
    [
        ("urgent I need help", "feels_urgent", ME),
        ("my carer can't cope", "carer_cannot_cope", ME),
        ("I can't cope with this any more", "carer_cannot_cope", CARER),
        ("fell and can't get up", "cannot_stand_after_fall", ME),
        ("temp of 39 and shivering", "rigors", ME),
        ("pump is beeping, two different tones", "pump_alarm_two_tone", ME),
        ("my pump alarm went off twice, one beep each", "pump_alarm_single", ME),
        ("everything went black in the shower", "blackout", ME),
        ("I keep thinking everyone would be better off without me", "suicidal_thoughts", ME),
        ("stuck in my chair for two hours", "stuck_over_an_hour", ME),
        ("got stuck in my recliner for over 2 hours", "stuck_over_an_hour", ME),
        ("stuck in bed for 3 hours, nobody came", "stuck_over_an_hour", ME),
        ("cant get her to wake up properly", "hard_to_wake", CARER),
        ("could not get my wife to wake", "hard_to_wake", CARER),
        ("choked on my dinner", "choking_on_food", ME),
        ("red mark on her heel that doesn't fade", "skin_red_not_fading", CARER),
    ],
)
def test_a_call_for_help_is_read(text: str, code: str, by: Author) -> None:
    assert code in {fact.code for fact in facts(text, by) if isinstance(fact, Sign) and fact.present}


@pytest.mark.parametrize(
    "text",
    [
        "shivering in the garden",
        "stuck in a meeting for 3 hours",
        "stuck in the car for 4 hours",
        "could not get him to eat",
        "my mate can't cope with the heat",
        "we can't cope with this heat",
        "urgent email",
        "no carer today so did it all myself",
        "can't get warm in this house",
        "goosebumps from the film",
        "slow breathing exercises done",
        "help me please remember to call the OT",
        "room went black when the lights went out",
        "lying on the floor for my stretches",
        "fell asleep and can't get up this morning",
    ],
)
def test_no_alarm_is_read_into_everyday_words(text: str) -> None:
    assert not [fact for fact in facts(text) if isinstance(fact, Sign)]


@pytest.mark.parametrize(
    ("text", "day"),
    [("stiffness 7 at 3am", "2026-03-04"), ("spasm at 3am", "2026-03-05"), ("slept badly", "2026-03-05")],
)
def test_the_day_told_is_the_day_the_diary_files_it_under(text: str, day: str) -> None:
    reading = read_note(text, AT, ME)
    (told,) = reading_to_json(reading)["facts"]
    (read,) = reading.facts
    event = Event(UUID(int=1), UUID(int=2), read.fact, read.when, AT, ME, "note")
    assert told["day"] == day == str(diary_day(event, 4))


def test_every_fact_told_has_a_code() -> None:
    text = "stiffness 7, 3 spasms, took baclofen 10mg, dizzy after baclofen, walked 20 minutes, worse than yesterday"
    assert all(fact["code"] for fact in reading_to_json(read_note(text, AT, ME))["facts"])


@pytest.mark.parametrize(
    ("text", "value"), [("legs were a 3", 3), ("4ish stiff", 4), ("legs creeping back up to 6", 6)]
)
def test_a_number_is_taken_with_the_words_people_put_before_it(text: str, value: float) -> None:
    assert (only(text).code, only(text).value) == ("stiffness", value)


@pytest.mark.parametrize(
    "text",
    ["no spasms, bit better than yesterday", "no spasms today, legs a bit better than yesterday"],
)
def test_a_no_is_not_swallowed_by_what_is_better_after_it(text: str) -> None:
    facts = {fact.fact.KIND: fact for fact in read_note(text, AT, ME).facts}
    assert facts["count"].fact == Count("spasms", 0)
    assert isinstance(facts["comparison"].fact, Comparison)
    assert facts["comparison"].fact.code == "stiffness"
    assert facts["comparison"].guess  # no symptom was named


def test_a_number_before_in_the_night_counts_unless_it_is_a_time() -> None:
    (counted,) = read_note("spasms 2 in the night", AT, ME).facts
    assert counted.fact == Count("spasms", 2, Period.NIGHT)
    (timed,) = read_note("cramp at 2 in the night", AT, ME).facts
    assert isinstance(timed.when, Instant)
    assert timed.when.local.hour == 2


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("spasms so bad I can't sleep", 3),
        ("spasms so bad i cant sleep", 3),
        ("can't sleep, bad spasms", 3),
        ("not too bad spasms", 1),
        ("spasms not bad", 1),
    ],
)
def test_not_makes_mild_only_what_it_stands_before(text: str, severity: int) -> None:
    [spasms] = [fact for fact in facts(text) if isinstance(fact, Count)]
    assert spasms.severity == severity


@pytest.mark.parametrize("text", ["stiffness 11/15", "pain 20", "pain 20/10", "stiffness 12"])
def test_a_number_that_is_none_of_ten_is_not_guessed(text: str) -> None:
    reading = read_note(text, AT, ME)
    assert reading.facts == ()
    assert reading.not_understood == (text,)


@pytest.mark.parametrize(("text", "is_said"), [("red alert from the app", False), ("feeling more alert", True)])
def test_an_alert_is_not_being_alert(text: str, *, is_said: bool) -> None:
    assert bool(facts(text)) is is_said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("right side of my face droops", "face_drop"),
        ("mouth droops on one side", "face_drop"),
        ("left side of his mouth is hanging down", "face_drop"),
        ("my smile is crooked", "face_drop"),
        ("half my face is numb and drooping", "face_drop"),
        ("no feeling between my legs", "saddle_numbness"),
        ("numb between the legs", "saddle_numbness"),
    ],
)
def test_a_sign_that_cannot_wait_is_read_however_it_is_said(text: str, code: str) -> None:
    assert code in {fact.code for fact in facts(text) if isinstance(fact, Sign)}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("couldn't take my baclofen after the fall", Dose),
        ("can't take my baclofen since my fall", Dose),
        ("couldn't take my tablets after my fall", Factor),
        ("can't put my socks on since my fall", Rating),
    ],
)
def test_what_was_not_taken_after_a_fall_is_no_standing_up(text: str, said: type) -> None:
    read = facts(text)
    assert any(isinstance(fact, said) for fact in read)
    assert "cannot_stand_after_fall" not in {fact.code for fact in read if isinstance(fact, Sign)}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("can't move my legs since the spasms stopped", "new_weakness"),
        ("can't move my legs now the spasms have stopped", "new_weakness"),
        ("can't use my hand now the tremor has stopped", "new_weakness"),
        ("legs floppy now the spasms have stopped", "very_floppy"),
        ("can't use my left arm since this morning", "new_weakness"),
        ("can't move either leg today", "new_weakness"),
        ("barely able to breathe", "breathing_trouble"),
        ("can hardly take a breath", "breathing_trouble"),
        ("can't put any weight on my leg since my fall", "cannot_stand_after_fall"),
    ],
)
def test_what_stopped_is_not_what_stands_before_now(text: str, code: str) -> None:
    assert [fact.present for fact in facts(text) if isinstance(fact, Sign) and fact.code == code] == [True]


def test_never_so_bad_is_the_worst() -> None:
    [spasms] = [fact for fact in facts("my spasms were never so bad") if isinstance(fact, Count)]
    assert spasms.severity == 3
