"""Injections in the terminal: what is said back, what is refused, and past cycles as text and as JSON."""

from __future__ import annotations

import json

import pytest
from tests.cli.terminal import Terminal, refused

NOW = ("--now", "2026-05-20T09:00")


def test_an_injection_is_said_back_kept_and_listed(terminal: Terminal) -> None:
    done = terminal(
        "plan", "injection", "Dysport", "--on", "2026-05-01", "--muscle", "soleus, both: 150",
        "--muscle", "gastrocnemius, left", "--goal", "shoe", "--aftercare", "splint at night", *NOW,
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "units of Dysport: soleus, left: 150; soleus, right: 150" in done.out
    assert "Noted." in done.out
    shown = terminal("plan", "cycles", *NOW).out
    for words in (
        "Dysport on 2026-05-01",
        "muscles: gastrocnemius, left",
        "today is in week 3",
        "review is usual from 2026-05-29 to 2026-06-12",
        "earliest day of a repeat 2026-07-24",
        "Call emergency services now.",
    ):
        assert words in shown, words


def test_a_dry_run_keeps_nothing(terminal: Terminal) -> None:
    done = terminal("plan", "injection", "Botox", "--on", "2026-05-01", "--dry-run", *NOW)
    assert done.code == 0, done.err
    assert "Nothing was stored." in done.out
    assert "No injection is written down." in terminal("plan", "cycles", *NOW).out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--muscle", "soleus, left: 1,000"), "Row 1 (soleus)"),
        (("--muscle", "soleus, up: 10"), "muscle, side: units"),
        (("--guidance", "laser"), "--guidance"),
        (("--review", "2020-01-01"), "--review"),
    ],
)
def test_what_cannot_be_read_is_refused(terminal: Terminal, options: tuple[str, ...], words: str) -> None:
    said = refused(terminal("plan", "injection", "Botox", "--on", "2026-05-01", *options, *NOW))
    assert words in said
    assert "No injection is written down." in terminal("plan", "cycles", *NOW).out


def test_cycles_as_json(terminal: Terminal) -> None:
    assert json.loads(terminal("plan", "cycles", "--json", *NOW).out) is None
    terminal("plan", "injection", "Botox", "--on", "2026-05-01", *NOW)
    terminal("check-in", "--stiffness", "6", "--now", "2026-05-19T20:00")
    made = json.loads(terminal("plan", "cycles", "--json", *NOW).out)
    assert (made["schema"], made["verdict"]) == ("supple.cycles/1", "can't tell yet")
    assert made["cycles"][0]["injected_on"] == "2026-05-01"
    assert made["difference"] is None
