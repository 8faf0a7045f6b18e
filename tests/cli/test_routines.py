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


def test_an_activity_is_noted_and_the_weeks_are_told(terminal: Terminal) -> None:
    assert "nothing noted" in terminal("activity", *NOW).out
    assert "A walk: 20 minutes, it felt good" in terminal("activity", "walk", "20", "--felt", "good", *NOW).out
    assert terminal("activity", "water", "--day", "2026-11-12", *NOW).code == 0
    assert terminal("activity", "physio", "30", "--at", "10:30", *NOW).code == 0
    listed = terminal("activity", *NOW).out
    assert "2026-11-12  Water exercise: done" in listed
    assert "week of 2026-11-16: 2 times, 50 minutes" in listed
    assert "week of 2026-11-09: 1 time, no minutes said" in listed
    assert "no activity" in refused(terminal("activity", "marathon", *NOW))
    assert "no number of minutes" in refused(terminal("activity", "walk", "0", *NOW))
    assert "not known" in refused(terminal("activity", "walk", "--felt", "great", *NOW))
    assert "not come yet" in refused(terminal("activity", "walk", "--at", "15:00", *NOW))
    assert "not come yet" in refused(terminal("activity", "walk", "--day", "2026-11-21", *NOW))


def test_a_try_is_planned_listed_and_ended(terminal: Terminal) -> None:
    assert "Nothing is being tried" in terminal("plan", "try", *NOW).out
    assert terminal("plan", "breaks", "--every", "40", *NOW).code == 0
    begun = terminal("plan", "try", "breaks", *NOW)
    assert "breaks while sitting, since 2026-11-20: look back on 2026-12-04" in begun.out, begun.err
    after = ("--now", "2026-12-04T10:00")
    assert "Look back at breaks while sitting" in terminal("due", *after).out
    told = terminal("plan", "try", *after).out
    assert "look back now: supple plan change 2026-11-20-" in told
    change = told.split()[-1]
    assert terminal("plan", "change", change, *after).code == 0
    assert terminal("plan", "try", "breaks", "--end", *after).code == 0
    assert "Nothing is being tried" in terminal("plan", "try", *after).out
    assert "no routine" in refused(terminal("plan", "try", "dancing", *NOW))


def test_doctor_tells_of_ringing_and_a_try_says_that_nothing_rings(terminal: Terminal) -> None:
    looked = terminal("doctor")
    assert looked.code == 0, looked.out
    for line in ("reminders run: no", "phones and browsers: 0 agreed", "last notice: none yet"):
        assert line in looked.out
    tried = terminal("doctor", "--ring", "--wait", "0")
    assert tried.code == 1
    assert "phones and browsers: not sent: nothing runs that rings" in tried.out


def test_what_is_not_given_stays_as_it_is_written_down(terminal: Terminal) -> None:
    terminal("plan", "routine", "Bedtime stretch", "--at", "21:30", "--habit", "after teeth", "--minutes", "10")
    shown = terminal("plan", "routine", "bedtime stretch").out
    assert "at 21:30, after teeth" in shown
    assert "Saved" not in shown
    terminal("plan", "routine", "Bedtime stretch", "--weekdays", "mon,thu")
    terminal("plan", "routine", "Bedtime stretch", "--every", "3")
    assert "at 21:30, after teeth" in terminal("plan", "routine").out
    terminal("plan", "breaks", "--every", "50", "--body", "relief", "--from", "10:00")
    terminal("plan", "breaks", "--every", "45")
    assert "Every 45 minutes from 10:00 to 17:00, relief" in terminal("plan", "breaks").out


def test_a_year_that_no_diary_holds_is_refused_by_name(terminal: Terminal) -> None:
    assert "--now" in refused(terminal("due", "--now", "9999-12-31"))
    assert "--now" in refused(terminal("due", "--now", "0001-01-01"))
    assert "--day" in refused(terminal("activity", "walk", "10", "--day", "0001-01-01"))
