"""`supple tap`, `as-yesterday`, `catch-up`, `pause`: what they keep, what they refuse, and that no alert is muted."""

from __future__ import annotations

import json

from tests.cli.terminal import Terminal, refused

YESTERDAY, TODAY = "2026-11-26T20:00", "2026-11-27T10:00"


def entries(terminal: Terminal) -> str:
    return terminal("timeline", "--now", TODAY).out


def test_one_spasm_at_three_with_its_place(terminal: Terminal) -> None:
    said = terminal(
        "tap", "spasm", "--part", "calf", "--side", "left", "--strength", "severe", "--now", "2026-11-27T03:12"
    )
    assert said.code == 0, said.err
    assert "Spasms in the night: 1, severe, left calf" in said.out
    look = json.loads(terminal("look", "--json", "--now", TODAY).out)
    assert look["daily"][-1]["night_spasms"] == 1


def test_as_yesterday_says_what_it_keeps_and_a_dry_run_keeps_nothing(terminal: Terminal) -> None:
    terminal("check-in", "--stiffness", "4", "--spasms-day", "3", "--factor", "heat", "--now", YESTERDAY)
    before = entries(terminal)
    tried = terminal("as-yesterday", "--dry-run", "--now", TODAY)
    assert "Would be noted for 2026-11-27" in tried.out
    assert entries(terminal) == before
    kept = terminal("as-yesterday", "--now", TODAY)
    assert kept.out.splitlines()[0].strip() == "Stiffness 4 of 10"
    today = entries(terminal).split("Thursday")[0]
    assert "Stiffness 4 of 10" in today
    assert "Spasms" not in today
    assert "Heat" not in today
    assert "nothing that can be said again" in refused(
        terminal("as-yesterday", "--day", "2026-11-20", "--now", TODAY)
    )


def test_an_earlier_day_by_a_comparison_and_the_list_of_the_last_days(terminal: Terminal) -> None:
    terminal("check-in", "--stiffness", "4", "--now", "2026-11-24T20:00")
    assert "Thu 2026-11-26  open" in terminal("catch-up", "--now", TODAY).out
    done = terminal("catch-up", "2026-11-26", "--than-before", "worse", "--now", TODAY)
    assert "Stiffness worse than the day before" in done.out
    shown = terminal("catch-up", "--now", TODAY).out
    assert "Thu 2026-11-26  Stiffness worse than the day before" in shown
    assert "Wed 2026-11-25  open" in shown


def test_a_pause_asks_nothing_ends_and_mutes_no_alert(terminal: Terminal) -> None:
    terminal("check-in", "--stiffness", "4", "--now", "2026-11-24T20:00")
    terminal("note", "I fell and hit my head", "--now", TODAY)
    loud = terminal("watch", "--now", TODAY).out
    assert "Alerts are worked out as ever" in terminal("pause", "--since", "2026-11-25", "--now", TODAY).out
    assert terminal("watch", "--now", TODAY).out == loud
    shown = terminal("catch-up", "--now", TODAY).out
    assert "open" not in shown.replace("stays open", "")
    assert "a day of rest" in shown
    assert "has ended" in terminal("pause", "--end", "--now", TODAY).out
    assert "No pause is running" in terminal("pause", "--end", "--now", TODAY).out


def test_bad_input_says_what_to_do_and_keeps_nothing(terminal: Terminal) -> None:
    before = entries(terminal)
    assert "Known: spasm, cramp, clonus" in refused(terminal("tap", "fall"))
    assert "--part" in refused(terminal("tap", "spasm", "--side", "left"))
    assert "--strength" in refused(terminal("tap", "spasm", "--strength", "awful"))
    assert "for which day" in refused(terminal("catch-up", "--stiffness", "3"))
    assert "not come yet" in refused(terminal("catch-up", "2027-01-01", "--stiffness", "3", "--now", TODAY))
    assert "outside the scale" in refused(terminal("catch-up", "2026-11-26", "--stiffness", "12", "--now", TODAY))
    assert "not a day" in refused(terminal("catch-up", "tomorrow", "--stiffness", "3", "--now", TODAY))
    assert "before it begins" in refused(terminal("pause", "--until", "2026-11-01", "--now", TODAY))
    assert "--end" in refused(terminal("pause", "--end", "--until", "2026-12-01", "--now", TODAY))
    assert entries(terminal) == before
