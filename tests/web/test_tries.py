"""Try it for two weeks: planned with one tap, due after it, looked back on with the honest answer."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from tests.web.cast import ZONE, Cast

from supple import actions
from supple.model import Day, Instant, Rating, local_day_of

BEGAN = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
BACK = BEGAN + timedelta(days=14)
BREAKS = {"every_minutes": "50", "from_time": "20:00", "to_time": "21:00", "weekday": ["mon"], "body": "seated"}


def at(moment: datetime) -> time_machine.travel:
    return time_machine.travel(moment, tick=True)


def send(client: Client, cast: Cast, to: str, **form: object) -> HttpResponse:
    return client.post(f"/p/{cast.person}/{to}", {"form_id": str(uuid.uuid4()), **form})  # type: ignore[return-value]


def page(client: Client, cast: Cast, name: str = "routines/") -> str:
    answer = client.get(f"/p/{cast.person}/{name}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def written(client: Client, cast: Cast) -> None:
    routine = {"name": "Calves", "group": "stretch", "weekday": "", "rings": "yes"}
    assert send(client, cast, "routines/write/", **routine).status_code == 302
    assert send(client, cast, "breaks/", **BREAKS).status_code == 302


@pytest.mark.parametrize("name", ["Calves", "breaks while sitting"])
def test_a_try_is_planned_due_after_two_weeks_and_leads_to_the_honest_answer(
    name: str, cast: Cast, alice: Client
) -> None:
    with at(BEGAN):
        written(alice, cast)
        assert "Then look back, on Tuesday 17 November." in page(alice, cast)
        for _ in range(2):  # a double tap
            assert send(alice, cast, "routines/try/", name=name).status_code == 302
        assert "You are trying this. Look back on Tuesday 17 November." in page(alice, cast)
        assert len(actions.tries(cast.alice, cast.person, now=BEGAN).tries) == 1
    with at(BACK - timedelta(days=2)):
        assert "Look back at" not in page(alice, cast, "due/")
    with at(BACK):
        due = page(alice, cast, "due/")
        assert f"Look back at {name}: two weeks have gone by" in due
        html = page(alice, cast)
        link = re.search(r'href="([^"]+changes/one/[^"]+)"[^>]*>Look back<', html)
        assert link is not None
        answer = unescape(alice.get(link[1]).content.decode())
        assert "Can’t tell yet" in answer or "can’t tell yet" in answer or "can't tell yet" in answer.lower()
        send(alice, cast, "routines/try/end/", name=name)
        assert "Look back at" not in page(alice, cast, "due/")
        assert name.casefold() in page(alice, cast).casefold(), "what was tried goes on"


def test_with_days_noted_the_change_engine_answers(cast: Cast, alice: Client) -> None:
    with at(BEGAN):
        written(alice, cast)
        send(alice, cast, "routines/try/", name="Calves")
    day = local_day_of(Instant(BEGAN, ZONE))
    noted = [(Rating("stiffness", 6 if n < 0 else 3), Day(day + timedelta(days=n), ZONE)) for n in range(-40, 14)]
    actions.save_facts(cast.alice, cast.person, noted, now=BACK, source="check-in")
    told = actions.tries(cast.alice, cast.person, now=BACK).tries["calves"]
    report = actions.change_report(cast.alice, cast.person, told.change, now=BACK).report
    assert report.change.day == day
    assert report.days_before > 10
    assert report.days_after > 10


def test_what_has_held_for_two_weeks_is_looked_at_and_not_tried_anew(cast: Cast, alice: Client) -> None:
    with at(BEGAN):
        written(alice, cast)
    with at(BACK):
        html = page(alice, cast)
        assert "Try it for two weeks" not in html
        assert html.count("Look back: the days before and since") == 2
        send(alice, cast, "routines/try/", name="Calves")
        assert actions.tries(cast.alice, cast.person, now=BACK).tries == {}


def test_another_length_of_sitting_is_a_change_and_another_idea_is_none(cast: Cast, alice: Client) -> None:
    with at(BEGAN):
        written(alice, cast)
    with at(BEGAN + timedelta(days=3)):
        send(alice, cast, "breaks/", **{**BREAKS, "body": "arms"})
        changes = [each.change.label for each in actions.changes(cast.alice, cast.person, now=BACK).changes]
        assert changes.count("breaks while sitting: agreed") == 1
        assert not any("breaks while sitting: changed" in each for each in changes)
        send(alice, cast, "breaks/", **{**BREAKS, "every_minutes": "40"})
        changes = [each.change.label for each in actions.changes(cast.alice, cast.person, now=BACK).changes]
        assert "breaks while sitting: changed" in changes


def test_what_is_not_there_is_told_and_nothing_is_kept(cast: Cast, alice: Client) -> None:
    for to in ("routines/try/", "routines/try/end/"):
        answer = send(alice, cast, to, name="nothing")
        assert "That try is not there any more" in unescape(alice.get(answer["Location"]).content.decode())
