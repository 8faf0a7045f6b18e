"""The page of injections and its form: what is shown, what is sent back, and who may write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.test import Client
from tests.spec.words import problems
from tests.web.cast import ZONE, Cast

from supple import actions
from supple.model import Day, PlanItem, PlanStatus, Rating, Recall
from supple.store import queries

At = Callable[[str], str]
TODAY = datetime.now(UTC).date()
ON = TODAY - timedelta(days=20)


def send(client: Client, address: str, **fields: str) -> object:
    return client.post(address, {"form_id": str(uuid4()), **fields})


def page_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html: str) -> str:
    body = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", html)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def injected(cast: Cast) -> list[PlanItem]:
    plan = actions.plan_on(cast.alice, cast.person, TODAY + timedelta(days=399), now=datetime.now(UTC))
    return [e.fact for e in plan.events if isinstance(e.fact, PlanItem) and e.fact.item == "injection"]


FORM = {
    "product": "Dysport",
    "on": ON.isoformat(),
    "muscle_1": "soleus",
    "side_1": "both",
    "units_1": "150",
    "muscle_2": "gastrocnemius",
    "side_2": "left",
    "muscle_11": "a muscle of my own",
    "guidance": "ultrasound",
    "goals": "Put the shoe on",
    "aftercare": "Splint at night",
    "given_by": "Dr Okafor",
}


def test_an_injection_is_kept_and_shown_with_its_days(alice: Client, at: At, cast: Cast) -> None:
    assert send(alice, at("injections/add/"), **FORM).status_code == 302  # type: ignore[attr-defined]
    (item,) = injected(cast)
    assert item.detail["units"] == "soleus, left: 150; soleus, right: 150"
    assert item.detail["muscles"] == "gastrocnemius, left; a muscle of my own"
    shown = text_of(page_of(alice, at("injections/")))
    for words in (
        "soleus, right: 150 units",
        "gastrocnemius, left: units not noted",
        "300 units of Dysport in all, on this day",
        "Put the shoe on",
        "Splint at night",
        "by ultrasound",
        "today is in week 3",
        "Earliest day of a repeat",
        "Trouble swallowing",
        "Call emergency services now.",
        "nobody yet",
    ):
        assert words in shown, words
    assert problems(shown) == []


def test_sent_twice_it_is_kept_once(alice: Client, at: At, cast: Cast) -> None:
    form = {"form_id": str(uuid4()), **FORM}
    alice.post(at("injections/add/"), form)
    alice.post(at("injections/add/"), form)
    assert len(injected(cast)) == 1


def test_an_ambiguous_number_comes_back_with_all_that_was_typed(alice: Client, at: At, cast: Cast) -> None:
    answer = send(alice, at("injections/add/"), **{**FORM, "units_1": "1,000"})
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert "Row 1 (soleus)" in page
    for typed in ("Dysport", "1,000", "Put the shoe on", "Splint at night", "Dr Okafor", "a muscle of my own"):
        assert f'value="{typed}"' in page, typed
    assert re.search(r'<option value="soleus" selected>', page)
    assert injected(cast) == []


def test_bad_input_keeps_nothing_and_names_the_field(alice: Client, at: At, cast: Cast) -> None:
    for change, words in (
        ({"product": ""}, "Write what was injected"),
        ({"on": "no day"}, "Choose the day of the injection"),
        ({"guidance": "laser"}, "from the list"),
        ({"side_2": "up"}, "Row 2 (gastrocnemius)"),
        ({"muscle_11": "a, b"}, "Row 11"),
        ({"review_day": ON.isoformat()}, "after the injection"),
        ({"product": "phenol"}, "as the letter says it"),
        ({"form_id": "x"}, "lost its number"),
    ):
        answer = alice.post(at("injections/add/"), {"form_id": str(uuid4()), **FORM, **change})
        assert answer.status_code == 400, change
        assert words in answer.content.decode(), change
    assert injected(cast) == []


def test_putting_it_right_adds_a_version_and_keeps_the_old_one(alice: Client, at: At, cast: Cast) -> None:
    send(alice, at("injections/add/"), **FORM)
    link = re.search(r'injections/add/\?entry=([0-9a-f-]+)"', page_of(alice, at("injections/")))
    assert link
    form = page_of(alice, at(f"injections/add/?entry={link[1]}"))
    assert 'value="150"' in form
    assert 'value="a muscle of my own"' in form
    assert 'value="Put the shoe on"' in form
    moved = {**FORM, "on": (ON - timedelta(days=1)).isoformat(), "entry": link[1]}
    assert send(alice, at("injections/add/"), **moved).status_code == 302  # type: ignore[attr-defined]
    (item,) = injected(cast)
    assert item.valid_from == ON - timedelta(days=1)
    versions = {e.id for e in queries.agreed_events(cast.person) if isinstance(e.fact, PlanItem)}
    assert len(versions) == 2


def test_only_an_injection_of_this_diary_can_be_put_right(alice: Client, charlie: Client, at: At, cast: Cast) -> None:
    send(alice, at("injections/add/"), **FORM)
    link = re.search(r"entry=([0-9a-f-]+)\"", page_of(alice, at("injections/")))
    assert link
    own = f"/p/{cast.charlies_person}/injections/add/"
    assert charlie.get(f"{own}?entry={link[1]}").status_code == 404
    assert alice.get(at("injections/add/?entry=nothing")).status_code == 404
    assert alice.get(at(f"injections/add/?entry={cast.entry.id}")).status_code == 404


def test_an_early_repeat_is_asked_about_and_a_nerve_block_has_no_dates(alice: Client, at: At, cast: Cast) -> None:
    send(alice, at("injections/add/"), **FORM)
    later = (ON + timedelta(days=77)).isoformat()
    send(alice, at("injections/add/"), product="Botox", on=later)
    send(alice, at("injections/add/"), product="phenol", on=ON.isoformat(), muscle_1="adductor longus")
    shown = text_of(page_of(alice, at("injections/")))
    assert "11 weeks after this one, less than 12 weeks" in shown
    assert "ask the clinic that injects" in shown
    assert shown.count("Earliest day of a repeat") == 2
    assert "A nerve block has no toxin dates" in shown


def test_the_days_stand_on_what_was_agreed(alice: Client, at: At) -> None:
    send(alice, at("injections/add/"), **FORM)
    shown = text_of(page_of(alice, at("plan/")))
    assert "4 to 6 weeks after the Dysport injection" in shown
    assert "12 weeks since the Dysport injection" in shown


def test_past_cycles_stand_over_each_other(alice: Client, at: At, cast: Cast) -> None:
    first = TODAY - timedelta(days=300)
    days = [first + timedelta(days=n) for n in (60, 160)]
    for on in days:
        item = PlanItem("injection", "Dysport", PlanStatus.AGREED, on)
        actions.save_facts(cast.alice, cast.person, [(item, Day(on, ZONE))], now=datetime.now(UTC), source="plan")
    facts = [
        (
            Rating(
                "stiffness",
                (6.0 if min((d - on).days if d >= on else 999 for on in days) > 75 else 3.0)
                + (d.toordinal() * 7 % 3)
                - 1,
                Recall.LAST_24_H,
            ),
            Day(d, ZONE),
        )
        for d in (first + timedelta(days=n) for n in range(300))
    ]
    actions.save_facts(cast.alice, cast.person, facts, now=datetime.now(UTC), source="check-in")
    page = page_of(alice, at("injections/"))
    shown = text_of(page)
    assert "chart-cycles" in page
    assert "stiffness over the day was about" in shown or "stiffness was about" in shown
    assert "that is not proof" in shown
    assert "About half of the difference was gone some" in shown
    assert problems(shown) == []
    assert alice.get(at("injections/?outcome=no-such")).status_code == 400


def test_a_helper_who_may_only_look_cannot_write(cast: Cast, at: At) -> None:
    from tests.web.cast import signed_in

    from supple.model import Role, Scope
    from supple.store import people

    people.put_member(cast.bob.id, cast.person, role=Role.CARER, scopes=frozenset({Scope.LOOK}), ends_on=None)
    bob = signed_in(cast.bob)
    page = page_of(bob, at("injections/"))
    assert "injections/add/" not in page
    assert bob.get(at("injections/add/")).status_code == 404
    assert send(bob, at("injections/add/"), **FORM).status_code == 404  # type: ignore[attr-defined]
    assert injected(cast) == []


def test_an_empty_diary_says_so(alice: Client, at: At) -> None:
    assert "No injection is written down yet." in text_of(page_of(alice, at("injections/")))


def test_putting_right_what_came_another_way_loses_nothing(alice: Client, at: At, cast: Cast) -> None:
    muscles = "; ".join(f"muscle number {n}, left" for n in range(1, 6))
    item = PlanItem(
        "injection", "Dysport", PlanStatus.AGREED, ON, "In my words", {"muscles": muscles, "elsewhere": "kept"}
    )
    (event,) = actions.save_facts(
        cast.alice, cast.person, [(item, Day(ON, ZONE))], now=datetime.now(UTC), source="plan"
    )
    form = page_of(alice, at(f"injections/add/?entry={event.id}"))
    typed = dict(re.findall(r'<input[^>]* name="(muscle_\d+|product|on)"[^>]* value="([^"]*)"', form))
    sides = {name.replace("muscle", "side"): "left" for name, words in typed.items() if words and "muscle" in name}
    send(alice, at("injections/add/"), **typed, **sides, goals="shoe", entry=str(event.id))
    (now,) = injected(cast)
    assert now.detail["muscles"] == muscles
    assert (now.words, now.detail["elsewhere"], now.detail["goals"]) == ("In my words", "kept", "shoe")
