"""Activity and therapy: noted with big buttons, seen over the weeks, with no score and no blank taken for zero."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from html import unescape

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from tests.web.cast import ZONE, Cast

from supple import actions
from supple.knowledge.activity import ACTIVITIES
from supple.model import Day, Instant, Session

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # a Friday


@pytest.fixture(autouse=True)
def _now() -> object:
    with time_machine.travel(NOW, tick=True):
        yield


def send(client: Client, cast: Cast, **form: str) -> HttpResponse:
    typed = {"form_id": str(uuid.uuid4()), **form}
    return client.post(f"/p/{cast.person}/activity/note/", typed)  # type: ignore[return-value]


def page(client: Client, cast: Cast, name: str = "activity/") -> str:
    answer = client.get(f"/p/{cast.person}/{name}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def kept(cast: Cast) -> list[tuple[Session, object]]:
    found = actions.activity(cast.alice, cast.person, now=NOW).sessions
    return [(event.fact, event.when) for _, event in found if isinstance(event.fact, Session)]


def test_an_activity_is_kept_with_how_long_and_how_it_felt(cast: Cast, alice: Client) -> None:
    answer = send(alice, cast, what="walk", minutes="20", felt="good")
    assert answer.status_code == 302
    ((fact, when),) = kept(cast)
    assert (fact.code, fact.done, fact.minutes, fact.felt) == ("walk", True, 20.0, "good")
    assert isinstance(when, Instant)
    html = unescape(alice.get(answer["Location"]).content.decode())
    assert "A walk: 20 minutes, it felt good" in html
    assert "Undo" in html
    assert "<td>1</td><td>20</td>" in html


@pytest.mark.parametrize("code", ACTIVITIES)
def test_what_it_was_is_enough_and_nothing_more_is_made_up(code: str, cast: Cast, alice: Client) -> None:
    assert send(alice, cast, what=code).status_code == 302
    ((fact, _),) = kept(cast)
    assert (fact.code, fact.minutes, fact.felt) == (code, None, None)
    assert "<td>1</td><td>no minutes said</td>" in page(alice, cast)


def test_an_earlier_day_is_kept_as_that_day(cast: Cast, alice: Client) -> None:
    send(alice, cast, what="yoga", exactly="25", minutes="10", earlier="yes", day="2026-11-15")
    ((fact, when),) = kept(cast)
    assert fact.minutes == 25, "the number that was typed"
    assert isinstance(when, Day)
    assert when.local_day.isoformat() == "2026-11-15"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"what": ""}, "Choose what it was."),
        ({"what": "stretching"}, "Choose what it was."),
        ({"what": "walk", "exactly": "long"}, "Write whole minutes"),
        ({"what": "walk", "exactly": "0"}, "Write whole minutes"),
        ({"what": "walk", "exactly": "2000"}, "Write whole minutes"),
        ({"what": "walk", "earlier": "yes", "day": "2026-11-21"}, "has not come yet"),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    form: dict[str, str], said: str, cast: Cast, alice: Client
) -> None:
    answer = send(alice, cast, felt="hard", **form)
    assert answer.status_code == 400
    html = unescape(answer.content.decode())
    assert said in html
    assert 'value="hard" checked' in html
    assert kept(cast) == []


def test_a_week_with_nothing_noted_is_no_zero_and_nothing_is_scored(cast: Cast, alice: Client) -> None:
    html = page(alice, cast)
    assert html.count("nothing noted") == 6
    assert "That says nothing of what you did." in html
    assert "<td>0</td>" not in html


def test_a_session_of_today_and_one_with_no_minutes_stand_apart_in_the_sum(cast: Cast, alice: Client) -> None:
    send(alice, cast, what="bike", minutes="30")
    send(alice, cast, what="physiotherapy")
    assert "<td>2</td><td>30 and 1 time with no minutes said</td>" in page(alice, cast)


def test_an_explicit_no_is_no_blank_and_no_line_of_its_own(cast: Cast, alice: Client) -> None:
    said = [(Session("walk", done=False), Day(date(2026, 11, 19), ZONE))]
    actions.save_facts(cast.alice, cast.person, said, now=NOW, source="check-in")
    html = page(alice, cast)
    assert '<td colspan="2">noted as not done</td>' in html
    assert html.count("nothing noted") == 5
    assert kept(cast) == [], "what was not done is counted against nobody"
