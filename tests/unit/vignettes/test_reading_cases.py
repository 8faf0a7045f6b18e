"""What does a case in JSON become, and what is said of one that cannot be read?"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from supple.model import (
    Comparison,
    Count,
    Day,
    DaySlot,
    Dose,
    DoseStatus,
    Event,
    Fact,
    Factor,
    Instant,
    Interval,
    Measurement,
    PlanItem,
    PlanStatus,
    Profile,
    Rating,
    Recall,
    SideEffect,
    Sign,
    Slot,
)
from supple.vignettes import ARRAY, LINES, ONE, Case, CaseError, CaseFileError, read_cases


def case(**fields: Any) -> Case:
    return read_cases(json.dumps({"id": "x", **fields})).cases[0]


def noted(*entries: Any, **fields: Any) -> list[Fact]:
    return [event.fact for event in case(diary=list(entries), **fields).events]


def events(*entries: Any, **fields: Any) -> tuple[Event, ...]:
    return case(diary=list(entries), **fields).events


@pytest.mark.parametrize(
    ("entry", "facts"),
    [
        ({"sign": "fever"}, [Sign("fever", True, None)]),
        ({"sign": "itching with no rash", "new": "yes"}, [Sign("itching_no_rash", True, True)]),
        ({"sign": "New for me: a pounding headache", "new": "no"}, [Sign("pounding_headache", True, False)]),
        ({"sign": "fever", "new": "don't know"}, [Sign("fever", True, None)]),
        ({"sign": "fever", "present": "no", "new": True}, [Sign("fever", False, None)]),
        ({"sign": "fever", "present": "don't know"}, []),
        ({"sign": "fever", "present": None}, []),
        ({"signs": ["fever", "rigors"]}, [Sign("fever"), Sign("rigors")]),
        ({"ticked": ["fever"]}, [Sign("fever", True, True)]),
        ({"no_signs": ["fever"]}, [Sign("fever", False)]),
        ({"fever": "no"}, [Sign("fever", False)]),
        ({"fever": "new"}, [Sign("fever", True, True)]),
        ({"factor": "heat", "level": 6}, [Factor("heat", True, 6.0)]),
        ({"heat": False}, [Factor("heat", False)]),
        ({"temperature": "38.6"}, [Measurement("temperature", 38.6, "Cel")]),
        ({"measure": "temperature", "value": 101.5, "unit": "°F"}, [Measurement("temperature", 101.5, "[degF]")]),
        ({"blood pressure": "205/115"}, [Measurement("systolic", 205.0, "mm[Hg]")]),
        ({"falls": 2}, [Count("falls", 2)]),
        ({"falls": "some"}, [Count("falls", None)]),
        ({"falls": "none"}, [Count("falls", 0)]),
        ({"stiffness": 7}, [Rating("stiffness", 7.0, Recall.LAST_24_H)]),
        ({"stiffness": 7, "recall": "now"}, [Rating("stiffness", 7.0, Recall.NOW)]),
        ({"sleep_disruption": 7}, [Rating("sleep_disruption", 7.0, Recall.LAST_NIGHT)]),
        ({"stiffness": "much worse"}, [Comparison("stiffness", "much_worse")]),
        ({"compare": "spasms", "change": "worse", "than": "yesterday"}, [Comparison("spasms", "worse", "yesterday")]),
        ({"missed": "Lioresal"}, [Dose("Lioresal", DoseStatus.MISSED)]),
        ({"dose": "baclofen", "status": "late", "amount_mg": 10}, [Dose("baclofen", DoseStatus.LATE, 10.0)]),
        ({"side_effect": "sleepiness", "rating": 8}, [SideEffect("sleepiness", True, 8.0)]),
        ({"sleepiness": 8}, [SideEffect("sleepiness", True, 8.0)]),
        ({"stiffness": 3, "falls": 0, "pain": None}, [Rating("stiffness", 3.0, Recall.LAST_24_H), Count("falls", 0)]),
    ],
    ids=str,
)
def test_an_entry_becomes_facts(entry: dict[str, Any], facts: list[Fact]) -> None:
    assert noted(entry) == facts


def test_times_are_counted_back_from_the_cases_now() -> None:
    def when(**fields: Any) -> Any:
        return [event.when for event in events({"sign": "fever", **fields})]

    zone = "Europe/London"
    assert when() == [Instant(datetime(2026, 6, 15, 13, tzinfo=UTC), zone)]
    assert when(hours_ago=30) == [Instant(datetime(2026, 6, 14, 7, tzinfo=UTC), zone)]
    assert len(when(hours_ago=[30, 22])) == 2
    assert when(days_ago=0) == [Day(date(2026, 6, 15), zone)]
    assert when(weeks_ago=1) == [Day(date(2026, 6, 8), zone)]
    assert when(days_ago=1, slot="evening") == [DaySlot(date(2026, 6, 14), Slot.EVENING, zone)]
    span = Interval(datetime(2026, 6, 13, 13, tzinfo=UTC), datetime(2026, 6, 15, 11, tzinfo=UTC), zone)
    assert when(from_hours_ago=48, to_hours_ago=2) == [span]
    assert when(for_hours=46, to_hours_ago=2) == [span]


def test_hours_are_hours_also_when_the_clocks_change() -> None:
    """On 29 March 2026 the clocks in London went from 1 to 2."""
    (event,) = events({"sign": "fever", "hours_ago": 24}, now="2026-03-29T12:00")
    assert event.when == Instant(datetime(2026, 3, 28, 11, tzinfo=UTC), "Europe/London")


def test_a_row_of_days_ends_before_the_other_notes_of_its_thing() -> None:
    told = events({"stiffness": {"days": 28, "usual": 3}}, {"stiffness": 7, "days_ago": [0, 1, 2]})
    days = [event.when.local_day for event in told if isinstance(event.when, Day)]
    assert len(days) == len(set(days)) == 31
    usual = [e.when.local_day for e in told if isinstance(e.when, Day) and getattr(e.fact, "value", 0) == 3]
    assert max(usual) == date(2026, 6, 12)
    alone = events({"stiffness": {"days": 2, "usual": 3}})
    assert max(e.when.local_day for e in alone if isinstance(e.when, Day)) == date(2026, 6, 14)
    given = events({"stiffness": {"values": [1, 2, 9], "until_days_ago": 4, "every": 2}})
    assert [(e.when.local_day.day, e.fact.value) for e in given] == [(11, 9), (9, 2), (7, 1)]  # type: ignore[union-attr]


def test_what_was_agreed_stands_in_the_plan() -> None:
    plan = {
        "medicines": ["baclofen", {"name": "tizanidine", "since_days": 90, "ended_days": 2, "ended_by": "Dr Shah"}],
        "pump": {"low_in_days": 5, "filled_days_ago": 30},
        "toxin": 20,
        "dose_changes": [{"medicine": "baclofen", "days_ago": 4}],
    }
    facts = [event.fact for event in case(plan=plan).events]
    assert all(isinstance(fact, PlanItem) for fact in facts)
    ended = [fact for fact in facts if isinstance(fact, PlanItem) and fact.status is PlanStatus.ENDED]
    assert [(f.name, f.valid_from, dict(f.detail)) for f in ended] == [
        ("tizanidine", date(2026, 6, 13), {"said_by": "Dr Shah"})
    ]
    pump = [fact for fact in facts if isinstance(fact, PlanItem) and fact.item == "pump"]
    assert pump[-1].detail["clinic_alarm_date"] == "2026-06-20"
    assert pump[-1].detail["filled_on"] == "2026-05-16"
    as_list = [
        {"medicine": "baclofen"},
        {"toxin": "Botox", "days_ago": 20},
        {"dose_change": "baclofen", "days_ago": 4},
    ]
    assert len(case(plan=as_list).events) == 3


def test_in_the_profile_dont_know_is_an_answer_and_a_blank_is_none() -> None:
    profile = {"pump": "don't know", "catheter": None, "lesion at or above T6": True, "country": "Ireland"}
    facts = [event.fact for event in case(profile=profile).events]
    assert facts == [Profile("pump", "unknown"), Profile("lesion_t6_or_above", "yes"), Profile("country", "IE")]


def test_plain_words_are_read_as_a_quick_note_is_and_kept_whole() -> None:
    told = case(diary=[{"note": "no fever, numb between my legs", "hours_ago": 2}], told_by="self")
    facts = [event.fact for event in told.events]
    assert Sign("fever", False) in facts
    assert Sign("saddle_numbness", True, None) in facts
    assert told.notes[0].text == "no fever, numb between my legs"


@pytest.mark.parametrize(
    ("fields", "where", "hint"),
    [
        ({"diry": []}, "diry", "diary"),
        ({"diary": [{"sign": "feverr"}]}, "diary[0].sign", "fever"),
        ({"diary": [{"sign": "sleepiness"}]}, "diary[0].sign", "side_effect"),
        ({"diary": [{"sign": "fever", "hour_ago": 3}]}, "diary[0].hour_ago", "hours_ago"),
        ({"diary": [{"sign": "fever", "hours_ago": 3, "days_ago": 1}]}, "diary[0].days_ago", "Keep one"),
        ({"diary": [{"sign": "fever", "hours_ago": -1}]}, "diary[0].hours_ago", ""),
        ({"diary": [{"sign": "fever", "value": 3}]}, "diary[0].value", "Leave it out"),
        ({"diary": [{"stiffness": 12}]}, "diary[0].stiffness", ""),
        ({"diary": [{"temperature": 101.5}]}, "diary[0].temperature", "unit"),
        ({"diary": [{"hours_ago": 3}]}, "diary[0]", "sign"),
        ({"diary": [{"heat": {"days": 3, "usual": 1}}]}, "diary[0].heat", "days_ago"),
        ({"profile": {"pump": "perhaps"}}, "profile.pump", "yes"),
        ({"profile": {"pumps": "yes"}}, "profile.pumps", "pump"),
        ({"plan": {"medicines": ["baclofn"]}}, "plan.medicines[0].name", "baclofen"),
        ({"plan": {"medicines": [{"name": "baclofen", "since_days": 2, "ended_days": 5}]}}, "ended_days", "larger"),
        ({"plan": {"toxin": {"name": "Botox"}}}, "days_ago", "days_ago"),
        ({"expected": {"tier": "T4"}}, "expected.tier", "T0"),
        ({"expected": {"rules": ["R99"]}}, "expected.rules", "rules.md"),
        ({"now": "yesterday"}, "now", "2026"),
        ({"zone": "Mars"}, "zone", "Europe"),
    ],
    ids=str,
)
def test_a_case_that_cannot_be_read_says_where_and_what_to_do(fields: dict[str, Any], where: str, hint: str) -> None:
    with pytest.raises(CaseFileError) as raised:
        case(**fields)
    (error,) = raised.value.errors
    assert where in error.field
    assert hint in error.hint
    assert error.line == 1


def test_a_file_holds_one_case_a_list_or_lines() -> None:
    one, two = '{"id": "a"}', '{"id": "b"}'
    assert read_cases(one).form == ONE
    assert read_cases(f"[{one},\n{two}]").form == ARRAY
    lines = read_cases(f"\n{one}\n\n{two}\r\n")
    assert lines.form == LINES
    assert [(each.id, each.line) for each in lines.cases] == [("a", 2), ("b", 4)]
    assert [each.id for each in read_cases("{}\n{}").cases] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", None),
        ("[]", None),
        ('{"id": "a"}\n{"id": ', 2),
        ('{"id": "a"}\n{"id": "a"}', 2),
        ('[{"id": "a"}\n{"id": "b"}]', 1),
        ('[{"id": "a"}]\n3', 2),
        ('{"id": "a", "id": "b"}', 1),
        ('{"id": NaN}', 1),
        ("[1]", 1),
        ("[" * 100_000, 1),
    ],
)
def test_a_file_that_is_no_list_of_cases_is_refused(text: str, line: int | None) -> None:
    with pytest.raises(CaseFileError) as raised:
        read_cases(text)
    assert raised.value.errors[0].line == line


def test_every_bad_case_of_a_file_is_named() -> None:
    with pytest.raises(CaseFileError) as raised:
        read_cases('{"diry": 1}\n{"id": "ok"}\n{"diary": [{"sign": "x"}]}')
    assert [error.line for error in raised.value.errors] == [1, 3]


_NAMES = (
    "id story told_by now zone profile plan diary expected must_not sign signs new present fever hours_ago days_ago "
    "slot stiffness days usual values until_days_ago medicines name since_days pump toxin tier rules note value unit "
    "falls missed baclofen T0 R01 yes no none rating side_effect sleepiness temperature 38.6"
)
_WORDS = st.sampled_from(_NAMES.split())
_LEAVES = (
    st.none() | st.booleans() | st.integers(-10, 400) | st.floats(allow_nan=False) | _WORDS | st.text(max_size=8)
)
_JSON = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4), max_leaves=12
)


_CASES = st.fixed_dictionaries(
    {},
    optional={
        "diary": st.lists(_JSON, max_size=3),
        "plan": _JSON,
        "profile": _JSON,
        "expected": _JSON,
        "now": _LEAVES,
        "told_by": _LEAVES,
    },
)


@settings(max_examples=400)
@given(_JSON | _CASES | st.lists(_CASES, max_size=2))
def test_whatever_stands_in_a_file_it_is_read_or_refused(data: Any) -> None:
    text = json.dumps(data, allow_nan=True)
    first, errors = _read(text)
    assert all(error.message for error in errors)
    assert [each.events for each in first] == [each.events for each in _read(text)[0]]


def _read(text: str) -> tuple[tuple[Case, ...], list[CaseError]]:
    try:
        return read_cases(text).cases, []
    except CaseFileError as refused:
        return (), refused.errors
