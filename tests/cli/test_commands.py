"""The commands as the README and the tutorial give them."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import SUPPLE, Terminal, refused

NOTE = "extra stiff after poor sleep, 7/10 left calf, 3 spasms in the night"


def test_a_note_is_said_back_and_kept(terminal: Terminal) -> None:
    said = terminal("note", NOTE, "--now", "2026-11-20T09:00")
    assert said.code == 0, said.err
    assert "7" in said.out
    assert "Noted." in said.out
    shown = terminal("timeline").out
    assert NOTE in shown  # the words themselves are kept
    assert "calf" in shown


def test_a_dry_run_stores_nothing_and_prints_the_reading(new_terminal: Terminal) -> None:
    done = new_terminal("note", NOTE, "--dry-run", "--json", "--now", "2026-11-20T09:00")
    reading = json.loads(done.out)
    assert reading["kept"] is False
    codes = {fact.get("code") for fact in reading["facts"]}
    assert {"stiffness", "poor_sleep", "spasms"} <= codes
    assert not new_terminal.folder.exists()


def test_a_check_in_leaves_unanswered_unanswered(terminal: Terminal) -> None:
    done = terminal(
        "check-in", "--stiffness", "6", "--factor", "poor sleep", "--no-factor", "heat", "--now", "2026-11-20T20:00"
    )
    assert done.code == 0, done.err
    look = json.loads(terminal("look", "--json", "--now", "2026-11-20T21:00").out)
    (day,) = look["daily"]
    assert day["stiffness_now"] == 6
    assert day["poor_sleep"] is True
    assert day["heat"] is False
    assert "stress" not in day
    assert "pain" not in day


def test_a_check_in_out_of_range_is_refused(terminal: Terminal) -> None:
    assert "--stiffness" in refused(terminal("check-in", "--stiffness", "11"))
    assert "nothing was given" in refused(terminal("check-in"))
    assert "no-such-thing" in refused(terminal("check-in", "--factor", "no-such-thing"))


def test_importing_twice_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text(terminal("import", "--template").out, encoding="utf-8")
    dry = json.loads(terminal("import", file, "--dry-run", "--json").out)
    first = json.loads(terminal("import", file, "--json").out)
    again = json.loads(terminal("import", file, "--json").out)
    assert dry["dry_run"] is True
    assert dry["new"] == first["new"] > 0
    assert (again["new"], again["same"], again["conflicts"]) == (0, first["new"], 0)
    assert dry["daily"] == first["daily"]


def test_export_and_import_bring_everything_back(terminal: Terminal, tmp_path: Path) -> None:
    terminal("note", NOTE, "--now", "2026-11-20T09:00")
    out = tmp_path / "everything.zip"
    assert terminal("export", "--out", out).code == 0
    other = Terminal(tmp_path / "other")
    done = other("import", out, "--json")
    assert done.code == 0, done.err
    assert json.loads(done.out)["new"] > 0
    assert NOTE in other("timeline").out
    assert json.loads(other("import", out, "--json").out)["new"] == 0


def test_erasing_asks_for_the_name(terminal: Terminal, tmp_path: Path) -> None:
    terminal("note", NOTE)
    refused(terminal("erase", "--yes-erase", "somebody else"))
    assert NOTE in terminal("timeline").out
    done = terminal("erase", "--yes-erase", "Me", "--receipt", tmp_path / "receipt.txt")
    assert done.code == 0, done.err
    assert "Notes: 1" in done.out
    assert "Receipt" in (tmp_path / "receipt.txt").read_text(encoding="utf-8")


def test_a_report_is_the_same_to_the_byte(terminal: Terminal, tmp_path: Path) -> None:
    terminal("simulate", "--people", "1", "--days", "60", "--seed", "3", "--out", tmp_path / "people")
    file = next((tmp_path / "people").glob("*.csv"))
    made = []
    for name in ("a.pdf", "b.pdf"):
        done = terminal("report", file, "--pdf", tmp_path / name, "--now", "2100-01-01T10:00", "--question", "Why?")
        assert done.code == 0, done.err
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert made[0].startswith(b"%PDF")


def a_warm_diary(tmp_path: Path) -> Path:
    """Heat goes with stiffer days, music with nothing, and there was hardly any travel."""
    import random
    from datetime import date, timedelta

    chance = random.Random(3)
    rows = ["day,stiffness,heat,own:music,travel"]
    for i in range(120):
        hot, music = chance.random() < 0.3, chance.random() < 0.4
        stiff = 4 + 2 * hot + chance.choice((-1, 0, 0, 1))
        day = date(2026, 7, 20) + timedelta(days=i)
        rows.append(f"{day},{stiff},{'yes' if hot else 'no'},{'yes' if music else 'no'},{'no' if i % 40 else 'yes'}")
    file = tmp_path / "heat.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_insight_tells_what_would_make_it_clearer_and_how_lucky_it_could_be(
    new_terminal: Terminal, tmp_path: Path
) -> None:
    file = a_warm_diary(tmp_path)
    told = new_terminal("insight", file, "--outcome", "stiffness", "--now", "2026-11-20T09:00")
    assert told.code == 0, told.err
    assert "To make it clearer: It takes at least 2 days more on which it was there." in told.out
    assert "Next step" in told.out
    assert "lucky" not in told.out, "it takes a while, so it is only worked out when asked for"
    plain = json.loads(new_terminal("insight", file, "--json", "--now", "2026-11-20T09:00").out)
    assert plain["luck"] is None
    lucky = new_terminal("insight", file, "--luck", "--now", "2026-11-20T09:00")
    assert "How lucky could this be? Of " in lucky.out
    whole = json.loads(new_terminal("insight", file, "--luck", "--json", "--now", "2026-11-20T09:00").out)
    assert whole["luck"]["fakes"] > whole["luck"]["rounds"] > 0
    assert whole["findings"] == plain["findings"]
    heat = next(one for one in whole["findings"] if one["factor"] == "heat")
    assert heat["verdict"] == "clear"
    assert "lots decide" in heat["next_step"]
    assert not new_terminal.folder.exists()


def test_a_part_of_the_day_is_looked_at_by_its_column_or_in_words(new_terminal: Terminal, tmp_path: Path) -> None:
    """Poor sleep comes before the morning; heat and late screens of that day do not."""
    import random
    from datetime import date, timedelta

    chance = random.Random(5)
    rows = ["day,stiffness_now#morning,stiffness in the evening,poor_sleep,heat,late_screen_time,own:cups of tea"]
    for i in range(100):
        slept_badly, hot, late = (chance.random() < 0.35 for _ in range(3))
        morning, evening = 3 + 2 * slept_badly + chance.choice((-1, 0, 1)), 5 + chance.choice((-1, 0, 1))
        day = date(2026, 7, 20) + timedelta(days=i)
        answers = ",".join("yes" if said else "no" for said in (slept_badly, hot, late))
        rows.append(f"{day},{morning},{evening},{answers},{chance.choice((1, 2, 4))}")
    file = tmp_path / "twice a day.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    at = ("--json", "--now", "2026-11-20T09:00")
    told = new_terminal("look", file, "--outcome", "stiffness_now#morning", *at)
    assert told.code == 0, told.err
    look = json.loads(told.out)
    assert look["outcome_label"] == "stiffness in the morning"
    found = {one["factor"]: one for one in look["findings"]}
    assert found["poor_sleep"]["verdict"] == "clear"
    assert found["poor_sleep"]["lag_days"] == 0
    assert 0 not in found["heat"]["lags"] + found["late_screen_time"]["lags"]
    assert not [factor for factor in found if factor.startswith("stiffness")], "never its own trigger"
    words = json.loads(new_terminal("insight", file, "--outcome", "Stiffness in the morning", *at).out)
    assert words["findings"] == look["findings"]
    assert (
        json.loads(new_terminal("insight", file, "--outcome", "own:cups of tea", *at).out)["outcome"]
        == "own:cups of tea"
    )
    assert "stiffness_now#evening" in refused(new_terminal("look", file, "--outcome", "moonlight", *at))


def test_a_finding_of_the_stored_diary_is_marked_and_the_mark_taken_back(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("import", a_warm_diary(tmp_path)).code == 0
    at = ("--now", "2026-11-20T09:00")
    before = json.loads(terminal("insight", "--json", *at).out)
    assert before["marks"] == {}
    said = terminal("mark", "heat", "fits", *at)
    assert said.code == 0, said.err
    assert "It changes no number" in said.out
    assert terminal("mark", "Music", "doesn't-fit", "--outcome", "stiffness", *at).code == 0
    after = json.loads(terminal("insight", "--json", "--luck", *at).out)
    assert after["marks"] == {"heat": "fits", "own:music": "doesn't fit"}
    assert after["findings"] == before["findings"]
    assert json.loads(terminal("look", "--json", *at).out)["luck"] == after["luck"], "it is kept"
    assert "Marked: heat fits." in terminal("look", *at).out
    assert terminal("mark", "heat", "--take-back", *at).code == 0
    assert json.loads(terminal("look", "--json", *at).out)["marks"] == {"own:music": "doesn't fit"}
    assert "nothing was said" in refused(terminal("mark", "heat", "--take-back", *at))
    assert "not a mark" in refused(terminal("mark", "heat", "hurts", *at))
    assert "nothing was said" in refused(terminal("mark", "heat", *at))
    assert "no finding about" in refused(terminal("mark", "moonlight", "fits", *at))


def test_signs_are_answered_at_once_and_need_no_diary(new_terminal: Terminal) -> None:
    done = new_terminal("watch", "--sign", "face_drop", "--json")
    assert json.loads(done.out)[0]["tier"] == "T0"
    nothing = new_terminal("watch", "--sign", "new_numbness", "--json")
    assert json.loads(nothing.out)[0]["tier"] in {"T0", "T1"}
    assert "no-such-sign" in refused(new_terminal("watch", "--sign", "no-such-sign"))
    assert not new_terminal.folder.exists()


def test_a_rule_is_explained_with_each_input_and_all_of_them_at_once(new_terminal: Terminal) -> None:
    new_terminal("note", "fever", "--now", "2026-11-20T09:00")
    at = ("--now", "2026-11-20T12:00")
    one = new_terminal("watch", "--explain", "r16", *at).out
    assert "fired at T1" in one
    assert "yes fever: yes" in one
    assert "?   body temperature: not noted" in one
    assert "body temperature 38 °C or more" in one
    every = new_terminal("watch", "--explain", "all", *at)
    assert every.out.index("Fired: R16 at T1") < every.out.index("R01 ")
    assert "I24" in every.out
    made = json.loads(new_terminal("watch", "--explain", "R01", "--json", *at).out)
    assert (made["schema"], made["rules"][0]["rule"]) == ("supple.explain/1", "R01")
    assert "R99" in refused(new_terminal("watch", "--explain", "R99", *at))


def test_a_liver_result_copied_into_a_note_reaches_its_rule(new_terminal: Terminal) -> None:
    new_terminal("note", "ALT was 150, upper limit 40", "--now", "2026-11-20T09:00")
    told = new_terminal("watch", "--now", "2026-11-20T12:00").out
    assert "three times the upper limit or more" in told
    new_terminal("note", "new letter: upper limit of ALT 60", "--now", "2026-11-20T13:00")
    assert "three times" not in new_terminal("watch", "--now", "2026-11-20T14:00").out


def test_the_rules_are_printed_for_a_reviewer(new_terminal: Terminal, tmp_path: Path) -> None:
    where = tmp_path / "rules.pdf"
    done = new_terminal("watch", "--printout", where)
    assert where.read_bytes().startswith(b"%PDF")
    assert "No clinician has reviewed these rules yet" in done.out
    assert not new_terminal.folder.exists(), "the rules hold nothing of a diary"
    refused(new_terminal("watch", "--printout", tmp_path / "no-such-folder" / "rules.pdf"))


def test_what_was_done_about_an_alert_is_kept_and_told(new_terminal: Terminal) -> None:
    new_terminal("note", "fever 38.6", "--now", "2026-11-20T09:00")
    at = ("--now", "2026-11-20T10:00")
    assert "raised" not in new_terminal("watch", *at).out
    done = new_terminal("watch", "--called", "r16", "--note", "nurse will ring back", *at)
    assert (done.code, "called – nurse will ring back" in done.out) == (0, True)
    [alert] = json.loads(new_terminal("watch", "--json", *at).out)
    assert (alert["state"], alert["rests_until"], alert["steps"][0]["step"]) == ("acted", None, "called")
    before = new_terminal.entries()
    assert "--note" in refused(new_terminal("watch", "--note", "x", *at))
    assert "one step at a time" in refused(new_terminal("watch", "--called", "R16", "--close", "R16", *at))
    assert "no alert of rule" in refused(new_terminal("watch", "--seen", "R99", *at))
    assert "stores nothing" in refused(new_terminal("watch", "--sign", "fever", "--seen", "R16"))
    assert new_terminal.entries() == before
    later = ("--now", "2026-12-20T10:00")
    shown = new_terminal("watch", "--history", *later).out
    assert "nurse will ring back" in shown
    assert "no longer set off, which says nothing about how you are" in shown
    [episode] = json.loads(new_terminal("watch", "--history", "--json", *later).out)["episodes"]
    assert (episode["rule"], episode["fires_now"]) == ("R16", False)


def test_an_emergency_that_nobody_answered_stays_at_the_terminal(new_terminal: Terminal, tmp_path: Path) -> None:
    new_terminal("note", "can't pee and numb between my legs", "--now", "2026-11-20T03:00")
    at = ("--now", "2026-11-22T04:00")
    shown = new_terminal("watch", *at).out
    assert "Was raised on 20 November, and nothing is noted about it. Is it still there?" in " ".join(shown.split())
    assert "No rule matched" not in shown
    [first, *_] = json.loads(new_terminal("watch", "--json", *at).out)
    assert (first["rule"], first["state"], first["rests_until"]) == ("R13", "unanswered", None)
    look = json.loads(new_terminal("look", "--json", *at).out)
    assert (look["alerts"], look["unanswered"][0]["rule"]) == ([], "R13")
    assert "No rule matched" not in new_terminal("look", *at).out
    report = tmp_path / "report.html"
    new_terminal("report", "--html", report, *at)
    told = report.read_text(encoding="utf-8")
    assert "Was raised on 20 November, and nothing is noted about it" in told
    assert "No rule raised an alert" not in told
    for rule in ("R13", "R18"):
        new_terminal("watch", "--called", rule, *at)
    assert json.loads(new_terminal("watch", "--json", *at).out) == []
    assert "called" in new_terminal("watch", "--history", *at).out


def test_a_look_tells_what_was_done_about_an_alert(new_terminal: Terminal) -> None:
    new_terminal("note", "fever 38.6", "--now", "2026-11-20T09:00")
    at = ("--now", "2026-11-20T10:00")
    new_terminal("watch", "--called", "R16", "--note", "nurse will ring back", *at)
    assert "called – nurse will ring back" in " ".join(new_terminal("look", *at).out.split())
    [alert] = json.loads(new_terminal("look", "--json", *at).out)["alerts"]
    assert (alert["state"], alert["steps"][0]["step"]) == ("acted", "called")


def test_a_silence_is_asked_about_and_answered(new_terminal: Terminal) -> None:
    """Doses noted for some days, then none: the question, how to answer it, and what a miss raises."""
    for day in ("2026-11-20", "2026-11-21", "2026-11-22"):
        done = new_terminal("note", "took my baclofen at 8", "--now", f"{day}T20:00")
        assert done.code == 0, done.err
    later = ("--now", "2026-11-24T12:00")
    assert "A question" not in new_terminal("watch", *later).out  # not in the plan: nothing is due
    assert "no question" in refused(new_terminal("watch", "--missed", "baclofen", *later))
    plan_medicine(new_terminal, "Lioresal")
    asked = new_terminal("watch", *later).out
    assert "No dose of Lioresal is noted since Sunday 22 November" in asked
    assert '--missed "Lioresal"' in asked
    assert "A sudden gap" not in asked
    answered = new_terminal("watch", "--missed", "Lioresal", *later)
    assert "A sudden gap in baclofen can harm you" in answered.out
    assert "A question" not in answered.out


def test_two_in_the_plan_that_should_not_meet_are_named(new_terminal: Terminal) -> None:
    new_terminal("note", "stiff 5")
    plan_medicine(new_terminal, "Zanaflex")
    assert "These two" not in new_terminal("plan", "show").out
    plan_medicine(new_terminal, "Ciproxin")
    shown = new_terminal("plan", "show").out
    assert "Ciproxin and Zanaflex. Tizanidine with ciprofloxacin." in shown
    assert "ask your pharmacist or prescriber today" in shown
    assert "nobody yet" in shown
    assert "Tizanidine with ciprofloxacin" in new_terminal("watch").out


def plan_medicine(terminal: Terminal, name: str) -> None:
    """Write a medicine into the stored plan."""
    code = f"""
