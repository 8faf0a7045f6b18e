"""Does a slip in the rules file stop the start, with a message that names the rule?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from supple.knowledge.condition_reading import ConditionError, read_condition
from supple.knowledge.conditions import AnyOf, AtLeast, Condition, SignNoted, leaves
from supple.knowledge.red_flags import load_red_flags, load_red_flags_from
from supple.model import Tier

RULE = """
date_checked = 2026-11-23
reviewed_by = "nobody yet"
[[call]]
id = "emergency"
words = "Call."
[R01]
version = 1
title = "T"
words = "W."
window_hours = 24
source = ["guide"]
[[R01.level]]
tier = "T1"
when = { sign = "fever" }
words = "Call."
call = "emergency"
"""


def load_rule(folder: Path, old: str = "", new: str = "") -> None:
    assert old in RULE
    (folder / "red_flags.toml").write_text(RULE.replace(old, new) if old else RULE, encoding="utf-8")
    (folder / "sources.toml").write_text('guide = "The guide"', encoding="utf-8")
    load_red_flags_from(folder)


def test_no_label_says_less_than_whom_to_call() -> None:
    """ "Call today" beside "now": whoever reads the label only would wait."""
    flags = load_red_flags()
    for rule in flags.rules:
        for level in rule.levels:
            says_now = " now" in flags.calls[level.call] or "day or night" in level.words
            assert not says_now or level.tier is Tier.T0 or "now" in level.how_soon, rule.id


def test_a_good_file_loads(tmp_path: Path) -> None:
    load_rule(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sign = "fever"', 'sing = "fever"', "unknown condition 'sing'"),
        ('sign = "fever"', 'sign = "fever", newness = "x"', "newness"),
        ('sign = "fever"', 'sign = "fever", new = "sometimes"', "new must be one of"),
        ('{ sign = "fever" }', '{ measured = "temperature", unit = "Cel" }', "either at_least or below"),
        ('{ sign = "fever" }', '{ use = "nothing" }', "no shared condition 'nothing'"),
        ('{ sign = "fever" }', "{ any_of = [] }", "a list of conditions is wanted"),
        ('{ sign = "fever" }', '{ at_least = 3, of = [{ sign = "a" }] }', "can never be asked"),
        ('{ sign = "fever" }', '{ any_of = [{ sign = "a" }], hours = 3 }', "cannot stand beside"),
        ('{ sign = "fever" }', '"fever"', "must be a table"),
        ('call = "emergency"\n', 'call = "nobody"\n', "nobody is called 'nobody'"),
        ('source = ["guide"]', "source = []", "source is missing"),
        ('source = ["guide"]', 'source = ["hearsay"]', "hearsay"),
        ("version = 1\n", "", "version"),
        ('tier = "T1"', 'tier = "T9"', "T9"),
        ('title = "T"', 'title = "T"\ncolour = "red"', "unknown field colour"),
        ('tier = "T1"', 'tier = "T1"\ncolour = "red"', "unknown field colour"),
    ],
)
def test_a_slip_stops_the_start_and_names_the_rule(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(ConditionError, match=r"red_flags.toml \[R01\]") as error:
        load_rule(tmp_path, old, new)
    assert says in str(error.value)


def test_levels_must_stand_most_urgent_first(tmp_path: Path) -> None:
    """The first that holds is shown: a lower one above would hide the emergency below it."""
    more = '\n[[R01.level]]\ntier = "T0"\nwhen = { sign = "seizure" }\nwords = "Call."\ncall = "emergency"\n'
    (tmp_path / "sources.toml").write_text('guide = "The guide"', encoding="utf-8")
    (tmp_path / "red_flags.toml").write_text(RULE + more, encoding="utf-8")
    with pytest.raises(ConditionError, match="most urgent first"):
        load_red_flags_from(tmp_path)


def read(table: Any, **shared: Condition) -> Condition:
    return read_condition(table, shared)


def test_shorthand_for_several_signs_passes_its_settings_on() -> None:
    assert read({"any_sign": ["a", "b"], "new": "required", "hours": 5}) == AnyOf(
        (SignNoted("a", "required", 5), SignNoted("b", "required", 5))
    )


def test_shared_conditions_are_put_in_place() -> None:
    fever = SignNoted("fever")
    assert read({"at_least": 1, "of": [{"use": "fever"}]}, fever=fever) == AtLeast(1, (fever,))


def test_each_question_is_named_once() -> None:
    twice = read({"all_of": [{"sign": "a"}, {"any_of": [{"sign": "a"}, {"not_ruled_out": {"sign": "b"}}]}]})
    assert list(leaves(twice)) == [SignNoted("a"), SignNoted("b")]
