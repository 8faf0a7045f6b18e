"""Today reads only the latest weeks and says what the whole diary says; a look is computed once and never stale."""

from __future__ import annotations

import json
import threading
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.store.making import TODAY, an_event, two_months
from tests.unit.actions.conftest import NOW, ZONE

from supple import actions, knowledge, simulate, store
from supple.actions import compose, day, dose_days, folding, forgetting, looks, report_text
from supple.actions.memory import Memory
from supple.knowledge.conditions import Counted, MeasuredAboveUsual, Rise
from supple.knowledge.red_flags import load_red_flags
from supple.model import (
    Account,
    Day,
    Factor,
    Finding,
    Instant,
    Measurement,
    PlanItem,
    PlanStatus,
    Rating,
    Recall,
    Session,
    Sign,
    Tier,
    TriggerReport,
    Verdict,
    look_to_json,
)
from supple.store import read_models

SAMPLE_DAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    _forget_all()


@pytest.fixture(scope="module")
def maria() -> simulate.SamplePerson:
    """With a pump, a team, doses and a bladder infection: the one with most alerts."""
    return next(person for person in simulate.sample_people(SAMPLE_DAY) if person.carer)


def test_no_rule_looks_further_back_than_today_reads() -> None:
    for rule in load_red_flags().rules:
        assert rule.window_hours <= folding.ALERT_DAYS * 24
        for leaf in (leaf for level in rule.levels for leaf in level.questions):
            back = {item.name: getattr(leaf, item.name) for item in fields(leaf)}
            if isinstance(leaf, MeasuredAboveUsual):
                assert back["usual_days"] < folding.ALERT_MEASURED_DAYS
                continue
            if isinstance(leaf, Rise):
                assert leaf.recent_days + leaf.usual_days + leaf.max_age_days < folding.ALERT_DAYS
            assert (back.get("days") or 0) < folding.ALERT_DAYS
            assert (back.get("hours") or 0) < folding.ALERT_DAYS * 24
            assert (back.get("at_least_days") or 0) < folding.ALERT_DAYS
    assert any(isinstance(leaf, Counted) for rule in load_red_flags().rules for leaf in rule.levels[-1].questions)


def test_today_and_the_look_raise_the_same_alerts(
    alice: Account, person: actions.PersonCard, maria: simulate.SamplePerson
) -> None:
    store.append([replace(event, person_id=person.id) for event in maria.events], now=NOW)
    alarms = set()
    for ago in range(0, 140, 9):
        now = datetime(2026, 3, 9, 20, 0, tzinfo=UTC) - timedelta(days=ago)
        today = actions.today(alice, person.id, now=now)
        folded = folding.fold(maria.events, today=today.day)
        whole = folding.alerts(folded, now=now.astimezone(ZoneInfo(maria.zone)), zone=ZONE)
        assert [(a.rule, a.tier, a.words) for a in today.alerts] == [(a.rule, a.tier, a.words) for a in whole]
        alarms |= {alert.rule for alert in today.alerts}
    assert len(alarms) >= 2, "the comparison says nothing if nothing ever fires"


def test_who_leaves_a_third_of_the_days_blank_is_told_of_a_creeping_rise_all_the_same(
    alice: Account, person: actions.PersonCard
) -> None:
    """Never 3 above, and three days never 2: no fixed threshold sees it. Six weeks hold too few such days."""
    usual = (4.0, 3.0, 4.0, 5.0, 4.0, 4.0, 3.0)
    noted = {ago: usual[ago % 7] for ago in range(5, 95) if ago % 3}
    noted |= dict(enumerate((6.0, 5.5, 6.0, 5.5, 6.0)))
    assert sum(ago <= folding.ALERT_DAYS for ago in noted) < 35
    facts = [(Rating("stiffness", value), Instant(NOW - timedelta(days=ago), ZONE)) for ago, value in noted.items()]
    actions.save_facts(alice, person.id, facts, now=NOW, source="check-in")
    told = {alert.rule: alert for alert in actions.today(alice, person.id, now=NOW).alerts}
    assert told["R20"].tier is Tier.T2


