"""A form that waited on a phone: kept once, under the time it was noted, for whoever noted it, or said why not."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from tests.web.cast import Cast, signed_in

from supple import actions
from supple.model import Count, Instant, Note, Rating, Role, Scope
from supple.store import people as store_people
from supple.store import queries
from supple.web.phone_clock import TOLERANCE, Readings, Reckoned, reckon

At = Callable[[str], str]
Facts = Callable[[], list[object]]
NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def waited(
    cast: Cast, *, ago: timedelta = 2 * HOUR, ahead: timedelta = timedelta(), account: object = None, **fields: str
) -> dict[str, str]:
    """A form as a phone sends it, noted some time ago by a clock that is ahead."""
    phone = datetime.now(UTC) + ahead
    return {
        "form_id": str(uuid4()),
        "outbox_account": str(account or cast.alice.id),
        "outbox_noted_at": (phone - ago).isoformat(),
        "outbox_sent_at": phone.isoformat(),
        "outbox_ahead_s": str(ahead.total_seconds()),
        "outbox_chosen_at": "",
        **fields,
    }


def send(client: Client, address: str, form: dict[str, str]) -> dict[str, Any]:
    answer = client.post(f"{address}?outbox=1", form, headers={"Supple-Replay": "1"})
    said: dict[str, Any] = answer.json()
    return {**said, "status": answer.status_code}


def of_form(cast: Cast, form: dict[str, str]) -> list[Any]:
    return queries.events_of_group(cast.person, UUID(form["form_id"]))


def test_it_stands_under_the_time_it_was_noted_and_says_when_it_came(alice: Client, cast: Cast, at: At) -> None:
    form = waited(cast, ago=5 * HOUR, stiffness="7")
    before = datetime.now(UTC)
    said = send(alice, at("check-in/"), form)
    assert said["state"] == "kept"
    assert said["is_there"] is True
    assert said["clock"] == ""
    (event,) = of_form(cast, form)
    noted = datetime.fromisoformat(form["outbox_noted_at"])
    assert event.fact == Rating("stiffness", 7)
    assert event.when == Instant(noted, event.when.zone)
    assert event.recorded_at == noted
    assert event.received_at >= before


def test_sent_twice_it_is_kept_once_also_after_it_was_taken_back(
    alice: Client, cast: Cast, at: At, facts: Facts
) -> None:
    form = waited(cast, stiffness="7")
    assert send(alice, at("check-in/"), form)["state"] == "kept"
    assert send(alice, at("check-in/"), form)["state"] == "same"
    assert facts().count(Rating("stiffness", 7)) == 1
    actions.undo(cast.alice, cast.person, UUID(form["form_id"]), now=datetime.now(UTC))
    assert send(alice, at("check-in/"), form)["state"] == "same"
    assert Rating("stiffness", 7) not in facts(), "what was taken back does not come again with a late second sending"


@pytest.mark.parametrize("order", list(itertools.permutations((1, 2, 3))), ids=str)
def test_any_order_and_any_number_of_replays_give_the_same_diary(
    order: tuple[int, ...], alice: Client, cast: Cast, at: At
) -> None:
    forms = {n: waited(cast, ago=n * HOUR, stiffness=str(n)) for n in order}
    rng = random.Random(str(order))
    for n in (*order, *rng.choices(order, k=4)):
        assert send(alice, at("check-in/"), forms[n])["state"] in {"kept", "same"}
    page = actions.timeline(cast.alice, cast.person, limit=500)
    entries = [entry.event for day in page.days for entry in day.entries if entry.event.source == "check-in"]
    shown = {(event.fact.value, event.when.at_utc.isoformat()) for event in entries}
    assert shown == {(float(n), form["outbox_noted_at"]) for n, form in forms.items()}
    assert len(entries) == len(forms)


def test_two_devices_that_say_the_same_said_it_twice(alice: Client, cast: Cast, at: At, facts: Facts) -> None:
    for _ in range(2):
        send(alice, at("check-in/"), waited(cast, stiffness="9"))
    assert facts().count(Rating("stiffness", 9)) == 2


@pytest.mark.parametrize("ahead", [DAY, -DAY], ids=["a day ahead", "a day behind"])
def test_a_phone_clock_a_day_wrong_moves_nothing_in_silence(
    ahead: timedelta, alice: Client, cast: Cast, at: At
) -> None:
    form = waited(cast, ago=3 * HOUR, ahead=ahead, stiffness="4")
    said = send(alice, at("check-in/"), form)
    assert said["state"] == "kept"
    facts = {type(event.fact): event for event in of_form(cast, form)}
    there = facts[Rating].when.at_utc
    assert abs(there - (datetime.now(UTC) - 3 * HOUR)) < TOLERANCE, "the time between noting and sending is right"
    assert said["clock"] == facts[Note].fact.text
    assert f"{datetime.fromisoformat(form['outbox_noted_at']).year}" in said["clock"]
    assert "It stands under" in said["clock"]


def test_a_clock_set_in_between_leaves_the_time_to_the_person(alice: Client, cast: Cast, at: At) -> None:
    form = waited(cast, ago=3 * HOUR, stiffness="4") | {"outbox_ahead_s": str(DAY.total_seconds())}
    said = send(alice, at("check-in/"), form)
    assert said["state"] == "asks when"
    assert of_form(cast, form) == []
    chosen = said["times"][0]
    assert send(alice, at("check-in/"), form | {"outbox_chosen_at": chosen})["state"] == "kept"
    rating = next(e for e in of_form(cast, form) if isinstance(e.fact, Rating))
    assert rating.when.at_utc == datetime.fromisoformat(chosen)


@pytest.mark.parametrize(
    ("noted", "sent", "before", "expected"),
    [
        (-HOUR, 0 * HOUR, None, Reckoned(NOW - HOUR)),
        (TOLERANCE, TOLERANCE, None, Reckoned(NOW)),
        (DAY - HOUR, DAY, DAY, Reckoned(NOW - HOUR, is_off=True)),
        (DAY - HOUR, DAY, None, Reckoned(NOW - HOUR, is_off=True)),
        (-DAY - HOUR, -DAY, -DAY, Reckoned(NOW - HOUR, is_off=True)),
        (DAY - HOUR, 0 * HOUR, DAY, Reckoned(None, choices=(NOW - HOUR, NOW))),
        (DAY, 0 * HOUR, None, Reckoned(None, choices=(NOW,))),
        (-DAY - HOUR, 0 * HOUR, -DAY, Reckoned(None, choices=(NOW - DAY - HOUR, NOW - HOUR, NOW))),
    ],
)
def test_two_readings_of_one_clock(
    noted: timedelta, sent: timedelta, before: timedelta | None, expected: Reckoned
) -> None:
    assert reckon(Readings(NOW + noted, NOW + sent, before), NOW) == expected


def test_signed_out_it_waits(cast: Cast, at: At) -> None:
    said = send(Client(), at("check-in/"), waited(cast, stiffness="3"))
    assert (said["status"], said["state"]) == (401, "sign in")
    assert said["reasons"] == ["Sign in again. What you noted waits here."]


def test_it_is_never_kept_as_another_persons(bob: Client, cast: Cast, at: At) -> None:
    form = waited(cast, stiffness="3")
    assert send(bob, at("check-in/"), form)["state"] == "other account"
    assert of_form(cast, form) == []


def test_a_helper_whose_time_is_over_is_told(bob: Client, cast: Cast, at: At) -> None:
    over = datetime.now(UTC).date() - 2 * DAY
    scopes = frozenset({Scope.LOOK, Scope.NOTE})
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=scopes, ends_on=over)
    said = send(bob, at("check-in/"), waited(cast, account=cast.bob.id, stiffness="3"))
    assert said["state"] == "rejected"
    assert "not yours" in said["reasons"][0]


def test_a_stranger_learns_nothing_of_the_diary(charlie: Client, cast: Cast, at: At) -> None:
    form = waited(cast, account=cast.charlie.id, stiffness="3")
    here = send(charlie, at("check-in/"), form)
    nowhere = send(charlie, f"/p/{uuid4()}/check-in/", form)
    assert here == nowhere
    assert here["state"] == "rejected"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stiffness": "eleven"}, "choose a number from 0 to 10"),
        ({}, "Nothing was answered"),
        ({"form_id": "x", "stiffness": "3"}, "lost its number"),
        ({"outbox_noted_at": "yesterday", "stiffness": "3"}, "cannot be read"),
        ({"outbox_noted_at": "2026-03-10T10:00", "stiffness": "3"}, "cannot be read"),
        ({"outbox_ahead_s": "1e999", "stiffness": "3"}, "cannot be read"),
        ({"outbox_ahead_s": "nan", "stiffness": "3"}, "cannot be read"),
        ({"outbox_chosen_at": "0001-01-01T00:00:00+14:00", "stiffness": "3"}, "cannot be read"),
    ],
)
def test_what_cannot_be_kept_says_why(
    fields: dict[str, str], words: str, alice: Client, cast: Cast, at: At, facts: Facts
) -> None:
    before = facts()
    said = send(alice, at("check-in/"), waited(cast) | fields)
    assert said["state"] == "rejected"
    assert 400 <= said["status"] < 500
    assert words in said["reasons"][0]
    assert facts() == before


def test_a_note_that_waited_is_kept_whole_with_what_was_read(alice: Client, cast: Cast, at: At) -> None:
    form = waited(cast, text="stiffness 6, perhaps 3 spasms")
    assert send(alice, at("note/"), form)["state"] == "kept"
    facts = [event.fact for event in of_form(cast, form)]
    assert Note("stiffness 6, perhaps 3 spasms") in facts
    assert any(isinstance(fact, Rating) and fact.value == 6 for fact in facts)
    assert any(isinstance(fact, Count) for fact in facts)


def test_a_note_whose_writer_is_still_there_is_asked_about_first(alice: Client, cast: Cast, at: At) -> None:
    form = waited(cast, ago=timedelta(), text="stiffness 6", outbox_live="yes")
    assert send(alice, at("note/"), form)["state"] == "asks"
    assert of_form(cast, form) == []


def test_yesterdays_questions_stay_yesterdays(alice: Client, cast: Cast, at: At) -> None:
    person = actions.person(cast.alice, cast.person)
    noted = datetime.now(UTC) - DAY
    day = actions.today(cast.alice, person.id, now=noted).day
    form = waited(cast, ago=DAY, spasms_day="3", night_day=day.isoformat(), evening_day=day.isoformat())
    assert send(alice, at("check-in/"), form)["state"] == "kept"
    (event,) = of_form(cast, form)
    assert event.when.local_day == day


def test_only_forms_of_a_diary_are_read_at_another_time(cast: Cast) -> None:
    link = actions.login_link(cast.alice, now=datetime.now(UTC) - 3 * HOUR, base_url="", minutes=60)
    form = waited(cast, ago=3 * HOUR)
    answer = Client().post(f"{link}?outbox=1", form, headers={"Supple-Replay": "1"})
    assert answer.status_code == 410, "a link that has run out does not run again by a clock set back"


def test_after_a_restore_the_phone_learns_what_is_gone(alice: Client, bob: Client, cast: Cast, at: At) -> None:
    form = waited(cast, stiffness="3")
    send(alice, at("check-in/"), form)
    lost = str(uuid4())
    forms = [{"id": each, "person": str(cast.person)} for each in (form["form_id"], lost)]
    ask: Callable[[Client], list[str]] = lambda client: client.post(  # noqa: E731
        "/outbox/known/", {"forms": forms}, content_type="application/json"
    ).json()["unknown"]
    assert ask(alice) == [lost]
    assert ask(signed_in(cast.charlie)) == [], "a stranger is told nothing of the diary"
    assert alice.post("/outbox/known/", "[", content_type="application/json").status_code == 400


def test_ready_says_who_is_signed_in_and_the_time(alice: Client, cast: Cast) -> None:
    said = alice.get("/outbox/ready/").json()
    assert said["account"] == str(cast.alice.id)
    assert abs(datetime.fromisoformat(said["now"]) - datetime.now(UTC)) < HOUR
    assert Client().get("/outbox/ready/").json()["account"] == ""


def test_a_phone_keeps_pages_only_for_whoever_notes(alice: Client, charlie: Client, cast: Cast, at: At) -> None:
    assert alice.get(at("today/"))["X-Keep-For"] == str(cast.alice.id)
    assert "X-Keep-For" in alice.get(at("today/?saved=x"))
    for other in ("timeline/", "report/", "doses/?day=2026-03-09"):
        assert "X-Keep-For" not in alice.get(at(other)), other
    alice.post("/on-this-phone/keep/", {"keep": "nothing"})
    assert "X-Keep-For" not in alice.get(at("today/"))


def test_the_manifest_names_icons_that_are_there() -> None:
    client = Client()
    said = client.get("/supple.webmanifest").json()
    assert said["display"] == "standalone"
    assert [each["name"] for each in said["shortcuts"]] == ["Note", "I need help"]
    for each in said["icons"]:
        picture = client.get(each["src"]).content
        width = int(each["sizes"].split("x")[0])
        assert picture[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(picture[16:20], "big") == int.from_bytes(picture[20:24], "big") == width
    assert client.get("/icon-999.png").status_code == 404


def test_a_form_cut_short_before_its_clock_is_told_comes_again_whole(
    alice: Client, cast: Cast, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = waited(cast, ago=3 * HOUR, ahead=DAY, stiffness="4")
    alice.raise_request_exception = False
    with monkeypatch.context() as cut:
        cut.setattr(actions, "note_phone_clock", _fails, raising=False)
        answer = alice.post(at("check-in/") + "?outbox=1", form, headers={"Supple-Replay": "1"})
        assert answer.status_code == 500
    assert of_form(cast, form) == []
    assert send(alice, at("check-in/"), form)["state"] == "kept"
    assert any(isinstance(event.fact, Note) for event in of_form(cast, form)), "moved in silence"


def test_a_form_that_saves_twice_is_kept_whole_or_not_at_all(
    alice: Client, cast: Cast, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = actions.save_facts

    def first_only(*given: Any, guess: bool = False, **named: Any) -> Any:
        return _fails() if guess else real(*given, guess=guess, **named)

    day = (datetime.now(UTC) - DAY).date().isoformat()
    words = {"day": day, "slot": "evening", "precision": "day", "text": "maybe 3 spasms, stiffness 6 left calf"}
    form = waited(cast, ago=3 * HOUR, **words)
    alice.raise_request_exception = False
    with monkeypatch.context() as cut:
        cut.setattr(actions, "save_facts", first_only, raising=False)
        assert send(alice, at("timeline/add/"), form)["state"] == "later"
    assert of_form(cast, form) == []
    assert send(alice, at("timeline/add/"), form)["state"] == "kept"
    assert len(of_form(cast, form)) == 3


def _fails(*given: object, **named: object) -> None:
    raise RuntimeError


def test_an_emergency_among_what_waited_is_told_to_the_page_that_sent_it(alice: Client, cast: Cast, at: At) -> None:
    """Nobody is sent to a page, and nobody may open one soon: the answer itself has the words and the number."""
    assert send(alice, at("check-in/"), waited(cast, stiffness="4"))["call"] is None
    form = waited(cast, text="I had a fit this morning")
    said = send(alice, at("note/"), form)
    assert said["state"] == "kept"
    assert "Call emergency services" in said["call"]["words"]
    assert said["call"]["number"] == "112"
    assert said["call"]["page"] == at("when-to-call/")
    assert send(alice, at("note/"), form)["call"] == said["call"], "an answer may be lost on the way back"


def test_who_may_not_look_is_told_only_of_what_they_wrote(cast: Cast, at: At) -> None:
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=frozenset({Scope.NOTE}), ends_on=None)
    form = waited(cast, text="she had a fit this morning", account=cast.bob.id)
    told = send(signed_in(cast.bob), at("note/"), form)["call"]
    assert told["tier"] == "T0", "of what they wrote themselves they are told"
    assert told["page"] == "/help/"
    quiet = waited(cast, text="stiffness 4", account=cast.bob.id)
    assert send(signed_in(cast.bob), at("note/"), quiet)["call"] is None


def test_an_emergency_of_some_days_ago_is_not_forgotten_on_the_way(alice: Client, cast: Cast, at: At) -> None:
    said = send(alice, at("note/"), waited(cast, ago=5 * DAY, text="my face is drooping on one side"))
    assert said["call"]["tier"] == "T0"
    assert "nobody said what was done" in said["call"]["words"]


def test_with_more_to_come_of_the_same_diary_nothing_is_told_yet(alice: Client, cast: Cast, at: At) -> None:
    assert "call" not in send(alice, at("note/"), waited(cast, text="I had a fit this morning", outbox_more="yes"))


def test_what_was_sent_is_kept_though_nobody_can_tell_what_it_asks_for(
    alice: Client, cast: Cast, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the calf at night")

    monkeypatch.setattr(actions, "call_now", broken, raising=False)
    said = send(alice, at("check-in/"), waited(cast, stiffness="4"))
    assert (said["state"], said["status"]) == ("kept", 200)
