"""Is it two taps to say what was done, does nothing urgent go out of sight, and who is told?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast, signed_in
from tests.web.test_pages import text_of

from supple import actions
from supple.model import AlertStep, Count, Day, Fact, Instant, Period, Profile, Role, Scope, Sign, Step, Tier, When
from supple.store import people as store_people
from supple.store import queries
from supple.web.alert_order import first_sentence

NOW = datetime.now(UTC)
At = Callable[[str], str]


@pytest.fixture
def ill(cast: Cast) -> Cast:
    """Alice has had a fever for an hour."""
    said: list[tuple[Fact, When]] = [(Sign("fever", new=True), Instant(NOW - timedelta(hours=1), ZONE))]
    actions.save_facts(cast.alice, cast.person, said, now=NOW - timedelta(hours=1), source="signs")
    return cast


def steps(cast: Cast) -> list[AlertStep]:
    found = sorted(queries.events_of_kind(cast.person, "alert_step"), key=lambda event: event.recorded_at)
    return [event.fact for event in found if isinstance(event.fact, AlertStep)]


def form_in(html: str, *, number: int = 0) -> dict[str, object]:
    """The hidden fields of one of the page's forms about an alert, as a browser sends them."""
    form = re.findall(r'<form method="post" action="[^"]*alerts/step/".*?</form>', html, flags=re.DOTALL)[number]
    fields: dict[str, object] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        fields[name] = [*fields.get(name, []), unescape(value)] if name == "input" else unescape(value)  # type: ignore[misc]
    return fields


@pytest.mark.parametrize("page", ["today/", "when-to-call/"])
def test_one_tap_says_that_one_called(page: str, ill: Cast, alice: Client, at: At) -> None:
    html = alice.get(at(page)).content.decode()
    assert "I called" in html
    assert "Other…" in html
    done = alice.post(at("alerts/step/"), {**form_in(html), "step": "called"}, follow=True)
    told = text_of(done.content.decode())
    assert done.redirect_chain[0][0].startswith(at(page)), "back to where one was"
    assert "Saved: Alert “Fever”: called" in told
    assert "You noted: called. Today," in told
    assert "It stays here as long as your notes set it off." in told
    assert [fact.step for fact in steps(ill)] == [Step.RAISED, Step.CALLED]
    assert problems(told) == problems(text_of(html))


def test_sent_twice_it_is_kept_once(ill: Cast, alice: Client, at: At) -> None:
    form = {**form_in(alice.get(at("when-to-call/")).content.decode()), "step": "waited", "words": "it is mild"}
    for _ in range(2):
        assert alice.post(at("alerts/step/"), form).status_code == 302
    assert [(fact.step, fact.words) for fact in steps(ill)][1:] == [(Step.WAITED, "it is mild")]


def test_undo_takes_it_back_and_the_alert_is_new_again(ill: Cast, alice: Client, at: At) -> None:
    form = {**form_in(alice.get(at("today/")).content.decode()), "step": "closed"}
    html = alice.post(at("alerts/step/"), form, follow=True).content.decode()
    assert "Closing it says nothing about how you are." in text_of(html)
    undo = re.search(r'action="([^"]*undo/)"', html)
    assert undo
    alice.post(undo.group(1), {"form_id": str(uuid4())})
    assert "You noted" not in text_of(alice.get(at("when-to-call/")).content.decode())
    assert "Fever" in text_of(alice.get(at("today/")).content.decode())


def test_a_sign_noted_meanwhile_is_not_answered_by_an_old_page(ill: Cast, alice: Client, bob: Client, at: At) -> None:
    form = form_in(alice.get(at("when-to-call/")).content.decode())
    bob.post(at("signs/"), {"form_id": str(uuid4()), "sign": ["confusion"]})
    alice.post(at("alerts/step/"), {**form, "step": "called"})
    assert "New again" in text_of(alice.get(at("when-to-call/")).content.decode())


