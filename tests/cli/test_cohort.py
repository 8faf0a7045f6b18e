"""`supple cohort` as a person types it; what is learnt is tested elsewhere, here only that the words arrive."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal, refused
from tests.unit.cohort.invented import True_, people

from supple.cohort import learn, prior_to_text, sums_of, sums_to_text

FOUND = people(60, {"heat": True_(0.4), "cold": True_(0.2)}, 3)
DIARY = "day,stiffness,heat\n" + "".join(
    f"{date(2026, 1, 1) + timedelta(days=i)},{3 + (i * 7) % 4},{'yes' if i % 3 == 0 else 'no'}\n" for i in range(50)
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    prior = learn(FOUND, "stiffness", name="Northern clinics", made_on=date(2026, 2, 3))
    (tmp_path / "prior.json").write_text(prior_to_text(prior), encoding="utf-8")
    for name, some in (("north.json", FOUND[:30]), ("south.json", FOUND[30:])):
        (tmp_path / name).write_text(sums_to_text(sums_of(some, "stiffness")), encoding="utf-8")
    (tmp_path / "diary.csv").write_text(DIARY, encoding="utf-8")
    return tmp_path


def test_a_prior_is_installed_listed_and_taken_away(terminal: Terminal, place: Path) -> None:
    assert "Nothing is installed" in terminal("cohort", "use").out
    done = terminal("cohort", "use", place / "prior.json")
    assert done.code == 0, done.err
    assert "only the people who say yes" in done.out
    listed = terminal("cohort", "use").out
    assert "Northern clinics, 2026-02-03: stiffness, learnt from 60 people" in listed
    assert "heat: matters in about" in listed
    assert "Northern clinics" in terminal("doctor").out
    assert terminal("cohort", "use", "--remove", "stiffness").code == 0
    assert "Nothing is installed" in terminal("cohort", "use").out
    assert "nothing is installed" in refused(terminal("cohort", "use", "--remove", "stiffness"))


def test_the_sums_of_two_sites_become_a_prior_that_helps(terminal: Terminal, place: Path) -> None:
    out = place / "round-1.json"
    done = terminal("cohort", "merge", place / "north.json", place / "south.json", "--out", out, "--name", "Both")
    assert done.code == 0, done.err
    assert "learnt from 60 people" in done.out
    assert out.stat().st_mode & 0o077 == 0
    helped = terminal("insight", place / "diary.csv", "--prior", out)
    assert helped.code == 0, helped.err
    assert "The diaries of 60 other people helped here (Both," in helped.out
    assert "other people" not in terminal("insight", place / "diary.csv").out


def test_wrong_files_are_refused_and_nothing_is_written(terminal: Terminal, place: Path) -> None:
    out = place / "out.json"
    assert "supple.cohort-sums/1" in refused(terminal("cohort", "merge", place / "prior.json", "--out", out))
    assert "supple.cohort-prior/1" in refused(terminal("cohort", "use", place / "north.json"))
    assert "supple.cohort-prior/1" in refused(
        terminal("insight", place / "diary.csv", "--prior", place / "diary.csv")
    )
    assert "nowhere.json" in refused(terminal("cohort", "use", place / "nowhere.json"))
    assert "0 people here who said yes" in refused(terminal("cohort", "learn", "--out", out))
    assert "at least 10 are needed" in refused(terminal("cohort", "sums", place / "diary.csv", "--out", out))
    assert "nothing is learnt about" in refused(terminal("cohort", "learn", "--outcome", "own:x", "--out", out))
    assert not out.exists()


def test_the_same_sums_twice_are_refused(terminal: Terminal, place: Path) -> None:
    out = place / "out.json"
    again = place / "again.json"
    again.write_bytes((place / "north.json").read_bytes())
    said = refused(terminal("cohort", "merge", place / "north.json", again, "--out", out))
    assert "again.json" in said
    assert "the same sums as north.json" in said
    assert not out.exists()


def test_sums_that_nobody_can_have_are_refused(terminal: Terminal, place: Path) -> None:
    whole = json.loads((place / "north.json").read_text(encoding="utf-8"))
    whole["factors"][0]["mattering"] = 0.0
    (place / "odd.json").write_text(json.dumps(whole), encoding="utf-8")
    assert "mattering" in refused(terminal("cohort", "merge", place / "odd.json", "--out", place / "out.json"))


def test_a_prior_from_a_file_goes_with_a_diary_from_a_file(terminal: Terminal, place: Path) -> None:
    said = refused(terminal("insight", "--prior", place / "prior.json"))
    assert "supple cohort use" in said
