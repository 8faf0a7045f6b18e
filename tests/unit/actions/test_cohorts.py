"""Learning from many diaries: only from who said yes, only sums, and helping only who said yes, said plainly."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.unit.actions.conftest import NOW, ZONE
from tests.unit.cohort.invented import evidence

from supple import actions, report, simulate
from supple.actions import cohorts, compose, health, looks, priors, report_text
from supple.cohort import MIN_PEOPLE, prior_to_text
from supple.model import (
    Account,
    CohortPrior,
    DailyTable,
    Day,
    Fact,
    Factor,
    FactorEvidence,
    FactorPrior,
    Instant,
    Look,
    NotAllowedError,
    Rating,
    Recall,
    TriggerReport,
    UserError,
    Verdict,
    When,
    look_to_json,
)
from supple.store import people as store_people
from supple.store import priors as store_priors

LATER = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
HELD = FactorPrior(
    share={"heat": 0.6, "poor_sleep": 0.7, "stretching": 0.6},
    mean={"heat": 1.0, "poor_sleep": 1.0, "stretching": -1.0},
    spread={"heat": 0.35, "poor_sleep": 0.35, "stretching": 0.35},
    people=212,
    numbers=frozenset(),
)
PRIOR = CohortPrior("Northern clinics", date(2026, 2, 3), "stiffness", None, HELD)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("people")
    simulate.write_people(made, people=30, days=45, seed=77)
    return made


@pytest.fixture(scope="module")
def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.csv"))


@pytest.fixture
def prior_file(tmp_path: Path) -> Path:
    path = tmp_path / "prior.json"
    path.write_text(prior_to_text(PRIOR), encoding="utf-8")
    return path


@pytest.fixture
def noted(alice: Account, person: actions.PersonCard) -> actions.PersonCard:
    """Alice's diary with 50 days in it, on which heat leans towards worse days; no consent yet."""
    rng = np.random.default_rng(5)
    facts: list[tuple[Fact, When]] = []
    for ago in range(50):
        when = Day((NOW - timedelta(days=ago + 1)).date(), ZONE)
        is_hot = bool(rng.random() < 0.3)
        stiffness = float(np.clip(round(rng.normal(4 + 0.8 * is_hot, 0.8)), 0, 10))
        facts.append((Rating("stiffness", stiffness, Recall.LAST_24_H), when))
        facts += [(Factor("heat", is_hot), when), (Factor("poor_sleep", bool(rng.random() < 0.3)), when)]
    actions.save_facts(alice, person.id, facts, now=NOW, source="test")
    return person


