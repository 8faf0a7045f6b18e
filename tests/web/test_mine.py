"""Each device and each person have Supple their own way: looks, one question at a time, own symptoms, times."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.web.cast import Cast

from supple import actions
from supple.knowledge import wording
from supple.model import Day, Measurement, Rating, Recall
from supple.web import clock_words, looks

At = Callable[[str], str]
Facts = Callable[[], list[object]]


@pytest.fixture(autouse=True)
def _as_usual() -> None:
    clock_words.hold(is_twelve=False)
    wording.hold(wording.Wording())


@given(st.times())
def test_a_time_said_by_either_clock_is_read_back(at: time) -> None:
    minute = at.replace(second=0, microsecond=0, tzinfo=None)
    assert clock_words.read(clock_words.twelve(minute)) == minute
    assert clock_words.read(f"{minute:%H:%M}") == minute


@pytest.mark.parametrize("text", ["", "25:00", "13:00 pm", "0:30 am", "7", "11 noon", "7:61", "half past"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert clock_words.read(text) is None


@given(st.integers(min_value=900, max_value=1150))
def test_a_temperature_in_fahrenheit_comes_back_as_typed(tenths: int) -> None:
    assert wording.to_fahrenheit(wording.to_celsius(tenths / 10)) == tenths / 10


def test_a_fever_of_100_4_is_38() -> None:
    assert wording.to_celsius(100.4) == 38.0


@given(st.builds(looks.Looks, **{name: st.sampled_from([v for v, _ in c]) for name, c in looks.CHOICES.items()}))
def test_looks_are_read_as_they_were_written(chosen: looks.Looks) -> None:
    assert looks.read(chosen.written()) == chosen


@pytest.mark.parametrize("text", ["", "dark.large", "purple.huge.third", "a.b.c.d.e.f.Mars/Base", "...."])
def test_a_cookie_of_an_earlier_supple_or_of_nobody_is_read(text: str) -> None:
    assert looks.read(text) == looks.changed(looks.Looks(), {"theme": text[:4], "text_size": text[5:10]})


@pytest.mark.parametrize(("hour", "theme"), [(6, "dark"), (7, "light"), (20, "light"), (21, "dark"), (0, "dark")])
def test_dark_at_night_goes_by_the_persons_clock(hour: int, theme: str) -> None:
    night = looks.Looks(theme="night")
    assert night.theme_at(datetime(2026, 1, 15, hour, 30, tzinfo=UTC), "Europe/London") == theme
    assert night.theme_at(datetime(2026, 1, 15, hour, 30, tzinfo=UTC)) == "", "no clock is known: as the device"


def test_one_choice_saved_leaves_the_others(alice: Client, at: At) -> None:
    alice.post("/looks/", {"theme": "dark", "text_size": "largest"})
    alice.post("/looks/", {"hand": "left", "clock": "12", "aloud": "on", "theme": "purple"})
    page = alice.get(at("today/")).content.decode()
    for said in ('data-theme="dark"', 'data-text="largest"', 'data-hand="left"', "aloud.js"):
        assert said in page


def test_twelve_hours_are_said_where_the_device_wants_them(cast: Cast, alice: Client, at: At) -> None:
    alice.post("/looks/", {"clock": "12"})
    assert re.search(r"\d:\d\d\u00a0[ap]m", alice.get(at(f"entry/{cast.entry.id}/")).content.decode())
    alice.post("/looks/", {"clock": "24"})
    assert not re.search(r"\d:\d\d\u00a0[ap]m", alice.get(at(f"entry/{cast.entry.id}/")).content.decode())


def test_one_question_at_a_time_until_it_is_enough(cast: Cast, alice: Client, at: At, facts: Facts) -> None:
    alice.post("/looks/", {"questions": "one"})
    first = alice.get(at("today/"), follow=True)
    assert first.redirect_chain[-1][0].startswith(at("one/"))
    assert "How stiff are you now?" in first.content.decode()
    before = len(facts())
    form = {"form_id": str(uuid4()), "question": "stiffness", "stiffness": "6"}
    then = alice.post(at("one/answer/"), form, follow=True)
    page = then.content.decode()
    assert len(facts()) == before + 1
    assert "Saved: Stiffness 6 of 10." in page
    assert "One more?" in page
    assert "How stiff are you now?" not in page
    assert "Something is up" in page
    skipped = alice.get(re.search(r'href="([^"]+)">Skip this', page)[1].replace("&amp;", "&")).content.decode()  # type: ignore[index]
    assert skipped.count("<h1") == 1
    assert re.search(r'<h1 id="ask">(.*?)<', skipped)[1] != re.search(r'<h1 id="ask">(.*?)<', page)[1]  # type: ignore[index]
    assert "stays open" in alice.get(at("one/?enough=1")).content.decode()
    assert "Or say it in your own words" in alice.get(at("today/?whole=1")).content.decode()
    assert len(facts()) == before + 1, "skipping and leaving note nothing"


@pytest.mark.parametrize("wrong", [{}, {"stiffness": "11"}, {"stiffness": ""}])
def test_an_answer_that_is_none_is_said_and_nothing_kept(
    wrong: dict[str, str], alice: Client, at: At, facts: Facts
) -> None:
    before = len(facts())
    answer = alice.post(at("one/answer/"), {"form_id": str(uuid4()), "question": "stiffness", **wrong})
    assert answer.status_code == 400
    assert "How stiff are you now?" in answer.content.decode()
    assert len(facts()) == before


def test_an_emergency_stands_above_the_question(alice: Client, at: At) -> None:
    alice.post(at("signs/"), {"form_id": str(uuid4()), "sign.seizure": "yes", "sign": "seizure"})
    page = alice.get(at("one/")).content.decode()
    if "tier-T0" not in alice.get(at("today/")).content.decode():
        pytest.fail("the sign did not set off its rule")
    assert page.index("tier-T0") < page.index("How stiff are you now?")


def symptom(cast: Cast) -> str:
    [code] = actions.settings(cast.alice, cast.person).own_symptoms
    return code


def test_an_own_symptom_is_asked_kept_and_may_be_called_otherwise(
    cast: Cast, alice: Client, at: At, facts: Facts
) -> None:
    alice.post(at("settings/symptoms/"), {"new": "Burning  feet"})
    code = symptom(cast)
    assert "Burning feet" in alice.get(at("today/")).content.decode()
    alice.post(at("check-in/"), {"form_id": str(uuid4()), code: "4"})
    assert Rating(code, 4, Recall.LAST_24_H) in facts()
    alice.post(at("settings/symptoms/"), {code: "hot soles"})
    assert symptom(cast) == code
    page = alice.get(at("timeline/")).content.decode()
    assert "Hot soles 4 of 10" in page
    assert "urning" not in page
    look = actions.look(cast.alice, cast.person, now=datetime.now(UTC), outcome=code)
    assert look.outcome_label == "hot soles" if hasattr(look, "outcome_label") else look.outcome == code
    alice.post(at("settings/symptoms/"), {code: ""})
    assert actions.settings(cast.alice, cast.person).own_symptoms == ()
    assert Rating(code, 4, Recall.LAST_24_H) in facts(), "no longer asked, and nothing lost"
    alice.post(at("settings/symptoms/"), {"new": "hot soles"})
    assert symptom(cast) == code, "the old words bring the old symptom back"


@pytest.mark.parametrize("new", ["stiffness", "x" * 61, "burning feet", "🔥"])
def test_a_name_that_misleads_is_refused(new: str, cast: Cast, alice: Client, at: At) -> None:
    alice.post(at("settings/symptoms/"), {"new": "burning feet"})
    answer = alice.post(at("settings/symptoms/"), {"new": new})
    assert answer.status_code == 400
    assert len(actions.settings(cast.alice, cast.person).own_symptoms) == 1


def test_a_note_understands_an_own_symptom(cast: Cast, alice: Client, at: At) -> None:
    alice.post(at("settings/symptoms/"), {"new": "burning feet"})
    reading = actions.read_note(cast.alice, cast.person, "burning feet 4 of 10", now=datetime.now(UTC))
    [fact] = [read.fact for read in reading.facts]
    assert isinstance(fact, Rating)
    assert (fact.code, fact.value) == (symptom(cast), 4)


def test_usual_times_and_the_scale_are_kept(cast: Cast, alice: Client, at: At, facts: Facts) -> None:
    form = {"morning_at": "10:30", "evening_at": "9:15 pm", "temperature": "F"}
    alice.post(at("settings/usual/"), form)
    chosen = actions.settings(cast.alice, cast.person)
    assert (chosen.morning_at, chosen.evening_at, chosen.temperature) == ("10:30", "21:15", "F")
    add = alice.get(at("timeline/add/")).content.decode()
    assert "Morning, about 10:30" in add
    today = actions.today(cast.alice, cast.person, now=datetime.now(UTC)).day
    fever = (Measurement("temperature", 38.5, "Cel"), Day(today, "Europe/London"))
    [event] = actions.save_facts(cast.alice, cast.person, [fever], now=datetime.now(UTC), source="test")
    assert "101.3 °F" in alice.get(at("timeline/")).content.decode()
    page = alice.get(at(f"entry/{event.id}/")).content.decode()
    assert 'value="101.3"' in page
    same = {"form_id": str(uuid4()), "value": "101.3", "day": today.isoformat()}
    alice.post(at(f"entry/{event.id}/correct/"), same)
    assert Measurement("temperature", 38.5, "Cel") in facts(), "untouched, it stays to the last digit"


@pytest.mark.parametrize(
    "wrong", [{"morning_at": "soon"}, {"temperature": "K"}, {"morning_at": "21:00", "evening_at": "08:00"}]
)
def test_times_that_cannot_be_are_said(wrong: dict[str, str], cast: Cast, alice: Client, at: At) -> None:
    assert alice.post(at("settings/usual/"), {"temperature": "C", **wrong}).status_code == 400
    assert actions.settings(cast.alice, cast.person).morning_at == ""


def test_the_receipt_says_what_went_and_can_be_kept(cast: Cast, alice: Client, at: At) -> None:
    page = alice.post(at("settings/erase/"), {"confirm": "alice"}).content.decode()
    for said in ("Ratings: 1", "Notes: 1", "By Alice", "What stays here", "A backup of this computer"):
        assert said in page
    text = re.search(r'name="text" value="([^"]+)"', page)[1]  # type: ignore[index]
    kept = alice.post("/receipt.txt", {"text": text})
    assert kept["Content-Disposition"].startswith("attachment")
    assert "What nobody can promise" in kept.content.decode()
    assert alice.post("/receipt.txt", {"text": text + "x"}).status_code == 400
