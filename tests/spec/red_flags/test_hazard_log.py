"""Does SAFETY.md tell the truth: is every test it names there, and every file?"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from supple import watch
from supple.knowledge.red_flags import load_red_flags

ROOT = Path(__file__).resolve().parents[3]
SAFETY = (ROOT / "SAFETY.md").read_text("utf-8")
DECISION = (ROOT / "docs/decisions/0003-red-flags.md").read_text("utf-8")
NAMED_TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", SAFETY)))
NAMED_FILES = sorted(set(re.findall(r"`((?:knowledge|watch|web|model|insight|actions|report)/[\w/.]*)`", SAFETY)))


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("path", "name"), NAMED_TESTS, ids=lambda text: text)
def test_each_test_it_names_is_there(path: str, name: str) -> None:
    assert name in functions_of(path)


@pytest.mark.parametrize("path", NAMED_FILES)
def test_each_place_it_names_is_there(path: str) -> None:
    assert (ROOT / "src/supple" / path).exists()


def test_each_of_the_twelve_hazards_has_cause_control_place_proof_and_what_remains() -> None:
    sections = re.split(r"^### ", SAFETY, flags=re.MULTILINE)[1:]
    hazards = {text.split(".")[0]: text for text in sections if re.match(r"H\d+\.", text)}
    assert list(hazards) == [f"H{number}" for number in range(1, 13)]
    for name, text in hazards.items():
        for part in ("**Cause**", "**Control**", "**Lives in**", "**Proved by**", "**Remains**"):
            assert text.count(part) == 1, (name, part)


def test_it_says_what_it_must() -> None:
    words = " ".join(SAFETY.split())
    for sentence in (
        "No clinician has reviewed",
        "has not been assessed as a medical device",
        "Nobody reads this in real time, unless a clinic agreed to it in writing",
        watch.NOTHING_MATCHED,
    ):
        assert sentence in words


def test_every_choice_of_ours_is_in_the_decision() -> None:
    """A rule that settles an open point stands in the table of the decision record."""
    for rule in load_red_flags().rules:
        if rule.decided:
            number = int(rule.id[1:])
            assert rule.id in DECISION or (38 <= number <= 41), rule.id


def test_every_row_of_the_reference_page_is_a_rule_or_is_named_as_missing() -> None:
    have = {rule.id for rule in load_red_flags().rules}
    missing = [f"R{number:02}" for number in range(1, 38) if f"R{number:02}" not in have]
    assert f"({', '.join(missing)})" in SAFETY if missing else "All 37 rows" in SAFETY


def test_the_decision_tells_of_every_row_what_is_done_or_differs() -> None:
    rows = dict(re.findall(r"^\| (R\d\d) \| (done|differs): ", DECISION, flags=re.MULTILINE))
    assert list(rows) == [f"R{number:02}" for number in range(1, 38)]


def test_no_hazard_is_scored_by_a_matrix_that_nobody_read() -> None:
    rows = re.findall(r"^\| (H\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", SAFETY, flags=re.MULTILINE)
    assert [name for name, *_ in rows[:12]] == [f"H{number}" for number in range(1, 13)]
    for name, title, before, after, score in rows[:12]:
        assert score == "not scored officially"
        section = SAFETY[SAFETY.index(f"### {name}. ") :].split("\n### ")[0]
        assert section.startswith(f"### {name}. {title}\n")
        guesses = [guess.casefold() for guess in re.findall(r"\*(\w+ × [\w ]+)\.\*", section)]
        assert guesses == [before, after], name


def test_each_of_the_extra_hazards_has_control_proof_and_what_remains() -> None:
    rows = re.findall(r"^\| (H\d+) \| (.*) \|$", SAFETY, flags=re.MULTILINE)[12:]
    assert [name for name, _ in rows] == [f"H{number}" for number in range(13, 13 + len(rows))]
    for name, cells in rows:
        hazard, control, proof, remains = cells.split(" | ")
        assert hazard.strip(), name
        assert control.strip(), name
        assert remains.strip(), name
        assert "`tests/" in proof or proof == "–", name
