"""Today: one tap is one number, open stays open, and nothing is counted twice."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from tests.web.cast import Cast, signed_in

from supple import actions
from supple.model import Answer, Count, Day, DaySlot, Factor, Period, Rating, Recall, Session, Side
from supple.web.templatetags.supple import STATIC_FOLDER

At = Callable[[str], str]
Facts = Callable[[], list[object]]


def post(client: Client, address: str, **answers: object) -> object:
    return client.post(address, {"form_id": str(uuid4()), **answers})


def test_one_tap_saves_one_number_and_offers_to_take_it_back(alice: Client, at: At, facts: Facts) -> None:
    before = len(facts())
    answer = alice.post(at("check-in/"), {"form_id": str(uuid4()), "stiffness": "7"}, follow=True)
    page = answer.content.decode()
    assert "Saved: Stiffness 7 of 10." in page
    assert "Undo" in page
    assert len(facts()) == before + 1
    assert Rating("stiffness", 7.0, Recall.NOW) in facts()


def test_a_double_tap_counts_once(alice: Client, at: At, facts: Facts) -> None:
    before = len(facts())
    form = {"form_id": str(uuid4()), "stiffness": "7", "spasms_night": "3", "factor.heat": "yes"}
    for _ in range(3):
        assert alice.post(at("check-in/"), form).status_code == 302
    assert len(facts()) == before + 3


def test_undo_takes_back_the_whole_form_and_twice_changes_nothing(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    group = uuid4()
    alice.post(at("check-in/"), {"form_id": str(group), "stiffness": "7", "pain": "2"})
    for _ in range(2):
        answer = alice.post(at(f"saved/{group}/undo/"), follow=True)
        assert "Taken back" in answer.content.decode()
    assert facts() == before


def test_nothing_answered_saves_nothing_and_says_so(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    empty = dict.fromkeys(("stiffness", "pain", "mood", "factor.heat", "session.walk", "spasms_night"), "")
    answer = alice.post(at("check-in/"), {"form_id": str(uuid4()), **empty})
    assert answer.status_code == 400
    assert "nothing to save" in answer.content.decode()
    assert facts() == before


def test_one_answer_leaves_all_others_missing(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    post(alice, at("check-in/"), **{"factor.heat": "no", "factor.cold": "", "pain": "", "stiffness": ""})
    new = [fact for fact in facts() if fact not in before]
    assert new == [Factor("heat", present=False)]


def test_no_is_kept_apart_from_open_and_from_zero(alice: Client, at: At, facts: Facts) -> None:
    post(alice, at("check-in/"), **{"spasms_night": "0", "spasms_day": "some", "session.walk": "no", "pain": "0"})
    kept = facts()
    assert Count("spasms", 0, Period.NIGHT) in kept
    assert Count("spasms", None, Period.DAY) in kept
    assert Session("walk", done=False) in kept
    assert Rating("pain", 0.0) in kept


def test_the_rest_becomes_no_only_when_somebody_says_so(alice: Client, at: At, facts: Facts) -> None:
    post(alice, at("check-in/"), **{"factor.heat": "yes", "rest_no": "yes"})
    factors = {fact.code: fact.present for fact in facts() if isinstance(fact, Factor)}
    assert factors["heat"] is True
    assert factors["cold"] is False
    assert "weather" not in factors, "less common things were not asked"


def test_a_place_needs_its_number(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    refused = alice.post(at("check-in/"), {"form_id": str(uuid4()), "parts": ["calf:left"]})
    assert refused.status_code == 400
    assert "Say how stiff it is there too" in refused.content.decode()
    assert facts() == before
    post(alice, at("check-in/"), stiffness="8", parts=["calf:left", "back"])
    assert Rating("stiffness", 8.0, Recall.NOW, part="calf", side=Side.LEFT) in facts()
    assert Rating("stiffness", 8.0, Recall.NOW, part="back") in facts()


def test_useful_stiffness_is_asked_both_ways(alice: Client, at: At, facts: Facts) -> None:
    post(alice, at("check-in/"), stiffness_helped_standing="yes", stiffness_helped_transfer="no")
    assert Answer("stiffness_helped_standing", answer=True) in facts()
    assert Answer("stiffness_helped_transfer", answer=False) in facts()


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("stiffness", "11", "choose a number from 0 to 10"),
        ("stiffness", "-1", "choose a number from 0 to 10"),
        ("pain", "6.5", "choose a number from 0 to 10"),
        ("mood", "great", "choose a number from 0 to 10"),
        ("spasms_night", "lots", "write a number from 0 to 500"),
        ("spasms_day", "501", "write a number from 0 to 500"),
        ("falls_day", "²", "write a number from 0 to 500"),
        ("factor.heat", "maybe", "choose yes, no, or leave it open"),
        ("session.walk", "maybe", "choose yes, no, or leave it open"),
        ("parts", "tail:left", "not in the list"),
    ],
)
def test_bad_input_is_explained_and_what_was_typed_is_kept(
    name: str, typed: str, words: str, alice: Client, at: At, facts: Facts
) -> None:
    before = facts()
    form = {"form_id": str(uuid4()), "spasms_night": "4", "stiffness": "5", name: typed}
    answer = alice.post(at("check-in/"), form)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert words in page
    assert "Nothing was saved yet" in page
    assert facts() == before
    if name in {"spasms_night", "spasms_day", "falls_day"}:
        assert f'value="{typed}"' in page
    else:
        assert 'value="4"' in page


def test_a_form_that_lost_its_number_is_refused(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    assert alice.post(at("check-in/"), {"stiffness": "5"}).status_code == 400
    assert alice.post(at("check-in/"), {"stiffness": "5", "form_id": "x"}).status_code == 400
    assert facts() == before


def test_only_kept_hindrances_are_asked(cast: Cast, alice: Client, at: At) -> None:
    actions.save_settings(cast.alice, cast.person, actions.PersonSettings(kept_hindrances=("hindered.driving",)))
    page = alice.get(at("today/")).content.decode()
    assert 'name="hindered.driving"' in page
    assert 'name="hindered.walking"' not in page


def test_own_factors_are_offered_and_kept_under_their_own_code(
    cast: Cast, alice: Client, at: At, facts: Facts
) -> None:
    actions.save_settings(cast.alice, cast.person, actions.PersonSettings(own_factors=("loud music",)))
    assert "Loud music" in alice.get(at("today/")).content.decode()
    post(alice, at("check-in/"), **{"factor.own:loud music": "yes"})
    assert Factor("own:loud music", present=True) in facts()


def test_a_helpers_entry_is_marked_as_theirs(bob: Client, alice: Client, at: At) -> None:
    post(bob, at("check-in/"), stiffness="9")
    assert "noted by Bob, carer" in alice.get(at("timeline/")).content.decode()


def test_today_is_small(alice: Client, at: At) -> None:
    page = alice.get(at("today/"), headers={"Accept-Encoding": "gzip"}).content
    linked = re.findall(r'(?:href|src)="/static/([^"?]+)', gzip.decompress(page).decode())
    assert len(page) <= 15_000
    assert {"tokens.css", "components.css", "page.js"} <= set(linked)
    assert len(page) + sum((STATIC_FOLDER / name).stat().st_size for name in linked) <= 100_000


NIGHTLY = {"stiffness": "6", "spasms_night": "3", "sleep_disruption": "8", "factor.poor_sleep": "yes"}
TWO_AT_NIGHT = datetime(2026, 6, 2, 1, 0, tzinfo=UTC)  # 02:00 in London


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(evening_day|night_day)" value="([^"]*)"', page))


def dated(cast: Cast, since: datetime) -> dict[str, str]:
    """Each fact's code and the day, or part of the day, that it was kept under."""
    page = actions.timeline(cast.alice, cast.person, limit=500)
    events = [entry.event for day in page.days for entry in day.entries if entry.event.recorded_at >= since]
    whens = {getattr(event.fact, "code", ""): event.when for event in events}
    return {
        code: f"{when.local_day.isoformat()} {getattr(when, 'slot', '')}".strip()
        for code, when in whens.items()
        if isinstance(when, Day | DaySlot)
    }