@pytest.fixture
def two_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """With help heat is clear, alone it leans: what is said of it matters here, not how it comes about."""
    real = compose.insight.find_triggers

    def find(*given: Any, prior: FactorPrior | None = None, **named: Any) -> TriggerReport:
        report = real(*given, **named)
        verdict = Verdict.LEANING if prior is None else Verdict.CLEAR
        findings = tuple(
            replace(one, verdict=verdict) if one.factor == "heat" else replace(one, verdict=Verdict.CANNOT_TELL)
            for one in report.findings
        )
        people = prior.people if prior is not None else 0
        return replace(report, findings=findings, settings={**report.settings, "prior_from_people": people})

    monkeypatch.setattr(compose.insight, "find_triggers", find)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence made up on the spot: who is asked matters here, not what comes out."""

    def weigh(table: DailyTable, *_: object, **__: object) -> tuple[FactorEvidence, ...]:
        size = 0.1 * (hash(table.days[0]) % 10)
        return tuple(evidence(code, size, 0.3) for code in ("heat", "poor_sleep", "own:my neighbour Anna"))

    monkeypatch.setattr(cohorts.insight, "weigh_factors", weigh)


def consent(account: Account, person: actions.PersonCard, **yes: bool) -> None:
    chosen = actions.settings(account, person.id)
    actions.save_settings(account, person.id, replace(chosen, **yes))


def numbers(look: Look) -> list[tuple[str, float | None, str]]:
    assert look.triggers is not None
    return [(one.factor, one.probability, one.verdict.value) for one in look.triggers.findings]


def look(account: Account, person: actions.PersonCard, outcome: str = "stiffness") -> Look:
    return actions.look(account, person.id, now=LATER, outcome=outcome)


def test_both_consents_are_off_until_they_are_given(alice: Account, person: actions.PersonCard) -> None:
    chosen = actions.settings(alice, person.id)
    assert (chosen.helped_by_others, chosen.part_of_sums) == (False, False)
    store_people.save_settings(person.id, {"helped_by_others": "yes", "part_of_sums": 1})
    chosen = actions.settings(alice, person.id)
    assert (chosen.helped_by_others, chosen.part_of_sums) == (False, False), "anything but a plain yes is a no"


def test_a_prior_helps_only_who_said_yes_and_says_so(
    alice: Account, noted: actions.PersonCard, prior_file: Path
) -> None:
    before = look(alice, noted)
    actions.install_prior(prior_file)
    without = look(alice, noted)
    assert numbers(without) == numbers(before)
    assert without.triggers is not None
    assert (without.triggers.helped, without.triggers.settings["prior_from_people"]) == ("", 0)
    consent(alice, noted, helped_by_others=True)
    helped = look(alice, noted)
    assert helped.triggers is not None
    assert numbers(helped) != numbers(before)
    assert "212 other people" in helped.triggers.helped
    assert "Northern clinics, 03 February 2026" in helped.triggers.helped
    assert helped.triggers.settings["prior_from_people"] == 212
    assert helped.triggers.settings["prior_name"] == "Northern clinics"
    consent(alice, noted, helped_by_others=False)
    assert numbers(look(alice, noted)) == numbers(before), "a no is followed at once"


def test_a_finding_that_would_read_otherwise_says_so(
    alice: Account, noted: actions.PersonCard, prior_file: Path, two_answers: None
) -> None:
    actions.install_prior(prior_file)
    consent(alice, noted, helped_by_others=True)
    found = look(alice, noted).triggers
    assert found is not None
    said = {one.factor: (one.verdict, one.alone) for one in found.findings}
    assert said["heat"] == (Verdict.CLEAR, "Your own days alone would say: leaning.")
    assert said["poor_sleep"] == (Verdict.CANNOT_TELL, "")


def test_who_only_shares_is_not_helped(alice: Account, noted: actions.PersonCard, prior_file: Path) -> None:
    actions.install_prior(prior_file)
    consent(alice, noted, part_of_sums=True)
    found = look(alice, noted).triggers
    assert found is not None
    assert found.helped == ""


def test_a_helped_look_survives_a_restart(alice: Account, noted: actions.PersonCard, prior_file: Path) -> None:
    actions.install_prior(prior_file)
    consent(alice, noted, helped_by_others=True)
    first = look(alice, noted)
    looks.forget(noted.id)
    assert look_to_json(look(alice, noted)) == look_to_json(first)
    assert first.triggers is not None
    assert report_text.from_text(report_text.to_text(first.triggers)) == first.triggers


def test_another_prior_or_none_takes_its_place_at_once(
    alice: Account, noted: actions.PersonCard, prior_file: Path
) -> None:
    consent(alice, noted, helped_by_others=True)
    actions.install_prior(prior_file)
    first = look(alice, noted)
    other = replace(PRIOR, name="Southern clinics", prior=replace(HELD, share={**HELD.share, "poor_sleep": 0.02}))
    prior_file.write_text(prior_to_text(other), encoding="utf-8")
    actions.install_prior(prior_file)
    assert [each.name for each in actions.installed_priors()] == ["Southern clinics"]
    second = look(alice, noted)
    assert second.triggers is not None
    assert "Southern clinics" in second.triggers.helped
    assert numbers(second) != numbers(first)
    actions.remove_prior("stiffness")
    found = look(alice, noted).triggers
    assert found is not None
    assert found.helped == ""
    with pytest.raises(UserError, match="nothing is installed"):
        actions.remove_prior("stiffness")


@pytest.mark.parametrize(
    "other",
    [
        replace(PRIOR, outcome="night_spasms"),
        replace(PRIOR, scale_max=3.0),
        replace(PRIOR, prior=FactorPrior({"mould": 0.5}, {"mould": 1.0}, {"mould": 0.4}, 212)),
    ],
    ids=["another outcome", "another scale", "nothing that was noted"],
)
def test_a_prior_about_something_else_is_not_used(
    other: CohortPrior, alice: Account, noted: actions.PersonCard, prior_file: Path
) -> None:
    before = look(alice, noted)
    prior_file.write_text(prior_to_text(other), encoding="utf-8")
    actions.install_prior(prior_file)
    consent(alice, noted, helped_by_others=True)
    after = look(alice, noted)
    assert look_to_json(after) == look_to_json(before)


def test_a_prior_damaged_since_stops_nothing_and_is_named(
    alice: Account, noted: actions.PersonCard, prior_file: Path
) -> None:
    actions.install_prior(prior_file)
    consent(alice, noted, helped_by_others=True)
    store_priors.put("stiffness", "{")
    found = look(alice, noted).triggers
    assert found is not None
    assert found.helped == ""
    assert actions.installed_priors() == ()
    assert priors.damaged_priors() == ("stiffness",)
    assert not health._learnt().ok
    assert "stiffness" in health._learnt().found


def test_the_installed_file_is_private(noted: actions.PersonCard, prior_file: Path) -> None:
    actions.install_prior(prior_file)
    [kept] = (Path(os.environ["SUPPLE_DATA"]) / store_priors.FOLDER).iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert store_priors.get("../secret-key") is None
    assert store_priors.get("stiffness\n") is None


def test_the_report_for_the_team_says_it_too(
    alice: Account, noted: actions.PersonCard, prior_file: Path, two_answers: None
) -> None:
    actions.install_prior(prior_file)
    consent(alice, noted, helped_by_others=True)
    made = actions.report(alice, noted.id, now=LATER, outcome="stiffness")
    page = report.to_page(made)
    assert "212 other people" in page
    assert page.count("Your own days alone would say: leaning") == 2, "beside the finding and in the table"
    consent(alice, noted, helped_by_others=False)
    assert "other people" not in report.to_page(actions.report(alice, noted.id, now=LATER, outcome="stiffness"))


def test_only_diaries_of_people_who_said_yes_are_counted(alice: Account, files: list[Path], quick: None) -> None:
    cards = []
    for number, file in enumerate(files[: MIN_PEOPLE + 2]):
        card = actions.add_person(alice, f"Person {number}", zone=ZONE)
        actions.import_file(alice, card.id, file, now=NOW)
        cards.append(card)
    for number, card in enumerate(cards[: MIN_PEOPLE - 1]):
        consent(alice, card, part_of_sums=True, helped_by_others=number % 2 == 0)
    consent(alice, cards[-1], helped_by_others=True)
    with pytest.raises(UserError, match=f"there are {MIN_PEOPLE - 1} people here who said yes"):
        actions.sum_up(outcome="stiffness", now=LATER, zone=ZONE)
    consent(alice, cards[MIN_PEOPLE - 1], part_of_sums=True)
    sums = actions.sum_up(outcome="stiffness", now=LATER, zone=ZONE)
    assert sums.people == MIN_PEOPLE
    text = actions.sums_to_text(sums)
    assert "own:" not in text
    assert not re.search(r"\d{4}-\d{2}-\d{2}", text)
    for card in cards:
        assert card.name not in text
        assert str(card.id) not in text
    assert {one["factor"] for one in json.loads(text)["factors"]} == {"heat", "poor_sleep"}
    consent(alice, cards[0], part_of_sums=False)
    with pytest.raises(UserError, match=f"at least {MIN_PEOPLE} are needed"):
        actions.sum_up(outcome="stiffness", now=LATER, zone=ZONE)


def test_a_diary_brought_to_another_house_says_yes_anew(
    alice: Account, noted: actions.PersonCard, tmp_path: Path
) -> None:
    consent(alice, noted, helped_by_others=True, part_of_sums=True)
    export = actions.export_everything(alice, noted.id, now=NOW).write(tmp_path)
    clinic = actions.add_person(alice, "At the clinic", zone=ZONE)
    actions.import_file(alice, clinic.id, export, now=NOW)
    chosen = actions.settings(alice, clinic.id)
    assert (chosen.helped_by_others, chosen.part_of_sums) == (False, False)


def test_three_sites_learn_together_without_passing_on_a_diary(
    files: list[Path], tmp_path: Path, quick: None
) -> None:
    """Files only: no database is asked."""
    sent = []
    for site in range(3):
        sums = actions.sum_up(files=files[site * 10 : site * 10 + 10], outcome="stiffness", now=LATER, zone=ZONE)
        path = tmp_path / f"site-{site}.json"
        path.write_text(actions.sums_to_text(sums), encoding="utf-8")
        sent.append(path)
    with pytest.raises(UserError, match="no factor was noted by 30 people"):
        actions.merge_sums(sent[:2], name="all", now=LATER, zone=ZONE)
    prior = actions.merge_sums(sent, name="all", now=LATER, zone=ZONE)
    assert (prior.prior.people, prior.outcome, prior.made_on) == (30, "stiffness", date(2026, 3, 10))
    assert set(prior.prior.share) == {"heat", "poor_sleep"}
    under = tmp_path / "prior.json"
    under.write_text(actions.prior_to_text(prior), encoding="utf-8")
    helped = actions.look_file(files[0], now=LATER, zone=ZONE, outcome="stiffness", prior=under)
    assert helped.triggers is not None
    assert "30 other people" in helped.triggers.helped
    with pytest.raises(UserError, match="--outcome stiffness"):
        actions.look_file(files[0], now=LATER, zone=ZONE, outcome="night_spasms", prior=under)
    with pytest.raises(UserError, match=r"kind supple\.cohort-prior/1"):
        actions.look_file(files[0], now=LATER, zone=ZONE, outcome="stiffness", prior=sent[0])
    with pytest.raises(UserError, match="about something else"):
        actions.sum_up(files=files[:10], outcome="pain", under=under, now=LATER, zone=ZONE)


def test_real_evidence_makes_sums(files: list[Path]) -> None:
    sums = actions.sum_up(files=files[:MIN_PEOPLE], outcome="stiffness", now=LATER, zone=ZONE)
    assert sums.people == MIN_PEOPLE
    assert {one.factor for one in sums.factors} >= {"poor_sleep", "stretching"}
    assert all(0 < one.information <= one.people for one in sums.factors)
    assert not any(one.factor.startswith("own:") for one in sums.factors)


def test_the_same_file_twice_is_one_person(files: list[Path], tmp_path: Path, quick: None) -> None:
    copy = tmp_path / "another-name.csv"
    copy.write_bytes(files[0].read_bytes())
    with pytest.raises(UserError, match=f"there are {MIN_PEOPLE - 1} diaries"):
        actions.sum_up(files=[*files[: MIN_PEOPLE - 1], copy], outcome="stiffness", now=LATER, zone=ZONE)


@pytest.mark.parametrize("outcome", ["own:my measure", "no such thing"])
def test_nothing_is_learnt_about_own_words(outcome: str, files: list[Path]) -> None:
    with pytest.raises(UserError, match="nothing is learnt"):
        actions.learn_prior(files=files, outcome=outcome, name="x", now=LATER, zone=ZONE)


def test_a_helper_cannot_say_yes_for_the_person(
    alice: Account, noted: actions.PersonCard, bob: Account, dora: Account
) -> None:
    for account in (bob, dora):
        with pytest.raises(NotAllowedError):
            consent(account, noted, part_of_sums=True)
    assert not actions.settings(alice, noted.id).part_of_sums


def test_a_short_diary_gives_nothing_to_sums(alice: Account, person: actions.PersonCard) -> None:
    actions.save_facts(alice, person.id, [(Rating("stiffness", 4.0), Instant(NOW, ZONE))], now=NOW, source="test")
    consent(alice, person, part_of_sums=True)
    with pytest.raises(UserError, match="there are 0 people"):
        actions.sum_up(outcome="stiffness", now=LATER, zone=ZONE)
