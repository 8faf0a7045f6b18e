"""Notes that were read once and are asked again, at whatever moment, must answer as if they had just been read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.spec.red_flags.build import NOW, TODAY, At, diary, parts_of, the_plan

from supple import simulate, watch
from supple.actions import folding
from supple.knowledge.red_flags import load_red_flags
from supple.model import Day, Measurement, Rating, Recall, Sign
from supple.watch.evaluate import evaluate, holds
from supple.watch.rules import pair_rules

LAST = date(2026, 6, 14)
PEOPLE = ("nora", "maria")


@dataclass(frozen=True)
class Lived:
    folded: folding.Folded
    zone: str


@pytest.fixture(scope="module", params=PEOPLE)
def lived(request: pytest.FixtureRequest) -> Lived:
    person = simulate.sample_person(request.param, LAST)
    return Lived(folding.fold(person.events, today=LAST), person.zone)


def moments() -> list[datetime]:
    """Not in their order: nothing that was worked out for a later moment may be told at an earlier one."""
    end = datetime(2026, 6, 14, 21, 0, tzinfo=UTC)
    steps = [timedelta(), timedelta(days=40), timedelta(hours=2), timedelta(days=9, hours=5), timedelta(hours=13)]
    return [end - step for step in steps] + [end + timedelta(days=3), end + timedelta(minutes=1)]


def test_asking_at_one_moment_changes_no_answer_at_another(lived: Lived) -> None:
    for now in moments():
        fresh = replace(lived.folded)  # nothing is remembered of what was asked before
        for ask in (folding.alerts, folding.traits, folding.dose_gaps):
            assert ask(lived.folded, now=now, zone=lived.zone) == ask(fresh, now=now, zone=lived.zone)
        late = folding.unanswered(lived.folded, (), now=now, zone=lived.zone)
        assert late == folding.unanswered(fresh, (), now=now, zone=lived.zone)


def test_the_quick_answer_is_the_whole_one(lived: Lived) -> None:
    """Every part of every rule: whether it holds must not depend on how it was asked."""
    told = set()
    for now in moments():
        evidence = lived.folded.notes_for_rules.at(now, lived.folded.plan)
        for rule in (*load_red_flags().rules, *pair_rules()):
            for level in rule.levels:
                for part in parts_of(level.when):
                    whole = evaluate(part, evidence, hours=rule.window_hours).truth
                    assert holds(part, evidence, hours=rule.window_hours) is (whole is True)
                    told.add(whole)
    assert told == {True, False, None}


def test_an_emergency_is_told_at_once_and_ends_with_its_window() -> None:
    hot = diary([At(Sign("seizure"), Day(TODAY, "Europe/London"))])
    notes = watch.read(hot.events)

    def tiers(now: datetime) -> list[str]:
        return [alert.tier for alert in watch.check(hot, the_plan(), now, notes=notes)]

    assert tiers(NOW) == ["T0"]
    assert tiers(NOW + timedelta(days=9)) == []
    assert tiers(NOW) == ["T0"]
    assert tiers(NOW - timedelta(days=1)) == []  # noted for a day that has not come


def test_what_is_older_than_any_rule_looks_is_left_out_when_time_goes_by() -> None:
    fever = diary([At(Measurement("temperature", 39.5, "Cel"), Day(TODAY, "Europe/London"))])
    notes = watch.read(fever.events)
    assert list(notes.at(NOW, the_plan()).noted) == [(Measurement, "temperature")]
    assert list(notes.at(NOW + timedelta(days=200), the_plan()).noted) == []


def test_the_detector_knows_only_what_was_rated_by_then() -> None:
    """Ratings of later the same day raise nothing before they are made, however often it was asked before."""
    person = simulate.sample_person("nora", LAST)
    high = [
        replace(event, fact=Rating("stiffness", 10.0, Recall.NOW))
        for event in person.events
        if isinstance(event.fact, Rating) and event.fact.code == "stiffness" and event.fact.recall is Recall.NOW
    ]
    since = datetime(2026, 6, 10, tzinfo=UTC)
    kept = {event.id: event for event in person.events}
    kept.update({event.id: event for event in high if event.recorded_at >= since})
    folded = folding.fold(tuple(kept.values()), today=LAST)

    def rules(at: folding.Folded, now: datetime) -> set[str]:
        return {alert.rule for alert in folding.alerts(at, now=now, zone=person.zone)}

    late, early = datetime(2026, 6, 14, 22, 0, tzinfo=UTC), datetime(2026, 6, 9, 22, 0, tzinfo=UTC)
    assert "R20" in rules(folded, late)
    assert rules(folded, early) == rules(replace(folded), early)
