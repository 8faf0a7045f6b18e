"""Ideas for home: told with their source, made a routine with one tap, rung with their own gentle words."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime
from html import unescape

import pytest
import time_machine
from django.test import Client
from tests.web.cast import ZONE, Cast

from supple import actions
from supple.knowledge import load
from supple.knowledge.home import load_home
from supple.model import Instant, Session, local_day_of

NOON = datetime(2026, 11, 20, 13, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


def page(client: Client, cast: Cast, name: str) -> str:
    answer = client.get(f"/p/{cast.person}/{name}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def filled_in(html: str) -> dict[str, object]:
    """What a browser would send, were the form saved as it opened."""
    form: dict[str, object] = {"form_id": str(uuid.uuid4()), "weekday": ""}
    for name in ("name", "times", "tied_to", "words", "prompt", "minutes", "sets", "hold_seconds", "every_days"):
        found = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)
        value = found and re.search(r'value="([^"]*)"', found[0])
        form[name] = value[1] if value else ""
    group = re.search(r'name="group" value="(\w+)" checked', html)
    form["group"] = group[1] if group else ""
    what = re.search(r'<option value="(\w+)" selected', html)
    form["what"] = what[1] if what else ""
    form["rings"] = "yes"
    return form


def test_each_idea_stands_there_with_its_cautions_and_source(cast: Cast, alice: Client) -> None:
    html = page(alice, cast, "home/")
    for idea in load_home().values():
        assert idea.words in html
        for line in (*idea.cautions, *idea.source):
            assert line in html
    assert "No clinician has reviewed" in html
    assert "/home/" in page(alice, cast, "routines/")
    assert "/home/" in page(alice, cast, "plan/")


@pytest.mark.parametrize("idea", load_home())
def test_every_idea_becomes_a_routine_as_it_is_filled_in(idea: str, cast: Cast, alice: Client) -> None:
    known = load_home()[idea]
    form = filled_in(page(alice, cast, f"routines/write/?home={idea}"))
    assert form["prompt"] == known.prompt
    answer = alice.post(f"/p/{cast.person}/routines/write/", form)
    assert answer.status_code == 302
    (routine,) = actions.held_routines(cast.alice, cast.person, now=NOON).routines
    assert (routine.group, routine.what, routine.prompt) == ("home", known.noted_as, known.prompt)
    assert not routine.unread
    assert "It is one of your routines." in page(alice, cast, "home/")


def test_its_own_words_ring_and_done_is_noted_as_what_it_was(cast: Cast, alice: Client) -> None:
    alice.post(f"/p/{cast.person}/routines/write/", filled_in(page(alice, cast, "routines/write/?home=fluids")))
    html = page(alice, cast, "due/")
    assert "Time for a drink, if it suits you." in html
    key = re.search(r'name="key" value="([^"]+)"', html)
    assert key is not None
    sent = {"key": key[1], "say": "done", "form_id": str(uuid.uuid4())}
    alice.post(f"/p/{cast.person}/due/act/", sent)
    day = local_day_of(Instant(NOON, ZONE))
    days = actions.timeline(cast.alice, cast.person, now=NOON).days
    noted = [e.event.fact for d in days if d.day == day for e in d.entries if isinstance(e.event.fact, Session)]
    assert [(each.code, each.done) for each in noted] == [("fluids", True)], "a drink is no position"


def test_what_a_clinic_times_has_no_time_of_ours() -> None:
    home = load_home()
    assert not any(home[each].times for each in ("night_splint", "bladder_routine", "change_position_bed"))


def test_each_is_noted_under_a_known_word_and_care_is_never_a_finding() -> None:
    sessions = load().sessions
    assert {each.noted_as for each in load_home().values()} <= set(sessions)
    assert all(sessions[each].is_treatment for each in ("night_splint", "bladder_routine", "bowel_routine"))


def test_an_unknown_idea_opens_an_empty_form(cast: Cast, alice: Client) -> None:
    assert filled_in(page(alice, cast, "routines/write/?home=nothing"))["name"] == ""