def test_today_says_what_was_noted_and_nothing_else(alice: Account, person: actions.PersonCard) -> None:
    at = Instant(NOW, ZONE)
    older = Instant(NOW - timedelta(days=3), ZONE)
    old = Instant(NOW - timedelta(days=20), ZONE)
    facts = [
        (Rating("stiffness", 7.0), at),
        (Rating("stiffness", 2.0), older),
        (Rating("stiffness", 9.0, part="calf"), at),
        (Rating("pain", 4.0), older),
        (Rating("fatigue", 8.0), old),
        (Factor("heat", True), at),
        (Factor("cold", False), at),
        (Session("stretching", True), older),
        (Factor("own:loud music", True), older),
    ]
    actions.save_facts(alice, person.id, facts, now=NOW, source="check-in")
    view = actions.today(alice, person.id, now=NOW)
    assert [(r.code, r.rating.value, r.is_today) for r in view.last_ratings] == [
        ("stiffness", 7.0, True),
        ("pain", 4.0, False),
    ]
    noted = {factor.code: factor for factor in view.usual_factors}
    assert (noted["heat"].noted_today, noted["cold"].noted_today, noted["stress"].noted_today) == (True, False, None)
    assert (noted["stretching"].is_helper, noted["stretching"].noted_today) == (True, None)
    assert (noted["own:loud music"].label, noted["own:loud music"].times_noted) == ("loud music", 1)
    default = {code for code, entry in knowledge.load().factors.items() if entry.is_default}
    assert default <= set(noted)
    assert [glance.is_noted for glance in view.week] == [False, False, False, True, False, False, True]
    assert view.days_noted_this_week == 2
    assert view.last_entry_at == NOW
    assert {entry.event.fact for entry in view.entries_today} == {fact for fact, when in facts if when is at}


def test_today_of_an_empty_diary(alice: Account, person: actions.PersonCard) -> None:
    view = actions.today(alice, person.id, now=NOW)
    assert (view.last_ratings, view.entries_today, view.last_entry_at) == ((), (), None)
    assert view.usual_factors


def test_hidden_factors_are_not_offered_and_own_ones_are(alice: Account, person: actions.PersonCard) -> None:
    chosen = actions.PersonSettings(own_factors=("Loud music",), own_helpers=("Warm bath",), hidden_factors=("heat",))
    actions.save_settings(alice, person.id, chosen)
    offered = {factor.code: factor.is_helper for factor in actions.today(alice, person.id, now=NOW).usual_factors}
    assert (offered["own:loud music"], offered["own:warm bath"], "heat" in offered) == (False, True, False)


def test_today_does_not_read_the_years_before(alice: Account, person: actions.PersonCard) -> None:
    """Not by the clock: by what it asks the database for."""
    store.append(two_months(person.id, seed=1, days=400), now=NOW)
    read: list[int] = []
    original = day.queries.recent_rows

    def counted(*given: object, **named: object) -> dict:
        rows = original(*given, **named)
        read.append(len(rows))
        return rows

    with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as sent:
        patch.setattr(day.queries, "recent_rows", counted)
        actions.today(alice, person.id, now=NOW)
    assert 500 < read[0] < 800
    # Besides reading: that an alert was raised is written down, once.
    reading = [query for query in sent.captured_queries if query["sql"].startswith("SELECT")]
    assert len(reading) < 21
    actions.today(alice, person.id, now=NOW)
    with CaptureQueriesContext(connection) as sent:
        actions.today(alice, person.id, now=NOW)
    assert not any('"event"."payload"' in query["sql"] for query in sent.captured_queries), "it was worked out before"


def test_what_is_saved_shows_at_once(alice: Account, person: actions.PersonCard) -> None:
    """No answer that was worked out before a note may be shown after it."""
    for minute, value in enumerate((3.0, 8.0)):
        later = NOW + timedelta(minutes=minute)
        actions.today(alice, person.id, now=NOW)
        actions.look(alice, person.id, now=NOW)
        fact = Rating("stiffness", value, Recall.LAST_24_H)
        actions.save_facts(alice, person.id, [(fact, an_event(person.id).when)], now=later, source="x")
        assert actions.today(alice, person.id, now=NOW).last_ratings[0].rating.value == value
        assert actions.look(alice, person.id, now=NOW).table.days == (TODAY,)
    actions.save_settings(alice, person.id, actions.PersonSettings(day_starts_at_hour=11))
    assert actions.look(alice, person.id, now=NOW).table.days != (TODAY,), "at nine it is still the day before"