def test_a_milder_one_rests_folded_and_says_when_it_comes_back(cast: Cast, alice: Client, at: At) -> None:
    facts: list[tuple[Fact, When]] = [
        (Count("falls", 1, Period.DAY), Instant(NOW - timedelta(days=day), ZONE)) for day in range(1, 4)
    ]
    actions.save_facts(cast.alice, cast.person, facts, now=NOW, source="note")
    html = alice.get(at("when-to-call/")).content.decode()
    assert "Falls" in text_of(html)
    form = form_in(html)
    assert form["tier"] in {"T2", "T3"}
    after = alice.post(at("alerts/step/"), {**form, "step": "called"}, follow=True).content.decode()
    told = text_of(after)
    assert "Noted before" in told
    assert "It comes back on" in told
    assert "No rule matched" not in told
    today = text_of(alice.get(at("today/")).content.decode())
    assert "Noted before" in today
    assert "Nothing noted set off a rule" not in today


def test_what_waits_for_the_next_visit_takes_no_room_from_the_first_page(cast: Cast, alice: Client, at: At) -> None:
    fall: list[tuple[Fact, When]] = [(Count("falls", 1, Period.DAY), Instant(NOW - timedelta(days=3), ZONE))]
    actions.save_facts(cast.alice, cast.person, fall, now=NOW, source="note")
    html = alice.get(at("today/")).content.decode()
    assert "Falls" in text_of(html), "the glance names it"
    assert "I called" not in html
    assert "I called" in alice.get(at("when-to-call/")).content.decode()


def test_the_page_of_what_was_raised_tells_it_all(ill: Cast, alice: Client, at: At) -> None:
    form = form_in(alice.get(at("when-to-call/")).content.decode())
    alice.post(at("alerts/step/"), {**form, "step": "not_needed", "words": "GP was here"})
    html = alice.get(at("alerts/")).content.decode()
    told = text_of(html)
    assert "You noted: a call was not needed – GP was here." in told
    assert "Your notes set it off now." in told
    assert problems(told) == []


def test_a_day_is_not_given_an_hour_that_nobody_noted(cast: Cast, alice: Client, at: At) -> None:
    on = Day(NOW.date() - timedelta(days=3), ZONE)
    actions.save_facts(cast.alice, cast.person, [(Count("falls", 1, Period.DAY), on)], now=NOW, source="note")
    alice.get(at("when-to-call/"))
    told = text_of(alice.get(at("alerts/")).content.decode())
    assert f"since {on.local_day.day} {on.local_day:%b %Y}" in told
    assert "00:00" not in told


@pytest.mark.parametrize("step", ["", "raised", "shown", "maybe"])
def test_what_is_no_answer_writes_nothing(step: str, ill: Cast, alice: Client, at: At) -> None:
    form = form_in(alice.get(at("when-to-call/")).content.decode())
    before = steps(ill)
    assert alice.post(at("alerts/step/"), {**form, "step": step}).status_code == 400
    assert alice.post(at("alerts/step/"), {**form, "step": "called", "rule": "R99"}).status_code == 400
    assert alice.post(at("alerts/step/"), {**form, "step": "called", "words": "x" * 501}).status_code == 400
    assert steps(ill) == before


def test_who_may_only_look_sees_no_buttons_and_writes_nothing_in_their_own_name(ill: Cast, at: At) -> None:
    store_people.put_member(ill.bob.id, ill.person, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=None)
    client = signed_in(ill.bob)
    html = client.get(at("when-to-call/")).content.decode()
    assert "Fever" in html
    assert "I called" not in html
    assert (
        client.post(at("alerts/step/"), {"form_id": str(uuid4()), "rule": "R16", "step": "called"}).status_code == 404
    )
    [event] = queries.events_of_kind(ill.person, "alert_step")
    assert event.noted_by.name == "Supple"


# --- who is told ------------------------------------------------------------------------------------------------


