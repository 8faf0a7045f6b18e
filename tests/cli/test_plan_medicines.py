"""A medicine as prescribed, its steps and what was said of them, from the terminal."""

from __future__ import annotations

import pytest
from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-05-10T09:00")
BACLOFEN = ("plan", "medicine", "baclofen", "--strength", "10", "--unit", "mg", "--by", "Dr Ahmed", *NOW)
FROM = ("--from", "2026-05-01")


def test_a_prescription_is_kept_and_shown(terminal: Terminal) -> None:
    times = ("--each", "one tablet", "--at", "08:00", "--at", "22:00", "--food", "with")
    said = terminal(*BACLOFEN, *times, *FROM)
    assert said.code == 0, said.err
    assert "Noted." in said.out
    shown = terminal("plan", "show", *NOW).out
    assert "baclofen – 10 mg; one tablet at 08:00 and 22:00; with food; prescribed by Dr Ahmed" in shown
    assert "since 2026-05-01" in shown


def test_as_needed_with_its_bounds(terminal: Terminal) -> None:
    said = terminal("plan", "medicine", "own spray", "--as-needed", "--not-before", "6", "--most", "3", *NOW)
    assert said.code == 0, said.err
    assert "as needed, not before 6 hours have passed, at most 3 in a day" in terminal("plan", "show", *NOW).out


def test_a_ladder_and_a_hold_of_it(terminal: Terminal) -> None:
    steps = (
        "--step",
        "5 mg at night for 7 days",
        "--step",
        "5 mg twice a day",
        "--step",
        "10 mg twice",
        "--every",
        "3",
    )
    assert "Step 3, 2026-05-11 on, no end is written: 10 mg twice" in terminal(*BACLOFEN, *FROM, *steps).out
    shown = terminal("plan", "show", *NOW).out
    assert "Step 2 of 3, since 8 May 2026: 5 mg twice a day" in shown
    assert "Next on 11 May 2026: 10 mg twice" in shown
    hold = ("plan", "ladder", "baclofen", "hold", "--days", "7", "--by", "MS nurse", "--said", "2026-05-09", *NOW)
    assert "Step 3, 2026-05-18 on" in terminal(*hold).out
    shown = terminal("plan", "show", *NOW).out
    assert "MS nurse said so on 9 May 2026" in shown
    assert "Next on 18 May 2026: 10 mg twice" in shown


def test_steps_with_set_times_are_asked_about_and_said_once(terminal: Terminal) -> None:
    both = (*BACLOFEN, *FROM, "--step", "25 mg at night", "--at", "08:00", "--at", "22:00")
    assert "--confirm times" in refused(terminal(*both))
    assert terminal.entries() == 0
    assert terminal(*both, "--confirm", "times").code == 0
    doses = terminal("plan", "doses", *NOW).out
    assert "baclofen, step 1: 25 mg at night" in doses
    assert doses.count("25 mg") == 1
    assert doses.count("as prescribed: not noted") == 2


def test_a_name_alone_is_due_on_no_day(terminal: Terminal) -> None:
    terminal("plan", "medicine", "baclofen", *FROM, *NOW)
    doses = terminal("plan", "doses", *NOW).out
    assert "baclofen: no times are written down" in doses
    assert "not noted" not in doses


def test_a_pair_that_should_not_meet_is_said_right_after_it_was_noted(terminal: Terminal) -> None:
    assert "These two" not in terminal("plan", "medicine", "Zanaflex", *NOW).out
    said = terminal("plan", "medicine", "Ciproxin", *NOW).out
    assert (
        "These two are in the plan: Ciproxin and Zanaflex. Tizanidine with ciprofloxacin." in said.split("Noted.")[1]
    )
    assert "ask your pharmacist or prescriber today" in said
    assert (
        "These two" not in terminal("plan", "medicine", "Ciproxin", "--ended", "2026-05-10", "--by", "GP", *NOW).out
    )


