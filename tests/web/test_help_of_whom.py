"""Several diaries on one phone: whose numbers does the help page show, and in whose diary is a sign saved?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.web.cast import Cast, signed_in

from supple import actions
from supple.actions import PersonSettings
from supple.model import AlertStep, Day, Instant, Profile, Sign, Step
from supple.store import queries

SIGNS = {"sign": "fever"}


@pytest.fixture
def two(cast: Cast) -> tuple[Client, str, str]:
    """Alice's own diary, and a second of her own."""
    other = actions.add_person(cast.alice, "Robin", zone="Europe/London")
    return signed_in(cast.alice), str(cast.person), str(other.id)


def name_of(cast: Cast) -> str:
    return actions.person(cast.alice, cast.person).name


def has_a_pump(cast: Cast, person: str) -> None:
    now = datetime.now(UTC)
    fact = (Profile("pump", "yes"), Day(now.date() - timedelta(days=1), "UTC"))
    actions.save_facts(cast.alice, UUID(person), [fact], now=now, source="settings")


def test_every_diary_is_named_where_a_sign_is_saved_and_the_one_that_was_open_stands_first(
    two: tuple[Client, str, str], cast: Cast
) -> None:
    client, first, second = two
    for open_one, other in ((first, second), (second, first)):
        page = client.post("/help/", {**SIGNS, "for": open_one}).content.decode()
        forms = re.findall(r'action="/p/([^/]+)/signs/".*?<button class="([^"]*)">([^<]+)<', page, re.DOTALL)
        assert [who for who, _ignored, _said in forms] == [open_one, other]
        assert ["button--primary" in look for _who, look, _said in forms] == [True, False]
        assert {said for _who, _ignored, said in forms} == {
            "Save this in the diary of Robin",
            f"Save this in the diary of {name_of(cast)}",
        }


def test_one_diary_is_simply_mine(alice: Client) -> None:
    assert "Save this in my diary" in alice.post("/help/", SIGNS).content.decode()


def test_the_help_page_names_whose_it_is_and_leads_to_the_other(two: tuple[Client, str, str]) -> None:
    client, first, second = two
    today = client.get(f"/p/{second}/today/").content.decode()
    assert f'href="/help/?for={second}"' in today
    page = client.get(f"/help/?for={second}")
    assert "For Robin." in page.content.decode()
    assert f"/help/?for={first}" in page.content.decode()
    assert page["X-Keep-For"]
    bare = client.get("/help/")
    assert "For whom?" in bare.content.decode()
    assert "X-Keep-For" not in bare


def test_another_diarys_number_and_traits_are_not_shown(two: tuple[Client, str, str], cast: Cast) -> None:
    client, first, second = two
    has_a_pump(cast, second)
    actions.save_settings(cast.alice, cast.person, PersonSettings(country="US"))
    pump = 'value="pump" id="have-pump" checked'
    for _again in range(2):
        ours = client.get(f"/help/?for={first}").content.decode()
        theirs = client.get(f"/help/?for={second}").content.decode()
        assert 'href="tel:911"' in ours
        assert pump not in ours
        assert pump in theirs


def test_the_answer_rings_the_number_of_the_diary_it_is_about(two: tuple[Client, str, str], cast: Cast) -> None:
    """Whichever diary the device showed last, in another tab."""
    client, first, second = two
    actions.save_settings(cast.alice, cast.person, PersonSettings(country="GB", emergency_number="01632960001"))
    actions.save_settings(cast.alice, UUID(second), PersonSettings(country="US"))
    client.get(f"/help/?for={second}")
    client.get(f"/p/{first}/today/")
    page = client.post("/help/", {"sign": "face_drop", "for": second}).content.decode()
    assert 'href="tel:911"' in page
    assert "01632960001" not in page
    third = actions.add_person(cast.alice, "Cleo", zone="Europe/London")
    assert "01632960001" not in client.get(f"/help/?for={third.id}").content.decode()


def test_a_phone_that_fetches_help_by_itself_has_told_nobody_anything(cast: Cast) -> None:
    now = datetime.now(UTC)
    actions.save_facts(cast.alice, cast.person, [(Sign("face_drop"), Instant(now, "UTC"))], now=now, source="signs")
    looks = len(actions.who_looked(cast.alice, cast.person))
    page = signed_in(cast.bob).get(f"/help/?for={cast.person}", headers={"Supple-Keep": "1"}).content.decode()
    assert "A fit or seizure" in page
    steps = [event.fact.step for event in queries.events(cast.person) if isinstance(event.fact, AlertStep)]
    assert Step.SHOWN not in steps
    assert len(actions.who_looked(cast.alice, cast.person)) == looks


def test_a_stranger_is_shown_no_name(two: tuple[Client, str, str], cast: Cast) -> None:
    _client, _first, second = two
    for client in (Client(), signed_in(cast.charlie)):
        page = client.get(f"/help/?for={second}")
        assert page.status_code == 200
        assert "Robin" not in page.content.decode()
        assert "X-Keep-For" not in page


def test_today_says_already_that_the_kept_help_page_is_of_another_diary(
    two: tuple[Client, str, str], cast: Cast
) -> None:
    """The page says for whom help should be kept by the choices it brings itself, not by those it was asked with."""
    client, _first, second = two
    has_a_pump(cast, second)
    page = client.get(f"/p/{second}/today/")
    said = re.search(r'data-kept-for="(\w+)"', page.content.decode())
    assert said is not None
    assert client.get("/help/")["X-Kept-For"] == said[1]
    assert client.get(f"/help/?for={second}")["X-Kept-For"] == said[1]


def test_help_comes_when_the_diary_cannot_be_read(
    two: tuple[Client, str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client, first, _second = two

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the calf at night")

    monkeypatch.setattr(actions, "for_help", broken, raising=False)
    monkeypatch.setattr(actions, "call_book", broken, raising=False)
    page = client.get(f"/help/?for={first}")
    assert page.status_code == 200
    assert "A fit or seizure" in page.content.decode()
    assert "the calf at night" not in caplog.text
