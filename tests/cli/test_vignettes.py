"""`supple watch --vignette`: short cases from a file, as a table and as JSON; nothing is stored."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.terminal import Terminal, refused

EMERGENCY = {
    "id": "saddle",
    "diary": [{"sign": "saddle_numbness", "new": True, "hours_ago": 3}],
    "expected": {"tier": "T0", "rules": ["R13"]},
}
QUIET = {"id": "quiet", "diary": [{"note": "no fever, stiff 4", "hours_ago": 2}], "expected": "T1"}
OPEN = {"id": "open", "diary": [{"falls": 1, "days_ago": 1}]}


def test_a_case_is_printed_with_its_tier_rules_and_words(new_terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(EMERGENCY, indent=2), encoding="utf-8")
    typed = new_terminal("watch", "--vignette", path, "--json")
    assert typed.code == 0, typed.err
    printed = json.loads(typed.out)
    assert (printed["id"], printed["tier"], printed["as_expected"]) == ("saddle", "T0", True)
    assert [(rule["id"], rule["tier"]) for rule in printed["rules"]] == [("R13", "T0")]
    assert printed["words"] == printed["rules"][0]["words"]
    assert printed["rules"][0]["inputs"] == {"saddle_numbness": "yes, new"}
    assert not new_terminal.folder.exists()  # not even a data folder is made


def test_the_results_take_the_form_of_the_file(new_terminal: Terminal) -> None:
    lines = "\n".join(json.dumps(each) for each in (EMERGENCY, QUIET))
    as_lines = new_terminal("watch", "--vignette", "-", "--json", stdin=lines)
    assert [json.loads(line)["id"] for line in as_lines.out.splitlines()] == ["saddle", "quiet"]
    as_list = new_terminal("watch", "--vignette", "-", "--json", stdin=json.dumps([EMERGENCY, QUIET]))
    assert [each["id"] for each in json.loads(as_list.out)] == ["saddle", "quiet"]
    assert json.loads(as_list.out) == [json.loads(line) for line in as_lines.out.splitlines()]


def test_the_table_says_what_was_expected_and_counts_at_the_end(new_terminal: Terminal) -> None:
    lines = "\n".join(json.dumps(each) for each in (EMERGENCY, QUIET, OPEN))
    typed = new_terminal("watch", "--vignette", "-", stdin=lines)
    assert typed.code == 0, typed.err
    assert "quiet: tier T1 expected, none came" in typed.out
    assert "3 cases: T0 1, T3 1, none 1. As expected: 1 of 2." in typed.out
    assert "does not check everything" in typed.out  # a quiet case never reads as good news
    assert "No clinician has reviewed" in typed.out


def test_a_bad_file_is_refused_whole(new_terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(json.dumps(EMERGENCY) + '\n{"diary": [{"sign": "feverr"}]}\n', encoding="utf-8")
    typed = new_terminal("watch", "--vignette", path)
    message = refused(typed)
    for words in ("cases.jsonl", "line 2", "diary[0].sign", "Did you mean fever", "Nothing was run"):
        assert words in message
    assert typed.out == ""
    path.write_bytes(b'{"story": "caf\xe9"}')
    assert "UTF-8" in refused(new_terminal("watch", "--vignette", path))
    assert "no such file" in refused(new_terminal("watch", "--vignette", tmp_path / "none.json"))
    refused(new_terminal("watch", "--vignette", tmp_path))
    path.write_text("", encoding="utf-8")
    assert "no case" in refused(new_terminal("watch", "--vignette", path))


def test_no_other_option_goes_with_it(new_terminal: Terminal) -> None:
    assert "--sign" in refused(new_terminal("watch", "--vignette", "-", "--sign", "fever", stdin="{}"))
