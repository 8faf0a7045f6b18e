"""The four sample people: the same every time, and Supple says of each what is true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from supple.actions import compose, folding
from supple.model import Event, Look, PlanItem, Verdict, event_from_json, event_to_json
from supple.simulate import LIVES, sample_people, sample_person

LAST_DAY = date(2026, 10, 31)  # the five months hold the end of summer time in Europe and America


@cache
def looked_at(key: str, last_day: date = LAST_DAY) -> Look:
    person = sample_person(key, LAST_DAY)
    events = tuple(event for event in person.events if event.recorded_at.date() <= last_day)
    today = last_day if last_day < LAST_DAY else last_day + timedelta(days=1)
    now = datetime(today.year, today.month, today.day, 22, tzinfo=UTC)
    folded = folding.fold(events, today=today)
    return compose.look(folded, person_name=person.name, now=now, zone=person.zone, outcome=person.outcome)


def verdicts(key: str) -> dict[str, Verdict]:
    triggers = looked_at(key).triggers
    assert triggers is not None
    return {finding.factor: finding.verdict for finding in triggers.findings}


def test_they_are_the_same_every_time() -> None:
    assert sample_people(LAST_DAY) == sample_people(LAST_DAY)


@pytest.mark.parametrize("key", LIVES)
def test_every_event_survives_json(key: str) -> None:
    for event in sample_person(key, LAST_DAY).events:
        assert event_from_json(event_to_json(event)) == event


@pytest.mark.parametrize("key", LIVES)
def test_ids_are_all_different_and_days_are_missing(key: str) -> None:
    events = sample_person(key, LAST_DAY).events
    assert len({event.id for event in events}) == len(events)
    look = looked_at(key)
    assert 110 <= look.days_noted < len(look.table.days)


def test_sam_is_told_of_nothing() -> None:
    assert Verdict.CLEAR not in verdicts("sam").values()
    assert Verdict.LEANING not in verdicts("sam").values()


def test_noras_nights_are_explained_by_what_was_planted() -> None:
    found = verdicts("nora")
    assert found["dehydration"] is Verdict.CLEAR
    assert found["bedtime_stretch"] is Verdict.CLEAR
    assert found["late_screen_time"] in {Verdict.CLEAR, Verdict.LEANING}
    assert found.get("heat") is not Verdict.CLEAR
    assert "baclofen" not in found  # a treatment is never a finding


def test_daniels_sitting_and_lunch_walk_are_found() -> None:
    assert verdicts("daniel")["sitting_long"] is Verdict.CLEAR
    assert verdicts("daniel")["lunch_walk"] in {Verdict.CLEAR, Verdict.LEANING}


def test_marias_constipation_is_found_and_her_one_infection_is_not_called_clear() -> None:
    found = verdicts("maria")
    assert found["constipation"] is Verdict.CLEAR
    assert found["bladder_infection"] in {Verdict.LEANING, Verdict.CANNOT_TELL}


def test_marias_infection_raises_a_call_that_names_tizanidine_first() -> None:
    ill = sample_person("maria", LAST_DAY).events
    day = next(event.when.local.date() for event in ill if getattr(event.fact, "code", "") == "burning_urine")
    alerts = looked_at("maria", day).alerts
    bladder = [alert for alert in alerts if alert.rule == "R17"]
    assert bladder
    assert bladder[0].tier.rank <= 1
    assert "tizanidine" in bladder[0].words.split(".")[0].casefold()


def test_the_carers_notes_stay_hers() -> None:
    def authors(events: tuple[Event, ...]) -> set[str]:
        return {event.noted_by.role for event in events if not isinstance(event.fact, PlanItem)}

    assert authors(sample_person("maria", LAST_DAY).events) == {"self", "carer"}
    assert authors(sample_person("sam", LAST_DAY).events) == {"self"}