def test_what_is_agreed_shows_at_once(alice: Account, person: actions.PersonCard) -> None:
    """Plans are remembered from one note to the next, and only while nothing else is agreed."""
    for number, name in enumerate(("Dr Patel", "Dr Okafor")):
        for _ in range(2):
            actions.today(alice, person.id, now=NOW)
            at = NOW + timedelta(seconds=number)
            actions.tap(alice, person.id, "spasms", now=at)
        visit = PlanItem("visit", name, PlanStatus.AGREED, TODAY + timedelta(days=9))
        actions.save_facts(alice, person.id, [(visit, Day(TODAY, ZONE))], now=NOW, source="x")
        words = [each.words for each in actions.today(alice, person.id, now=NOW).next_up]
        assert name in words


def test_what_others_noted_of_an_erased_person_is_forgotten(alice: Account, person: actions.PersonCard) -> None:
    actions.tap(alice, person.id, "spasms", now=NOW)
    actions.today(alice, person.id, now=NOW)
    actions.doses(alice, person.id, now=NOW)
    assert day._recents.latest_of(person.id) is not None
    assert dose_days._doses.latest_of(person.id) is not None
    forgetting.forget(person.id)
    assert day._recents.latest_of(person.id) is None
    assert dose_days._doses.latest_of(person.id) is None


def test_alerts_follow_the_clock_even_when_nothing_new_was_noted(alice: Account, person: actions.PersonCard) -> None:
    sign = (Sign("fever", new=True), Instant(NOW, ZONE))
    actions.save_facts(alice, person.id, [sign], now=NOW, source="x")
    assert actions.today(alice, person.id, now=NOW).alerts
    assert not actions.today(alice, person.id, now=NOW + timedelta(days=30)).alerts


def test_rebuilt_equals_stored(alice: Account, person: actions.PersonCard, maria: simulate.SamplePerson) -> None:
    """The kept report is, to the last bit, what is found afresh."""
    store.append([replace(event, person_id=person.id) for event in maria.events], now=NOW)
    first = actions.look(alice, person.id, now=NOW)
    assert first.triggers is not None
    assert first.triggers.findings
    _forget_all()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "find_triggers", lambda *_: pytest.fail("it was stored"))
        again = actions.look(alice, person.id, now=NOW)
    assert again == first
    assert json.dumps(look_to_json(again), default=str) == json.dumps(look_to_json(first), default=str)


