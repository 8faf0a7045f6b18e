"""`supple plan pump`, `refill`, `programme`, `bolus`, `pump-setup`: the print-out in the terminal."""

from __future__ import annotations

import pytest
from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-05-10T12:00")
REFILL = ("plan", "refill", "--on", "2026-05-01", "--concentration", "2000", "--volume", "20", "--daily", "250",
          "--expected-residual", "3", "--found-residual", "3.4", "--alarm-date", "2026-09-20")  # fmt: skip


def test_a_refill_is_counted_at_once_and_shown_again(terminal: Terminal) -> None:
    """(20 − 2) mL × 2000 / 250 micrograms = 144 days from 1 May: 22 September, two days after the clinic's date."""
    done = terminal(*REFILL, *NOW)
    assert done.code == 0, done.err
    shown = terminal("plan", "pump", *NOW)
    assert shown.code == 0
    for out in (done.out, shown.out):
        assert "It may be low on Sunday 20 September 2026: 133 days left" in out
        assert "Estimate: 2026-09-22. Clinic's alarm date: 2026-09-20." in out
        assert "2 mL, a usual setting, is assumed" in out
    assert "concentration: 2000 micrograms per mL" in shown.out


def test_a_dry_run_shows_and_stores_nothing(terminal: Terminal) -> None:
    before = terminal.entries()
    done = terminal(*REFILL, "--step", "00:00-20:00=150", "--step", "20:00=100", "--dry-run", *NOW)
    assert done.code == 0, done.err
    assert "00:00 + 1200 min: 150; 20:00 + 240 min: 100" in done.out
    assert terminal.entries() == before


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (("refill",), "--on"),
        (("refill", "--on", "2026-05-41"), "--on"),
        (("refill", "--on", "2026-05-01", "--daily", "0.25 mg"), "--daily"),
        (("refill", "--on", "2026-05-01", "--volume", "19,5"), "--volume"),
        (("refill", "--on", "2026-05-01", "--step", "all day"), "--step"),
        (("refill", "--on", "2026-05-01", "--step", "8-20=100"), "--step"),
        (("programme", "--on", "2026-05-01"), "--daily"),
        (("bolus", "--on", "2026-05-01"), "--micrograms"),
        (("pump-setup", "--make", "pumpo"), "--make"),
        (("pump-setup", "--battery-end", "soon"), "--battery-end"),
        (("pump-setup",), "nothing was given"),
        (("pump-confirm", "daily_dose_mcg"), "nothing is asked"),
    ],
)
def test_bad_input_names_the_option_and_stores_nothing(
    words: tuple[str, ...], option: str, terminal: Terminal
) -> None:
    before = terminal.entries()
    assert option in refused(terminal("plan", *words, *NOW))
    assert terminal.entries() == before


def test_a_slip_is_asked_about_first_and_kept_once_confirmed(terminal: Terminal) -> None:
    odd = [word if word != "250" else "0.25" for word in REFILL]
    before = terminal.entries()
    assert "mixed up" in terminal(*odd, "--dry-run", *NOW).out
    assert "Are milligrams and micrograms mixed up?" in refused(terminal(*odd, *NOW))
    assert terminal.entries() == before
    assert terminal(*odd, "--confirm", "daily_dose_mcg", *NOW).code == 0
    shown = terminal("plan", "pump", "--now", "2026-05-10T12:10").out
    assert "micrograms a day. Are" not in shown
    assert "daily dose: 0.25 micrograms" in shown


def test_an_entry_is_put_right_and_the_same_once_more_changes_nothing(terminal: Terminal) -> None:
    wrong = [word if word != "250" else "520" for word in REFILL]
    assert terminal(*wrong, *NOW).code == 0
    before = terminal.entries()
    right = ("plan", "refill", "--put-right", "2026-05-01", "--daily", "250", *NOW)
    done = terminal(*right)
    assert done.code == 0, done.err
    assert "It may be low on Sunday 20 September 2026" in done.out
    assert "daily dose: 250 micrograms" in terminal("plan", "pump", *NOW).out
    assert terminal.entries() == before + 1, "the old one stays in the history"
    assert "written down already" in terminal(*right).out
    assert "written down already" in terminal(*REFILL, *NOW).out
    assert terminal.entries() == before + 1
    assert "--put-right" in refused(terminal("plan", "bolus", "--put-right", "2026-05-01", *NOW))


def test_a_pump_that_was_taken_out_is_counted_no_more(terminal: Terminal) -> None:
    assert terminal(*REFILL, *NOW).code == 0
    shown = terminal("plan", "pump-end", "--on", "2026-05-10", "--by", "Pump clinic", "--dry-run", *NOW)
    assert "who said so: Pump clinic" in shown.out
    assert terminal("plan", "pump-end", "--on", "2026-05-10", "--by", "Pump clinic", *NOW).code == 0
    assert "No pump is written down" in terminal("plan", "pump", *NOW).out


def test_with_no_pump_it_says_so(terminal: Terminal) -> None:
    done = terminal("plan", "pump", *NOW)
    assert done.code == 0
    assert "No pump is written down" in done.out
    assert "Reviewed by a clinician: nobody yet" in done.out