def test_a_helper_is_told_on_their_own_page_only_when_chosen(ill: Cast, alice: Client, bob: Client, at: At) -> None:
    assert "new alert" not in text_of(bob.get("/people/").content.decode())
    settings = alice.get(at("settings/")).content.decode()
    assert "Tell Bob about" in text_of(settings)
    assert "Nothing is sent anywhere" in text_of(settings)
    tell = at(f"settings/tell/{ill.bob.id}/")
    assert alice.post(tell, {"tell": "same_day"}).status_code == 302
    assert "1 new alert for Alice" in text_of(bob.get("/people/").content.decode())
    today = text_of(bob.get(at("today/")).content.decode())
    assert "Alice chose that you are told. Nothing is sent" in today
    assert "Shown to Bob." in text_of(alice.get(at("alerts/")).content.decode())
    alice.post(tell, {"tell": "nothing"})
    assert "new alert" not in text_of(bob.get("/people/").content.decode())


def test_only_the_owner_chooses_who_is_told(ill: Cast, alice: Client, bob: Client, at: At) -> None:
    tell = at(f"settings/tell/{ill.bob.id}/")
    assert bob.post(tell, {"tell": "same_day"}).status_code == 404
    assert alice.post(tell, {"tell": "everything"}).status_code == 400
    assert alice.post(at(f"settings/tell/{ill.charlie.id}/"), {"tell": "same_day"}).status_code == 400


@pytest.fixture
def passed(cast: Cast) -> Cast:
    """Three days ago Alice noted an emergency, and nobody looked."""
    at = NOW - timedelta(days=3)
    said: list[tuple[Fact, When]] = [(Sign("saddle_numbness", new=True), Instant(at, ZONE))]
    actions.save_facts(cast.alice, cast.person, said, now=at, source="signs")
    return cast


@pytest.mark.parametrize("page", ["today/", "when-to-call/"])
def test_an_emergency_that_nobody_answered_is_still_asked_about(
    page: str, passed: Cast, alice: Client, at: At
) -> None:
    html = alice.get(at(page)).content.decode()
    told = text_of(html)
    assert "and nothing is noted about it." in told
    assert "Is it still there? What was done?" in told
    assert "numbness between the legs" in told.casefold()
    assert "No rule matched" not in told
    assert "Nothing noted set off a rule" not in told
    assert 'href="tel:' in html
    assert problems(told) == []
    done = alice.post(at("alerts/step/"), {**form_in(html), "step": "called"}, follow=True)
    after = text_of(done.content.decode())
    assert done.redirect_chain[0][0].startswith(at(page))
    assert "Is it still there?" not in after
    assert [fact.step for fact in steps(passed)] == [Step.RAISED, Step.CALLED]
    assert "called" in text_of(alice.get(at("alerts/")).content.decode())


def test_having_seen_it_leaves_it_there_and_taking_the_answer_back_brings_it_back(
    passed: Cast, alice: Client, at: At
) -> None:
    html = alice.get(at("today/")).content.decode()
    alice.post(at("alerts/step/"), {**form_in(html), "step": "seen"})
    seen = alice.get(at("today/")).content.decode()
    assert "It was seen, and what was done is not noted." in text_of(seen)
    alice.post(at("alerts/step/"), {**form_in(seen), "step": "closed"})
    assert "Is it still there?" not in text_of(alice.get(at("today/")).content.decode())
    closed = next(
        event for event in queries.events_of_kind(passed.person, "alert_step") if event.fact.step is Step.CLOSED
    )
    actions.withdraw(passed.alice, passed.person, closed.id, now=datetime.now(UTC))
    assert "Is it still there?" in text_of(alice.get(at("today/")).content.decode())


def test_a_carer_who_is_told_about_emergencies_is_told_that_one_passed(passed: Cast) -> None:
    bob = passed.bob
    member = next(one for one in store_people.members(passed.person) if one.account.id == bob.id)
    assert member.role is Role.CARER
    actions.save_telling(passed.alice, passed.person, bob.id, "emergencies")
    [told] = actions.told_about(bob, passed.person, now=NOW).lives
    assert (told.alert.rule, told.state.value) == ("R13", "unanswered")


# --- An emergency stays on top, whatever was tapped ----------------------------------------------------------------


def note_signs(cast: Cast, *codes: str) -> None:
    said: list[tuple[Fact, When]] = [
        (Sign(code, new=True), Instant(NOW - timedelta(minutes=5), ZONE)) for code in codes
    ]
    actions.save_facts(cast.alice, cast.person, said, now=NOW - timedelta(minutes=5), source="signs")


