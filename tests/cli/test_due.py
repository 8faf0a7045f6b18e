"""`supple due`: what is due now, answered by its number; with one wrong number nothing is written."""

from __future__ import annotations

from tests.cli.terminal import Terminal, refused

EVENING = "2026-11-20T21:40"


def saved(terminal: Terminal) -> str:
    return terminal("timeline", "--now", "2026-11-20T23:00").out


def routine(terminal: Terminal, name: str, at: str) -> None:
    said = terminal("plan", "routine", name, "--at", at, "--now", "2026-11-20T12:00")
    assert said.code == 0, said.err


def test_several_are_answered_at_once(terminal: Terminal) -> None:
    routine(terminal, "calves", "21:30")
    routine(terminal, "hips", "21:00")
    shown = terminal("due", "--now", EVENING).out
    assert "1. 21:30  calves" in shown
    assert "2. 21:00  hips" in shown
    said = terminal("due", "--done", "1", "--skip", "2", "--now", EVENING)
    assert said.code == 0, said.err
    assert said.out.count("Saved:") == 2
    assert "Nothing that was written down is due" in terminal("due", "--now", EVENING).out


def test_one_wrong_number_among_several_writes_nothing(terminal: Terminal) -> None:
    routine(terminal, "calves", "21:30")
    before = saved(terminal)
    for wrong in (("--done", "9"), ("--skip", "0"), ("--later", "1"), ("--done", "9" * 5000)):
        said = terminal("due", "--done", "1", *wrong, "--now", EVENING)
        assert said.code == 2
        assert "Saved" not in said.out
    assert saved(terminal) == before
    assert "no number in the list" in refused(terminal("due", "--done", "9", "--now", EVENING))


def test_a_number_of_thousands_of_digits_is_refused_as_any_other(terminal: Terminal) -> None:
    for option in ("--every", "--minutes", "--sets", "--hold", "--extra-sets"):
        assert "write" in refused(terminal("plan", "routine", "calves", option, "9" * 5000, "--now", EVENING))
    assert "20 to 180" in refused(terminal("plan", "breaks", "--every", "9" * 5000, "--now", EVENING))


def test_a_skipped_one_may_say_why(terminal: Terminal) -> None:
    routine(terminal, "calves", "21:30")
    before = saved(terminal)
    assert "choose a reason" in refused(terminal("due", "--skip", "1", "--why", "moonlight", "--now", EVENING))
    assert "goes with" in refused(terminal("due", "--done", "1", "--why", "tired", "--now", EVENING))
    assert saved(terminal) == before
    said = terminal("due", "--skip", "1", "--why", "tired", "--now", EVENING)
    assert said.code == 0, said.err
    assert "too tired" in said.out