def test_a_new_engine_or_new_knowledge_makes_the_stored_report_void(
    alice: Account, person: actions.PersonCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append(two_months(person.id, seed=3), now=NOW)
    keys = set()
    original = read_models.put
    monkeypatch.setattr(read_models, "put", lambda *given: (keys.add(given[2]), original(*given)))
    actions.look(alice, person.id, now=NOW)
    for changed in ("engine", "knowledge", "supple"):
        _forget_all()
        versions = {**compose.versions(), changed: "another"}
        with monkeypatch.context() as patch:
            patch.setattr(compose, "versions", lambda versions=versions: versions)
            actions.look(alice, person.id, now=NOW)
    assert len(keys) == 4


def test_the_chosen_outcome_is_looked_at_while_it_is_there(alice: Account, person: actions.PersonCard) -> None:
    store.append(two_months(person.id, seed=4), now=NOW)
    actions.save_settings(alice, person.id, actions.PersonSettings(outcome="pain_now"))
    assert actions.look(alice, person.id, now=NOW).outcome == "pain_now"
    assert actions.look(alice, person.id, now=NOW, outcome="night_spasms").outcome == "night_spasms"
    actions.save_settings(alice, person.id, actions.PersonSettings(outcome="no_longer_there"))
    assert actions.look(alice, person.id, now=NOW).outcome == "stiffness"


def test_what_is_dated_later_is_not_yet_part_of_the_look(alice: Account, person: actions.PersonCard) -> None:
    store.append([an_event(person.id), an_event(person.id, day=TODAY + timedelta(days=5))], now=NOW)
    visit = PlanItem("visit", "MS nurse", PlanStatus.AGREED, TODAY + timedelta(days=9))
    store.append([an_event(person.id, visit, day=TODAY)], now=NOW)
    assert actions.look(alice, person.id, now=NOW).table.days == (TODAY,)
    assert [(up.words, up.day) for up in actions.today(alice, person.id, now=NOW).next_up] == [
        ("MS nurse", TODAY + timedelta(days=9))
    ]


def test_a_file_is_looked_at_with_no_database(tmp_path: Path) -> None:
    """Without the `db` fixture any question to the database would fail."""
    file = tmp_path / "diary.csv"
    rows = [f"{TODAY - timedelta(days=i)},{i % 7},{'yes' if i % 3 else 'no'}" for i in range(40)]
    file.write_text("day,stiffness,poor_sleep\n" + "\n".join(rows) + "\n")
    look = actions.look_file(file, now=NOW, zone=ZONE, name="me")
    assert (look.person_name, look.outcome, look.days_noted) == ("me", "stiffness", 40)
    assert look == actions.look_file(file, now=NOW, zone=ZONE, name="me"), "the same file, the same look"
    assert actions.report_file(file, now=NOW, zone=ZONE).completeness.days_noted == 40


def test_the_stored_look_is_that_of_the_file(alice: Account, person: actions.PersonCard, tmp_path: Path) -> None:
    file = tmp_path / "diary.csv"
    rows = [f"{TODAY - timedelta(days=i)},{i % 7},{'yes' if i % 3 else 'no'}" for i in range(60)]
    file.write_text("day,stiffness,poor_sleep\n" + "\n".join(rows) + "\n")
    actions.import_file(alice, person.id, file, now=NOW)
    stored = actions.look(alice, person.id, now=NOW)
    read = actions.look_file(file, now=NOW, zone=ZONE, name="Alice")
    assert replace(stored, warnings=()) == replace(read, warnings=())


def test_a_report_text_comes_back_exactly() -> None:
    finding = Finding(
        factor="heat",
        outcome="stiffness",
        verdict=Verdict.CLEAR,
        lag_days=1,
        effect=0.1 + 0.2,
        low=-1e-17,
        high=None,
        probability=1 / 3,
        days_with=3,
        days_without=4,
        sentence="“Heat” often came before stiffer days.",
        lags=(0, 1),
        together_with=("stress",),
    )
    report = TriggerReport("stiffness", (finding,), 7, TODAY, None, {"rho": 0.1, "nested": {"a": [1, 2]}}, {"n": 1})
    assert report_text.from_text(report_text.to_text(report)) == report


def test_the_memory_makes_once_for_eight_that_ask_and_keeps_the_last_ones() -> None:
    memory: Memory[int] = Memory(2)
    start, made, got = threading.Barrier(8), [], []

    def make() -> int:
        made.append(1)
        return 7

    def run() -> None:
        start.wait(10)
        got.append(memory.get("key", make))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert (made, got) == ([1], [7] * 8)
    for key in ("a", "b"):
        memory.get(key, lambda: 1)
    assert memory.get("key", lambda: 8) == 8, "the oldest was forgotten"


def test_the_memory_forgets_a_failure() -> None:
    memory: Memory[int] = Memory(2)
    with pytest.raises(ZeroDivisionError):
        memory.get("key", lambda: 1 // 0)
    assert memory.get("key", lambda: 3) == 3


def test_a_measurement_of_long_ago_counts_for_ones_usual(alice: Account, person: actions.PersonCard) -> None:
    """The rule on blood pressure looks back ninety days: further than the rest of the page."""
    readings = [(NOW - timedelta(days=80 - i), 118.0) for i in range(4)] + [(NOW, 165.0)]
    facts = [(Measurement("systolic", value, "mm[Hg]"), Instant(at, ZONE)) for at, value in readings]
    signs = [(Sign("pounding_headache"), Instant(NOW, ZONE))]
    actions.save_facts(alice, person.id, facts + signs, now=NOW, source="x")
    named = {name for alert in actions.today(alice, person.id, now=NOW).alerts for name in alert.inputs}
    assert any("systolic" in name for name in named)


def _forget_all() -> None:
    for memory in (day._recents, looks._folds, looks._keys, looks._reports):
        memory._kept.clear()
