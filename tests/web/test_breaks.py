"""Breaks while sitting: an idea that fits, another without a script, and what the answers tell."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.test import Client
from tests.web.cast import Cast

from supple import actions
from supple.knowledge.breaks import load_breaks

NOON = datetime(2026, 11, 20, 12, 25, tzinfo=UTC)  # a Friday; breaks at 9:50, 10:40, 11:30, 12:20
USUAL = {"every_minutes": "50", "from_time": "09:00", "to_time": "17:00", "weekday": ["fri"], "body": "seated"}


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=True):
        yield


def send(client: Client, cast: Cast, to: str, **form: object) -> None:
    answer = client.post(f"/p/{cast.person}/{to}", {"form_id": str(uuid.uuid4()), **form})
    assert answer.status_code == 302, answer.content.decode()[:2000]


def page(client: Client, cast: Cast, name: str) -> str:
    answer = client.get(f"/p/{cast.person}/{name}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def write(client: Client, cast: Cast) -> None:
    """At eight in the morning: nobody is asked of the hours before."""
    with time_machine.travel(NOON - timedelta(hours=4), tick=True):
        send(client, cast, "breaks/", **USUAL)


def ideas_on(html: str) -> list[str]:
    return [each.prompt for each in load_breaks().values() if each.prompt in html]


@pytest.mark.parametrize("where", ["breaks/", "due/", "today/"])
def test_an_idea_that_fits_stands_beside_the_break_and_another_is_one_link_away(
    where: str, cast: Cast, alice: Client
) -> None:
    write(alice, cast)
    html = page(alice, cast, where)
    (first,) = ideas_on(html)
    link = re.search(r'href="(\?idea=\d+)"[^>]*>Another idea', html)
    assert link is not None
    (second,) = ideas_on(page(alice, cast, where + link[1]))
    assert first != second
    assert ideas_on(page(alice, cast, "due/")) == ideas_on(page(alice, cast, "breaks/")), "the same everywhere"


@pytest.mark.parametrize("typed", ["x", "-1", "100000000", "²"])
def test_an_odd_address_shows_the_first_idea(typed: str, cast: Cast, alice: Client) -> None:
    write(alice, cast)
    assert ideas_on(page(alice, cast, f"breaks/?idea={typed}")) == ideas_on(page(alice, cast, "breaks/"))


def test_from_a_wheelchair_nothing_asks_to_stand_or_move_legs(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    for n in range(20):
        (prompt,) = ideas_on(page(alice, cast, f"breaks/?idea={n}"))
        (idea,) = (each for each in load_breaks().values() if each.prompt == prompt)
        assert idea.kind in {"seated", "arms"}
        assert not idea.moves_legs
    send(alice, cast, "breaks/", **{**USUAL, "moves_legs": "yes"})
    seen = {prompt for n in range(20) for prompt in ideas_on(page(alice, cast, f"breaks/?idea={n}"))}
    assert "Lift one knee, then the other, ten times." in seen


def test_answers_make_the_table_and_what_was_not_answered_is_not_zero(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    html = page(alice, cast, "breaks/")
    assert "4 breaks have come today, with nothing noted" in html
    assert "<td>0</td><td>0</td><td>4</td><td>not known</td>" in html
    key = re.search(r'name="key" value="([^"]+)"', html)
    assert key is not None
    send(alice, cast, "due/act/", key=key[1], say="skip")
    html = page(alice, cast, "breaks/")
    assert "Today, by your answers: 0 done, 1 not now. For 3 nothing is noted" in html
    assert "<td>0</td><td>1</td><td>3</td><td>about 50 min</td>" in html
    assert "as if you sat up to each" in html


def test_later_is_there_too_and_notes_nothing(cast: Cast, alice: Client) -> None:
    write(alice, cast)
    assert "Later, in 10 min" not in page(alice, cast, "breaks/"), "by then this break is over"
    with time_machine.travel(NOON - timedelta(minutes=4), tick=True):
        html = page(alice, cast, "breaks/")
        key = re.search(r'name="key" value="([^"]+)"', html)
        assert key is not None
        assert "Later, in 10 min" in html
        send(alice, cast, "due/act/", key=key[1], say="later-10")
    assert actions.sitting(cast.alice, cast.person, now=NOON).days[0].unanswered == 4


def test_breaks_before_they_were_written_down_are_no_open_questions(cast: Cast, alice: Client) -> None:
    send(alice, cast, "breaks/", **USUAL)
    assert "with nothing noted" not in page(alice, cast, "breaks/")
    assert actions.sitting(cast.alice, cast.person, now=NOON).days == ()


def test_after_midnight_a_break_belongs_to_the_day_that_goes_on(cast: Cast, alice: Client) -> None:
    night = {**USUAL, "from_time": "00:00", "to_time": "03:00", "weekday": ["sat"]}
    with time_machine.travel(NOON, tick=True):
        send(alice, cast, "breaks/", **night)
    late = datetime(2026, 11, 21, 0, 52, tzinfo=UTC)
    with time_machine.travel(late, tick=True):
        assert 'value="done"' in page(alice, cast, "breaks/")
        (day,) = actions.sitting(cast.alice, cast.person, now=late).days
        assert (day.day.isoformat(), day.unanswered) == ("2026-11-20", 1)
