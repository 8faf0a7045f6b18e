"""Stretches with pictures, stop rules first; a session that keeps what was held, how stiff, how it felt."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from tests.web.cast import Cast

from supple import actions
from supple.knowledge.stretches import load_stretches
from supple.model import Day, PlanItem, PlanStatus, Rating, Session


def kept(cast: Cast) -> list[object]:
    found = actions.timeline(cast.alice, cast.person, now=datetime.now(UTC) + timedelta(minutes=1)).days
    return [entry.event.fact for day in found for entry in day.entries if entry.event.source == "session"]


def save(client: Client, cast: Cast, form_id: str = "", **typed: object) -> int:
    form = {"form_id": form_id or str(uuid.uuid4()), "shown": ["calf_lying", "calf_seated"], **typed}
    return client.post(f"/p/{cast.person}/stretches/session/save/", form).status_code


def test_the_stop_rules_come_before_any_stretch(cast: Cast, alice: Client) -> None:
    for address in ("stretches/?area=calves", "stretches/session/?do=calf_lying"):
        html = alice.get(f"/p/{cast.person}/{address}").content.decode()
        assert html.index("Do not stretch now if") < html.index("chart-svg fig")
        assert "/help/" in html


def test_from_a_wheelchair_nothing_is_offered_that_means_standing(cast: Cast, alice: Client) -> None:
    html = alice.get(f"/p/{cast.person}/stretches/?wheelchair=yes").content.decode()
    for one in load_stretches().stretches.values():
        assert (f'id="s-{one.id}"' in html) is one.works_from_wheelchair


def test_an_unknown_part_shows_none_and_breaks_nothing(cast: Cast, alice: Client) -> None:
    assert alice.get(f"/p/{cast.person}/stretches/?area=wings&position=hanging").status_code == 200
    assert alice.get(f"/p/{cast.person}/stretches/session/?do=wings").status_code == 302


def test_a_session_is_kept_once_with_what_was_before_and_after(cast: Cast, alice: Client) -> None:
    begun = (datetime.now(UTC) - timedelta(minutes=8)).isoformat()
    form_id = str(uuid.uuid4())
    for _ in range(2):
        assert (
            save(alice, cast, form_id, held=["calf_lying"], before="6", after="4", felt="eased", begun=begun) == 302
        )
    facts = kept(cast)
    (session,) = [fact for fact in facts if isinstance(fact, Session)]
    assert (session.code, session.did, session.felt, session.minutes) == ("stretching", ("calf_lying",), "eased", 8.0)
    assert sorted(fact.value for fact in facts if isinstance(fact, Rating)) == [4.0, 6.0]


def test_what_was_not_held_is_not_noted_and_an_empty_form_keeps_nothing(cast: Cast, alice: Client) -> None:
    assert save(alice, cast) == 400
    assert save(alice, cast, after="4") == 302
    assert not [fact for fact in kept(cast) if isinstance(fact, Session)], "no session, and no “not done” either"


@pytest.mark.parametrize("begun", ["", "yesterday", "2026-01-01T10:00:00+00:00", "2026-01-01T10:00:00"])
def test_a_page_left_open_invents_no_minutes(begun: str, cast: Cast, alice: Client) -> None:
    assert save(alice, cast, held=["calf_lying", "nonsense"], before="6", begun=begun) == 302
    (session,) = [fact for fact in kept(cast) if isinstance(fact, Session)]
    assert session.minutes is None
    assert session.did == ("calf_lying",)
    assert not [fact for fact in kept(cast) if isinstance(fact, Rating)], "when “before” was, nobody knows"


def test_a_routines_session_answers_the_routine(cast: Cast, alice: Client) -> None:
    today = datetime.now(UTC).date()
    detail = {
        "stretches": "calf_lying; calf_seated",
        "hold_seconds": "45",
        "agreed": "yes",
        "what": "bedtime_stretch",
    }
    item = PlanItem("routine", "Bedtime", PlanStatus.AGREED, today - timedelta(days=2), detail=detail)
    actions.save_facts(
        cast.alice, cast.person, [(item, Day(today - timedelta(days=2), "UTC"))], now=datetime.now(UTC), source="plan"
    )
    html = alice.get(f"/p/{cast.person}/stretches/session/?routine=bedtime").content.decode()
    assert html.count("data-stretch ") == 2
    assert "Hold 45 seconds" in html
    assert "Not noted as agreed" not in html
    assert save(alice, cast, held=["calf_seated"], routine="Bedtime") == 302
    (session,) = [fact for fact in kept(cast) if isinstance(fact, Session)]
    assert (session.code, session.routine) == ("bedtime_stretch", "Bedtime")
