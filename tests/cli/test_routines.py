"""Routines, breaks, activity and tries at the terminal."""

from __future__ import annotations

from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-11-20T13:05")


def test_an_idea_for_home_becomes_a_routine_that_rings_with_its_words(terminal: Terminal) -> None:
    assert "fluids: enough to drink" in terminal("plan", "routine", "--home", "list", *NOW).out
    assert terminal("plan", "routine", "--home", "fluids", *NOW).code == 0
    assert "Enough to drink: at 10:00 and 13:00 and 16:00" in terminal("plan", "routine", *NOW).out
    assert "13:00  Time for a drink, if it suits you." in terminal("due", *NOW).out
    own = terminal("plan", "routine", "Tea", "--home", "fluids", "--at", "17:00", "--prompt", "Tea?", *NOW)
    assert own.code == 0, own.err
    assert "17:00  Tea?" in terminal("due", *NOW).out
    assert "no idea for home" in refused(terminal("plan", "routine", "--home", "sauna", *NOW))


def test_breaks_show_an_idea_and_what_was_answered(terminal: Terminal) -> None:
    every = ("plan", "breaks", "--every", "50", "--weekdays", "fri", "--body", "arms")
    assert terminal(*every, "--now", "2026-11-20T08:00").code == 0
    later = ("--now", "2026-11-20T10:42")
    assert terminal("due", "--done", "1", *later).code == 0
    shown = terminal("plan", "breaks", *later).out
    assert "An idea: " in shown
    assert "2026-11-20  1 done, 0 not now, 1 nothing noted; about 50 minutes before answered ones" in shown
