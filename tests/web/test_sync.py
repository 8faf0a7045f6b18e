"""The phone's outbox: each entry kept once, and one that cannot be read holds up no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from tests.web.cast import ZONE, Cast

from supple.model import Author, Event, Instant, Note, Rating, event_to_json, noted_id

At = Callable[[str], str]
Facts = Callable[[], list[object]]


def noted(cast: Cast, fact: Note | Rating, **changed: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    event = Event(
        id=noted_id(now),
        person_id=cast.person,
        fact=fact,
        when=Instant(now, ZONE),
        recorded_at=now,
        noted_by=Author("self", "Alice"),
        source="phone",
    )
    return {**event_to_json(event), **changed}


def send(client: Client, cast: Cast, *events: dict[str, Any]) -> dict[str, Any]:
    body = json.dumps({"person_id": str(cast.person), "events": events})
    answer = client.post("/sync/events", body, content_type="application/json")
    assert answer.status_code == 200
    kept: dict[str, Any] = answer.json()
    return kept


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_outside_the_calendar_holds_up_no_other_entry(
    at: str, alice: Client, cast: Cast, facts: Facts
) -> None:
    bad = noted(cast, Note("bad"), when={"precision": "instant", "at": at, "zone": ZONE})
    good = noted(cast, Rating("stiffness", 3.0))
    kept = send(alice, cast, bad, good)
    assert kept["new"] == [good["id"]]
    assert [each["id"] for each in kept["rejected"]] == [bad["id"]]
    assert Rating("stiffness", 3.0) in facts()


def test_a_plan_for_the_year_one_is_rejected(alice: Client, cast: Cast) -> None:
    fact = {"kind": "plan", "item": "visit", "name": "x", "status": "agreed", "valid_from": "0001-01-01"}
    kept = send(alice, cast, {**noted(cast, Note("x")), "fact": fact})
    assert kept["new"] == []
    assert "valid_from" in kept["rejected"][0]["reason"]


def test_half_an_emoji_is_kept_and_the_pages_still_open(alice: Client, cast: Cast, at: At) -> None:
    """A phone's field with a limit cuts one in two; the diary must stay readable."""
    sent = noted(cast, Note("stiff \ud83d"))
    assert send(alice, cast, sent)["new"] == [sent["id"]]
    for page in ("today/", "timeline/", "timeline/?q=stiff", f"entry/{sent['id']}/", "report/", "report.pdf"):
        assert alice.get(at(page)).status_code == 200, page