def test_a_name_that_is_in_no_list_is_said_to_meet_nothing(terminal: Terminal) -> None:
    words = "Supple does not know this name, so it looks for no pair."
    assert words in terminal("plan", "medicine", "own mix", *NOW).out
    assert words not in terminal("plan", "medicine", "Lioresal", *NOW).out


def test_a_dry_run_prints_how_it_was_read_and_keeps_nothing(terminal: Terminal) -> None:
    dry = terminal(*BACLOFEN, "--step", "5 mg for 2 weeks", "--dry-run")
    assert dry.code == 0, dry.err
    assert "Step 1, 2026-05-10 to 2026-05-23: 5 mg" in dry.out
    assert terminal.entries() == 0


def test_an_end_needs_who_said_so_and_says_what_is_known_of_a_sudden_one(terminal: Terminal) -> None:
    terminal(*BACLOFEN, *FROM)
    ending = ("plan", "medicine", "Baclofen", "--ended", "2026-05-09", *NOW)
    assert "--by" in refused(terminal(*ending))
    ended = terminal(*ending, "--by", "Dr Ahmed")
    assert ended.code == 0, ended.err
    assert "can be dangerous" in ended.out
    assert "Nothing is written down." in terminal("plan", "show", *NOW).out
    assert "baclofen" in terminal("plan", "show", "--day", "2026-05-08", *NOW).out


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("--strength", "2,5"), "--strength"),
        (("--unit", "micrograms"), "--unit"),
        (("--at", "at noon"), "--at"),
        (("--food", "sometimes"), "--food"),
        (("--most", "3"), "--most"),
        (("--from", "1 May"), "--from"),
        (("--step", "5 mg for 3"), "--step"),
        (("--step", "5 mg", "--step", "10 mg"), "--step"),
        (("--every", "x", "--step", "5 mg"), "--every"),
        (("--ended", "2026-05-09"), "--ended"),
    ],
)
def test_bad_input_names_its_option_and_keeps_nothing(
    words: tuple[str, ...], option: str, terminal: Terminal
) -> None:
    assert option in refused(terminal(*BACLOFEN, *words))
    assert terminal.entries() == 0


def test_an_unlikely_unit_is_kept_once_it_is_confirmed(terminal: Terminal) -> None:
    odd = ("plan", "medicine", "tizanidine", "--strength", "2", "--unit", "micrograms", *NOW)
    assert "--confirm strength_unit" in refused(terminal(*odd))
    assert terminal(*odd, "--confirm", "strength_unit").code == 0
    assert "tizanidine – 2 micrograms" in terminal("plan", "show", *NOW).out


def test_a_move_without_steps_is_refused(terminal: Terminal) -> None:
    terminal(*BACLOFEN)
    assert "No steps" in refused(terminal("plan", "ladder", "baclofen", "stay", "--by", "MS nurse", *NOW))
    assert "MOVE" in refused(terminal("plan", "ladder", "baclofen", "jump", "--by", "MS nurse", *NOW))


def test_a_name_alone_does_not_take_the_place_of_a_prescription(terminal: Terminal) -> None:
    alone = ("plan", "medicine", "baclofen", *NOW)
    assert terminal(*alone, "--dry-run").code == 0, "a name alone may be all that is known of a medicine"
    terminal(*BACLOFEN, *FROM)
    before = terminal.entries()
    for more in ((), ("--by", "GP"), FROM):
        assert "Write what is prescribed" in refused(terminal(*alone, *more))
    assert terminal.entries() == before


def test_of_two_lines_of_one_medicine_it_is_asked_which(terminal: Terminal) -> None:
    for name, at in (("Baclofen 10 mg", "08:00"), ("Baclofen 5 mg", "14:00")):
        terminal("plan", "medicine", name, "--each", "one tablet", "--at", at, *FROM, *NOW)
    later = ("--now", "2026-05-10T15:00")
    asked = refused(terminal("plan", "dose", "baclofen", "taken", *later))
    assert "Write which one: Baclofen 10 mg or Baclofen 5 mg" in asked
    assert terminal("plan", "dose", "baclofen 5 mg", "taken", *later).code == 0