def test_an_emergency_stays_on_top_of_today_after_i_called(cast: Cast, alice: Client, at: At) -> None:
    note_signs(cast, "saddle_numbness")
    form = form_in(alice.get(at("today/")).content.decode())
    html = alice.post(at("alerts/step/"), {**form, "step": "called"}, follow=True).content.decode()
    card = html[html.index("today__alert") : html.index("How stiff are you now?")]
    assert "button--urgent" in card
    assert 'href="tel:' in card
    assert "You noted: called. Today," in text_of(card)


def test_an_answered_same_day_one_leaves_a_line_with_its_number_at_the_top(ill: Cast, alice: Client, at: At) -> None:
    before = alice.get(at("today/")).content.decode()
    assert "today__strip" not in before
    gray = {"name": "Dr Gray", "role": "family_doctor", "phone": "020 7946 0111"}
    assert alice.post(at("plan/team/keep/"), {"form_id": str(uuid4()), **gray}).status_code == 302
    html = alice.post(at("alerts/step/"), {**form_in(before), "step": "called"}, follow=True).content.decode()
    strip = html[html.index("today__strip") : html.index("How stiff are you now?")]
    assert "Fever" in strip
    assert 'href="tel:02079460111"' in strip
    assert "today__alert" not in strip
    assert "today__alert" in html[html.index("How stiff are you now?") :]


def test_every_emergency_keeps_its_words_in_sight(cast: Cast, alice: Client, at: At) -> None:
    note_signs(cast, "saddle_numbness", "face_drop", "fever")
    html = alice.get(at("today/")).content.decode()
    card = text_of(html[html.index("today__alert") : html.index("How stiff are you now?")])
    for alert in actions.today(cast.alice, cast.person, now=NOW).alerts:
        assert alert.title in card
        if alert.tier is Tier.T0:
            assert alert.words in card
        elif alert.tier is Tier.T1:
            assert first_sentence(alert.words) in card


def test_a_warning_about_a_medicine_is_read_on_today_also_beside_another_alert(
    cast: Cast, alice: Client, at: At
) -> None:
    know: list[tuple[Fact, When]] = [(Profile("tizanidine", "yes"), Instant(NOW, ZONE))]
    actions.save_facts(cast.alice, cast.person, know, now=NOW, source="plan")
    note_signs(cast, "fever", "burning_urine")
    told = text_of(alice.get(at("today/")).content.decode())
    assert "Tell whoever treats you that you take tizanidine" in told


def test_what_can_wait_never_stands_beside_an_emergency_about_the_same_sign(
    cast: Cast, alice: Client, at: At
) -> None:
    know: list[tuple[Fact, When]] = [(Profile("pump", "yes"), Instant(NOW, ZONE))]
    actions.save_facts(cast.alice, cast.person, know, now=NOW, source="plan")
    note_signs(cast, "itching_no_rash")
    alerts = actions.today(cast.alice, cast.person, now=NOW).alerts
    assert [alert.tier for alert in alerts if "itching_no_rash" in alert.held] == [Tier.T0, Tier.T3]
    milder = next(alert for alert in alerts if alert.tier is Tier.T3)
    html = alice.get(at("today/")).content.decode()
    assert milder.title not in text_of(html)
    page = text_of(alice.get(at("when-to-call/")).content.decode())
    emergency = alerts[0].title
    after = page.index(f"First the emergency: “{emergency}”.")
    assert page.index(emergency) < page.index(milder.title) < after < page.index(milder.words), "nothing is dropped"


@given(st.lists(st.sampled_from(["Call now.", "Is it new?", "At 38.0 °C or more, call.", "Stop"]), max_size=4))
def test_the_first_sentence_is_a_beginning_and_never_empty_where_there_are_words(parts: list[str]) -> None:
    words = " ".join(parts)
    first = first_sentence(words)
    assert words.startswith(first)
    assert bool(first) is bool(words)
    assert not parts or first.startswith(parts[0])