from datetime import UTC, date, datetime
from supple import actions
from supple.model import Day, PlanItem, PlanStatus
actions.open_data()
account = actions.first_account(zone="Europe/London")
person = actions.people(account)[0].id
fact = PlanItem("medicine", {name!r}, PlanStatus.AGREED, date(2026, 9, 1))
when = Day(date(2026, 9, 1), "Europe/London")
actions.save_facts(account, person, [(fact, when)], now=datetime.now(UTC), source="x")
"""
    env = {**os.environ, "SUPPLE_DATA": str(terminal.folder)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)


def test_nothing_noted_never_reassures(terminal: Terminal) -> None:
    text = (terminal("look").out + terminal("watch").out).casefold()
    for word in ("all clear", "you are fine", "safe", "no problem"):
        assert word not in text


def test_bad_options_exit_with_two(terminal: Terminal) -> None:
    assert terminal("look", "--no-such-option").code == 2
    assert terminal("no-such-command").code == 2
    assert "--now" in refused(terminal("note", "stiff", "--dry-run", "--now", "tomorrowish"))
    assert "--zone" in refused(terminal("note", "stiff", "--dry-run", "--zone", "Mars/Olympus"))
    refused(terminal("note", "   "))


def test_a_report_and_an_export_are_for_their_owners_eyes(terminal: Terminal, tmp_path: Path) -> None:
    terminal("note", NOTE, "--now", "2026-11-20T09:00")
    page, everything = tmp_path / "visit.html", tmp_path / "all.zip"
    assert terminal("report", "--html", str(page), "--now", "2026-11-20T10:00").code == 0
    assert terminal("export", "--out", str(everything)).code == 0
    assert {path.stat().st_mode & 0o077 for path in (page, everything)} == {0}
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith(".part")) == []


def test_a_report_of_a_file_is_for_its_owners_eyes(new_terminal: Terminal, tmp_path: Path) -> None:
    table, page = tmp_path / "diary.csv", tmp_path / "visit.html"
    table.write_text("day,stiffness\n2026-11-18,6\n2026-11-19,3\n", encoding="utf-8")
    done = new_terminal("report", str(table), "--html", str(page), "--now", "2026-11-20T10:00")
    assert done.code == 0, done.err
    assert page.stat().st_mode & 0o077 == 0


def test_a_written_file_is_named(terminal: Terminal, tmp_path: Path) -> None:
    terminal("note", NOTE, "--now", "2026-11-20T09:00")
    for command, option, name in (("report", "--html", "visit.html"), ("export", "--out", "all.zip")):
        assert str(tmp_path / name) in terminal(command, option, tmp_path / name).out


def test_a_long_gap_is_one_row_of_the_look(new_terminal: Terminal, tmp_path: Path) -> None:
    table = tmp_path / "diary.csv"
    table.write_text("day,stiffness\n2024-01-01,6\n2026-11-19,3\n", encoding="utf-8")
    done = new_terminal("look", table, "--now", "2026-11-20T10:00")
    assert done.code == 0, done.err
    assert done.out.count("not noted (149 rows)") == 1
    assert len(done.out.splitlines()) < 40


def test_a_terminal_without_the_sign_still_shows_the_words(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    terminal("note", NOTE + " 😖", "--now", "2026-11-20T09:00")
    done = terminal("look", "--now", "2026-11-20T10:00")
    assert done.code == 0, done.err
    assert "When to call" in done.out


def test_a_note_can_come_through_a_pipe(terminal: Terminal) -> None:
    assert terminal("note", "-", stdin=NOTE).code == 0
    assert NOTE in terminal("timeline").out
    assert "empty" in refused(terminal("note", "-", stdin=" "))


def test_a_port_that_is_none_is_named(new_terminal: Terminal) -> None:
    done = new_terminal("up", "--port", "99999")
    assert done.code == 2
    assert "99999 is not a port" in done.err


def test_ending_up_ends_what_serves(new_terminal: Terminal) -> None:
    env = {**os.environ, "SUPPLE_DATA": str(new_terminal.folder)}
    up = subprocess.Popen([*SUPPLE, "up", "--port", "0"], env=env, stdout=subprocess.PIPE, text=True)
    try:
        assert up.stdout is not None
        first = up.stdout.readline()
        port = int(re.search(r":(\d+)/", first)[1])  # type: ignore[index]
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        up.terminate()  # to this process alone, as a service manager may
        assert up.wait(timeout=20) == 0
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5)
    finally:
        up.kill()
        up.communicate()


def test_after_erasing_the_way_to_a_new_diary_is_named(terminal: Terminal) -> None:
    terminal("note", NOTE, "--now", "2026-11-20T09:00")
    assert terminal("erase", "--yes-erase", "Me").code == 0
    assert "supple person --add" in refused(terminal("note", "stiff"))
    assert terminal("person", "--add", "Nora").code == 0
    assert terminal("note", "stiff").code == 0


def test_a_symptom_of_ones_own_is_added_rated_and_renamed(terminal: Terminal) -> None:
    assert "burning feet" in terminal("symptom", "--add", "Burning feet").out
    assert "Burning feet 4 of 10" in terminal("check-in", "--own", "burning feet=4").out
    assert "hot soles" in terminal("symptom", "--rename", "burning feet", "--to", "hot soles").out
    assert "Hot soles 4 of 10" in terminal("timeline").out
    for wrong in (
        ("check-in", "--own", "sore thumb=4"),
        ("check-in", "--own", "hot soles=11"),
        ("check-in", "--own", "hot soles"),
        ("symptom", "--drop", "sore thumb"),
        ("symptom", "--rename", "hot soles"),
        ("symptom", "--add", "stiffness"),
    ):
        assert terminal(*wrong).code == 2, wrong
    assert "No symptoms of your own" in terminal("symptom", "--drop", "hot soles").out
