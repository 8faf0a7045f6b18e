"""`supple see` and `supple week`, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-11-20T21:00")


@pytest.fixture
def noted(terminal: Terminal) -> Terminal:
    for words in ("stiffness 6, 3 spasms in the left calf at 3am", "stiffness 4 this morning", "heat"):
        assert terminal("note", words, *NOW).code == 0
    return terminal


def test_an_empty_diary_is_not_called_fine(terminal: Terminal) -> None:
    assert "says nothing about how" in terminal("see", "course", *NOW).out
    assert "none was noted with an hour" in terminal("see", "hours", *NOW).out
    assert "not known" in terminal("see", "body", *NOW).out
    assert "Nothing that can be set side by side" in terminal("see", "compare", *NOW).out
    assert "No day is noted yet" in terminal("see", "in-time", *NOW).out
    assert terminal("week", *NOW).out.count("not noted\n") == 7


def test_what_was_noted_is_seen_in_words(noted: Terminal) -> None:
    course = noted("see", "course", "--by", "day", *NOW)
    assert course.code == 0, course.err
    assert "Stiffness 6 of 10" in course.out
    clock = json.loads(noted("see", "hours", "--json", *NOW).out)
    assert clock["schema"] == "supple.picture/1"
    assert clock["rows"][3][1] == "3"
    assert "Left calf" in noted("see", "body", *NOW).out
    week = json.loads(noted("week", "--json", *NOW).out)
    assert week["days"][-1]["day"] == "2026-11-20"
    assert {"morning", "day"} <= {each["slot"] for each in week["days"][-1]["squares"]}
    told = json.loads(noted("see", "in-time", "--json", *NOW).out)
    assert [each["days_left"] for each in told["offers"]][:2] == [0, 6]


def test_a_week_goes_on_paper(noted: Terminal, tmp_path: Path) -> None:
    for name, more in (("week.pdf", ()), ("empty.pdf", ("--empty",))):
        done = noted("week", "--pdf", tmp_path / name, *more, *NOW)
        assert done.code == 0, done.err
        assert (tmp_path / name).read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("see", "course", "--by", "decade"), "--by"),
        (("see", "course", "--on", "yesterday"), "--on"),
        (("see", "course", "--on", "2027-01-01"), "has not come yet"),
        (("see", "course", "--what", "no_such_column"), "--what"),
        (("see", "hours", "--what", "mood"), "what"),
        (("see", "hours", "--days", "8"), "days"),
        (("see", "body", "--what", "mood"), "--what"),
        (("see", "compare", "--one", "2026-01-01"), "--one"),
        (("see", "compare", "--one", "2026-01-09..2026-01-01"), "ends before it starts"),
        (("see", "compare", "--change", "2020-01-01-x"), "change"),
        (("week", "--empty"), "--empty"),
        (("week", "--on", "2027-01-01"), "has not come yet"),
    ],
)
def test_bad_questions_are_refused(words: tuple[str, ...], says: str, terminal: Terminal) -> None:
    assert says in refused(terminal(*words, *NOW))
