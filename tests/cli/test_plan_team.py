"""The team, allergies, what to say and the card, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.terminal import Terminal, refused

DAY = ("--now", "2026-11-20T10:00")  # a Friday
LATER = ("--now", "2026-11-20T10:05")
NIGHT = ("--now", "2026-11-20T23:00")


def test_the_team_is_kept_listed_changed_and_crossed_off(terminal: Terminal) -> None:
    done = terminal(
        "plan", "team-add", "Nurse Ellis", "--role", "MS nurse", "--phone", "020 7946 0333",
        "--hours", "Mon-Fri 8:30-17:00", *DAY,
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "MS nurse, 020 7946 0333, Mon–Fri 08:30–17:00" in done.out
    assert "Open now, until 17:00" in terminal("plan", "team", *DAY).out
    assert "Closed now. Opens Monday at 08:30" in terminal("plan", "team", *NIGHT).out
    assert terminal("plan", "team-change", "nurse ellis", "--hours", "any time", *LATER).code == 0
    told = terminal("plan", "team", *NIGHT).out
    assert "MS nurse; 020 7946 0333; Answers at any time" in told
    assert terminal("plan", "team-end", "Nurse Ellis", *NIGHT).code == 0
    assert "Nobody is written down" in terminal("plan", "team", *NIGHT).out


def test_bad_input_is_one_message_and_nothing_is_kept(terminal: Terminal) -> None:
    before = terminal.entries()
    assert "choose what they do" in refused(terminal("plan", "team-add", "X", "--role", "wizard"))
    assert "morning or the afternoon" in refused(
        terminal("plan", "team-add", "X", "--role", "carer", "--hours", "Mon 9-5")
    )
    assert "with digits" in refused(terminal("plan", "team-add", "X", "--role", "carer", "--phone", "ask me"))
    assert "nobody of this name" in refused(terminal("plan", "team-change", "X", "--phone", "1 2"))
    assert "nothing of this name" in refused(terminal("plan", "team-end", "X"))
    assert "which allergy" in refused(terminal("plan", "allergy", "--end"))
    assert "either an allergy" in refused(terminal("plan", "allergy", "x", "--none-known"))
    assert "no alert of the rule" in refused(terminal("watch", "--script", "R16"))
    assert "a .pdf or a .png" in refused(terminal("card", "--wallet", "card.txt"))
    assert "is a .png" in refused(terminal("card", "--phone", "card.pdf"))
    assert "cannot stand on the card" in refused(terminal("card", "--with", "shoe size"))
    assert terminal.entries() == before


def test_an_alert_says_whom_to_ring_by_the_hour_and_what_to_say(terminal: Terminal) -> None:
    terminal("plan", "team-add", "Dr Patel", "--role", "GP", "--phone", "0100", "--hours", "weekdays 8-18", *DAY)
    terminal(
        "plan", "team-add", "Night line", "--role", "urgent_line", "--phone", "0200", "--hours", "any time", *DAY
    )
    terminal("plan", "allergy", "penicillin", "--words", "rash", *DAY)
    terminal("note", "fever 38.6", *DAY)
    day, night = terminal("watch", *DAY).out, terminal("watch", *NIGHT).out
    assert day.index("Dr Patel: 0100") < day.index("Night line: 0200")
    assert night.index("Night line: 0200") < night.index("Dr Patel: 0100 (GP; Closed now. Opens Monday at 08:00)")
    assert "Dr Patel: 0100" in terminal("look", *DAY).out
    told = terminal("watch", "--script", "r16", *DAY)
    assert told.code == 0, told.err
    assert "I am allergic to penicillin (rash). What should we do now?" in told.out
    as_json = json.loads(terminal("watch", "--script", "R16", "--json", *DAY).out)
    assert as_json["text"] == told.out.strip() == " ".join(as_json["sentences"])


def test_allergies(terminal: Terminal) -> None:
    assert terminal("plan", "allergy", *DAY).out == "Not noted.\n"
    assert terminal("plan", "allergy", "--none-known", *DAY).code == 0
    assert terminal("plan", "allergy", *DAY).out == "None known, as you said.\n"
    terminal("plan", "allergy", "latex", *DAY)
    assert terminal("plan", "allergy", *DAY).out == "latex\n"
    assert terminal("plan", "allergy", "latex", "--end", *NIGHT).code == 0


def test_the_card_is_written_and_its_age_is_told(terminal: Terminal, tmp_path: Path) -> None:
    shown = terminal("card", *DAY)
    assert "Allergies: not noted" in shown.out
    wallet, phone = tmp_path / "card.pdf", tmp_path / "card.png"
    done = terminal("card", "--wallet", wallet, "--phone", phone, "--with", "name", "--with", "allergies", *DAY)
    assert done.code == 0, done.err
    assert wallet.read_bytes().startswith(b"%PDF-")
    assert phone.read_bytes().startswith(b"\x89PNG")
    assert wallet.stat().st_mode & 0o077 == 0
    assert "Made on 2026-11-20. Check after 2027-02-18." in done.out
    assert "out of date" not in terminal("card", *DAY).out
    terminal("plan", "allergy", "latex", *DAY)
    assert "The card made on 2026-11-20 may be out of date." in terminal("card", *DAY).out
    assert "cannot write" in refused(terminal("card", "--wallet", tmp_path / "no" / "card.pdf", *DAY))
