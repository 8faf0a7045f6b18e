"""Check the triggers, and questions for the team: what is asked, what answers become, and the card."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from django.test import Client
from tests.spec.words import problems
from tests.web.cast import Cast
from tests.web.test_pages import text_of

from supple import actions
from supple.model import AlertStep, Checked, Count, Day, Factor, Note, Profile, Sign
from supple.web.frame import clock

At = Callable[[str], str]
Facts = Callable[[], list[object]]


def fill(client: Client, address: str, **answers: object) -> str:
    """Send the sheet; the card's page."""
    answer = client.post(address, {"form_id": str(uuid4()), **answers}, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def added(before: list[object], after: list[object]) -> set[object]:
    """What somebody noted; what became of alerts is Supple's own."""
    return {fact for fact in after if fact not in before and not isinstance(fact, AlertStep)}


def part(page: str, title: str) -> str:
    """The words of the card's section of that title."""
    found = re.search(rf">{title}</h2>(.*?)</section>", page, flags=re.DOTALL)
    return text_of(found.group(1)) if found else ""


def test_nothing_is_looked_at_before_somebody_says_so(alice: Client, at: At) -> None:
    page = alice.get(at("check-triggers/")).content.decode()
    assert page.count("Not looked at") >= 14
    assert len(re.findall(r'value=""\s+checked', page)) == 14
    assert 'value="yes" checked' not in page


def test_answers_become_what_the_diary_has_a_kind_for(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    page = fill(
        alice,
        at("check-triggers/"),
        bladder="yes",
        bowel="no",
        temperature="yes",
        which=["heat"],
        stress_sleep="yes",
        fall="yes",
        pump="no",
        infection="yes",
        sign=["burning_urine"],
    )
    assert added(before, facts()) == {
        Factor("full_bladder", present=True),
        Factor("constipation", present=False),
        Factor("heat", present=True),
        Checked("triggers", "stress_sleep", "yes"),
        Count("falls"),
        Checked("triggers", "pump", "no"),
        Factor("other_infection", present=True),
        Sign("burning_urine", present=True, new=True),
    }
    found, not_found = part(page, "Found"), part(page, "Not found")
    for words in ("Bladder", "Heat or cold: heat", "Stress and sleep", "A fall", "Infection and fever"):
        assert words in found, words
    for words in ("Bowel", "Pump and refill"):
        assert words in not_found, words
    assert "Skin and pressure" in part(page, "Not looked at")
    assert "You may have a bladder infection." in page, "an answer may raise a rule"


def test_an_empty_sheet_saves_nothing(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    for address in ("check-triggers/", "team-questions/"):
        answer = alice.post(at(address), {"form_id": str(uuid4())})
        assert answer.status_code == 400
        assert "Nothing was answered" in answer.content.decode()
    assert facts() == before


def test_a_sheet_sent_twice_is_kept_once(alice: Client, at: At, facts: Facts) -> None:
    form = {"form_id": str(uuid4()), "bladder": "yes", "pump": "no"}
    before = len(facts())
    assert alice.post(at("check-triggers/"), form)["Location"] == alice.post(at("check-triggers/"), form)["Location"]
    assert len(facts()) == before + 2


def test_a_strange_answer_is_refused_and_nothing_is_kept(alice: Client, at: At, facts: Facts) -> None:
    before = facts()
    assert alice.post(at("check-triggers/"), {"form_id": str(uuid4()), "bladder": "perhaps"}).status_code == 400
    assert alice.post(at("check-triggers/"), {"form_id": str(uuid4()), "bladder": "unknown"}).status_code == 400
    assert facts() == before


def test_the_pump_is_asked_about_unless_it_is_ruled_out(cast: Cast, alice: Client, at: At) -> None:
    assert "Something about the pump?" in alice.get(at("check-triggers/")).content.decode()
    when = Day(clock().date(), "Europe/London")
    actions.save_facts(cast.alice, cast.person, [(Profile("pump", "no"), when)], now=clock(), source="plan")
    assert "Something about the pump?" not in alice.get(at("check-triggers/")).content.decode()
    card = fill(alice, at("check-triggers/"), bladder="no")
    assert "Pump and refill" not in card, "what was not asked is no “not looked at”"


def test_what_was_taken_back_no_longer_stands_on_the_card(alice: Client, at: At) -> None:
    answer = alice.post(at("check-triggers/"), {"form_id": str(uuid4()), "bladder": "yes"})
    address = answer["Location"]
    group = address.rstrip("/").rsplit("/", 1)[-1]
    assert "Bladder" in part(alice.get(address).content.decode(), "Found")
    alice.post(at(f"saved/{group}/undo/"))
    assert alice.get(address).status_code == 302


def test_what_was_put_right_reads_right_on_the_card(cast: Cast, alice: Client, at: At) -> None:
    form = {"form_id": str(uuid4()), "bladder": "yes", "pain": "yes", "pump": "yes"}
    address = alice.post(at("check-triggers/"), form)["Location"]
    entries = {
        entry.event.fact: entry.event
        for day in actions.timeline(cast.alice, cast.person, limit=50).days
        for entry in day.entries
    }
    bladder = entries[Factor("full_bladder", present=True)]
    no = Factor("full_bladder", present=False)
    actions.correct(cast.alice, cast.person, bladder.id, no, bladder.when, now=clock())
    page = alice.get(address).content.decode()
    assert "Bladder" in part(page, "Not found")
    assert "Bladder" not in part(page, "Found")
    pump = entries[Checked("triggers", "pump", "yes")].id
    assert "Check the triggers, pump and refill: found" in alice.get(at(f"entry/{pump}/")).content.decode()
    alice.post(at(f"entry/{pump}/withdraw/"), {"form_id": str(uuid4())})
    assert "Pump and refill" in part(alice.get(address).content.decode(), "Not looked at")


def test_the_teams_questions_come_in_their_order_and_end_in_words_to_read_out(
    alice: Client, at: At, facts: Facts
) -> None:
    page = text_of(alice.get(at("team-questions/")).content.decode())
    order = [
        "a fever, 38",
        "sign of an infection",
        "with heat",
        "more than 24 hours",
        "never there before",
        "30 days",
    ]
    places = [page.index(words) for words in order]
    assert places == sorted(places)
    before = facts()
    card = fill(
        alice,
        at("team-questions/"),
        sign=["new_weakness"],
        fever="no",
        infection="unknown",
        over_24_hours="yes",
        new_symptom="yes",
        words="my left leg since Tuesday",
    )
    assert added(before, facts()) == {
        Sign("fever", present=False),
        Checked("relapse", "infection", "unknown"),
        Checked("relapse", "over_24_hours", "yes"),
        Checked("relapse", "new_symptom", "yes"),
        Sign("new_weakness", present=True, new=True),
        Note("my left leg since Tuesday"),
    }
    read = part(card, "To read out on the phone")
    for words in (
        "I have MS.",
        "new weakness, new for me",
        "my left leg since Tuesday",
        "A fever, 38 °C or more: no.",
        "Signs of an infection: I don’t know.",
        "Not answered: heat or effort just before",
    ):
        assert words in read, words
    assert [p for p in problems(text_of(card)) if "grade" not in str(p)] == []


def test_an_old_sign_that_came_back_still_brings_a_call(alice: Client, at: At, facts: Facts) -> None:
    card = fill(alice, at("team-questions/"), sign=["new_numbness"], new_symptom="no")
    assert Sign("new_numbness", present=True, new=None) in facts()
    assert "Contact your MS team and say when it began." in card


def test_the_sheets_are_offered_beside_the_alert_and_on_today(alice: Client, at: At) -> None:
    assert "check-triggers/" in alice.get(at("today/")).content.decode()
    alice.post(at("signs/"), {"form_id": str(uuid4()), "sign": ["suddenly_much_stiffer", "walking_worse"]})
    alerts = alice.get(at("when-to-call/")).content.decode()
    assert alerts.count("check-triggers/") == 2, "beside the alert, and in the menu"
    assert alerts.count("team-questions/") == 2
    assert "Stiffness is suddenly much higher than usual." in alice.get(at("check-triggers/")).content.decode()


def test_a_helper_reads_it_out_for_the_person(bob: Client, at: At) -> None:
    assert "I ring about Alice, who has MS." in fill(bob, at("team-questions/"), fever="no")


def test_a_helper_who_may_only_look_sees_the_card_and_no_form(cast: Cast, alice: Client, at: At) -> None:
    from tests.web.cast import signed_in

    from supple.model import Role, Scope
    from supple.store import people as store_people

    address = alice.post(at("check-triggers/"), {"form_id": str(uuid4()), "bladder": "yes"})["Location"]
    store_people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=None)
    bob = signed_in(cast.bob)
    assert bob.get(address).status_code == 200
    assert bob.get(at("check-triggers/")).status_code == 404
    assert "check-triggers/" not in bob.get(at("when-to-call/")).content.decode()
