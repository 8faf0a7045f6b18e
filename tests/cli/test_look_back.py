"""`supple look-back`: the week in the terminal, as JSON, and switched off."""

from __future__ import annotations

import json

from tests.cli.terminal import Terminal, refused
from tests.docs.test_json_fields import DOCUMENTED, fields_of

NOW = ("--now", "2026-11-22T09:30")


def test_a_week_in_words_and_as_json(terminal: Terminal) -> None:
    for day in (18, 19, 20):
        assert terminal("note", "stretched, stiffness 4", "--now", f"2026-11-{day}T18:00").code == 0
    told = terminal("look-back", *NOW)
    assert told.code == 0, told.err
    assert "Monday 16 November to Sunday 22 November 2026, looking back" in told.out
    assert "- You noted on 3 days. That is 3 days your team can see." in told.out
    assert "○○●●●○○" in told.out
    made = json.loads(terminal("look-back", "--json", *NOW).out)
    assert (made["days_noted"], made["hard"], made["better"]) == (3, None, [])
    assert fields_of(made) <= DOCUMENTED["supple.look-back/1"] | {"better", "habits", "wins"}
    earlier = terminal("look-back", "--until", "2026-11-15", *NOW)
    assert "Nothing was noted in these seven days." in earlier.out


def test_it_can_be_switched_off_and_on_and_nothing_is_lost(terminal: Terminal) -> None:
    terminal("note", "stiffness 4", *NOW)
    before = terminal.entries()
    assert "switched off" in terminal("look-back", "--off", *NOW).out
    assert json.loads(terminal("look-back", "--json", *NOW).out) == {"schema": "supple.look-back/1", "is_on": False}
    assert "You noted on 1 day." in terminal("look-back", "--on", *NOW).out
    assert terminal.entries() == before


def test_a_day_that_is_none_is_refused(terminal: Terminal) -> None:
    assert "'soon' is no day" in refused(terminal("look-back", "--until", "soon", "--off"))
    assert "up to today" in refused(terminal("look-back", "--until", "2026-11-23", "--off", *NOW))
    assert "switched off" not in terminal("look-back", *NOW).out, "nothing was written"
