"""Goals, visits, decisions, aids and the sheet at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-11-20T09:00")
LATER = ("--now", "2026-11-20T10:00")
LATEST = ("--now", "2026-11-20T10:20")


def test_a_goal_and_its_level_are_kept_and_listed(terminal: Terminal) -> None:
    done = terminal("plan", "goal", "walk to the shop", "--area", "walking", "--by", "2026-12-24", *NOW)
    assert done.code == 0, done.err
    said = terminal("plan", "attained", "Walk to the shop", "-1", *LATER)
    assert said.code == 0, said.err
    assert "a little less than hoped" in said.out
    listed = terminal("plan", "goal", *LATER).out
    assert "walk to the shop, since 2026-11-20" in listed
    assert "2026-11-20: -1, a little less than hoped" in listed
    right = terminal("plan", "goal", "walk to the shop", "--put-right", "Walk to the park", *LATEST)
    assert right.code == 0, right.err
    listed = terminal("plan", "goal", *LATEST).out
    assert "Walk to the park, since 2026-11-20" in listed
    assert "before, from 2026-11-20: walk to the shop" in listed
    assert "a little less than hoped" in listed, "its levels stay"
    again = terminal("plan", "goal", "walk to the park", "--put-right", "Walk to the park", *LATEST)
    assert "Nothing was changed" in again.out
    assert "no goal" in refused(terminal("plan", "goal", "another", "--put-right", "x", *LATER))
    assert "five levels" in refused(terminal("plan", "attained", "walk to the shop", "3", *LATER))
    assert "no goal" in refused(terminal("plan", "attained", "another", "0", *LATER))
    assert "LEVEL" in refused(terminal("plan", "attained", "walk to the shop", "well", *LATER))


def test_what_was_decided_goes_to_the_last_visit(terminal: Terminal) -> None:
    assert "no such visit" in refused(terminal("plan", "decided", "referral", *NOW))
    for name, day in (("MS nurse", "2026-09-01"), ("Dr Patel", "2026-11-10"), ("MS nurse", "2026-12-20")):
        assert terminal("plan", "visit", name, "--on", day, *NOW).code == 0
    terminal("plan", "question", "Why at night?", *NOW)
    said = terminal("plan", "decided", "medicine changed", "--words", "see letter", *LATER)
    assert "Dr Patel: a medicine changed – see letter" in said.out, said.err
    listed = terminal("plan", "visit", *LATER).out
    assert listed.splitlines() == [
        "2026-09-01  MS nurse",
        "2026-11-10  Dr Patel: a medicine changed – see letter",
        "2026-12-20  MS nurse",
        "To ask: Why at night?",
    ]
    assert "Take that back first" in refused(terminal("plan", "decided", "nothing_changed", *LATER))
    assert "on which day" in refused(terminal("plan", "visit", "Dr Patel", *NOW))


def test_an_aid_and_the_sheet(terminal: Terminal, tmp_path: Path) -> None:
    done = terminal("plan", "aid", "night splint", "--kind", "splint", "--uses-stiffness", "standing", *NOW)
    assert done.code == 0, done.err
    assert "night splint, since 2026-11-20" in terminal("plan", "aid", *LATER).out
    assert "choose what it is" in refused(terminal("plan", "aid", "x", "--kind", "rocket", *NOW))
    out = tmp_path / "plan.pdf"
    assert terminal("plan", "sheet", "--out", out, *LATER).code == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert out.stat().st_mode & 0o077 == 0, "only its owner reads it"
    sheet = json.loads(terminal("plan", "sheet", "--json", *LATER).out)
    assert [section["id"] for section in sheet["sections"]] == ["aid"]
    assert "where to" in refused(terminal("plan", "sheet"))
    assert "cannot write" in refused(terminal("plan", "sheet", "--out", tmp_path / "no" / "plan.pdf", *LATER))