def check_in_at(cast: Cast, at: At, opened: datetime, sent: datetime) -> dict[str, str]:
    with time_machine.travel(opened, tick=False):
        client = signed_in(cast.alice)
        page = client.get(at("today/")).content.decode()
    with time_machine.travel(sent, tick=False):
        form = {"form_id": str(uuid4()), **hidden(page), **NIGHTLY, "factor.late_screen_time": "yes"}
        assert signed_in(cast.alice).post(at("check-in/"), form).status_code == 302
    assert ("Tonight so far" in page) is (opened == TWO_AT_NIGHT)
    return dated(cast, sent)


def test_at_two_in_the_night_the_night_is_this_one_and_the_evening_the_one_just_gone(cast: Cast, at: At) -> None:
    kept = check_in_at(cast, at, TWO_AT_NIGHT, TWO_AT_NIGHT)
    assert kept["spasms"] == kept["sleep_disruption"] == "2026-06-02 night"
    assert kept["poor_sleep"] == "2026-06-02"
    assert kept["late_screen_time"] == "2026-06-01"


def test_in_the_morning_last_night_is_that_same_night(cast: Cast, at: At) -> None:
    morning = TWO_AT_NIGHT + timedelta(hours=6)
    kept = check_in_at(cast, at, morning, morning)
    assert kept["spasms"] == "2026-06-02 night"
    assert kept["late_screen_time"] == "2026-06-01"


@pytest.mark.parametrize(
    ("opened", "sent"),
    [
        (TWO_AT_NIGHT - timedelta(hours=2, minutes=10), TWO_AT_NIGHT - timedelta(hours=1, minutes=50)),
        (TWO_AT_NIGHT - timedelta(hours=6), TWO_AT_NIGHT),
    ],
)
def test_a_form_opened_before_midnight_keeps_the_night_it_asked_about(
    cast: Cast, at: At, opened: datetime, sent: datetime
) -> None:
    assert check_in_at(cast, at, opened, sent)["spasms"] == "2026-06-01 night"


def test_a_form_left_open_since_yesterday_means_the_night_just_gone(cast: Cast, at: At) -> None:
    kept = check_in_at(cast, at, TWO_AT_NIGHT - timedelta(hours=18), TWO_AT_NIGHT + timedelta(hours=6))
    assert kept["spasms"] == "2026-06-02 night"
