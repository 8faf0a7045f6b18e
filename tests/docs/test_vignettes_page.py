"""Every example of the page on vignettes is read as it stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from supple import actions

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/vignettes.in.md").read_text(encoding="utf-8")
CASES = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
ROWS = re.findall(r"^\| `(\{.*?\})` \|", PAGE, flags=re.MULTILINE)
TIMES = [
    time for row in re.findall(r"^\| (`\".*?) \|", PAGE, flags=re.MULTILINE) for time in re.findall(r"`(.*?)`", row)
]
PLAN = {"medicines", "pump", "toxin", "nerve_block", "dose_changes", "visits"}


def run(case: object) -> object:
    file = actions.read_vignettes(json.dumps(case).encode(), "example")
    (verdict,) = actions.judge_cases(file)
    return verdict


@pytest.mark.parametrize("text", CASES)
def test_a_whole_case_is_read(text: str) -> None:
    run(json.loads(text))


@pytest.mark.parametrize("text", ROWS)
def test_an_entry_is_read(text: str) -> None:
    entry = json.loads(text)
    run({"plan": entry} if PLAN & set(entry) else {"diary": [entry]})


@pytest.mark.parametrize("text", TIMES)
def test_a_time_is_read(text: str) -> None:
    run({"diary": [{"sign": "fever", **json.loads("{" + text + "}")}]})


def test_there_are_examples_of_each_kind() -> None:
    assert len(CASES) == 2
    assert len(ROWS) >= 40
    assert len(TIMES) >= 5
