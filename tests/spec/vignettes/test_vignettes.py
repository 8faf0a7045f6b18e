"""Do the rules say to the committed cases what their sources say? Every case, and the promises over all of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from supple import actions
from supple.vignettes import Verdict, tally, upper_bound

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.jsonl"))


@cache
def verdicts(path: Path) -> tuple[Verdict, ...]:
    return tuple(actions.judge_cases(actions.read_vignettes(path.read_bytes(), path.name)))


def every() -> list[Verdict]:
    return [verdict for path in FILES for verdict in verdicts(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_case_comes_out_as_its_source_says(path: Path) -> None:
    unmet = {verdict.case.id: verdict.unmet for verdict in verdicts(path) if verdict.unmet}
    assert unmet == {}


def test_the_promises_hold_over_all_cases() -> None:
    found = tally(every())
    assert found.missed == 0
    assert found.exact / found.cases >= 0.95
    assert found.raised / found.others <= 0.05
    assert found.disturbed / found.ordinary <= 0.05


def test_the_set_is_large_and_covers_every_rule_and_kind_of_case() -> None:
    cases = [verdict.case for verdict in every()]
    assert len(cases) >= 220
    assert len({case.id for case in cases}) == len(cases)
    expected = {rule for case in cases if case.expected for rule in case.expected.rules}
    assert {f"R{number:02}" for number in range(1, 38)} <= expected
    quiet = [case for case in cases if case.expected and set(case.expected.tiers) <= {"T3", "none"}]
    assert sum(case.id.startswith("day-") for case in quiet) >= 40
    assert all(case.why and case.story for case in cases)
    assert sum(case.about.get("told_by") == "carer" for case in cases) >= 20
    assert sum(bool(case.notes) for case in cases) >= 50


def test_every_rule_is_expected_at_each_tier_of_its_row() -> None:
    """The tiers of §3 of the reference page, as far as a row gives more than one."""
    rows = {
        "R03": "T0 T1", "R05": "T0 T1 T2 T3", "R06": "T0 T1", "R07": "T0 T1", "R08": "T0 T1", "R14": "T1 T2",
        "R16": "T0 T1", "R17": "T0 T1", "R18": "T0 T1", "R19": "T0 T1", "R20": "T1 T2", "R21": "T1 T2",
        "R22": "T0 T1", "R23": "T1 T2 T3", "R24": "T0 T1", "R25": "T0 T1", "R26": "T0 T1", "R27": "T0 T1",
        "R28": "T0 T1", "R30": "T1 T3", "R33": "T0 T1 T3", "R35": "T0 T1",
    }  # fmt: skip
    seen = {
        (rule, case.expected.tiers[0])
        for case in (verdict.case for verdict in every())
        if case.expected and case.expected.tiers
        for rule in case.expected.rules
    }
    wanted = {(rule, tier) for rule, tiers in rows.items() for tier in tiers.split()}
    assert wanted - seen == set()


def test_a_bladder_infection_on_tizanidine_says_so_in_its_first_sentence() -> None:
    alerts = [
        alert
        for verdict in every()
        if "R17" in (verdict.case.expected.rules if verdict.case.expected else ())
        and "tizanidine" in json.dumps(verdict.case.about.get("plan", {}))
        for alert in verdict.alerts
        if alert.rule == "R17"
    ]
    assert len(alerts) >= 2
    assert all("tizanidine" in alert.words.split(".")[0] for alert in alerts)


def test_the_same_signs_told_by_anybody_come_to_the_same() -> None:
    by_id = {verdict.case.id: verdict for verdict in every()}
    pairs = [
        (by_id[f"carer-{code}"], by_id[f"clinician-{code}"]) for code in ("fever", "saddle_numbness", "more_falls")
    ]
    for one, other in pairs:
        assert one.tier == other.tier
        assert [alert.rule for alert in one.alerts] == [alert.rule for alert in other.alerts]


@pytest.mark.parametrize(
    ("events", "of", "bound"),
    # 1 - 0.05 ** (1/30); Clopper and Pearson's one-sided 95 % bounds of 1 of 10 and 5 of 100, from printed tables.
    [(0, 30, 0.09503), (1, 10, 0.39416), (5, 100, 0.10225), (3, 3, 1.0), (0, 0, 1.0)],
)
def test_the_upper_bound_is_the_exact_one(events: int, of: int, bound: float) -> None:
    assert upper_bound(events, of) == pytest.approx(bound, abs=2e-5)
